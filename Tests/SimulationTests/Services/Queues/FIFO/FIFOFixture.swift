import Simulation

extension FIFOQueue {
  /// An empty queue with the service's defaults, unless told otherwise.
  static func empty(
    scope: DeduplicationScope = .queue, _ change: (inout QueueSettings) -> Void = { _ in }
  ) -> FIFOQueue {
    var settings = QueueSettings()
    change(&settings)
    return FIFOQueue(settings: settings, deduplicationScope: scope)
  }

  /// A queue that holds messages since the start: `"a1 b1 a2"` are two of group a, one of group b.
  static func holding(
    _ names: String, _ change: (inout QueueSettings) -> Void = { _ in }
  ) -> FIFOQueue {
    var queue = empty(change)
    queue.send(names, at: .start)
    return queue
  }

  /// Sends messages that are named by a letter, their group, and a digit.
  mutating func send(_ names: String, at now: Instant) {
    for name in names.split(separator: " ") {
      let message = MessageID(named: name)
      _ = send(message, group: message.slot / 100, at: now)
    }
  }

  /// Polls at once, and says what came, in the same letters and digits.
  mutating func take(
    _ maximum: Int = 10, hiddenFor timeout: Interval? = nil, attempt: UInt64? = nil,
    at now: Instant
  ) -> String {
    names(of: deliveries(maximum, hiddenFor: timeout, attempt: attempt, at: now))
  }

  /// Polls at once for some messages.
  mutating func deliveries(
    _ maximum: Int = 10, hiddenFor timeout: Interval? = nil, attempt: UInt64? = nil,
    at now: Instant
  ) -> [Delivery] {
    poll(
      by: 0, maximum: maximum, wait: .zero, visibilityTimeout: timeout, attempt: attempt, at: now)
    var deliveries: [Delivery] = []
    while let answer = nextAnswer(at: now) {
      if answer == .handed(to: 0) { deliveries += (0..<handed.count).map { handed[$0] } }
    }
    return deliveries
  }

  /// The names of messages.
  func names(of deliveries: [Delivery]) -> String {
    deliveries.map { $0.message.name }.joined(separator: " ")
  }

  /// How many messages are visible, in flight and delayed at a time.
  mutating func counts(at now: Instant) -> [Int] {
    advance(to: now)
    return [visibleCount, inFlightCount, delayedCount]
  }
}

extension MessageID {
  /// The message with a name such as `b2`.
  init(named name: Substring) {
    let bytes = Array(name.utf8)
    self.init(slot: UInt32(bytes[0] - UInt8(ascii: "a")) * 100 + UInt32(bytes[1] - 48))
  }

  /// The name of the message.
  var name: String { "\(Unicode.Scalar(UInt8(slot / 100) + UInt8(ascii: "a")))\(slot % 100)" }
}
