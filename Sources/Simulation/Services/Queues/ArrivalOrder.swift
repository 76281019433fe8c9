/// The stored messages in the order of their arrival, linked through their records.
///
/// Two cursors walk down the list and never back: one to the oldest message whose age counts, one to
/// the message that retention takes next. Each passes every message at most once.
struct ArrivalOrder: Sendable {
  /// The slot that no message has.
  static let nobody = UInt32.max

  /// Who arrived first.
  private(set) var first = nobody
  private(set) var last = nobody
  /// Nobody before it has an age that counts.
  private var ageCursor = nobody
  /// Nobody before it is in the order of enqueue times.
  private var expiryCursor = nobody
  /// The latest enqueue time of those that are in order.
  private var latest = Instant(nanoseconds: .min)

  /// Adds a message at the end; says whether it was sent before one that is already there.
  @inline(__always)
  mutating func append(_ slot: UInt32, in records: inout Slab<StoredMessage>) -> Bool {
    let enqueuedAt = records[slot].enqueuedAt
    let isStray = enqueuedAt < latest
    if !isStray { latest = enqueuedAt }
    records[slot].join(after: last, isStray: isStray)
    if last == Self.nobody { first = slot } else { records[last].next = slot }
    last = slot
    if ageCursor == Self.nobody { ageCursor = slot }
    if expiryCursor == Self.nobody { expiryCursor = slot }
    return isStray
  }

  /// Takes a message out.
  @inline(__always)
  mutating func remove(_ slot: UInt32, in records: inout Slab<StoredMessage>) {
    let (previous, next) = (records[slot].previous, records[slot].next)
    if previous == Self.nobody { first = next } else { records[previous].next = next }
    if next == Self.nobody { last = previous } else { records[next].previous = previous }
    if ageCursor == slot { ageCursor = next }
    if expiryCursor == slot { expiryCursor = next }
  }

  /// Who arrived first among those received fewer than three times here.
  mutating func oldestOfAge(in records: borrowing Slab<StoredMessage>) -> UInt32? {
    while ageCursor != Self.nobody, records[ageCursor].isStubborn {
      ageCursor = records[ageCursor].next
    }
    return ageCursor == Self.nobody ? nil : ageCursor
  }

  /// Who was sent first among those that arrived in the order of their enqueue times.
  mutating func firstToExpire(in records: borrowing Slab<StoredMessage>) -> UInt32? {
    while expiryCursor != Self.nobody, records[expiryCursor].isStray {
      expiryCursor = records[expiryCursor].next
    }
    return expiryCursor == Self.nobody ? nil : expiryCursor
  }
}

extension StoredMessage {
  /// Takes its place at the end of the order of arrival.
  @inline(__always)
  fileprivate mutating func join(after last: UInt32, isStray: Bool) {
    previous = last
    next = ArrivalOrder.nobody
    self.isStray = isStray
  }
}
