/// A queue of Amazon SQS, standard or FIFO, as a scenario describes it.
package struct QueueComponentSettings: ComponentSettings {
  /// Where messages go that were received too often.
  package struct RedrivePolicy: Described {
    package var deadLetterQueue = ""
    /// 10 if left out, as with the service.
    package var maxReceiveCount = 10

    package init() {}

    package static var parameters: [Parameter<RedrivePolicy>] {
      [
        .component(
          "deadLetterQueue", \.deadLetterQueue, of: [typeName], required: true,
          help: "The queue that takes the messages."),
        .integer(
          "maxReceiveCount", \.maxReceiveCount, in: QueueSettings.maxReceiveCounts,
          help: "How often a message is received before the next receive moves it."),
      ]
    }
  }

  /// How long the service takes over each of its operations.
  package struct Latency: Described {
    package var send = Distribution.lognormal(p50: 0.006, p99: 0.040)
    package var receive = Distribution.lognormal(p50: 0.008, p99: 0.050)

    package init() {}

    package static var parameters: [Parameter<Latency>] {
      [
        .distribution("send", \.send, help: "From a send to its acknowledgement."),
        .distribution("receive", \.receive, help: "From a message's selection to its consumer."),
      ]
    }
  }

  package var queue = QueueSettings()
  /// Present for a FIFO queue, which leaves nothing to chance.
  package var fifo: FIFO?
  package var redrivePolicy: RedrivePolicy?
  package var redriveAllow = RedriveAllow.allowAll
  package var redriveSources: [String] = []
  package var latency = Latency()

  /// Which queues may name this one as their dead-letter queue.
  package enum RedriveAllow: String, CaseIterable, Sendable {
    case allowAll
    case denyAll
    case byQueue
  }

  package init() {}

  package static let typeName = "sqs-queue"
  package static let help =
    "A queue of Amazon SQS: standard, at least once in almost the order sent, or FIFO."
  package static var metrics: [Metric] {
    [
      .messagesSent, .sentMessageSize, .messagesReceived, .emptyReceives, .messagesDeleted,
      .messagesVisible, .messagesNotVisible, .messagesDelayed, .ageOfOldestMessage,
      .deadLettered, .expired, .redriven, .messagesDeduplicated, .groupsInFlight,
      .queueRequestsThrottled,
    ]
  }

  package static var parameters: [Parameter<QueueComponentSettings>] {
    [
      .init(
        "fifo", \.fifo, .object,
        help: "Makes it a FIFO queue, in order within each message group and each message once; {} "
          + "takes the service's defaults."),
      .duration(
        "visibilityTimeout", \.queue.visibilityTimeout, in: QueueSettings.visibilityTimeouts,
        help: "How long a received message is hidden from other consumers."),
      .duration(
        "messageRetentionPeriod", \.queue.messageRetentionPeriod,
        in: QueueSettings.messageRetentionPeriods,
        help: "How long after its send a message is dropped, wherever it is by then."),
      .duration(
        "delay", \.queue.delay, in: QueueSettings.delays,
        help: "How long a new message is held back."),
      .duration(
        "receiveMessageWaitTime", \.queue.receiveMessageWaitTime,
        in: QueueSettings.receiveMessageWaitTimes,
        help: "How long a receive waits for a message (long polling); 0 s polls short."),
      .size(
        "maximumMessageSize", \.queue.maximumMessageSize, in: QueueSettings.maximumMessageSizes,
        help: "The largest message that is accepted."),
      .object(
        "redrivePolicy", \.redrivePolicy,
        help: "Where messages go that were received too often; null for nowhere."),
      .choice(
        "redriveAllow", \.redriveAllow,
        help: "Which queues may use this one as their dead-letter queue (RedriveAllowPolicy)."),
      .init(
        "redriveSources", \.redriveSources,
        .list(of: .component(of: [typeName]), count: 0...RedriveAllowPolicy.maximumSources),
        help: "With redriveAllow \"byQueue\": the queues that may."),
      .integer(
        "inFlightLimit", \.queue.inFlightLimit, in: 1...10_000_000,
        help: "How many messages may be in flight; the service's quota is 120,000."),
      .object("latency", \.latency, help: "How long the service takes over its operations."),
      .share(
        "misordering", \.queue.randomness.misorderingProbability,
        help: "The share of messages that overtake others: order is best effort."),
      .flag(
        "sampling", \.queue.randomness.shortPollsSampleHosts,
        help: "Whether a short poll asks only some of the servers, and may miss messages."),
      .share(
        "duplicateDelivery", \.queue.randomness.duplicateDeliveryProbability,
        help: "The share of receives after which the message is delivered once more."),
      .share(
        "resurrection", \.queue.randomness.resurrectionProbability,
        help: "The share of deletes after which the message comes back."),
    ]
  }

  /// The policy that says which queues may use this one as their dead-letter queue.
  package var redriveAllowPolicy: RedriveAllowPolicy {
    switch redriveAllow {
    case .allowAll: .allowAll
    case .denyAll: .denyAll
    case .byQueue: .byQueue(sources: redriveSources)
    }
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    if let policy = redrivePolicy { plan.noteDeadLetterQueue(policy.deadLetterQueue, of: name) }
    guard let fifo else {
      return plan.add(name, type: Self.typeName) { address, builder in
        QueueComponent(self, name: name, port: Port(address: address), build: builder)
      }
    }
    plan.add(name, type: Self.typeName) { address, builder in
      FIFOQueueComponent(self, fifo, name: name, port: Port(address: address), build: builder)
    }
  }

  /// The queue's attributes; where its dead-letter queue does not allow it, messages stay here.
  func attributes(of name: String, _ build: WorldBuilder) -> QueueSettings {
    var attributes = queue
    if let policy = redrivePolicy, build.allowsRedrive(from: name, to: policy.deadLetterQueue) {
      attributes.maxReceiveCount = policy.maxReceiveCount
    }
    return attributes
  }
}
