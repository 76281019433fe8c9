/// The line of a queue's visible messages, the oldest first.
///
/// Messages that come back sort before almost everything, but among themselves mostly in order; with
/// a line of their own both stay rings, and only what is out of order in its line pays for a heap.
/// Whoever leaves otherwise than by its turn leaves its entry behind; the record tells it is void.
struct VisibleLine: ~Copyable, Sendable {
  private var fresh = Deadlines()
  private var returned = Deadlines()

  /// How many entries there are, void ones included.
  @inline(__always)
  var count: Int { fresh.count &+ returned.count }

  /// Adds a message at the place that its moment gives it.
  @inline(__always)
  mutating func insert(
    _ slot: UInt32, comesBack: Bool, in records: borrowing Slab<StoredMessage>
  ) {
    let (moment, handle) = (records[slot].moment, records[slot].handle)
    if !comesBack {
      fresh.insert(moment, slot: slot, epoch: handle)
    } else {
      returned.insert(moment, slot: slot, epoch: handle)
    }
  }

  /// Puts a message back that was taken out without being received.
  mutating func putBack(_ slot: UInt32, in records: borrowing Slab<StoredMessage>) {
    returned.insert(records[slot].moment, slot: slot, epoch: records[slot].handle)
  }

  /// Takes the first message out.
  @inline(__always)
  mutating func popFirst(in records: borrowing Slab<StoredMessage>) -> UInt32? {
    if returned.count == 0 { return Self.pop(&fresh, records) }
    guard let back = returned.first(where: { Self.isVisible($0, records) }) else {
      return Self.pop(&fresh, records)
    }
    guard let new = fresh.first(where: { Self.isVisible($0, records) }), new.due < back.due else {
      return Self.pop(&returned, records)
    }
    return Self.pop(&fresh, records)
  }

  /// The slots of the messages in the line, void entries left out.
  func slots(in records: borrowing Slab<StoredMessage>) -> Set<UInt32> {
    var slots: Set<UInt32> = []
    fresh.forEach { if Self.isVisible($0, records) { slots.insert($0.slot) } }
    returned.forEach { if Self.isVisible($0, records) { slots.insert($0.slot) } }
    return slots
  }

  /// Drops void entries when they are too many.
  @inline(__always)
  mutating func sweep(
    live: Int, using spare: inout Deadlines, in records: borrowing Slab<StoredMessage>
  ) {
    if count > 8 &* live &+ 64 { dropVoid(live: live, using: &spare, in: records) }
  }

  @inline(never)
  private mutating func dropVoid(
    live: Int, using spare: inout Deadlines, in records: borrowing Slab<StoredMessage>
  ) {
    fresh.sweep(live: live, using: &spare) { Self.isVisible($0, records) }
    returned.sweep(live: live, using: &spare) { Self.isVisible($0, records) }
  }

  @inline(__always)
  private static func pop(_ line: inout Deadlines, _ records: borrowing Slab<StoredMessage>)
    -> UInt32?
  {
    line.popDue(at: .never) { isVisible($0, records) }?.slot
  }

  @inline(__always)
  private static func isVisible(
    _ entry: Deadlines.Entry, _ records: borrowing Slab<StoredMessage>
  ) -> Bool {
    records[entry.slot].isMeant(by: entry, in: .visible)
  }
}
