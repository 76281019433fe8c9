extension StandardQueue {
  /// What a delete comes to; the request succeeds in every case.
  package enum DeleteEffect: Hashable, Sendable {
    /// The message is gone for good.
    case deleted(MessageID)
    /// The message is deleted, but a host missed it: the queue keeps it and it will come back.
    case missed(MessageID)
    /// The message was received again since: this older receipt has no effect on it.
    case stale(MessageID)
    /// There is no such message any more: deleted, expired, purged or moved before.
    case alreadyGone
  }

  /// The queue's own name of the message that a receipt was handed out for, as long as it is here.
  ///
  /// The service's `MessageId`: a message that is moved back by a move task is another one.
  @inline(__always)
  package func identity(of receipt: Receipt) -> UInt32 { records[receipt.slot].birth }

  /// Deletes the message of a receipt, even if its visibility timeout is over, unless it was received
  /// again since.
  ///
  /// The service promises nothing for a receipt that is not the latest
  /// (APIReference/API_DeleteMessage.html); here it does nothing, a modelling choice.
  @inline(__always)
  package mutating func delete(_ receipt: Receipt, at now: Instant) -> DeleteEffect {
    advance(to: now)
    guard receipt.slot < records.capacity else { return .alreadyGone }
    let record = records[receipt.slot]
    guard record.hasIssued(receipt), record.state != .missedDelete else { return .alreadyGone }
    guard record.handle == receipt.epoch else { return .stale(record.message) }
    books.deleted &+= 1
    if let comeback = chances.comeback(of: record, deletedAt: now),
      comeback < record.enqueuedAt + settings.messageRetentionPeriod
    {
      missDelete(receipt.slot, until: comeback, at: now)
      return .missed(record.message)
    }
    release(receipt.slot, at: now)
    return .deleted(record.message)
  }

  /// What a change of visibility comes to.
  package enum VisibilityChange: Hashable, Sendable {
    /// The message is hidden until then.
    case hidden(until: Instant)
    /// The message is visible.
    case visible
    /// The service answers with an error.
    case refused(QueueError)
  }

  /// Hides the message of a receipt from now on for a time that replaces what was left, or shows it.
  ///
  /// Recorded on the service: a receipt whose timeout is over works still, and so does an older one
  /// while a later receive holds the message. In all, a message stays hidden at most 12 hours from
  /// its receive; more is an error, not cut (APIReference/API_ChangeMessageVisibility.html).
  package mutating func changeVisibility(
    _ receipt: Receipt, to timeout: Interval, at now: Instant
  ) -> VisibilityChange {
    advance(to: now)
    guard receipt.slot < records.capacity else { return .refused(.invalidParameterValue) }
    let record = records[receipt.slot]
    let longest = QueueSettings.visibilityTimeouts.upperBound
    guard QueueSettings.visibilityTimeouts.contains(timeout), record.hasIssued(receipt),
      record.state == .inFlight || record.state == .visible,
      now + timeout <= times(of: receipt.slot).last + longest
    else { return .refused(.invalidParameterValue) }
    if timeout > .zero {
      hide(receipt.slot, until: now + timeout, at: now)
      return .hidden(until: now + timeout)
    }
    if record.state == .inFlight {
      leaveCount(receipt.slot, at: now)
      show(receipt.slot, at: now)
    }
    return .visible
  }

  /// What a purge comes to.
  package enum PurgeEffect: Hashable, Sendable {
    /// So many messages are gone; `nextNotice(at:)` names them.
    case purged(count: Int)
    /// The last purge is less than 60 seconds ago.
    case refused(QueueError)
  }

  /// Drops all messages, delayed ones and those in flight included.
  ///
  /// The service takes up to 60 seconds and may take messages sent meanwhile along
  /// (APIReference/API_PurgeQueue.html); here a purge is done at once, a modelling choice.
  package mutating func purge(at now: Instant) -> PurgeEffect {
    advance(to: now)
    if let purgedAt, now < purgedAt + .seconds(60) { return .refused(.purgeQueueInProgress) }
    purgedAt = now
    let before = books.purged
    while arrivals.first != ArrivalOrder.nobody { drop(arrivals.first, at: now) }
    return .purged(count: books.purged - before)
  }
}

extension StandardQueue {
  private mutating func hide(_ slot: UInt32, until end: Instant, at now: Instant) {
    leaveCount(slot, at: now)
    records[slot].state = .inFlight
    records[slot].moment = end
    inFlightCount &+= 1
    if fairShare.isOn { fairShare.enter(.inFlight, slot, at: now) }
    arm(slot, until: end)
  }

  /// Takes a deleted message out of the queue but keeps its record for its comeback.
  private mutating func missDelete(_ slot: UInt32, until comeback: Instant, at now: Instant) {
    leaveCount(slot, at: now)
    if records[slot].isStray { strayCount &-= 1 }
    arrivals.remove(slot, in: &records)
    records[slot].state = .missedDelete
    records[slot].moment = comeback
    comebackCount &+= 1
    comebacks.insert(comeback, slot: slot, epoch: records[slot].handle)
    wake(at: comeback)
  }

  private mutating func drop(_ slot: UInt32, at now: Instant) {
    books.purged &+= 1
    notices.append(.purged(records[slot].message))
    release(slot, at: now)
  }
}
