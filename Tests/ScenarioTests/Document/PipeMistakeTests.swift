import Testing

@Suite struct `Mistakes around pipes` {
  @Test(arguments: mistakes)
  func `are all found`(example: Case) {
    #expect(findings(in: shop(components: example.text)) == example.findings)
  }

  /// Next to each mistake stands what the service takes, so that no rule is too strict.
  @Test(arguments: [
    #"p: { type: "eventbridge-pipe", source: "s", target: "orders", maximumRetryAttempts: 2 }"#,
    #"p: { type: "eventbridge-pipe", source: "s", target: "orders", batchSize: 10 }"#,
    #"p: { type: "eventbridge-pipe", source: "s", target: "work", batchSize: 1000 }"#,
    #"p: { type: "eventbridge-pipe", source: "s", target: "pay", filters: [{ pattern: { a: [1] } }] }"#,
  ])
  func `are not seen where there are none`(pipe: String) {
    let found = findings(in: shop(components: #"s: { type: "kinesis-stream" }, "# + pipe))
    #expect(!found.contains { $0.hasPrefix("error") }, "\(found)")
  }
}

private let mistakes: [Case] = [
  Case(
    #"""
    q: { type: "sqs-queue", redrivePolicy: { deadLetterQueue: "dlq" } }, p: { type: \#
    "eventbridge-pipe", source: "q", target: "pay", maximumRetryAttempts: 2 }
    """#,
    #"""
    error at 2: 'maximumRetryAttempts' is for a stream as the source, and 'q' is a queue; leave \#
    it out
    """#),
  Case(
    #"""
    q: { type: "sqs-queue", redrivePolicy: { deadLetterQueue: "dlq" } }, p: { type: \#
    "eventbridge-pipe", source: "q", target: "orders", batchSize: 20 }
    """#,
    #"""
    error at 20: 'batchSize' is 20, and 'orders' takes at most 10 messages at a time; use a \#
    smaller one
    """#),
]
