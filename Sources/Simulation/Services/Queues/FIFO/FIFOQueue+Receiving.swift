extension FIFOQueue {
  /// The first message that a receive would get, which stays where it is.
  package mutating func oldestVisible(at now: Instant) -> MessageID? {
    advance(to: now)
    guard let slot = popFirst() else { return nil }
    groups.offer(records[slot].group, using: &spare, in: records)
    return records[slot].message
  }

  /// Takes the first message out that a receive would get, for a move task.
  package mutating func removeOldestVisible(at now: Instant) -> Transfer? {
    advance(to: now)
    guard let slot = popFirst() else { return nil }
    books.redriven &+= 1
    let transfer = records[slot].transfer
    release(slot)
    return transfer
  }

  /// The first message of the first group in the line, which is taken out of the line.
  private mutating func popFirst() -> UInt32? {
    guard horizon != Chain.nobody else { return nil }
    return groups.popFirst(upTo: horizon, in: records).map { groups.head(of: $0) }
  }

  /// Receives messages for a poll until it has enough or there are no more.
  ///
  /// As many of a group as there are, then of the next one, as recorded on the service.
  mutating func fill(_ poll: Poll, at now: Instant) {
    handed.removeAll()
    if repeatReceive(poll, at: now) { return }
    let timeout = poll.visibilityTimeout ?? settings.visibilityTimeout
    while handed.count < Int(poll.maximum), inFlightCount < settings.inFlightLimit,
      horizon != Chain.nobody, let group = groups.popFirst(upTo: horizon, in: records)
    {
      take(from: group, upTo: Int(poll.maximum), hiddenFor: timeout, at: now)
    }
    if attempts.id(of: poll.waiter) != nil { noteAttempt(of: poll, at: now) }
  }

  /// Receives a group's messages in their order, up to the first that is not to be had.
  private mutating func take(
    from group: UInt32, upTo maximum: Int, hiddenFor timeout: Interval, at now: Instant
  ) {
    var slot = groups.head(of: group)
    while slot != Chain.nobody, records[slot].state == .visible, handed.count < maximum {
      let next = records[slot].inGroup.next
      if let limit = settings.maxReceiveCount, records[slot].receivesHere >= limit {
        deadLetters.append(moveOut(slot))
      } else if inFlightCount < settings.inFlightLimit {
        handed.append(lease(slot, for: timeout, at: now))
      } else {
        break
      }
      slot = next
    }
    groups.offer(group, using: &spare, in: records)
  }

  /// Hides a visible message and makes it a delivery.
  private mutating func lease(_ slot: UInt32, for timeout: Interval, at now: Instant) -> Delivery {
    lastHandle &+= 1
    records[slot].receive(as: lastHandle, until: now + timeout, at: now)
    books.received &+= 1
    visibleCount &-= 1
    inFlightCount &+= 1
    groups.enterFlight(records[slot].group)
    arm(slot)
    return records[slot].delivery(in: slot)
  }

  /// Sets the timer of a message in flight.
  mutating func arm(_ slot: UInt32) {
    Self.dropDead(&leases, in: records, .inFlight)
    leases.insert(records[slot].moment, slot: slot, epoch: records[slot].handle)
    Self.sweep(&leases, live: inFlightCount, using: &spare, in: records, .inFlight)
    wake(at: records[slot].moment)
  }

  /// Takes a message out of the queue for its dead-letter queue.
  private mutating func moveOut(_ slot: UInt32) -> Answer.Moved {
    let moved = Answer.Moved(transfer: records[slot].transfer, group: records[slot].group)
    books.deadLettered &+= 1
    release(slot)
    return moved
  }
}

// MARK: - Receives that are repeated

extension FIFOQueue {
  /// Hands out once more what the same attempt got, and hides it anew; says whether it could.
  private mutating func repeatReceive(_ poll: Poll, at now: Instant) -> Bool {
    guard let id = attempts.id(of: poll.waiter), let leases = attempts.leases(of: id, at: now)
    else { return false }
    let isUntouched = leases.allSatisfy { lease in
      let record = records[lease.receipt.slot]
      return record.state == .inFlight && record.handle == lease.receipt.epoch
        && record.moment == lease.end
    }
    guard isUntouched else { return false }
    let timeout = poll.visibilityTimeout ?? settings.visibilityTimeout
    for lease in leases {
      records[lease.receipt.slot].moment = now + timeout
      arm(lease.receipt.slot)
      handed.append(records[lease.receipt.slot].delivery(in: lease.receipt.slot))
    }
    noteAttempt(of: poll, at: now)
    return true
  }

  /// Remembers what an attempt got; one that waits still will ask again.
  private mutating func noteAttempt(of poll: Poll, at now: Instant) {
    if handed.isEmpty && poll.end > now { return }
    let leases = (0..<handed.count).map {
      ReceiveAttempts.Lease(receipt: handed[$0].receipt, end: handed[$0].visibleAgainAt)
    }
    attempts.answer(poll.waiter, with: leases, at: now)
  }
}
