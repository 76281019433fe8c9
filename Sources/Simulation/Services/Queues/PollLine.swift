/// A request to receive messages that has not been answered yet.
struct Poll: Sendable, BitwiseCopyable {
  /// Who asked, as the caller named it.
  var waiter: UInt64
  /// When it must be answered at the latest.
  var end: Instant
  /// How long its messages are hidden; nil for as the queue is set when it is answered.
  var visibilityTimeout: Interval?
  /// Which hosts it asks.
  var hosts: HostSet
  /// How many messages it takes at most.
  var maximum: UInt8
  /// Whether it is answered at once, come what may.
  var isShort: Bool
  /// Its number among all polls that waited.
  var ticket: UInt32 = 0
}

/// The polls of a queue: those just asked, and those that wait for messages, first come, first served.
struct PollLine: ~Copyable, Sendable {
  /// Polls that nobody has looked at yet.
  private(set) var asked = Fifo<Poll>()
  private var waiting = Slab<Poll>()
  private var line = Fifo<Receipt>()
  private var ends = Deadlines()
  private var lastTicket: UInt32 = 0

  /// How many polls wait.
  var waitingCount: Int { waiting.count }

  /// Whether there is a poll that nobody has looked at yet.
  @inline(__always)
  var hasAsked: Bool { !asked.isEmpty }

  /// Takes a new poll in.
  @inline(__always)
  mutating func ask(_ poll: Poll) { asked.append(poll) }

  /// Takes out the first new poll.
  @inline(__always)
  mutating func popAsked() -> Poll? { asked.popFirst() }

  /// Lets a poll wait for messages or its end.
  @inline(__always)
  mutating func wait(_ poll: Poll, using spare: inout Deadlines) {
    lastTicket &+= 1
    var poll = poll
    poll.ticket = lastTicket
    let slot = waiting.insert(poll)
    line.append(Receipt(slot: slot, epoch: lastTicket))
    ends.insert(poll.end, slot: slot, epoch: lastTicket)
    if ends.areOvergrown(live: waiting.count) { Self.sweep(&ends, using: &spare, in: waiting) }
  }

  /// The poll that has waited longest.
  @inline(__always)
  func firstWaiting() -> Poll? { line.first.map { waiting[$0.slot] } }

  /// Takes the poll out that has waited longest.
  @inline(__always)
  mutating func removeFirstWaiting() {
    if let place = line.first { leave(place.slot) }
  }

  /// Takes out a poll whose end has come.
  mutating func popEnded(at now: Instant) -> Poll? {
    guard let end = Self.popEnd(&ends, at: now, in: waiting) else { return nil }
    let poll = waiting[end.slot]
    leave(end.slot)
    return poll
  }

  /// When the next waiting poll ends.
  mutating func nextEnd() -> Instant {
    Self.firstEnd(&ends, in: waiting)?.due ?? .never
  }

  /// Takes a poll out; whoever stands first in the line then waits still, so that the line of a queue
  /// to which nothing comes does not grow with every poll.
  @inline(__always)
  private mutating func leave(_ slot: UInt32) {
    waiting[slot].ticket = 0
    waiting.remove(slot)
    while let place = line.first, !isWaiting(place) { line.removeFirst() }
  }

  @inline(__always)
  private func isWaiting(_ place: Receipt) -> Bool { waiting[place.slot].ticket == place.epoch }

  /// Whether whoever stands first in the line waits still.
  var isSwept: Bool { line.first.map { isWaiting($0) } ?? true }

  private static func popEnd(
    _ ends: inout Deadlines, at now: Instant, in waiting: borrowing Slab<Poll>
  ) -> Deadlines.Entry? {
    ends.popDue(at: now) { waiting[$0.slot].ticket == $0.epoch }
  }

  private static func firstEnd(
    _ ends: inout Deadlines, in waiting: borrowing Slab<Poll>
  ) -> Deadlines.Entry? {
    ends.first { waiting[$0.slot].ticket == $0.epoch }
  }

  @inline(never)
  private static func sweep(
    _ ends: inout Deadlines, using spare: inout Deadlines, in waiting: borrowing Slab<Poll>
  ) {
    ends.sweep(live: waiting.count, using: &spare) { waiting[$0.slot].ticket == $0.epoch }
  }
}
