import Reporting
import Simulation
import Testing

/// What is documented or was recorded of FIFO queues, asked through the API.
@Suite struct `A replay on a FIFO queue` {
  private let done = Replay.done
  private let content = "\"q\": {\"FifoQueue\": true, \"ContentBasedDeduplication\": true}"

  @Test(arguments: [
    ("\"groupId\": \"g\", \"delaySeconds\": 2", "InvalidParameterValue"),
    ("\"dedupId\": \"d\"", "MissingParameter"),
    ("\"groupId\": \"\"", "InvalidParameterValue"),
    (
      "\"groupId\": \"g\", \"dedupId\": \"\(String(repeating: "d", count: 129))\"",
      "InvalidParameterValue"
    ),
  ])
  func `refuses what the service refuses`(members: String, code: String) throws {
    let lines = try Replay.lines(content, ["0: SendMessage \"body\": \"a\", \(members)"])
    #expect(lines == [Replay.refused(code)])
  }

  @Test func `needs something to deduplicate by`() throws {
    let entries = { (last: String) in
      "\"entries\": [{\"body\": \"a\", \"groupId\": \"g\", \"dedupId\": \"1\"}, {\"body\": \"b\"\(last)}]"
    }
    let lines = try Replay.lines(
      "\"q\": {\"FifoQueue\": \"true\"}",
      [
        "0: SendMessage \"body\": \"a\", \"groupId\": \"g\"",
        "0: SendMessageBatch \(entries(", \"groupId\": \"g\""))",
        "0: SendMessageBatch \(entries(", \"dedupId\": \"2\""))",
        "0: SendMessageBatch \(entries(", \"groupId\": \"g\", \"dedupId\": \"2\""))",
        "0: SendMessage \"body\": \"a\", \"groupId\": \"g\", \"dedupId\": \"3\", \"delaySeconds\": 0",
        "0: GetQueueAttributes",
      ])
    let invalid = Replay.refused("InvalidParameterValue")
    #expect(lines == [invalid, invalid, invalid, done, done, Replay.counts(3, 0, 0)])
  }

  @Test func `takes a body's hash for its ID`() throws {
    let hash = Digest.sha256.hexadecimal(of: Array("a".utf8))
    let lines = try Replay.lines(
      content,
      [
        "0: SendMessage \"body\": \"a\", \"groupId\": \"g\"",
        "1: SendMessage \"body\": \"a\", \"groupId\": \"h\"",
        "2: SendMessage \"body\": \"b\", \"groupId\": \"g\", \"dedupId\": \"\(hash)\"",
        "3: SendMessage \"body\": \"a\", \"groupId\": \"g\", \"dedupId\": \"a\"",
        "4: GetQueueAttributes", "300: SendMessage \"body\": \"a\", \"groupId\": \"g\"",
        "301: GetQueueAttributes",
      ])
    #expect(
      lines == [
        done, done, done, done, Replay.counts(2, 0, 0), done, Replay.counts(3, 0, 0),
      ])
  }

  @Test func `refuses receipts whose timeout is over`() throws {
    let lines = try Replay.lines(
      content,
      [
        "0: SendMessage \"body\": \"a\", \"groupId\": \"g\"",
        "0: ReceiveMessage \"visibilityTimeout\": 5",
        "5: DeleteMessage \"receipt\": {\"op\": 1}", "6: ReceiveMessage",
        "7: DeleteMessage \"receipt\": {\"op\": 1}", "8: DeleteMessage \"receipt\": {\"op\": 3}",
        "9: DeleteMessage \"receipt\": {\"op\": 3}",
      ])
    let invalid = Replay.refused("InvalidParameterValue")
    #expect(
      Array(lines.dropFirst()) == [
        Replay.received("a:1", group: "g"), invalid, Replay.received("a:2", group: "g"), invalid,
        done, done,
      ])
  }

  @Test func `goes on with the group behind a message that is dead-lettered`() throws {
    let lines = try Replay.lines(
      """
      "q": {"FifoQueue": true, "ContentBasedDeduplication": true, "VisibilityTimeout": 1, \
      "RedrivePolicy": {"deadLetterTarget": "d", "maxReceiveCount": 1}}, \
      "d": {"FifoQueue": true, "MessageRetentionPeriod": 60}
      """,
      [
        "0: SendMessage \"body\": \"a\", \"groupId\": \"g\"",
        "0: SendMessage \"body\": \"b\", \"groupId\": \"g\"", "0: ReceiveMessage",
        "50: ReceiveMessage", "109: ReceiveMessage \"queue\": \"d\", \"visibilityTimeout\": 0",
        "109: StartMessageMoveTask \"source\": \"d\"", "109: GetQueueAttributes",
        "109: ReceiveMessage \"maxMessages\": 10",
      ])
    #expect(
      Array(lines.dropFirst(2)) == [
        Replay.received("a:1", group: "g"), Replay.received("b:1", group: "g"),
        Replay.received("a:2", group: "g"), done, Replay.counts(2, 0, 0),
        Replay.received("a:1", group: "g"),
      ])
  }
}
