internal import Simulation

/// The table of all components of one type: a row for each, with what matters for the type.
struct PartTable {
  /// One column: what it shows, and how readily it is left out.
  struct Column {
    /// What the column shows of a component.
    enum Content {
      /// A statistic of a metric over the run.
      case metric(Metric, Statistic)
      /// How many of a producer's sends were answered so; not known of one that waits for no answer.
      case answered(Metric)
      /// The most messages that a queue held.
      case peakDepth
      /// How many messages a queue holds at the end.
      case finalDepth
      /// What a breaker's state was when it was last sampled.
      case state
      /// What the component cost.
      case cost
    }

    let heading: String
    let content: Content
    /// Whether the column goes when it has nothing but zeros to show.
    var isOptional = false
    /// Where there is no room for all columns those of the lowest rank go first.
    var rank = 1
  }

  /// The components' type.
  let type: String
  /// What the components are called together.
  let title: String
  let columns: [Column]

  /// The tables in the order of the report.
  static let all = [
    producers, gateways, topics, buses, pipes, queues, streams, firehoses, kafkaTopics,
    consumers, rabbitExchanges, rabbitQueues, rabbitConsumers, activeDestinations,
    activeConsumers, machines, functions, containers, dependencies, tables, breakers, schedules,
  ]
}

extension PartTable.Column {
  /// How often something happened.
  static func count(
    _ heading: String, _ metric: Metric, rank: Int = 1, optional: Bool = false
  ) -> Self {
    Self(heading: heading, content: .metric(metric, .sum), isOptional: optional, rank: rank)
  }

  static func statistic(
    _ heading: String, _ metric: Metric, _ statistic: Statistic, rank: Int = 1,
    optional: Bool = false
  ) -> Self {
    Self(heading: heading, content: .metric(metric, statistic), isOptional: optional, rank: rank)
  }

  static let cost = Self(heading: "cost", content: .cost, rank: 3)
}

extension PartTable {
  private static let producers = PartTable(
    type: ProducerSettings.typeName, title: "Producers",
    columns: [
      .count("to send", .offered, rank: 3), .count("attempts", .sends, rank: 2),
      .init(heading: "accepted", content: .answered(.sendsAccepted), isOptional: true, rank: 3),
      .init(heading: "given up", content: .answered(.sendsFailed), isOptional: true, rank: 3),
      .statistic("p50", .sendLatency, .p50, optional: true),
      .statistic("p99", .sendLatency, .p99, rank: 2, optional: true),
      .statistic("longest", .sendLatency, .maximum, optional: true),
    ])

  private static let gateways = PartTable(
    type: GatewaySettings.typeName, title: "APIs",
    columns: [
      .count("requests", .apiCount, rank: 3), .count("4XX", .apiClientErrors, rank: 2),
      .count("5XX", .apiServerErrors, rank: 2), .statistic("p50", .apiLatency, .p50),
      .statistic("p99", .apiLatency, .p99, rank: 2),
      .statistic("longest", .apiLatency, .maximum), .cost,
    ])

  private static let topics = PartTable(
    type: TopicSettings.typeName, title: "Topics",
    columns: [
      .count("published", .messagesPublished, rank: 3),
      .count("delivered", .notificationsDelivered, rank: 3),
      .count("filtered out", .notificationsFilteredOut, rank: 2),
      .count("failed", .notificationsFailed, rank: 2),
      .count("to DLQ", .notificationsRedriven, rank: 2, optional: true),
      .count("attempts", .deliveryAttempts), .statistic("p50", .deliveryLatency, .p50),
      .statistic("p99", .deliveryLatency, .p99, rank: 2), .cost,
    ])

  private static let buses = PartTable(
    type: EventBusSettings.typeName, title: "Event buses",
    columns: [
      .count("events", .putEvents, rank: 3), .count("matched", .matchedEvents, rank: 3),
      .count("invocations", .busInvocations, rank: 2),
      .count("failed", .failedInvocations, rank: 2),
      .count("to DLQ", .invocationsSentToDLQ, rank: 2, optional: true),
      .count("retries", .retryInvocationAttempts), .statistic("p50", .ingestionToSuccess, .p50),
      .statistic("p99", .ingestionToSuccess, .p99, rank: 2), .cost,
    ])

  private static let queues = PartTable(
    type: QueueComponentSettings.typeName, title: "Queues",
    columns: [
      .count("sent", .messagesSent, rank: 3), .count("received", .messagesReceived, rank: 3),
      .count("deleted", .messagesDeleted, rank: 2),
      .count("to DLQ", .deadLettered, rank: 2, optional: true),
      .count("redriven", .redriven, rank: 2, optional: true),
      .count("expired", .expired, rank: 3, optional: true),
      .init(heading: "peak depth", content: .peakDepth, rank: 3),
      .init(heading: "at the end", content: .finalDepth, rank: 3),
      .statistic("oldest", .ageOfOldestMessage, .maximum, rank: 2),
      .count("empty polls", .emptyReceives, rank: 0), .cost,
    ])

  private static let functions = PartTable(
    type: FunctionComponentSettings.typeName, title: "Functions",
    columns: [
      .count("invocations", .invocations, rank: 3), .count("errors", .errors, rank: 3),
      .count("throttles", .throttles, rank: 2), .statistic("average", .duration, .average, rank: 2),
      .statistic("p99", .duration, .p99, rank: 2), .statistic("longest", .duration, .maximum),
      .statistic("at once", .concurrentExecutions, .maximum, rank: 2),
      .count("cold starts", .coldStarts), .count("retries", .stepRetries, optional: true),
      .count("timeouts", .functionTimeouts, rank: 2, optional: true),
      .count("step timeouts", .stepTimeouts, rank: 2, optional: true), .cost,
    ])

  private static let dependencies = PartTable(
    type: DependencySettings.typeName, title: "Dependencies",
    columns: [
      .count("calls", .calls, rank: 3), .count("errors", .callErrors, rank: 2),
      .statistic("p50", .callLatency, .p50), .statistic("p99", .callLatency, .p99, rank: 2),
      .statistic("longest", .callLatency, .maximum),
      .statistic("at once", .callsInService, .maximum, rank: 2),
      .statistic("waiting", .callsWaiting, .maximum, rank: 2, optional: true),
      .count("effects", .effects, rank: 2), .count("repeats", .repeatedEffects, rank: 2),
    ])

  private static let tables = PartTable(
    type: TableSettings.typeName, title: "Tables",
    columns: [
      .count("write units", .consumedWriteUnits, rank: 2),
      .count("read units", .consumedReadUnits, rank: 2),
      .count("throttled", .throttledRequests, rank: 2),
      .count("conflicts", .conditionalCheckFailed, optional: true),
      .count("errors", .systemErrors, rank: 2, optional: true),
      .statistic("p50", .requestLatency, .p50), .statistic("p99", .requestLatency, .p99), .cost,
    ])

  private static let breakers = PartTable(
    type: BreakerSettings.typeName, title: "Circuit breakers",
    columns: [
      .count("opened", .breakerOpened, rank: 3), .count("refused", .breakerRefused, rank: 2),
      .init(heading: "at the end", content: .state, rank: 3),
    ])

  private static let schedules = PartTable(
    type: ScheduleSettings.typeName, title: "Schedules",
    columns: [
      .count("invocations", .scheduleAttempts, rank: 3),
      .count("errors", .scheduleTargetErrors, rank: 2),
      .count("dropped", .scheduleDropped, rank: 2), .cost,
    ])
}
