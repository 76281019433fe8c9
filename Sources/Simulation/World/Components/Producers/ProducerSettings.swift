/// A producer as a scenario describes it: who sends what, when, to whom, and how persistently.
package struct ProducerSettings: Described {
  /// What the messages of a producer look like, or one kind of them.
  package struct MessageTemplate: Described {
    package var weight = 1.0
    package var size = Distribution.constant(1_024)
    package var groups = 1
    package var poison = 0.0
    package var attributes = JSONValue.object([])
    package var body = JSONValue.null
    package var source: String?
    package var detailType: String?
    package var routingKey = ""
    package var tombstone = false
    package var expects: [String]?

    package init() {}

    package static var parameters: [Parameter<MessageTemplate>] {
      [
        .number(
          "weight", \.weight, in: 0...1e9,
          help: "How common the kind is among the producer's 'messages'."),
        .sizeDistribution("size", \.size, help: "The size of body and attributes together."),
        .integer(
          "groups", \.groups, in: 1...ProducerSettings.groupLimit,
          help: "How many message groups, tenants or keys there are; each message draws one."),
        .share("poison", \.poison, help: "The share of messages that no consumer can process."),
        .document(
          "attributes", \.attributes,
          help: "The message attributes, which a topic's filter policies see."),
        .document(
          "body", \.body, help: "The body, which filter policies see; an event's detail."),
        .init(
          "source", \.source, .text, help: "An event's source; the producer's name if left out."),
        .init("detailType", \.detailType, .text, help: "An event's detail-type."),
        .text("routingKey", \.routingKey, help: "The routing key, by which RabbitMQ routes."),
        .flag(
          "tombstone", \.tombstone,
          help: "Whether such a message has no value, and so deletes its group from a compacted "
            + "topic."),
        .init(
          "expects", \.expects, .list(of: .text, count: 0...8),
          help: "The effects that make such a message complete, where they differ from the others'."
        ),
      ]
    }

    /// What topics and buses see of such a message of a producer.
    func content(from producer: String) -> MessageContent {
      MessageContent(
        attributes: attributes, body: body, source: source ?? producer,
        detailType: detailType ?? "message", routingKey: routingKey)
    }
  }

  package var target = ""
  package var arrivals = Arrivals.poisson(rate: 1)
  package var start = Instant.start
  package var until: Instant?
  package var limit: Int?
  package var message = MessageTemplate()
  package var messages: [MessageTemplate] = []
  package var expects: [String]?
  package var isTransaction: Bool?
  package var ordered: Bool?
  package var timeout: Interval?
  package var retry: RetrySettings?
  package var retryBudget: RetryBudgetSettings?
  package var deadline: Interval?
  package var hedge: HedgeSettings?
  package var maximumOutstanding: Int?
  package var buffer: Int?

  package init() {}

  /// The most groups that a producer's messages may have: services remember something of each.
  package static let groupLimit = 10_000_000

  /// What faults and references call a producer.
  package static let typeName = "producer"
  package static let metrics: [Metric] = [
    .offered, .sends, .sendsAccepted, .sendsFailed, .sendLatency, .producerWaiting,
    .retriesDenied, .hedgedCalls,
  ]
  package static var parameters: [Parameter<ProducerSettings>] {
    [
      .component(
        "target", \.target,
        of: [
          "api-gateway", "sqs-queue", "sns-topic", "event-bus", "lambda-function", "dependency",
          "outbox", "kinesis-stream", "kafka-topic", "failover", "state-machine",
          "container-service", "firehose-stream",
          "rabbitmq-exchange", "rabbitmq-queue", "activemq-destination",
        ],
        required: true, help: "Whom the producer sends to."),
      .init("arrivals", \.arrivals, .arrivals, required: true, help: "When messages are due."),
      .instant("start", \.start, help: "When the producer begins."),
      .init("until", \.until, .instant, help: "When it stops; left out, never."),
      .init(
        "limit", \.limit, .integer(in: 1...Int.max), help: "How many messages it sends at most."),
      .object(
        "message", \.message, help: "What the messages look like, if they are all of a kind."),
      .list(
        "messages", \.messages, of: .object, count: 0...100,
        help: "The kinds of messages, instead of 'message'; each message is of one of them."),
      .init(
        "expects", \.expects, .list(of: .text, count: 0...8),
        help: "The effects that make a message complete; left out, all effects on its main way."),
      .init(
        "ordered", \.ordered, .flag,
        help: "Whether messages that take effect after later ones of their group are counted; left "
          + "out, if something on their way promises to keep their order."),
      .init(
        "transaction", \.isTransaction, .flag,
        help: "Whether each message is a transaction, whose effects happen all of them or none; if "
          + "left out, wherever there is a state machine or a step that takes another one back."),
      .init(
        "timeout", \.timeout, .duration(in: .milliseconds(1) ... .days(1)),
        help: "How long the producer waits for an acknowledgement."),
      .init("retry", \.retry, .object, help: "How a send that failed is tried again."),
    ] + protectionParameters
  }

  private static var protectionParameters: [Parameter<ProducerSettings>] {
    [
      .init(
        "retryBudget", \.retryBudget, .retryBudget,
        help: "What the producer may spend on retries: an AWS SDK's mode, gRPC's throttling, or a "
          + "share of successes."),
      .init(
        "deadline", \.deadline, .duration(in: .milliseconds(1) ... .days(1)),
        help: "How long all attempts at a message together may take."),
      .init(
        "hedge", \.hedge, .object,
        help: "How a send that takes long is sent once more; the first answer counts."),
      .init(
        "maximumOutstanding", \.maximumOutstanding, .integer(in: 1...1_000_000_000),
        help: "How many messages may wait for their acknowledgement; others are held back, which "
          + "is how a slow target slows the producer down."),
      .init(
        "buffer", \.buffer, .integer(in: 0...1_000_000_000),
        help: "How many messages can be held back before further ones are dropped; unlimited if "
          + "left out."),
    ]
  }

  /// The kinds of messages that the producer sends; one at least.
  package var kinds: [MessageTemplate] { messages.isEmpty ? [message] : messages }

  /// One more than the largest number of a group that a message can have.
  var groupCount: Int {
    var count = kinds.map(\.groups).max() ?? 1
    if case .trace(let trace) = arrivals {
      count = max(count, 1 + (trace.rows.compactMap(\.group).max() ?? 0))
    }
    return count
  }

  /// How carefully a message is sent.
  var guards: StepGuards {
    var guards = StepGuards()
    guards.timeout = timeout
    guards.retry = retry
    guards.retryBudget = retryBudget
    guards.deadline = deadline
    guards.hedge = hedge
    return guards
  }

  /// Whether anything is done about answers, so that the producer must wait for them.
  var needsAnswers: Bool {
    arrivals.isClosed || retry != nil || timeout != nil || retryBudget != nil || deadline != nil
      || hedge != nil || maximumOutstanding != nil
  }
}
