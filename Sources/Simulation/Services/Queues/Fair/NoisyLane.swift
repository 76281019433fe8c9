/// The messages of a noisy tenant that had their turn in the line, in its order.
///
/// Whoever leaves otherwise than by its turn leaves its entry behind; the record tells it is void.
struct NoisyLane: ~Copyable, Sendable {
  /// Whose lane it is, if it is anybody's.
  var tenant: UInt32?
  private var waiting = Deadlines()

  /// Adds a message.
  mutating func insert(_ slot: UInt32, in records: borrowing Slab<StoredMessage>) {
    waiting.insert(records[slot].moment, slot: slot, epoch: records[slot].handle)
  }

  /// Whether there is a message in it.
  mutating func hasMessage(in records: borrowing Slab<StoredMessage>) -> Bool {
    waiting.first { records[$0.slot].isMeant(by: $0, in: .visible) } != nil
  }

  /// Takes the first message out.
  mutating func popFirst(in records: borrowing Slab<StoredMessage>) -> UInt32? {
    waiting.popDue(at: .never) { records[$0.slot].isMeant(by: $0, in: .visible) }?.slot
  }

  /// Forgets entries that are all void.
  mutating func clear() { _ = waiting.first { _ in false } }

  /// The slots of the messages in it, void entries left out.
  func slots(in records: borrowing Slab<StoredMessage>) -> Set<UInt32> {
    var slots: Set<UInt32> = []
    waiting.forEach {
      if records[$0.slot].isMeant(by: $0, in: .visible) { slots.insert($0.slot) }
    }
    return slots
  }
}
