import Reporting
import Simulation
import Testing

/// What is documented or was recorded of standard queues, asked through the API.
@Suite struct `A replay on a standard queue` {
  private let done = Replay.done

  @Test func `hands messages out in the order of sending`() throws {
    let lines = try Replay.lines(
      "\"q\": {}",
      [
        "0: SendMessage \"body\": \"a\"", "0: SendMessage \"body\": \"b\"",
        "0: SendMessage \"body\": \"c\"", "1: ReceiveMessage \"maxMessages\": 3",
        "2: ChangeMessageVisibility \"receipt\": {\"op\": 3, \"body\": \"b\"}, \"visibilityTimeout\": 0",
        "31: ReceiveMessage \"maxMessages\": 10",
      ])
    #expect(
      lines == [
        done, done, done, Replay.received("a:1 b:1 c:1"), done, Replay.received("a:2 b:2 c:2"),
      ])
  }

  @Test func `puts a message behind the others that was received three times`() throws {
    let lines = try Replay.lines(
      "\"q\": {\"VisibilityTimeout\": 0}",
      ["0: SendMessage \"body\": \"a\"", "0: SendMessage \"body\": \"b\""]
        + (1...4).map { "\($0): ReceiveMessage" })
    #expect(
      lines.dropFirst(2) == [
        Replay.received("a:1"), Replay.received("a:2"), Replay.received("a:3"),
        Replay.received("b:1"),
      ])
  }

  @Test func `lets a wait end with the first message, and tells when`() throws {
    let lines = try Replay.lines(
      "\"q\": {\"ReceiveMessageWaitTimeSeconds\": 20}",
      [
        "0: ReceiveMessage \"maxMessages\": 10", "1: ReceiveMessage \"waitTimeSeconds\": 0",
        "2: SendMessage \"body\": \"a\", \"delaySeconds\": 3",
        "3: ReceiveMessage \"waitTimeSeconds\": 1",
        "5: DeleteMessage \"receipt\": {\"op\": 0, \"body\": \"a\"}",
        "6.5: ReceiveMessage \"waitTimeSeconds\": 2",
      ])
    #expect(
      lines == [
        Replay.received("a:1", returnsAt: "5"), Replay.received(""), done,
        Replay.received("", returnsAt: "4"), done, Replay.received("", returnsAt: "8.5"),
      ])
  }

  @Test(arguments: [
    // Deletes after the timeout work, unless the message was received again; twice is no error.
    ([30, 30], [31], "a:2"), ([30], [60], ""), ([5], [6, 6], ""),
  ])
  func `obeys a delete with the latest receipt`(
    receives: [Int], deletes: [Int], left: String
  ) throws {
    let lines = try Replay.lines(
      "\"q\": {}",
      ["0: SendMessage \"body\": \"a\"", "0: ReceiveMessage"]
        + receives.dropFirst().map { "\($0): ReceiveMessage" }
        + deletes.map { "\($0): DeleteMessage \"receipt\": {\"op\": 1, \"index\": 0}" }
        + ["60: GetQueueAttributes"])
    #expect(lines.dropFirst(1 + receives.count).dropLast().allSatisfy { $0 == done })
    #expect(lines.last == Replay.counts(left.isEmpty ? 0 : 1, 0, 0))
  }

  @Test(arguments: [
    (40, "0", Replay.done), (40, "10", Replay.done), (40, "43160", Replay.done),
    (0, "43200", Replay.done),
    (40, "43161", Replay.refused("InvalidParameterValue")),
    (40, "43201", Replay.refused("InvalidParameterValue")),
    (40, "-1", Replay.refused("InvalidParameterValue")),
    (40, "1.5", Replay.refused("InvalidParameterValue")),
    (40, "null", Replay.refused("MissingParameter")),
  ])
  func `changes visibility, even after the timeout, within 12 hours`(
    at: Int, timeout: String, outcome: String
  ) throws {
    let lines = try Replay.lines(
      "\"q\": {}",
      [
        "0: SendMessage \"body\": \"a\"", "0: ReceiveMessage \"visibilityTimeout\": 30",
        "\(at): ChangeMessageVisibility \"receipt\": {\"op\": 1}, \"visibilityTimeout\": \(timeout)",
      ])
    #expect(lines.last == outcome)
  }

  @Test func `does not know receipts of other requests and other queues`() throws {
    let lines = try Replay.lines(
      "\"q\": {}, \"r\": {}",
      [
        "0: SendMessage \"body\": \"a\"", "0: ReceiveMessage",
        "1: DeleteMessage \"receipt\": \"garbage\"", "1: DeleteMessage \"receipt\": {\"op\": 0}",
        "1: DeleteMessage \"receipt\": {\"op\": 1, \"index\": 1}",
        "1: DeleteMessage \"receipt\": {\"op\": 1, \"body\": \"b\"}",
        "1: DeleteMessage \"receipt\": {\"op\": 9}", "1: DeleteMessage",
        "1: DeleteMessage \"queue\": \"r\", \"receipt\": {\"op\": 1}",
        "1: ChangeMessageVisibility \"receipt\": \"x\", \"visibilityTimeout\": 5",
        "2: DeleteMessage \"receipt\": {\"op\": 1}",
        "3: ChangeMessageVisibility \"receipt\": {\"op\": 1}, \"visibilityTimeout\": 5",
      ])
    let invalid = Replay.refused("ReceiptHandleIsInvalid")
    #expect(
      Array(lines.dropFirst(2)) == [
        invalid, invalid, invalid, invalid, invalid, Replay.refused("MissingParameter"), invalid,
        invalid, done, Replay.refused("InvalidParameterValue"),
      ])
  }

  @Test func `expires messages, whose deletes still succeed`() throws {
    let lines = try Replay.lines(
      "\"q\": {\"MessageRetentionPeriod\": 60, \"VisibilityTimeout\": 100}",
      [
        "0: SendMessage \"body\": \"a\"", "59: ReceiveMessage", "59.999: GetQueueAttributes",
        "60: GetQueueAttributes", "61: DeleteMessage \"receipt\": {\"op\": 1}",
        "61: ChangeMessageVisibility \"receipt\": {\"op\": 1}, \"visibilityTimeout\": 9",
      ])
    #expect(
      Array(lines.dropFirst()) == [
        Replay.received("a:1"), Replay.counts(0, 1, 0), Replay.counts(0, 0, 0), done,
        Replay.refused("InvalidParameterValue"),
      ])
  }

  @Test func `purges once a minute`() throws {
    let lines = try Replay.lines(
      "\"q\": {}",
      [
        "0: SendMessage \"body\": \"a\"", "0: SendMessage \"body\": \"b\", \"delaySeconds\": 9",
        "0: ReceiveMessage", "0: PurgeQueue", "0: GetQueueAttributes",
        "1: DeleteMessage \"receipt\": {\"op\": 2}", "59.9: PurgeQueue", "60: PurgeQueue",
      ])
    #expect(
      Array(lines.dropFirst(3)) == [
        done, Replay.counts(0, 0, 0), done, Replay.refused("PurgeQueueInProgress"), done,
      ])
  }

  @Test func `moves to the dead-letter queue at the next receive, and back by a task`() throws {
    let lines = try Replay.lines(
      """
      "q": {"VisibilityTimeout": 10, "RedrivePolicy": {"deadLetterTarget": "d", \
      "maxReceiveCount": 1}}, "d": {}
      """,
      [
        "0: SendMessage \"body\": \"a\"", "0: ReceiveMessage", "10: GetQueueAttributes",
        "10: ReceiveMessage \"waitTimeSeconds\": 2", "10: GetQueueAttributes \"queue\": \"d\"",
        "11: DeleteMessage \"receipt\": {\"op\": 1}", "12: ReceiveMessage \"queue\": \"d\"",
        "13: StartMessageMoveTask \"source\": \"d\"",
        "42: StartMessageMoveTask \"source\": \"d\"", "42: ReceiveMessage",
      ])
    #expect(
      Array(lines.dropFirst()) == [
        Replay.received("a:1"), Replay.counts(1, 0, 0), Replay.received("", returnsAt: "12"),
        Replay.counts(1, 0, 0), done, Replay.received("a:2"), done, done, Replay.received("a:1"),
      ])
  }

  @Test func `refuses move tasks as recorded`() throws {
    let lines = try Replay.lines(
      "\"q\": {\"RedrivePolicy\": {\"deadLetterTarget\": \"d\"}}, \"d\": {}, \"f.fifo\": {}",
      (0..<3).map { "0: SendMessage \"queue\": \"d\", \"body\": \"\($0)\"" } + [
        "0: StartMessageMoveTask \"source\": \"x\"", "0: StartMessageMoveTask \"source\": \"q\"",
        "0: StartMessageMoveTask \"source\": \"d\", \"destination\": \"x\"",
        "0: StartMessageMoveTask \"source\": \"d\", \"destination\": \"f.fifo\"",
        "0: StartMessageMoveTask \"source\": \"d\", \"maxNumberOfMessagesPerSecond\": 501",
        "0: StartMessageMoveTask \"source\": \"d\", \"destination\": \"q\", "
          + "\"maxNumberOfMessagesPerSecond\": 1",
        "1: StartMessageMoveTask \"source\": \"d\"", "1: GetQueueAttributes",
        "2: GetQueueAttributes", "3: StartMessageMoveTask \"source\": \"d\"",
        "0: StartMessageMoveTask",
      ])
    let invalid = Replay.refused("InvalidParameterValue")
    let missing = Replay.refused("ResourceNotFoundException")
    #expect(
      Array(lines.dropFirst(3)) == [
        missing, invalid, missing, invalid, invalid, done, invalid, Replay.counts(2, 0, 0),
        Replay.counts(3, 0, 0), done, Replay.refused("MissingParameter"),
      ])
  }

  @Test(arguments: [
    ("SendMessage", "MissingParameter"), ("SendMessage \"body\": \"\"", "MissingParameter"),
    ("SendMessage \"body\": \"a\\u0001\"", "InvalidMessageContents"),
    ("SendMessage \"body\": \"a\", \"delaySeconds\": 901", "InvalidParameterValue"),
    ("SendMessage \"body\": \"a\", \"delaySeconds\": -1", "InvalidParameterValue"),
    ("SendMessage \"body\": \"a\", \"dedupId\": \"b\"", "InvalidParameterValue"),
    ("SendMessage \"body\": \"a\", \"groupId\": \"b c\"", "InvalidParameterValue"),
    ("SendMessage \"queue\": \"r\", \"body\": \"a\"", "QueueDoesNotExist"),
    ("SendMessage \"queue\": null, \"body\": \"a\"", "MissingParameter"),
    ("ReceiveMessage \"maxMessages\": 0", "InvalidParameterValue"),
    ("ReceiveMessage \"maxMessages\": 11", "InvalidParameterValue"),
    ("ReceiveMessage \"waitTimeSeconds\": 21", "InvalidParameterValue"),
    ("ReceiveMessage \"visibilityTimeout\": 43201", "InvalidParameterValue"),
    ("ReceiveMessage \"queue\": \"r\"", "QueueDoesNotExist"),
    ("PurgeQueue \"queue\": \"r\"", "QueueDoesNotExist"),
    ("GetQueueAttributes \"attributeNames\": [\"All\", \"Foobar\"]", "InvalidAttributeName"),
    ("SendMessageBatch \"entries\": []", "EmptyBatchRequest"),
    ("DeleteMessageBatch", "EmptyBatchRequest"),
    ("SendMessageBatch \"entries\": [{\"id\": \"a:b\", \"body\": \"x\"}]", "InvalidBatchEntryId"),
    (
      "SendMessageBatch \"entries\": [{\"id\": \"a\", \"body\": \"x\"}, {\"id\": \"a\", \"body\": \"y\"}]",
      "BatchEntryIdsNotDistinct"
    ),
    (
      "ChangeMessageVisibilityBatch \"entries\": [\(Array(repeating: "{}", count: 11).joined(separator: ","))]",
      "TooManyEntriesInBatchRequest"
    ),
  ])
  func `refuses what the service refuses`(request: String, code: String) throws {
    #expect(try Replay.lines("\"q\": {}", ["0: \(request)"]) == [Replay.refused(code)])
  }

  @Test func `tells which entries of a batch failed`() throws {
    let lines = try Replay.lines(
      "\"q\": {}",
      [
        "0: SendMessageBatch \"entries\": [{\"body\": \"a\"}, {\"id\": \"x\", \"body\": \"\"}]",
        "0: SendMessageBatch \"entries\": [{\"body\": \"b\"}, {\"body\": \"c\"}]",
        "0: ReceiveMessage \"maxMessages\": 10",
        "1: DeleteMessageBatch \"entries\": [{\"receipt\": {\"op\": 2, \"body\": \"a\"}}, {\"receipt\": \"?\"}]",
        "1: ChangeMessageVisibilityBatch \"entries\": [{\"receipt\": {\"op\": 2, \"body\": \"b\"}, "
          + "\"visibilityTimeout\": 0}, {\"receipt\": {\"op\": 2, \"index\": 2}}]",
        "1: GetQueueAttributes",
      ])
    func failed(_ id: String, _ code: String) -> String {
      "\"ok\": true, \"failed\": [{\"id\": \"\(id)\", \"code\": \"\(code)\"}]"
    }
    #expect(
      lines == [
        failed("x", "MissingParameter"), done, Replay.received("a:1 b:1 c:1"),
        failed("1", "ReceiptHandleIsInvalid"), failed("1", "MissingParameter"),
        Replay.counts(1, 1, 0),
      ])
  }
}
