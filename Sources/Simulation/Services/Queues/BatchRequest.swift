/// The checks of requests that the service makes before it touches a queue.
///
/// APIReference/API_SendMessageBatch.html and API_SendMessage.html. In a batch that passes, entries
/// succeed and fail one by one: each is then a `SendRequest`.
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

/// A request to send one message, as far as the queue judges it.
package struct SendRequest: Hashable, Sendable {
  /// Body and attributes, in bytes.
  package var size: Int
  /// The message's own delay, if it has one.
  package var delay: Interval?

  /// A request of a size, perhaps with a delay.
  package init(size: Int, delay: Interval? = nil) {
    self.size = size
    self.delay = delay
  }

  /// Why a queue refuses the request, or nil.
  package func problem(in settings: QueueSettings) -> QueueError? {
    if size < 1 { return .missingParameter }
    if size > settings.maximumMessageSize { return .invalidParameterValue }
    if let delay, !QueueSettings.delays.contains(delay) { return .invalidParameterValue }
    return nil
  }

  /// Why the service refuses a body, or nil: it takes the characters of XML 1.0 and no others.
  package static func problem(inBody body: String) -> QueueError? {
    if body.isEmpty { return .missingParameter }
    let isAllowed = body.unicodeScalars.allSatisfy {
      switch $0.value {
      case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: true
      default: false
      }
    }
    return isAllowed ? nil : .invalidMessageContents
  }
}
