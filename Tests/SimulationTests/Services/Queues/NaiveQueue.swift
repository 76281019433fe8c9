import Simulation

/// A standard queue written for the reader alone: an array, looked through from end to end.
///
/// Leaves nothing to chance, and knows no polls that wait.
struct NaiveQueue {
  struct Stored {
    var message: MessageID
    var enqueuedAt: Instant
    var arrivedAt: Instant
    var key: Instant
    var hiddenUntil: Instant?
    var isDelayed = false
    var receives = 0
    var earlierReceives = 0
    var receivedAt = Instant.never
    var receipts: [Receipt] = []
  }

  var settings: QueueSettings
  var stored: [Stored] = []
  var expired: [MessageID] = []
  var purgedAt: Instant?

  mutating func advance(to now: Instant) {
    let retention = settings.messageRetentionPeriod
    expired += stored.filter { $0.enqueuedAt + retention <= now }.map(\.message)
    stored.removeAll { $0.enqueuedAt + retention <= now }
    for index in stored.indices {
      guard let end = stored[index].hiddenUntil, end <= now else { continue }
      show(index, at: end)
    }
  }

  private mutating func show(_ index: Int, at time: Instant) {
    stored[index].hiddenUntil = nil
    stored[index].isDelayed = false
    stored[index].key = stored[index].receives >= 3 ? time : stored[index].arrivedAt
  }

  mutating func send(_ message: MessageID, delay: Interval, at now: Instant) {
    advance(to: now)
    stored.append(
      Stored(
        message: message, enqueuedAt: now, arrivedAt: now, key: now,
        hiddenUntil: delay > .zero ? now + delay : nil, isDelayed: delay > .zero))
  }

  mutating func moveIn(_ transfer: Transfer, at now: Instant) {
    advance(to: now)
    stored.append(
      Stored(
        message: transfer.message, enqueuedAt: transfer.enqueuedAt, arrivedAt: now, key: now,
        earlierReceives: Int(transfer.receiveCount)))
    advance(to: now)
  }

  /// The index of the visible message that comes first.
  private var head: Int? {
    stored.indices.filter { stored[$0].hiddenUntil == nil }
      .min { stored[$0].key < stored[$1].key }
  }

  /// What a receive should come to; the receipt is taken from what the real queue gave.
  mutating func receive(
    _ timeout: Interval, at now: Instant, receipt: Receipt?
  ) -> Outcome {
    advance(to: now)
    guard let index = head else { return .nothing }
    if let limit = settings.maxReceiveCount, stored[index].receives >= limit {
      return .deadLetter(stored.remove(at: index).message)
    }
    if stored.count(where: { $0.hiddenUntil != nil && !$0.isDelayed }) >= settings.inFlightLimit {
      return .overLimit
    }
    stored[index].receives += 1
    stored[index].hiddenUntil = now + timeout
    stored[index].receivedAt = now
    if let receipt { stored[index].receipts.append(receipt) }
    return .deliver(
      stored[index].message, stored[index].receives + stored[index].earlierReceives)
  }

  /// What a receive comes to, as far as both queues must agree.
  enum Outcome: Equatable {
    case deliver(MessageID, Int)
    case deadLetter(MessageID)
    case overLimit
    case nothing
  }

  mutating func removeOldestVisible(at now: Instant) -> MessageID? {
    advance(to: now)
    return head.map { stored.remove(at: $0).message }
  }

  mutating func delete(_ receipt: Receipt, at now: Instant) -> StandardQueue.DeleteEffect {
    advance(to: now)
    guard let index = stored.firstIndex(where: { $0.receipts.contains(receipt) }) else {
      return .alreadyGone
    }
    guard stored[index].receipts.last == receipt else { return .stale(stored[index].message) }
    return .deleted(stored.remove(at: index).message)
  }

  mutating func changeVisibility(
    _ receipt: Receipt, to timeout: Interval, at now: Instant
  ) -> StandardQueue.VisibilityChange {
    advance(to: now)
    guard let index = stored.firstIndex(where: { $0.receipts.contains(receipt) }),
      now + timeout <= stored[index].receivedAt + .hours(12)
    else { return .refused(.invalidParameterValue) }
    if timeout > .zero {
      stored[index].hiddenUntil = now + timeout
      return .hidden(until: now + timeout)
    }
    if stored[index].hiddenUntil != nil { show(index, at: now) }
    return .visible
  }

  mutating func purge(at now: Instant) -> StandardQueue.PurgeEffect {
    advance(to: now)
    if let purgedAt, now < purgedAt + .seconds(60) { return .refused(.purgeQueueInProgress) }
    purgedAt = now
    defer { stored = [] }
    return .purged(count: stored.count)
  }

  func ageOfOldest(at now: Instant) -> Interval {
    stored.filter { $0.receives < 3 }.map { now - $0.arrivedAt }.max() ?? .zero
  }

  /// How many messages are visible, in flight and delayed.
  var counts: [Int] {
    let visible = stored.count { $0.hiddenUntil == nil }
    let delayed = stored.count { $0.isDelayed }
    return [visible, stored.count - visible - delayed, delayed]
  }

  /// When something will happen next by itself.
  var nextChange: Instant? {
    stored.map {
      min($0.enqueuedAt + settings.messageRetentionPeriod, $0.hiddenUntil ?? .never)
    }.min()
  }
}
