extension FIFOQueue {
  /// What a delete comes to.
  package enum DeleteEffect: Hashable, Sendable {
    /// The message is gone for good.
    case deleted(MessageID)
    /// There is no such message any more, which is no error: deleted, expired, purged or moved.
    case alreadyGone
    /// The receipt's visibility timeout is over, which is an error.
    case refused(QueueError)
  }

  /// Deletes the message of a receipt, as long as its visibility timeout runs.
  ///
  /// Recorded on the service: with a timeout that is over, even of zero, a delete is refused, where a
  /// standard queue obeys (SQSDeveloperGuide/FIFO-queues-understanding-logic.html).
  package mutating func delete(_ receipt: Receipt, at now: Instant) -> DeleteEffect {
    advance(to: now)
    guard let record = record(of: receipt) else { return .alreadyGone }
    guard isInFlight(receipt) else { return .refused(.invalidParameterValue) }
    books.deleted &+= 1
    release(receipt.slot)
    return .deleted(record.message)
  }

  /// Hides the message of a receipt from now on for a time that replaces what was left, or shows it.
  ///
  /// Only while its visibility timeout runs, as a delete: a modelling choice. In all, a message stays
  /// hidden at most 12 hours from its receive.
  package mutating func changeVisibility(
    _ receipt: Receipt, to timeout: Interval, at now: Instant
  ) -> StandardQueue.VisibilityChange {
    advance(to: now)
    guard QueueSettings.visibilityTimeouts.contains(timeout), let record = record(of: receipt),
      isInFlight(receipt),
      now + timeout <= record.receivedAt + QueueSettings.visibilityTimeouts.upperBound
    else { return .refused(.invalidParameterValue) }
    if timeout > .zero {
      records[receipt.slot].moment = now + timeout
      arm(receipt.slot)
      return .hidden(until: now + timeout)
    }
    comeBack(receipt.slot, at: now)
    return .visible
  }

  /// Drops all messages, and forgets what was sent: recorded on the service.
  package mutating func purge(at now: Instant) -> StandardQueue.PurgeEffect {
    advance(to: now)
    if let purgedAt, now < purgedAt + .seconds(60) { return .refused(.purgeQueueInProgress) }
    purgedAt = now
    let before = books.purged
    while arrivals.first != Chain.nobody {
      books.purged &+= 1
      notices.append(.purged(records[arrivals.first].message))
      release(arrivals.first)
    }
    deduplication.removeAll()
    return .purged(count: books.purged - before)
  }

  /// The record of the message that a receipt was handed out for, if it is still here.
  private func record(of receipt: Receipt) -> OrderedMessage? {
    guard receipt.slot < records.capacity, records[receipt.slot].hasIssued(receipt) else {
      return nil
    }
    return records[receipt.slot]
  }

  private func isInFlight(_ receipt: Receipt) -> Bool {
    records[receipt.slot].handle == receipt.epoch && records[receipt.slot].state == .inFlight
  }
}
