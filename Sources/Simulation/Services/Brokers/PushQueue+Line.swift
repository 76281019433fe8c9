/// The order of messages, and who has them.
extension PushQueue {
  /// The consumer whose turn it is among those that may have one more.
  mutating func freeConsumer() -> Int? {
    for offset in 0..<consumers.count {
      let place = (nextConsumer + offset) % consumers.count
      let consumer = consumers[place]
      guard consumer.isOpen, consumer.prefetch == 0 || consumer.count < consumer.prefetch else {
        continue
      }
      nextConsumer = place + 1
      return place
    }
    return nil
  }

  mutating func deliver(_ slot: UInt32, to consumer: Int, at now: Instant) -> Effect {
    // Zero means that a record is not delivered, so the count leaves it out.
    deliveries = max(1, deliveries &+ 1)
    records[slot].deliveries += 1
    records[slot].epoch = deliveries
    records[slot].consumer = Int32(consumer)
    let first = consumers[consumer].first
    records[slot].next = first
    records[slot].previous = Self.none
    if first != Self.none { records[first].previous = slot }
    consumers[consumer].first = slot
    consumers[consumer].count += 1
    unacknowledged += 1
    keepings.insert(now + settings.consumerTimeout, slot: slot, epoch: deliveries)
    return .deliver(
      records[slot].message, to: consumer, tag: Tag(slot: slot, epoch: deliveries),
      isRedelivered: records[slot].deliveries > 1)
  }

  /// Takes a message off its consumer's list.
  mutating func unlink(_ slot: UInt32) {
    let record = records[slot]
    let consumer = Int(record.consumer)
    if record.previous == Self.none {
      consumers[consumer].first = record.next
    } else {
      records[record.previous].next = record.next
    }
    if record.next != Self.none { records[record.next].previous = record.previous }
    records[slot].consumer = -1
    records[slot].epoch = 0
    consumers[consumer].count -= 1
    unacknowledged -= 1
  }

  /// Puts a message back to where it was, unless it has been delivered too often.
  mutating func comeBack(_ slot: UInt32) {
    let record = records[slot]
    if settings.kind == .quorum, let limit = settings.deliveryLimit,
      Int(record.deliveries) > limit
    {
      free(slot)
      effects.append(.giveUp(record.message, .deliveryLimit, record.deaths))
      return
    }
    waiting += 1
    // The oldest one is the last of those that came back.
    returned.append(slot)
    var place = returned.count - 1
    while place > 0, records[returned[place - 1]].number < record.number {
      returned[place] = returned[place - 1]
      place -= 1
    }
    returned[place] = slot
  }

  /// Takes out the oldest message that has not expired.
  mutating func popReady(at now: Instant) -> UInt32? {
    dropExpiredHead(at: now)
    guard let slot = popAny() else { return nil }
    waiting -= 1
    return slot
  }

  private mutating func popAny() -> UInt32? { returned.popLast() ?? line.popFirst() }

  private var head: UInt32? { returned.count > 0 ? returned[returned.count - 1] : line.first }

  /// Messages expire when they come to the head of the queue, not before.
  mutating func dropExpiredHead(at now: Instant) {
    while let slot = head, records[slot].expiresAt <= now {
      _ = popAny()
      waiting -= 1
      let record = records[slot]
      free(slot)
      effects.append(.giveUp(record.message, .expired, record.deaths))
    }
  }

  /// Drops all that has expired, wherever in the line it is, as ActiveMQ does now and then.
  package mutating func sweepExpired(at now: Instant) {
    for _ in 0..<line.count {
      guard let slot = line.popFirst() else { return }
      if records[slot].expiresAt > now {
        line.append(slot)
      } else {
        waiting -= 1
        let record = records[slot]
        free(slot)
        effects.append(.giveUp(record.message, .expired, record.deaths))
      }
    }
    dropExpiredHead(at: now)
  }

  mutating func free(_ slot: UInt32) {
    records[slot].epoch = 0
    records[slot].consumer = -1
    records.remove(slot)
  }
}

/// What the loss of a node does to a queue.
extension PushQueue {
  /// The node that led or kept the queue is gone, with what only it had: messages that were not safe.
  ///
  /// What is left of those waits until `thaw(at:)`.
  ///
  /// - Parameter senders: Whose messages nobody sends again: those that came by this node, or all.
  package mutating func loseUnsafe(from senders: Senders) {
    for _ in 0..<arrivals.count {
      guard var arrival = arrivals.popFirst() else { return }
      switch senders {
      case .everybody: break
      case .node(let node) where Int(arrival.node) == node: break
      case .node, .nobody:
        arrival.safeAt = .never
        arrivals.append(arrival)
        continue
      }
      let message = records[arrival.slot].message
      free(arrival.slot)
      effects.append(.lose(message, waiter: arrival.waiter))
    }
  }

  /// Whose messages are gone with a node.
  package enum Senders: Hashable, Sendable {
    case nobody
    /// Those whose connection was to the node.
    case node(Int)
    case everybody
  }

  /// The queue can be used again: what is not safe yet will be at a time.
  package mutating func thaw(at time: Instant) {
    for offset in 0..<arrivals.count { arrivals[offset].safeAt = time }
  }

  /// The node of a classic queue goes down: all channels are closed, and what was not marked as
  /// persistent is gone.
  package mutating func restart(at now: Instant) {
    for consumer in 0..<consumers.count { close(consumer, at: now) }
    for _ in 0..<line.count {
      guard let slot = line.popFirst() else { return }
      if survives(slot) { line.append(slot) }
    }
    var kept = 0
    for place in 0..<returned.count {
      let slot = returned[place]
      guard survives(slot) else { continue }
      returned[kept] = slot
      kept += 1
    }
    returned.keepFirst(kept)
  }

  /// Loses every message that waits, as when a subscription ends with its connection.
  package mutating func empty() {
    while let slot = returned.popLast() ?? line.popFirst() {
      let message = records[slot].message
      free(slot)
      waiting -= 1
      effects.append(.lose(message, waiter: 0))
    }
  }

  private mutating func survives(_ slot: UInt32) -> Bool {
    if records[slot].isPersistent { return true }
    let message = records[slot].message
    free(slot)
    waiting -= 1
    effects.append(.lose(message, waiter: 0))
    return false
  }
}
