import Simulation
import Testing

@Suite struct `A request to send` {
  private func entries(_ count: Int, size: Int = 1) -> [BatchRequest.Entry] {
    (0..<count).map { BatchRequest.Entry(id: "entry-\($0)", size: size) }
  }

  @Test(arguments: [
    (0, QueueError.emptyBatchRequest), (1, nil), (10, nil), (11, .tooManyEntriesInBatchRequest),
  ])
  func `many messages has one to ten entries`(count: Int, problem: QueueError?) {
    #expect(BatchRequest.problem(entries(count)) == problem)
  }

  @Test(arguments: [(524_288, nil), (524_289, QueueError.batchRequestTooLong)])
  func `many messages has at most a mebibyte in all`(size: Int, problem: QueueError?) {
    #expect(BatchRequest.problem(entries(2, size: size)) == problem)
  }

  @Test(arguments: [
    ("a", nil), ("A-z_09", nil), (String(repeating: "x", count: 80), nil),
    ("", QueueError.invalidBatchEntryID), ("a b", .invalidBatchEntryID),
    ("é", .invalidBatchEntryID), (String(repeating: "x", count: 81), .invalidBatchEntryID),
  ])
  func `many messages names its entries plainly`(id: String, problem: QueueError?) {
    #expect(BatchRequest.problem([BatchRequest.Entry(id: id, size: 1)]) == problem)
  }

  @Test func `many messages names each entry differently`() {
    #expect(BatchRequest.problem(entries(2) + entries(1)) == .batchEntryIDsNotDistinct)
  }

  @Test(arguments: [
    (0, nil, QueueError.missingParameter), (1, nil, nil), (1_048_576, nil, nil),
    (1_048_577, nil, .invalidParameterValue), (1, 0, nil), (1, 900, nil),
    (1, 901, .invalidParameterValue), (1, -1, .invalidParameterValue),
  ])
  func `one message is judged by size and delay`(size: Int, delay: Int?, problem: QueueError?) {
    let request = SendRequest(size: size, delay: delay.map { .seconds($0) })
    #expect(request.problem(in: QueueSettings()) == problem)
  }

  @Test(arguments: [
    ("tea\t\r\n", nil), ("☕️", nil), ("", QueueError.missingParameter),
    ("\u{8}", .invalidMessageContents), ("\u{FFFE}", .invalidMessageContents),
  ])
  func `one message has no characters that XML forbids`(body: String, problem: QueueError?) {
    #expect(SendRequest.problem(inBody: body) == problem)
  }
}
