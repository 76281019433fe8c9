/// The records of an idempotency store by their keys, as a table holds them.
///
/// A key belongs to an owner, such as the order a message is about, and goes with it: an owner that
/// is gone cannot be asked for again. An owner may have several keys, as when each copy of a message
/// has one of its own.
package struct IdempotencyStore: ~Copyable, Sendable {
  /// What a record is found by.
  package struct Key: Hashable, Sendable, BitwiseCopyable {
    /// Whose record it is: a slot, given out again when the owner is gone.
    package var owner: UInt32
    /// Tells owners in one slot apart.
    package var birth: UInt64
    /// Tells the records of an owner apart.
    package var part: UInt64

    /// A key.
    package init(owner: UInt32, birth: UInt64, part: UInt64 = 0) {
      self.owner = owner
      self.birth = birth
      self.part = part
    }
  }

  private struct Entry: Sendable, BitwiseCopyable {
    var birth: UInt64
    var part: UInt64
    var record: IdempotencyRecord
    var next: UInt32
  }

  private static let none = UInt32.max
  private var entries = Slab<Entry>()
  /// The first entry of the owner in each slot.
  private var heads: ContiguousArray<UInt32> = []

  /// A store without records.
  package init() {}

  /// How many records there are, those of owners that are gone included until their slots are used.
  package var count: Int { entries.count }

  /// The record under a key, whatever it says.
  package func record(of key: Key) -> IdempotencyRecord? {
    place(of: key).map { entries[$0].record }
  }

  /// Stores a record unless there is one that counts; answers with that one if there is.
  package mutating func putIfAbsent(
    _ record: IdempotencyRecord, under key: Key, at now: Instant
  ) -> IdempotencyRecord? {
    if let place = place(of: key) {
      let old = entries[place].record
      guard old.yields(at: now) else { return old }
      entries[place].record = record
    } else {
      insert(record, under: key)
    }
    return nil
  }

  /// Stores a record whatever there was.
  package mutating func put(_ record: IdempotencyRecord, under key: Key) {
    if let place = place(of: key) {
      entries[place].record = record
    } else {
      insert(record, under: key)
    }
  }

  /// Deletes a record if there is one.
  package mutating func delete(_ key: Key) {
    var before = Self.none
    var place = head(of: key)
    while place != Self.none {
      let next = entries[place].next
      if entries[place].part == key.part {
        if before == Self.none {
          heads[Int(key.owner)] = next
        } else {
          entries[before].next = next
        }
        return entries.remove(place)
      }
      before = place
      place = next
    }
  }

  private mutating func insert(_ record: IdempotencyRecord, under key: Key) {
    while heads.count <= Int(key.owner) { heads.append(Self.none) }
    var rest = heads[Int(key.owner)]
    if rest != Self.none, entries[rest].birth != key.birth {
      while rest != Self.none {
        let next = entries[rest].next
        entries.remove(rest)
        rest = next
      }
    }
    heads[Int(key.owner)] = entries.insert(
      Entry(birth: key.birth, part: key.part, record: record, next: rest))
  }

  /// The first entry of a key's owner; none when it belongs to somebody who had the slot before.
  private func head(of key: Key) -> UInt32 {
    guard Int(key.owner) < heads.count else { return Self.none }
    let head = heads[Int(key.owner)]
    return head == Self.none || entries[head].birth != key.birth ? Self.none : head
  }

  private func place(of key: Key) -> UInt32? {
    var place = head(of: key)
    while place != Self.none {
      if entries[place].part == key.part { return place }
      place = entries[place].next
    }
    return nil
  }
}
