import Testing

@Suite struct `Mistakes around FIFO queues and topics` {
  @Test(arguments: mistakes)
  func `are all found`(example: Case) {
    #expect(findings(in: shop(components: example.text)) == example.findings)
  }

  /// Next to each mistake stands what the services take, so that no rule is too strict.
  @Test(arguments: allowed)
  func `are not seen where there are none`(components: String) {
    let found = findings(in: shop(components: components))
    #expect(!found.contains { $0.hasPrefix("error") }, "\(found)")
  }
}

private let mistakes: [Case] = [
  Case(
    #"""
    a: { type: "sqs-queue", fifo: {}, redrivePolicy: { deadLetterQueue: "dlq" } }, b: { type: \#
    "sqs-queue", redrivePolicy: { deadLetterQueue: "a" } }
    """#,
    #"""
    error at "dlq": 'a' is a FIFO queue, so its dead-letter queue must be one; give 'dlq' \#
    "fifo: {}"
    """#,
    #"""
    error at "a": 'b' is a standard queue, so its dead-letter queue must be one; take 'fifo' \#
    from 'a'
    """#),
  Case(
    #"""
    a: { type: "sqs-queue", fifo: {} }, r: { type: "redrive", from: "dlq", to: "a", schedule: \#
    "rate(1 hour)", canary: { call: "pay" } }
    """#,
    #"""
    error at "a": messages are moved between queues of one kind only, and one of 'dlq' and 'a' \#
    is a FIFO queue
    """#),
  Case(
    #"a: { type: "sqs-queue", fifo: {}, fair: true }, b: { type: "sqs-queue", fair: true }"#,
    #"""
    error at true: a FIFO queue holds back groups whose messages are in flight, and knows no \#
    noisy ones; leave 'fair' out
    """#),
  Case(
    #"""
    a: { type: "sqs-queue", fifo: { fifoThroughputLimit: "perMessageGroupId" } }
    """#,
    #"""
    error at "perMessageGroupId": 'fifoThroughputLimit' "perMessageGroupId" needs a \#
    'deduplicationScope' of "messageGroup"
    """#),
  Case(
    #"""
    a: { type: "sqs-queue", fifo: {}, visibilityTimeout: "1m", redrivePolicy: { \#
    deadLetterQueue: "l" } }, l: { type: "sqs-queue", fifo: {} }, f: { type: \#
    "lambda-function", eventSource: { queue: "a", batchSize: 20, maximumBatchingWindow: "2s" }, \#
    handler: [] }
    """#,
    #"error at 20: 'batchSize' is 20; batches of a FIFO queue have at most 10 messages"#,
    #"""
    error at "2s": batches of a FIFO queue are not gathered; leave 'maximumBatchingWindow' out
    """#),
  Case(
    #"""
    l: { type: "sqs-queue", fifo: {} }, f: { type: "lambda-function", handler: [], \#
    deadLetterQueue: "l" }, g: { type: "lambda-function", handler: [], onFailure: "l" }
    """#,
    #"error at "l": 'l' is a FIFO queue, and 'deadLetterQueue' takes standard ones only"#,
    #"error at "l": 'l' is a FIFO queue, and 'onFailure' takes standard ones only"#),
  Case(
    #"""
    a: { type: "sqs-queue", fifo: {} }, t: { type: "sns-topic", subscriptions: [{ endpoint: \#
    "a" }] }
    """#,
    #"error at [: 'a' is a FIFO queue, and 'subscriptions' takes standard ones only"#),
  Case(
    #"""
    t: { type: "sns-topic", fifo: {}, subscriptions: [{ endpoint: "pay", protocol: "https" }, { \#
    endpoint: "orders", deadLetterQueue: "dlq" }] }
    """#,
    #"""
    error at [: a FIFO topic delivers to queues only, and 'pay' is none; put a queue in between
    """#,
    #"""
    error at [: 't' is a FIFO topic, so its dead-letter queues must be FIFO queues; give 'dlq' \#
    "fifo: {}"
    """#),
  Case(
    #"""
    a: { type: "sqs-queue", fifo: {} }, f: { type: "lambda-function", handler: [{ send: "a", \#
    delay: "5s" }] }
    """#,
    #"""
    error at "5s": 'a' is a FIFO queue, which delays no message on its own; set the queue's \#
    'delay'
    """#),
]

private let allowed = [
  #"""
  a: { type: "sqs-queue", fifo: { deduplicationScope: "messageGroup", fifoThroughputLimit: \#
  "perMessageGroupId" }, delay: "5s", redrivePolicy: { deadLetterQueue: "l" } }, l: { type: \#
  "sqs-queue", fifo: {} }, r: { type: "redrive", from: "l", to: "a", schedule: "rate(1 hour)", \#
  canary: { call: "pay" } }
  """#,
  #"""
  a: { type: "sqs-queue", fifo: {} }, l: { type: "sqs-queue", fifo: {} }, t: { type: \#
  "sns-topic", fifo: {}, subscriptions: [{ endpoint: "a", deadLetterQueue: "l" }, { endpoint: \#
  "orders" }] }
  """#,
  #"""
  a: { type: "sqs-queue", fifo: {} }, f: { type: "lambda-function", eventSource: { queue: "a", \#
  batchSize: 10 }, handler: [{ send: "orders", delay: "5s" }, { send: "a" }] }
  """#,
]
