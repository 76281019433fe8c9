extension FIFOQueue {
  /// What became of a message without a request of its own.
  package enum Notice: Hashable, Sendable, BitwiseCopyable {
    /// Its retention period ended; it is lost, wherever it was.
    case expired(MessageID)
    /// A purge dropped it.
    case purged(MessageID)
  }

  /// The next piece of news, or nil: call it until it is nil after everything that happens.
  package mutating func nextNotice(at now: Instant) -> Notice? {
    advance(to: now)
    return notices.popFirst()
  }

  /// When the queue wants to be called next, if nothing else happens; nil for never.
  @inline(__always)
  package var nextWakeUp: Instant? { wakeUp == .never ? nil : wakeUp }

  /// Lets time pass: delays and visibility timeouts end, messages expire.
  @inline(__always)
  package mutating func advance(to now: Instant) {
    if wakeUp <= now { catchUp(to: now) }
  }

  /// Sees to it that the queue is called at a time.
  @inline(__always)
  mutating func wake(at time: Instant) {
    if time < wakeUp { wakeUp = time }
  }

  /// Does what has fallen due; what expires at an instant does not become visible at it.
  @inline(never)
  mutating func catchUp(to now: Instant) {
    expire(until: now)
    while let entry = Self.popDue(&delays, at: now, in: records, .delayed) {
      delayedCount &-= 1
      show(entry.slot)
    }
    while let entry = Self.popDue(&leases, at: now, in: records, .inFlight) {
      comeBack(entry.slot, at: entry.due)
    }
    wakeUp = nextDue()
  }

  /// Makes a message in flight visible again, behind those that were never received.
  mutating func comeBack(_ slot: UInt32, at time: Instant) {
    leaveFlight(slot)
    records[slot].place = takePlace(at: time)
    show(slot)
  }

  private mutating func expire(until now: Instant) {
    let retention = settings.messageRetentionPeriod
    while arrivals.first != Chain.nobody,
      records[arrivals.first].enqueuedAt + retention <= now
    {
      books.expired &+= 1
      notices.append(.expired(records[arrivals.first].message))
      release(arrivals.first)
    }
  }

  /// The next instant at which something falls due.
  private mutating func nextDue() -> Instant {
    var next = polls.nextEnd()
    if let entry = Self.first(&delays, in: records, .delayed) { next = min(next, entry.due) }
    if let entry = Self.first(&leases, in: records, .inFlight) { next = min(next, entry.due) }
    if arrivals.first != Chain.nobody {
      next = min(next, records[arrivals.first].enqueuedAt + settings.messageRetentionPeriod)
    }
    return next
  }
}

/// The deadlines of messages, of which only those count that the message's record still bears out.
extension FIFOQueue {
  private static func popDue(
    _ deadlines: inout Deadlines, at now: Instant, in records: borrowing Slab<OrderedMessage>,
    _ state: OrderedMessage.State
  ) -> Deadlines.Entry? {
    deadlines.popDue(at: now) { records[$0.slot].isMeant(by: $0, in: state) }
  }

  private static func first(
    _ deadlines: inout Deadlines, in records: borrowing Slab<OrderedMessage>,
    _ state: OrderedMessage.State
  ) -> Deadlines.Entry? {
    deadlines.first { records[$0.slot].isMeant(by: $0, in: state) }
  }

  static func dropDead(
    _ deadlines: inout Deadlines, in records: borrowing Slab<OrderedMessage>,
    _ state: OrderedMessage.State
  ) {
    deadlines.dropDead { records[$0.slot].isMeant(by: $0, in: state) }
  }

  static func sweep(
    _ deadlines: inout Deadlines, live: Int, using spare: inout Deadlines,
    in records: borrowing Slab<OrderedMessage>, _ state: OrderedMessage.State
  ) {
    deadlines.sweep(live: live, using: &spare) { records[$0.slot].isMeant(by: $0, in: state) }
  }
}
