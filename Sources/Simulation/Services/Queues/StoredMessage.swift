/// What a standard queue knows of one message it stores: 64 bytes, a line of the cache.
struct StoredMessage: Sendable, BitwiseCopyable {
  /// Where a stored message is in its life.
  enum State: UInt8, Sendable {
    /// The record is free.
    case vacant
    /// Held back until `moment`. To `visible`.
    case delayed
    /// To be had; `moment` is its place in line. To `inFlight`, or out of the queue.
    case visible
    /// Hidden until `moment`. Back to `visible`, or out of the queue.
    case inFlight
    /// Deleted, but a host missed it: not part of the queue. Back to `visible` at `moment`.
    case missedDelete
  }

  /// The message.
  var message: MessageID
  /// The number at which this message took the slot over; receipts of it have later ones.
  var birth: UInt32
  /// The number of its latest receive, or `birth`.
  var handle: UInt32
  /// Random bits drawn at its arrival, of which all its own chances are made.
  var lot: UInt32
  /// When it was sent to the first queue.
  var enqueuedAt: Instant
  /// When it came into this queue.
  var arrivedAt: Instant
  /// Its place in line until it was received too often; no two messages have the same by arrival.
  var place: Instant
  /// Its place in line while visible, otherwise when it becomes visible.
  var moment: Instant
  /// How often it was received, in all queues.
  var receiveCount: UInt32
  /// Who arrived just before it.
  var previous: UInt32 = ArrivalOrder.nobody
  /// Who arrived just after it.
  var next: UInt32 = ArrivalOrder.nobody
  /// How often it was received in this queue, up to 65,535.
  var receivesHere: UInt16 = 0
  /// Where it is in its life.
  var state: State
  /// Whether it arrived with an earlier enqueue time than one before it, as in a dead-letter queue.
  var isStray = false

  /// The receives after which a message goes to the back of the line and its age is passed over
  /// (SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html, ApproximateAgeOfOldestMessage).
  static let manyReceives = 3

  /// Whether it has been received so often that it stands at the back of the line.
  @inline(__always)
  var isStubborn: Bool { receivesHere >= Self.manyReceives }

  /// Whether it stands, while visible, in the line of those that come back.
  @inline(__always)
  var comesBack: Bool { receivesHere != 0 && !isStubborn }

  /// Whether an entry in a line or among the deadlines still speaks of this state of this message.
  @inline(__always)
  func isMeant(by entry: Deadlines.Entry, in state: State) -> Bool {
    handle == entry.epoch && self.state == state && moment == entry.due
  }

  /// Whether a receipt was handed out for this very message, by its latest receive or before.
  @inline(__always)
  func hasIssued(_ receipt: Receipt) -> Bool {
    state != .vacant && Int32(bitPattern: receipt.epoch &- birth) > 0
  }

  /// Random bits of the message's own for a purpose.
  @inline(__always)
  func bits(for purpose: Purpose, turn: UInt16 = 0) -> UInt64 {
    scatter(UInt64(lot) | UInt64(turn) &<< 32 | UInt64(purpose.rawValue) &<< 48)
  }

  /// What a message's lot decides.
  enum Purpose: UInt8 {
    case misordering, distance, hosts, duplicate, resurrection, comeback
  }
}

/// When a message was received; kept apart, since most of a backlog was not received yet.
struct ReceiveTimes: Sendable, BitwiseCopyable {
  /// The last time, in this queue.
  var last: Instant
  /// The first time, in whichever queue.
  var first: Instant
}
