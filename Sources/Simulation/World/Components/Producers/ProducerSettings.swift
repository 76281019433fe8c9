/// A producer as a scenario describes it: who sends what, when, to whom, and how persistently.
package struct ProducerSettings: Described {
  /// What the messages of a producer look like.
  package struct MessageTemplate: Described {
    package var size = Distribution.constant(1_024)
    package var groups = 1
    package var poison = 0.0
    package var attributes = JSONValue.object([])
    package var body = JSONValue.null

    package init() {}

    package static var parameters: [Parameter<MessageTemplate>] {
      [
        .sizeDistribution("size", \.size, help: "The size of body and attributes together."),
        .integer(
          "groups", \.groups, in: 1...10_000_000,
          help: "How many message groups, tenants or keys there are; each message draws one."),
        .share("poison", \.poison, help: "The share of messages that no consumer can process."),
        .document("attributes", \.attributes, help: "The message attributes."),
        .document("body", \.body, help: "The body."),
      ]
    }
  }

  package var target = ""
  package var arrivals = Arrivals.poisson(rate: 1)
  package var start = Instant.start
  package var until: Instant?
  package var limit: Int?
  package var message = MessageTemplate()
  package var expects: [String]?
  package var timeout: Interval?
  package var retry: RetrySettings?

  package init() {}

  /// What faults and references call a producer.
  package static let typeName = "producer"
  package static let metrics: [Metric] = [
    .offered, .sends, .sendsAccepted, .sendsFailed, .sendLatency,
  ]
  package static var parameters: [Parameter<ProducerSettings>] {
    [
      .component(
        "target", \.target, of: ["api-gateway", "sqs-queue", "lambda-function", "dependency"],
        required: true, help: "Whom the producer sends to."),
      .init("arrivals", \.arrivals, .arrivals, required: true, help: "When messages are due."),
      .instant("start", \.start, help: "When the producer begins."),
      .init("until", \.until, .instant, help: "When it stops; left out, never."),
      .init(
        "limit", \.limit, .integer(in: 1...Int.max), help: "How many messages it sends at most."),
      .object("message", \.message, help: "What the messages look like."),
      .init(
        "expects", \.expects, .list(of: .text, count: 0...8),
        help: "The effects that make a message complete; left out, all effects on its main way."),
      .init(
        "timeout", \.timeout, .duration(in: .milliseconds(1) ... .days(1)),
        help: "How long the producer waits for an acknowledgement."),
      .init("retry", \.retry, .object, help: "How a send that failed is tried again."),
    ]
  }
}
