/// The checks that the service makes of a batch as a whole before it touches a queue.
///
/// APIReference/API_SendMessageBatch.html. In a batch that passes, entries succeed and fail one by
/// one: each is then a request of its own, such as a `SendRequest`.
package enum BatchRequest {
  /// An entry of a batch: its name in the request and its size.
  package struct Entry: Hashable, Sendable {
    /// The name by which the answer speaks of the entry.
    package let id: String
    /// Body and attributes, in bytes; zero in batches of deletes and visibility changes.
    package let size: Int

    /// An entry of a batch.
    package init(id: String, size: Int = 0) {
      self.id = id
      self.size = size
    }
  }

  /// Why a whole batch is refused, or nil.
  ///
  /// - Parameters:
  ///   - entries: The entries, in the order of the request.
  ///   - maximumSize: The most bytes that all entries together may have.
  package static func problem(
    _ entries: [Entry], maximumSize: Int = QueueSettings.maximumMessageSizes.upperBound
  ) -> QueueError? {
    if entries.isEmpty { return .emptyBatchRequest }
    if entries.count > QueueSettings.batchSizes.upperBound { return .tooManyEntriesInBatchRequest }
    if !entries.allSatisfy({ isName($0.id) }) { return .invalidBatchEntryID }
    if Set(entries.map(\.id)).count < entries.count { return .batchEntryIDsNotDistinct }
    if entries.reduce(0, { $0 + $1.size }) > maximumSize { return .batchRequestTooLong }
    return nil
  }

  /// Whether a text has 1 to 80 letters, digits, hyphens and underscores.
  private static func isName(_ text: String) -> Bool {
    (1...80).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
