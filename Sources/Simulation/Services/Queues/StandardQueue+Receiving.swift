extension StandardQueue {
  /// How far a poll looks.
  package enum Reach: Hashable, Sendable {
    /// Every host is asked.
    case long
    /// Random bits choose the hosts asked, if the queue leaves that to chance.
    case short(draw: UInt64)
  }

  /// What a receive of one message comes to.
  package enum ReceiveEffect: Hashable, Sendable {
    /// A message was received.
    case deliver(Delivery)
    /// A message was received too often already: it goes to the dead-letter queue, and the receive
    /// can go on.
    case deadLetter(Transfer)
    /// As many messages as allowed are in flight; an error for a short poll, silence for a long one.
    case overLimit
  }

  /// Receives one message at once; nil if there is none to be had.
  ///
  /// Each call is a request of its own; `poll` asks for several messages or waits for them.
  ///
  /// - Parameter visibilityTimeout: How long the message is hidden; else as the queue is set.
  package mutating func receive(
    visibilityTimeout: Interval? = nil, reach: Reach = .long, at now: Instant
  ) -> ReceiveEffect? {
    advance(to: now)
    let hosts = chances.hosts(for: reach)
    let timeout = visibilityTimeout ?? settings.visibilityTimeout
    defer { restorePassedOver() }
    if let echo = nextEcho() { return .deliver(echo) }
    switch select(among: hosts) {
    case .lease(let slot): return .deliver(lease(slot, for: timeout, at: now))
    case .deadLetter(let slot): return .deadLetter(moveOut(slot))
    case .overLimit: return .overLimit
    case .nothing: return nil
    }
  }

  /// Takes the oldest visible message out of the queue for a move task.
  package mutating func removeOldestVisible(at now: Instant) -> Transfer? {
    advance(to: now)
    guard let slot = line.popFirst(in: records) else { return nil }
    let transfer = transfer(of: slot)
    books.redriven &+= 1
    release(slot)
    return transfer
  }

  /// The oldest visible message, which stays where it is.
  package mutating func oldestVisible(at now: Instant) -> MessageID? {
    advance(to: now)
    guard let slot = line.popFirst(in: records) else { return nil }
    line.putBack(slot, in: records)
    return records[slot].message
  }

  /// Has a running lease handed out once more, by the next poll that is answered.
  ///
  /// The service's "on rare occasions" a second copy from a host that was away when the message was
  /// received (SQSDeveloperGuide/standard-queues-at-least-once-delivery.html). Neither the receive
  /// count nor the visibility timeout changes, and both consumers hold the same receipt: modelling
  /// choices. Nothing happens if the lease is over by then.
  package mutating func duplicate(_ receipt: Receipt) { echoes.append(receipt) }
}

extension StandardQueue {
  /// What the line has for a poll.
  enum Selection: Sendable {
    case lease(UInt32)
    case deadLetter(UInt32)
    case overLimit
    case nothing
  }

  /// Takes the first message out of the line that a poll may have.
  ///
  /// The receive count is judged here, when a receive selects the message: nobody polls, nothing is
  /// moved. Judged are the receives in this queue, so that a dead-letter queue may have a policy of
  /// its own although counts go along (a modelling choice).
  @inline(__always)
  mutating func select(among hosts: HostSet) -> Selection {
    while let slot = line.popFirst(in: records) {
      if !chances.finds(records[slot], among: hosts) {
        passedOver.append(slot)
      } else if let limit = settings.maxReceiveCount, records[slot].receivesHere >= limit {
        return .deadLetter(slot)
      } else if inFlightCount >= settings.inFlightLimit {
        line.putBack(slot, in: records)
        return .overLimit
      } else {
        return .lease(slot)
      }
    }
    return .nothing
  }

  /// Puts the messages back into the line that a poll did not see.
  @inline(__always)
  mutating func restorePassedOver() {
    while let slot = passedOver.popFirst() { line.putBack(slot, in: records) }
  }

  /// Hides a visible message, taken out of the line, and makes it a delivery.
  @inline(__always)
  mutating func lease(_ slot: UInt32, for timeout: Interval, at now: Instant) -> Delivery {
    lastHandle &+= 1
    let end = now + timeout
    let known = times(of: slot).first
    let first = known == .never ? now : known
    note(ReceiveTimes(last: now, first: first), of: slot)
    records[slot].receive(as: lastHandle, until: end)
    let delivery = records[slot].delivery(in: slot, firstReceivedAt: first, isDuplicate: false)
    books.received &+= 1
    visibleCount &-= 1
    inFlightCount &+= 1
    arm(slot, until: end)
    if chances.repeats(records[slot]) { echoes.append(delivery.receipt) }
    return delivery
  }

  /// Sets the timer of a message in flight.
  @inline(__always)
  mutating func arm(_ slot: UInt32, until end: Instant) {
    leases.insert(end, slot: slot, epoch: records[slot].handle)
    if leases.areOvergrown(live: inFlightCount) {
      Self.sweep(&leases, live: inFlightCount, using: &spare, in: records, .inFlight)
    }
    wake(at: end)
  }

  /// Takes a message out of the queue for its dead-letter queue.
  mutating func moveOut(_ slot: UInt32) -> Transfer {
    let transfer = transfer(of: slot)
    books.deadLettered &+= 1
    release(slot)
    return transfer
  }

  /// The next lease to be handed out once more that still runs.
  @inline(__always)
  mutating func nextEcho() -> Delivery? {
    while let receipt = echoes.popFirst() {
      let record = records[receipt.slot]
      guard record.state == .inFlight, record.handle == receipt.epoch else { continue }
      books.duplicateDeliveries &+= 1
      return record.delivery(
        in: receipt.slot, firstReceivedAt: times(of: receipt.slot).first, isDuplicate: true)
    }
    return nil
  }
}

extension StoredMessage {
  /// Counts a receive and begins its lease.
  @inline(__always)
  fileprivate mutating func receive(as handle: UInt32, until end: Instant) {
    self.handle = handle
    moment = end
    receiveCount &+= 1
    if receivesHere < .max { receivesHere &+= 1 }
    state = .inFlight
  }

  @inline(__always)
  fileprivate func delivery(
    in slot: UInt32, firstReceivedAt: Instant, isDuplicate: Bool
  ) -> Delivery {
    Delivery(
      message: message, receiveCount: Int(receiveCount),
      receipt: Receipt(slot: slot, epoch: handle), enqueuedAt: enqueuedAt,
      firstReceivedAt: firstReceivedAt, visibleAgainAt: moment, isDuplicate: isDuplicate)
  }
}
