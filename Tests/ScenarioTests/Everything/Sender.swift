import Testing

/// Somebody who hands messages to others: what to write into a scenario so that it does.
struct Sender: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The component `x` that sends, and what it needs.
  private let components: String
  /// Whom the producer sends to; the target itself where nobody stands in between.
  private let entrance: String?
  private let more: String

  private init(
    _ description: String, _ components: String = "", from entrance: String? = "x",
    more: String = ""
  ) {
    testDescription = description
    self.components = components
    self.entrance = entrance
    self.more = more
  }

  /// The scenario in which the sender sends to a component.
  func text(to target: String) -> String {
    Everything.text(
      components: components.replacing("TARGET", with: "\"\(target)\""),
      producers: "guests: \(Everything.producer(entrance ?? target, more: more)),")
  }

  private static let patience =
    #"timeout: "1s", retry: { attempts: 3, base: "100ms" }"#

  private static func program(_ step: String) -> String {
    "x: { type: \"lambda-function\", timeout: \"5s\", handler: [\(step)] },"
  }

  static let all = producers + steps + services + deadLetters + readers

  private static let producers = [
    Sender("a producer", from: nil),
    Sender("a patient producer", from: nil, more: patience + #", hedge: { after: "200ms" }"#),
    Sender("a producer with a buffer", from: nil, more: "maximumOutstanding: 1, buffer: 5"),
  ]

  private static let steps = ["call", "put", "get", "send", "publish", "invoke", "start", "answer"]
    .flatMap { verb in
      [
        Sender("the step \(verb)", program("{ \(verb): TARGET, \(patience) }")),
        Sender(
          "the step \(verb) of a plan B",
          program(
            #"{ call: "service", timeout: "20ms", onFailure: [{ \#(verb): TARGET }] }"#)),
      ]
    }

  private static let services = [
    Sender("a gateway", #"x: { type: "api-gateway", integration: TARGET },"#),
    Sender(
      "an outbox", #"x: { type: "outbox", table: "table", target: TARGET, interval: "1s" },"#),
    Sender(
      "a schedule",
      """
      x: { type: "eventbridge-schedule", expression: "rate(1 minute)", target: TARGET,
           deadLetterQueue: "letters" },
      """, from: "queue"),
    Sender("a topic", #"x: { type: "sns-topic", subscriptions: [{ endpoint: TARGET }] },"#),
    Sender(
      "a FIFO topic",
      #"x: { type: "sns-topic", fifo: {}, subscriptions: [{ endpoint: TARGET }] },"#),
    Sender(
      "a bus",
      """
      x: { type: "event-bus", rules: { all: { pattern: { source: ["guests"] },
           targets: [{ target: TARGET, deadLetterQueue: "letters" }] } } },
      """),
    Sender(
      "a state machine",
      """
      x: { type: "state-machine",
           bindings: { "arn:aws:lambda:us-east-1:123456789012:function:it": { target: TARGET } },
           definition: { StartAt: "A", States: { A: { Type: "Task", End: true,
             Resource: "arn:aws:lambda:us-east-1:123456789012:function:it" } } } },
      """),
    Sender(
      "a DNS name", #"x: { type: "failover", targets: [{ to: TARGET }], interval: "10s" },"#),
    Sender(
      "Firehose",
      #"x: { type: "firehose-stream", destination: TARGET, bufferInterval: "5s" },"#),
    Sender(
      "a network of brokers",
      #"x: { type: "activemq-destination", broker: "active", networkTo: TARGET },"#),
  ]

  private static let deadLetters = [
    Sender(
      "dead letters of an asynchronous function",
      """
      x: { type: "lambda-function", timeout: "5s", deadLetterQueue: TARGET, onFailure: TARGET,
           maximumRetryAttempts: 0, handler: [{ fail: "50%" }] },
      """),
    Sender(
      "dead letters of a queue",
      """
      x: { type: "sqs-queue", visibilityTimeout: "5s",
           redrivePolicy: { deadLetterQueue: TARGET, maxReceiveCount: 1 } },
      y: { type: "lambda-function", timeout: "1s", eventSource: { queue: "x" },
           handler: [{ fail: "50%" }] },
      """),
    Sender(
      "dead letters of a topic",
      """
      x: { type: "sns-topic", subscriptions: [{ endpoint: "y", deadLetterQueue: TARGET }] },
      y: { type: "dependency", errorRate: "100%" },
      """),
    Sender(
      "dead letters of Kafka",
      """
      y: { type: "kafka-topic", cluster: "cluster" },
      x: { type: "kafka-consumer", topic: "y", deadLetters: TARGET,
           handler: [{ fail: "50%" }] },
      """, from: "y"),
    Sender(
      "dead letters of ActiveMQ",
      """
      x: { type: "activemq-destination", broker: "active", deadLetterQueue: TARGET },
      y: { type: "activemq-consumer", destination: "x", handler: [{ fail: "50%" }] },
      """),
    Sender(
      "dead letters of RabbitMQ",
      """
      x: { type: "rabbitmq-queue", broker: "rabbit", deadLetterExchange: TARGET },
      y: { type: "rabbitmq-consumer", queue: "x", handler: [{ fail: "50%" }] },
      """),
  ]

  private static let readers = [
    Sender(
      "a function that reads a queue",
      """
      x: { type: "lambda-function", timeout: "5s", eventSource: { queue: TARGET },
           handler: [{ call: "service", effect: "done" }] },
      """, from: nil),
    Sender(
      "a function that reads a stream",
      """
      x: { type: "lambda-function", timeout: "5s", streamSource: { stream: TARGET },
           handler: [{ call: "service", effect: "done" }] },
      """, from: nil),
    Sender(
      "a service that reads a queue",
      """
      x: { type: "container-service", queueSource: { queue: TARGET },
           handler: [{ call: "service", effect: "done" }] },
      """, from: nil),
    Sender(
      "Firehose that reads a stream",
      #"x: { type: "firehose-stream", destination: "bucket", source: TARGET },"#, from: nil),
  ]
}
