extension StandardQueue {
  /// What became of a message without a request of its own.
  package enum Notice: Hashable, Sendable, BitwiseCopyable {
    /// Its retention period ended; it is lost, wherever it was.
    case expired(MessageID)
    /// A purge dropped it.
    case purged(MessageID)
    /// It was deleted, but a host had missed that: it is visible again.
    case resurrected(MessageID)
  }

  /// The next piece of news, or nil: call it until it is nil after everything that happens.
  @inline(__always)
  package mutating func nextNotice(at now: Instant) -> Notice? {
    advance(to: now)
    return notices.popFirst()
  }

  /// When the queue wants to be called next, if nothing else happens; nil for never.
  ///
  /// Never later than the next change that time alone brings, but perhaps earlier, when what was due
  /// then is settled already: a caller with one timer need not touch it at each request. Constant
  /// time.
  @inline(__always)
  package var nextWakeUp: Instant? { wakeUp == .never ? nil : wakeUp }

  /// Lets time pass: delays and visibility timeouts end, messages expire or come back.
  @inline(__always)
  package mutating func advance(to now: Instant) {
    if wakeUp <= now { catchUp(to: now) }
  }
}

extension StandardQueue {
  /// Sees to it that the queue is called at a time.
  @inline(__always)
  mutating func wake(at time: Instant) {
    if time < wakeUp { wakeUp = time }
  }

  /// Does what has fallen due; what expires at an instant does not become visible at it.
  @inline(never)
  mutating func catchUp(to now: Instant) {
    resurrect(until: now)
    expire(until: now)
    while let entry = Self.popDue(&delays, at: now, in: records, .delayed) {
      leaveCount(entry.slot, at: now)
      show(entry.slot, at: entry.due)
    }
    while let entry = Self.popDue(&leases, at: now, in: records, .inFlight) {
      leaveCount(entry.slot, at: now)
      show(entry.slot, at: entry.due)
    }
    wakeUp = nextDue()
  }

  /// Brings messages back whose delete a host has missed.
  ///
  /// Their age counts from then on, and they are visible at their old place: modelling choices.
  private mutating func resurrect(until now: Instant) {
    while let entry = Self.popDue(&comebacks, at: now, in: records, .missedDelete) {
      comebackCount &-= 1
      books.resurrected &+= 1
      notices.append(.resurrected(records[entry.slot].message))
      records[entry.slot].arrivedAt = entry.due
      enrol(entry.slot)
      show(entry.slot, at: entry.due)
    }
  }

  private mutating func expire(until now: Instant) {
    let retention = settings.messageRetentionPeriod
    while let slot = arrivals.firstToExpire(in: records),
      records[slot].enqueuedAt + retention <= now
    {
      expire(slot, at: now)
    }
    guard strayCount > 0 else { return }
    while let entry = Self.firstStray(&strays, in: records), entry.due + retention <= now {
      expire(entry.slot, at: now)
    }
  }

  private mutating func expire(_ slot: UInt32, at now: Instant) {
    books.expired &+= 1
    notices.append(.expired(records[slot].message))
    release(slot, at: now)
  }

  /// The next instant at which something falls due.
  private mutating func nextDue() -> Instant {
    let retention = settings.messageRetentionPeriod
    var next = polls.nextEnd()
    if let entry = Self.first(&delays, in: records, .delayed) { next = min(next, entry.due) }
    if let entry = Self.first(&leases, in: records, .inFlight) { next = min(next, entry.due) }
    if let entry = Self.first(&comebacks, in: records, .missedDelete) {
      next = min(next, entry.due)
    }
    if let entry = Self.firstStray(&strays, in: records) { next = min(next, entry.due + retention) }
    if let slot = arrivals.firstToExpire(in: records) {
      next = min(next, records[slot].enqueuedAt + retention)
    }
    return next
  }
}

/// The deadlines of messages, of which only those count that the message's record still bears out.
/// Static, because a closure over the whole queue could not read records while deadlines change.
extension StandardQueue {
  @inline(__always)
  private static func popDue(
    _ deadlines: inout Deadlines, at now: Instant, in records: borrowing Slab<StoredMessage>,
    _ state: StoredMessage.State
  ) -> Deadlines.Entry? {
    deadlines.popDue(at: now) { records[$0.slot].isMeant(by: $0, in: state) }
  }

  @inline(__always)
  private static func first(
    _ deadlines: inout Deadlines, in records: borrowing Slab<StoredMessage>,
    _ state: StoredMessage.State
  ) -> Deadlines.Entry? {
    deadlines.first { records[$0.slot].isMeant(by: $0, in: state) }
  }

  @inline(never)
  static func sweep(
    _ deadlines: inout Deadlines, live: Int, using spare: inout Deadlines,
    in records: borrowing Slab<StoredMessage>, _ state: StoredMessage.State
  ) {
    deadlines.sweep(live: live, using: &spare) { records[$0.slot].isMeant(by: $0, in: state) }
  }

  @inline(__always)
  private static func firstStray(
    _ strays: inout Deadlines, in records: borrowing Slab<StoredMessage>
  ) -> Deadlines.Entry? {
    strays.first { records[$0.slot].isStray(of: $0) }
  }

  @inline(never)
  static func sweep(
    _ strays: inout Deadlines, live: Int, using spare: inout Deadlines,
    strayIn records: borrowing Slab<StoredMessage>
  ) {
    strays.sweep(live: live, using: &spare) { records[$0.slot].isStray(of: $0) }
  }
}

extension StoredMessage {
  /// Whether an entry among the strays stands for this message, which is still in the queue.
  @inline(__always)
  fileprivate func isStray(of entry: Deadlines.Entry) -> Bool {
    birth == entry.epoch && isStray && state != .vacant && state != .missedDelete
  }
}
