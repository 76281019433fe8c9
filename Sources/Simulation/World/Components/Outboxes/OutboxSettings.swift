/// A transactional outbox as a scenario describes it: rows in a table, and a relay that publishes.
package struct OutboxSettings: ComponentSettings {
  package var table = ""
  package var target = ""
  package var interval = Interval.seconds(1)
  package var batch = 10

  package init() {}

  package static let typeName = "outbox"
  package static let help =
    "A transactional outbox: whoever sends to it stores a row in a table; a relay publishes rows."
  package static var metrics: [Metric] { [.outboxWaiting, .outboxPublished, .outboxFailed] }
  package static var parameters: [Parameter<OutboxSettings>] {
    [
      .component(
        "table", \.table, of: ["dynamodb-table"], required: true,
        help: "The table of the rows: storing one is what the sender waits for."),
      .component(
        "target", \.target,
        of: [
          "sqs-queue", "sns-topic", "event-bus", "lambda-function", "kinesis-stream", "kafka-topic",
          "failover", "rabbitmq-exchange", "rabbitmq-queue", "activemq-destination",
        ],
        required: true, help: "Where the relay publishes to."),
      .duration(
        "interval", \.interval, in: .milliseconds(1) ... .days(1),
        help: "The time between the end of one look at the table and the next."),
      .integer(
        "batch", \.batch, in: 1...10_000, help: "The most rows that a look takes."),
    ]
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    plan.add(name, type: Self.typeName) { address, builder in
      OutboxComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }
}
