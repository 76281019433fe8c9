internal import Simulation

extension PartTable {
  static let rabbitExchanges = PartTable(
    type: RabbitExchangeSettings.typeName, title: "Exchanges of RabbitMQ",
    columns: [
      .count("published", .mqPublished, rank: 3), .count("unroutable", .mqUnroutable, rank: 3),
      .count("returned", .mqReturned, rank: 2),
      .count("lost", .mqPublishesLost, rank: 3),
      .count("blocked", .mqPublishesBlocked, rank: 2, optional: true),
    ])

  static let rabbitQueues = PartTable(
    type: RabbitQueueSettings.typeName, title: "Queues of RabbitMQ",
    columns: [
      .count("published", .mqPublished, rank: 3), .count("acked", .mqAcknowledged, rank: 3),
      .count("redelivered", .mqRedelivered, rank: 2),
      .count("refused", .mqRefused, rank: 2, optional: true),
      .count("dead letters", .mqDeadLettered, rank: 2, optional: true),
      .count("dropped", .mqDropped, rank: 2, optional: true),
      .count("lost", .mqLost, rank: 3), .count("not sent", .mqPublishesLost, rank: 3),
      .statistic("most ready", .mqReady, .maximum, rank: 3),
      .count("elections", .mqElections, rank: 2, optional: true),
    ])

  static let activeDestinations = PartTable(
    type: ActiveDestinationSettings.typeName, title: "Destinations of ActiveMQ",
    columns: [
      .count("enqueued", .mqEnqueued, rank: 3), .count("dequeued", .mqDequeued, rank: 3),
      .count("redelivered", .mqRedelivered, rank: 2),
      .count("forwarded", .mqForwarded, rank: 2, optional: true),
      .count("dead letters", .mqDeadLettered, rank: 2, optional: true),
      .count("expired", .mqExpiredCount, rank: 2, optional: true),
      .count("lost", .mqLost, rank: 3),
      .statistic("longest", .mqQueueSize, .maximum, rank: 3),
    ])

  static let rabbitConsumers = brokerConsumers(
    RabbitConsumerSettings.typeName, title: "Consumers of RabbitMQ")
  static let activeConsumers = brokerConsumers(
    ActiveConsumerSettings.typeName, title: "Consumers of ActiveMQ")

  private static func brokerConsumers(_ type: String, title: String) -> PartTable {
    PartTable(
      type: type, title: title,
      columns: [
        .count("handled", .mqConsumed, rank: 3), .count("errors", .mqHandlingErrors, rank: 3),
        .count("given up", .mqGivenUp, rank: 2, optional: true),
        .statistic("p50 age", .mqMessageAge, .p50),
        .statistic("p99 age", .mqMessageAge, .p99, rank: 2),
        .statistic("oldest", .mqMessageAge, .maximum, rank: 2),
      ])
  }
}
