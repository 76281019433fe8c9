/// A request to send one message, as far as the queue judges it.
///
/// APIReference/API_SendMessage.html.
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
