/// What a FIFO queue knows of one message it stores: 96 bytes.
struct OrderedMessage: Sendable, BitwiseCopyable {
  /// Where a stored message is in its life.
  enum State: UInt8, Sendable {
    /// The record is free.
    case vacant
    /// Held back until `moment`. To `visible`.
    case delayed
    /// To be had, unless a message of its group before it is not. To `inFlight`, or out of the queue.
    case visible
    /// Hidden until `moment`. Back to `visible`, or out of the queue.
    case inFlight
  }

  /// The neighbours in an order; `Chain.nobody` where there is none.
  struct Links: Sendable, BitwiseCopyable {
    var previous = Chain.nobody
    var next = Chain.nobody
  }

  /// The message.
  var message: MessageID
  /// The group within which it keeps its order.
  var group: UInt32
  /// The number at which this message took the slot over; receipts of it have later ones.
  var birth: UInt32
  /// The number of its latest receive, or `birth`.
  var handle: UInt32
  /// When it came into this queue, from which retention counts.
  var enqueuedAt: Instant
  /// What its group goes by when it is the group's first: its arrival, or its last return.
  var place: Instant
  /// The end of its delay or of its visibility timeout.
  var moment: Instant
  /// When it was last received.
  var receivedAt: Instant
  /// When it was first received, in whichever queue; `never` before.
  var firstReceivedAt: Instant
  /// How often it was received, in all queues.
  var receiveCount: UInt32
  /// Its neighbours in the queue.
  var inQueue = Links()
  /// Its neighbours in its group.
  var inGroup = Links()
  /// How often it was received in this queue, up to 65,535.
  var receivesHere: UInt16 = 0
  /// Where it is in its life.
  var state: State

  /// Whether an entry among the deadlines still speaks of this state of this message.
  @inline(__always)
  func isMeant(by entry: Deadlines.Entry, in state: State) -> Bool {
    handle == entry.epoch && self.state == state && moment == entry.due
  }

  /// Whether a receipt was handed out for this very message, by its latest receive or before.
  @inline(__always)
  func hasIssued(_ receipt: Receipt) -> Bool {
    state != .vacant && Int32(bitPattern: receipt.epoch &- birth) > 0
  }

  /// What it takes along into another queue.
  var transfer: Transfer {
    Transfer(
      message: message, receiveCount: receiveCount, enqueuedAt: enqueuedAt,
      firstReceivedAt: firstReceivedAt)
  }

  /// The message as it is handed to a consumer.
  @inline(__always)
  func delivery(in slot: UInt32) -> Delivery {
    Delivery(
      message: message, receiveCount: Int(receiveCount),
      receipt: Receipt(slot: slot, epoch: handle), enqueuedAt: enqueuedAt,
      firstReceivedAt: firstReceivedAt, visibleAgainAt: moment)
  }

  /// Counts a receive and begins its lease.
  @inline(__always)
  mutating func receive(as handle: UInt32, until end: Instant, at now: Instant) {
    self.handle = handle
    moment = end
    receivedAt = now
    if firstReceivedAt == .never { firstReceivedAt = now }
    receiveCount &+= 1
    if receivesHere < .max { receivesHere &+= 1 }
    state = .inFlight
  }
}
