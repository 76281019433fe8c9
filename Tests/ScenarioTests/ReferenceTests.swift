import Scenario
import Simulation
import Testing

/// The mistakes in the references of a queue among some components, as a person would see them.
private func unresolved(_ text: String) -> String {
  let source = SourceText(name: "q.json5", text: text)
  var reader = Reader()
  if let root = Parser.parse(source).root {
    _ = reader.read(QueueFixture.self, from: root, at: .root)
  }
  let names = NamesInScenario(
    components: [
      ("orders", "sqs-queue"), ("orders-dlq", "sqs-queue"), ("payments", "dependency"),
      ("odd", nil),
    ], faults: ["payments-down"])
  return names.mistakes(in: reader.references).rendered(in: source)
}

@Suite struct `References` {
  @Test(arguments: [
    Example("{redrivePolicy: {deadLetterQueue: 'orders-dlq'}, after: 'payments-down'}", ""),
    Example("{redrivePolicy: {deadLetterQueue: 'odd'}, over: 'orders -> payments'}", ""),
    Example(
      "{redrivePolicy: {deadLetterQueue: 'ordrs'}}",
      """
      q.json5:1:35: error: no component 'ordrs'; did you mean 'orders'?
        1 | {redrivePolicy: {deadLetterQueue: 'ordrs'}}
          |                                   ^~~~~~~
        at redrivePolicy

      """),
    Example(
      "{handler: [{call: 'orders'}]}",
      """
      q.json5:1:19: error: 'orders' is an sqs-queue; 'call' takes a dependency or a lambda-function
        1 | {handler: [{call: 'orders'}]}
          |                   ^~~~~~~~
        at handler[0]

      """),
    Example(
      "{after: 'x', over: 'orders -> nobody'}",
      """
      q.json5:1:9: error: no fault 'x' in the scenario
        1 | {after: 'x', over: 'orders -> nobody'}
          |         ^~~

      q.json5:1:20: error: no component 'nobody' in the scenario
        1 | {after: 'x', over: 'orders -> nobody'}
          |                    ^~~~~~~~~~~~~~~~~~

      """),
  ])
  func `are resolved when all names are known`(example: Example) {
    #expect(unresolved(example.text) == example.message)
  }
}

@Suite struct `Nearest names` {
  private static let names = [
    "visibilityTimeout", "batchSize", "maximumBatchingWindow", "order", "to", "at",
  ]

  @Test(arguments: [
    ("visibilityTimeot", "visibilityTimeout"), ("visibility_timeout", "visibilityTimeout"),
    ("VISIBILITY-TIMEOUT", "visibilityTimeout"), ("bacthSize", "batchSize"), ("odrer", "order"),
    ("batch", "batchSize"), ("TO", "to"), ("ot", nil), ("x", nil), ("", nil), ("colour", nil),
    ("maximumBatchWindow", "maximumBatchingWindow"), (String(repeating: "a", count: 100), nil),
  ])
  func `are close in letters, or begin alike`(name: String, nearest: String?) {
    #expect(nearestName(to: name, among: Self.names) == nearest)
  }

  @Test(
    arguments: [
      ("dependency.slow", "dependency.latency"), ("function.slow", "function.delay"),
      ("queue.down", "queue.unavailable"), ("link.drop", "link.loss"),
      ("queue.duplicate", "queue.duplicateDelivery"), ("nobody.slow", nil), ("slow.", nil),
      ("multiplier", "backoffRate"), ("max-retries", "attempts"), ("dlq", "redrivePolicy"),
      ("maxRecieveCount", "maxReceiveCount"), ("sqs", "sqs-queue"), ("avg", "Average"),
    ] as [(String, String?)])
  func `are what other words usually mean`(name: String, nearest: String?) {
    let names = [
      "dependency.latency", "function.delay", "queue.unavailable", "link.loss",
      "queue.duplicateDelivery", "backoffRate", "attempts", "redrivePolicy", "maxReceiveCount",
      "sqs-queue", "Average",
    ]
    #expect(nearestName(to: name, among: names) == nearest)
  }

  @Test func `are what was written, before what it might stand for`() {
    #expect(nearestName(to: "Retries", among: ["retry", "retries"]) == "retries")
  }

  @Test func `the first of equally near names is taken`() {
    #expect(nearestName(to: "cat", among: ["car", "bat"]) == "car")
  }
}
