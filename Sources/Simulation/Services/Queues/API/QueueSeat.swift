/// A queue of either type, as the account that owns it asks it.
///
/// A class, since queues cannot be copied and an array holds only what can.
protocol QueueSeat: AnyObject {
  var description: QueueDescription { get }
  var nextWakeUp: Instant? { get }

  func send(_ message: MessageID, group: UInt32, id: UInt64?, delay: Interval?, at now: Instant)
  func moveIn(_ transfer: Transfer, group: UInt32, at now: Instant)
  func oldestVisible(at now: Instant) -> MessageID?
  func removeOldestVisible(at now: Instant) -> Transfer?
  func poll(by waiter: UInt64, _ terms: PollTerms, at now: Instant)
  func nextAnswer(at now: Instant) -> QueueAnswer?
  func delete(_ receipt: Receipt, at now: Instant) -> QueueError?
  func changeVisibility(_ receipt: Receipt, to timeout: Interval, at now: Instant) -> QueueError?
  func purge(at now: Instant) -> QueueError?
  func counts(at now: Instant) -> [Int]
}

/// What a receive asks for, in the simulation's terms.
struct PollTerms {
  var maximum: Int
  var wait: Interval?
  var visibilityTimeout: Interval?
  var attempt: UInt64?
}

/// What becomes of a poll, or of a message that a poll selected.
enum QueueAnswer {
  case handed(to: UInt64, [Delivery])
  case empty(to: UInt64)
  case overLimit(to: UInt64)
  case deadLetter(Transfer)
}

/// A standard queue of an account.
final class StandardSeat: QueueSeat {
  let description: QueueDescription
  private var queue: StandardQueue

  init(_ description: QueueDescription) {
    self.description = description
    queue = StandardQueue(settings: description.settings)
  }

  var nextWakeUp: Instant? { queue.nextWakeUp }

  func send(_ message: MessageID, group: UInt32, id: UInt64?, delay: Interval?, at now: Instant) {
    queue.send(message, delay: delay, draw: 0, at: now)
  }

  func moveIn(_ transfer: Transfer, group: UInt32, at now: Instant) {
    queue.moveIn(transfer, draw: 0, at: now)
  }

  func oldestVisible(at now: Instant) -> MessageID? { queue.oldestVisible(at: now) }

  func removeOldestVisible(at now: Instant) -> Transfer? { queue.removeOldestVisible(at: now) }

  func poll(by waiter: UInt64, _ terms: PollTerms, at now: Instant) {
    queue.poll(
      by: waiter, maximum: terms.maximum, wait: terms.wait,
      visibilityTimeout: terms.visibilityTimeout, draw: 0, at: now)
  }

  func nextAnswer(at now: Instant) -> QueueAnswer? {
    while queue.nextNotice(at: now) != nil {}
    switch queue.nextAnswer(at: now) {
    case nil: return nil
    case .handed(let waiter):
      return .handed(to: waiter, (0..<queue.handed.count).map { queue.handed[$0] })
    case .empty(let waiter): return .empty(to: waiter)
    case .overLimit(let waiter): return .overLimit(to: waiter)
    case .deadLetter(let transfer): return .deadLetter(transfer)
    }
  }

  func delete(_ receipt: Receipt, at now: Instant) -> QueueError? {
    _ = queue.delete(receipt, at: now)
    return nil
  }

  func changeVisibility(_ receipt: Receipt, to timeout: Interval, at now: Instant) -> QueueError? {
    queue.changeVisibility(receipt, to: timeout, at: now).problem
  }

  func purge(at now: Instant) -> QueueError? { queue.purge(at: now).problem }

  func counts(at now: Instant) -> [Int] {
    queue.advance(to: now)
    return [queue.visibleCount, queue.inFlightCount, queue.delayedCount]
  }
}

/// A FIFO queue of an account.
final class FIFOSeat: QueueSeat {
  let description: QueueDescription
  private var queue: FIFOQueue

  init(_ description: QueueDescription) {
    self.description = description
    queue = FIFOQueue(
      settings: description.settings, deduplicationScope: description.deduplicationScope)
  }

  var nextWakeUp: Instant? { queue.nextWakeUp }

  func send(_ message: MessageID, group: UInt32, id: UInt64?, delay: Interval?, at now: Instant) {
    _ = queue.send(message, group: group, deduplication: id, at: now)
  }

  func moveIn(_ transfer: Transfer, group: UInt32, at now: Instant) {
    queue.moveIn(transfer, group: group, at: now)
  }

  func oldestVisible(at now: Instant) -> MessageID? { queue.oldestVisible(at: now) }

  func removeOldestVisible(at now: Instant) -> Transfer? { queue.removeOldestVisible(at: now) }

  func poll(by waiter: UInt64, _ terms: PollTerms, at now: Instant) {
    queue.poll(
      by: waiter, maximum: terms.maximum, wait: terms.wait,
      visibilityTimeout: terms.visibilityTimeout, attempt: terms.attempt, at: now)
  }

  func nextAnswer(at now: Instant) -> QueueAnswer? {
    while queue.nextNotice(at: now) != nil {}
    switch queue.nextAnswer(at: now) {
    case nil: return nil
    case .handed(let waiter):
      return .handed(to: waiter, (0..<queue.handed.count).map { queue.handed[$0] })
    case .empty(let waiter): return .empty(to: waiter)
    case .deadLetter(let moved): return .deadLetter(moved.transfer)
    }
  }

  func delete(_ receipt: Receipt, at now: Instant) -> QueueError? {
    guard case .refused(let error) = queue.delete(receipt, at: now) else { return nil }
    return error
  }

  func changeVisibility(_ receipt: Receipt, to timeout: Interval, at now: Instant) -> QueueError? {
    queue.changeVisibility(receipt, to: timeout, at: now).problem
  }

  func purge(at now: Instant) -> QueueError? { queue.purge(at: now).problem }

  func counts(at now: Instant) -> [Int] {
    queue.advance(to: now)
    return [queue.visibleCount, queue.inFlightCount, queue.delayedCount]
  }
}

extension StandardQueue.VisibilityChange {
  fileprivate var problem: QueueError? {
    guard case .refused(let error) = self else { return nil }
    return error
  }
}

extension StandardQueue.PurgeEffect {
  fileprivate var problem: QueueError? {
    guard case .refused(let error) = self else { return nil }
    return error
  }
}
