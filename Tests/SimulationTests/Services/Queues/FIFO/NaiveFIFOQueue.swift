import Simulation

/// A FIFO queue written for the reader alone: an array, looked through from end to end.
struct NaiveFIFOQueue {
  struct Stored {
    var message: MessageID
    var group: UInt32
    var enqueuedAt: Instant
    /// When it arrived or came back, and a number where two did so at once.
    var place: (Instant, Int)
    var hiddenUntil: Instant?
    var isDelayed = false
    var receives = 0
    var earlierReceives = 0
    var receivedAt = Instant.never
    var receipts: [Receipt] = []
    var lease = 0
  }

  var settings: QueueSettings
  let scope: FIFOQueue.DeduplicationScope
  var stored: [Stored] = []
  var sends: [(id: UInt64, group: UInt32, at: Instant)] = []
  var moved: [MessageID] = []
  var expired: [MessageID] = []
  private var count = 0

  init(settings: QueueSettings, scope: FIFOQueue.DeduplicationScope) {
    self.settings = settings
    self.scope = scope
  }

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
    if !stored[index].isDelayed { stored[index].place = (time, stored[index].lease) }
    stored[index].isDelayed = false
    stored[index].hiddenUntil = nil
  }

  mutating func send(_ message: MessageID, group: UInt32, id: UInt64, at now: Instant) -> Bool {
    advance(to: now)
    let isRepeated = sends.contains {
      $0.id == id && now < $0.at + .seconds(300) && (scope == .queue || $0.group == group)
    }
    if isRepeated { return false }
    sends.append((id, group, now))
    let isDelayed = settings.delay > .zero
    append(
      Stored(
        message: message, group: group, enqueuedAt: now, place: (now, 0),
        hiddenUntil: isDelayed ? now + settings.delay : nil, isDelayed: isDelayed))
    return true
  }

  mutating func moveIn(_ transfer: Transfer, group: UInt32, at now: Instant) {
    advance(to: now)
    append(
      Stored(
        message: transfer.message, group: group, enqueuedAt: now, place: (now, 0),
        earlierReceives: Int(transfer.receiveCount)))
  }

  private mutating func append(_ message: Stored) {
    count += 1
    stored.append(message)
    stored[stored.count - 1].place.1 = count
  }

  /// The first messages of groups that can be had, the group first that comes first.
  private var heads: [Int] {
    let groups = Set(stored.map(\.group))
    return groups.compactMap { group in stored.firstIndex { $0.group == group } }
      .filter { stored[$0].hiddenUntil == nil }
      .sorted { stored[$0].place < stored[$1].place }
  }

  private var inFlight: Int { stored.count { $0.hiddenUntil != nil && !$0.isDelayed } }

  /// What a receive should bring; the receipts are those that the real queue gave.
  mutating func receive(
    _ maximum: Int, _ timeout: Interval, at now: Instant, receipts: [Receipt]
  ) -> [MessageID] {
    advance(to: now)
    var taken: [MessageID] = []
    while taken.count < maximum, inFlight < settings.inFlightLimit, let head = heads.first {
      let group = stored[head].group
      // Each of the group until one that is hidden, but not by this receive.
      var next: Int? = head
      while taken.count < maximum, let index = next, stored[index].hiddenUntil == nil {
        if let limit = settings.maxReceiveCount, stored[index].receives >= limit {
          moved.append(stored.remove(at: index).message)
          next = stored[index...].firstIndex { $0.group == group }
        } else if inFlight < settings.inFlightLimit {
          lease(index, timeout, at: now, receipt: receipts.dropFirst(taken.count).first)
          taken.append(stored[index].message)
          next = stored[(index + 1)...].firstIndex { $0.group == group }
        } else {
          return taken
        }
      }
    }
    return taken
  }

  private mutating func lease(
    _ index: Int, _ timeout: Interval, at now: Instant, receipt: Receipt?
  ) {
    count += 1
    stored[index].receives += 1
    stored[index].hiddenUntil = now + timeout
    stored[index].receivedAt = now
    stored[index].lease = count
    if let receipt { stored[index].receipts.append(receipt) }
  }

  mutating func removeOldestVisible(at now: Instant) -> MessageID? {
    advance(to: now)
    return heads.first.map { stored.remove(at: $0).message }
  }

  mutating func delete(_ receipt: Receipt, at now: Instant) -> FIFOQueue.DeleteEffect {
    advance(to: now)
    guard let index = stored.firstIndex(where: { $0.receipts.contains(receipt) }) else {
      return .alreadyGone
    }
    guard stored[index].receipts.last == receipt, stored[index].hiddenUntil != nil else {
      return .refused(.invalidParameterValue)
    }
    return .deleted(stored.remove(at: index).message)
  }

  mutating func changeVisibility(
    _ receipt: Receipt, to timeout: Interval, at now: Instant
  ) -> StandardQueue.VisibilityChange {
    advance(to: now)
    guard let index = stored.firstIndex(where: { $0.receipts.last == receipt }),
      stored[index].hiddenUntil != nil, now + timeout <= stored[index].receivedAt + .hours(12)
    else { return .refused(.invalidParameterValue) }
    stored[index].hiddenUntil = now + timeout
    if timeout > .zero { return .hidden(until: now + timeout) }
    count += 1
    stored[index].lease = count
    show(index, at: now)
    return .visible
  }

  mutating func purge() {
    stored = []
    sends = []
  }

  /// How many messages are visible, in flight and delayed.
  var counts: [Int] {
    let visible = stored.count { $0.hiddenUntil == nil }
    let delayed = stored.count { $0.isDelayed }
    return [visible, stored.count - visible - delayed, delayed]
  }
}
