import Reporting
import Simulation
import Testing

@Suite struct `A mistaken trace` {
  @Test(arguments: [
    ("[]", "the trace is no object in { }"), ("{}", "'queues' is missing"),
    ("{\"queues\": []}", "queues: is no object"),
    (
      "{\"queues\": {\"q\": {\"VisibilityTimout\": 3}}}",
      "queues.q.VisibilityTimout: is no attribute; did you mean 'VisibilityTimeout'?"
    ),
    (
      "{\"queues\": {\"q\": {\"VisibilityTimeout\": 43201}}}",
      "queues.q.VisibilityTimeout: the service takes a number from 0 to 43200"
    ),
    (
      "{\"queues\": {\"q\": {\"ContentBasedDeduplication\": true}}}",
      "queues.q.ContentBasedDeduplication: the service takes FIFO queues only"
    ),
    (
      "{\"queues\": {\"q\": {\"FifoQueue\": true, \"FifoThroughputLimit\": \"perMessageGroupId\"}}}",
      "queues.q.FifoThroughputLimit: the service takes perMessageGroupId only with the "
        + "DeduplicationScope messageGroup"
    ),
    ("{\"queues\": {}, \"ops\": [{\"at\": 0}]}", "ops[0]: 'op' is missing"),
    (
      "{\"queues\": {}, \"ops\": [{\"op\": \"SendMesage\"}]}",
      "ops[0].op: there is no request 'SendMesage'; did you mean 'SendMessage'?"
    ),
    (
      "{\"queues\": {}, \"ops\": [{\"at\": -1, \"op\": \"PurgeQueue\"}]}",
      "ops[0].at: is no time from 0 to 6307200000 seconds"
    ),
  ])
  func `is told with its place`(text: String, sentence: String) throws {
    let document = try JSONReader.read(text)
    let mistake = #expect(throws: TraceMistake.self) { _ = try QueueTrace(document).replies() }
    #expect(mistake?.sentence == sentence)
  }

  @Test(arguments: [
    ("{}", "'config' is missing"),
    (
      "{\"config\": {\"failureRateThreshold\": 0}}",
      "config.failureRateThreshold: is no percentage above 0 and up to 100"
    ),
    (
      "{\"config\": {\"slidingWindowType\": \"COUNT\"}}",
      "config.slidingWindowType: is neither COUNT_BASED nor TIME_BASED"
    ),
    (
      "{\"config\": {\"slidingWindowSize\": 0}}",
      "config.slidingWindowSize: is no whole number from 1 to 1000000"
    ),
    ("{\"config\": {}, \"ops\": [{\"at\": 1}]}", "ops[0].result: is neither success nor failure"),
  ])
  func `of a breaker is told, too`(text: String, sentence: String) throws {
    let document = try JSONReader.read(text)
    let mistake = #expect(throws: TraceMistake.self) { _ = try BreakerTrace(document) }
    #expect(mistake?.sentence == sentence)
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `never stops the program`(seed: UInt64) throws {
    var stream = RandomStream(seed: seed, replication: 0, component: "trace", purpose: "fuzz")
    let document = TraceFuzz.document(&stream)
    let lines = try? QueueTrace(document).replies()
    if case .array(let ops)? = document["ops"], let lines { #expect(lines.count == ops.count) }
    _ = try? BreakerTrace(document).lines()
  }
}

/// Documents that look like traces, with something strange here and there.
private enum TraceFuzz {
  static func document(_ stream: inout RandomStream) -> JSONValue {
    let ops = (0..<stream.below(40)).map { _ in op(&stream) }
    return .object([
      (
        "config",
        .object([
          ("slidingWindowSize", number(&stream)), ("slidingWindowType", .string("TIME_BASED")),
        ])
      ),
      (
        "queues",
        .object([
          ("a", queue("b", isFIFO: false, &stream)), ("b", queue("a", isFIFO: false, &stream)),
          ("f.fifo", queue("f.fifo", isFIFO: true, &stream)),
        ])
      ), ("ops", .array(ops)),
    ])
  }

  private static func queue(
    _ target: String, isFIFO: Bool, _ stream: inout RandomStream
  ) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [("FifoQueue", .bool(isFIFO))]
    if isFIFO { members.append(("ContentBasedDeduplication", .bool(stream.chance(0.8)))) }
    if stream.chance(0.5) { members.append(("VisibilityTimeout", number(&stream))) }
    if stream.chance(0.7) {
      members.append(
        (
          "RedrivePolicy",
          .object([
            ("deadLetterTarget", .string(target)),
            ("maxReceiveCount", .number(Double(1 + stream.below(3)))),
          ])
        ))
    }
    return .object(members)
  }

  private static func op(_ stream: inout RandomStream) -> JSONValue {
    let names = [
      "SendMessage", "SendMessageBatch", "ReceiveMessage", "DeleteMessage", "DeleteMessageBatch",
      "ChangeMessageVisibility", "ChangeMessageVisibilityBatch", "GetQueueAttributes",
      "PurgeQueue", "StartMessageMoveTask",
    ]
    let queue = JSONValue.string(["a", "b", "f.fifo", "none"][stream.below(4)])
    var members: [(key: String, value: JSONValue)] = [
      ("at", .number(Double(stream.below(100)))), ("op", .string(names[stream.below(10)])),
      ("queue", queue), ("source", queue), ("result", .string("failure")), ("body", .string("m")),
      ("groupId", .string("g\(stream.below(3))")),
      ("receipt", .object([("op", .number(Double(stream.below(40))))])),
    ]
    for key in ["maxMessages", "visibilityTimeout", "waitTimeSeconds", "delaySeconds", "duration"]
    where stream.chance(0.3) {
      members.append((key, number(&stream)))
    }
    if stream.chance(0.3) { members.append(("entries", .array([.object(members)]))) }
    if stream.chance(0.1) { members[stream.below(members.count)].value = number(&stream) }
    return .object(members)
  }

  private static func number(_ stream: inout RandomStream) -> JSONValue {
    switch stream.below(8) {
    case 0: .null
    case 1: .string("x")
    case 2: .number(-1)
    case 3: .number(1e300)
    case 4: .number(0.5)
    default: .number(Double(stream.below(30)))
    }
  }
}
