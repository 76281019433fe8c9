/// A queue of RabbitMQ as a scenario describes it.
package struct RabbitQueueSettings: ComponentSettings {
  /// How long the broker takes over each of its operations.
  package struct Latency: Described {
    package var confirm = Distribution.lognormal(p50: 0.008, p99: 0.040)
    package var deliver = Distribution.lognormal(p50: 0.001, p99: 0.010)

    package init() {}

    package static var parameters: [Parameter<Latency>] {
      [
        .distribution(
          "confirm", \.confirm,
          help: "Until a message is safe: on a majority of the nodes, or on disk."),
        .distribution("deliver", \.deliver, help: "From the queue to a consumer."),
      ]
    }
  }

  package var broker = ""
  package var queue = PushQueue.Settings()
  package var node: Int?
  package var deadLetterExchange: String?
  package var deadLetterRoutingKey: String?
  package var publishing = RabbitPublishing()
  package var latency = Latency()

  package init() {}

  package static let typeName = "rabbitmq-queue"
  package static let help =
    "A queue of RabbitMQ: pushes messages to consumers that acknowledge them."
  package static var metrics: [Metric] {
    [
      .mqReady, .mqUnacknowledged, .mqMessageCount, .mqConsumerCount, .mqPublished, .mqConfirmed,
      .mqDelivered, .mqRedelivered, .mqAcknowledged, .mqRefused, .mqDeadLettered, .mqRejected,
      .mqExpired, .mqOverflowed, .mqDeliveryLimitReached, .mqDropped, .mqLost, .mqPublishesLost,
      .mqPublishesBlocked, .mqElections, .mqChannelsClosed,
    ]
  }
  package static var parameters: [Parameter<RabbitQueueSettings>] {
    [
      .component(
        "broker", \.broker, of: [RabbitBrokerSettings.typeName], required: true,
        help: "The broker whose nodes keep the queue."),
      .choice(
        "kind", \.queue.kind,
        help: "\"quorum\": on a majority of the nodes; \"classic\": on one."),
      .init(
        "node", \.node, .integer(in: 0...2),
        help: "The node that leads or keeps it at first; left out, the queues of the scenario take "
          + "turns."),
      .init(
        "deliveryLimit", \.queue.deliveryLimit, .integer(in: 0...1_000_000),
        help: "How often a message of a quorum queue comes back before it is given up; null for "
          + "ever."),
      .init(
        "messageTtl", \.queue.timeToLive, .duration(in: .zero ... .longest),
        help: "How long a message may wait."),
      .init(
        "maxLength", \.queue.maximumLength, .integer(in: 1...1_000_000_000),
        help: "How many messages may wait."),
      .choice(
        "overflow", \.queue.overflow,
        help: "Whether a full queue drops its oldest message or refuses the newest."),
      .init(
        "deadLetterExchange", \.deadLetterExchange,
        .component(of: [RabbitExchangeSettings.typeName, typeName]),
        help: "Where messages go that are given up; a queue is reached by the default exchange."),
      .init(
        "deadLetterRoutingKey", \.deadLetterRoutingKey, .text,
        help: "The routing key that they get; their own if left out."),
      .duration(
        "consumerTimeout", \.queue.consumerTimeout, in: .seconds(1) ... .longest,
        help: "How long a consumer may keep a message before its channel is closed."),
      .object(
        "publishing", \.publishing,
        help: "How those publish who send straight to the queue (by the default exchange)."),
      .object("latency", \.latency, help: "How long the broker takes over its operations."),
    ]
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    if let target = deadLetterExchange { plan.noteDeadLetterQueue(target, of: nil) }
    plan.add(name, type: Self.typeName) { address, builder in
      RabbitQueueComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }
}

extension WorldBuilder {
  /// Whether dead letters come to rest in a queue: nobody reads it, and it sends none on.
  func keepsDeadLetters(_ queue: String, _ settings: RabbitQueueSettings) -> Bool {
    guard settings.deadLetterExchange == nil, brokerConsumers(of: queue).isEmpty else {
      return false
    }
    return holdsDeadLetters(queue)
      || rabbitExchanges.contains { exchange in
        holdsDeadLetters(exchange.name) && exchange.settings.bindings.contains { $0.queue == queue }
      }
  }
}
