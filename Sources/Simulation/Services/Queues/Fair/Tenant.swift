/// What a fair queue knows of one of its message groups.
struct Tenant: Sendable, BitwiseCopyable {
  /// The lane of who is not noisy.
  static let quiet = UInt8.max

  /// Its messages that can be received now: its backlog.
  var visibleCount = 0
  /// Its messages whose delay still runs.
  var delayedCount = 0
  /// Its messages in flight, and how long they were of late.
  var processing = ProcessingTime()
  /// When its last message came.
  var lastCame = Instant.start
  /// Where its messages wait while it is noisy, or `quiet`.
  var lane = quiet

  /// Whether others' messages go before its own.
  var isNoisy: Bool { lane != Self.quiet }
}
