/// Records about the owners of numbered slots, such as messages: a few for each, found by a part.
///
/// A slot is given out again when its owner is gone, and its old records go when the next owner's
/// first one comes; so there are never more than the owners who have held the slots have had.
package struct SlotRecords<Record: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
  /// What a record is found by.
  package struct Key: Hashable, Sendable, BitwiseCopyable {
    /// The slot of the owner.
    package var owner: UInt32
    /// Tells the owners of a slot apart.
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

  struct Entry: Sendable, BitwiseCopyable {
    var birth: UInt64
    var part: UInt64
    var record: Record
    var next: UInt32
  }

  private let none = UInt32.max
  private var entries = Slab<Entry>()
  /// The first entry of the owner in each slot.
  private var heads: ContiguousArray<UInt32> = []

  /// No records.
  package init() {}

  /// How many records there are, some of owners that are gone among them.
  package var count: Int { entries.count }

  /// The record under a key, or nothing.
  package subscript(key: Key) -> Record? {
    get { place(of: key).map { entries[$0].record } }
    set {
      switch (place(of: key), newValue) {
      case (let place?, let record?): entries[place].record = record
      case (nil, let record?): insert(record, under: key)
      case (_, nil): remove(key)
      }
    }
  }

  /// How many records an owner has.
  package func count(of owner: Key) -> Int {
    var count = 0
    var place = head(of: owner)
    while place != none {
      count += 1
      place = entries[place].next
    }
    return count
  }

  private mutating func insert(_ record: Record, under key: Key) {
    while heads.count <= Int(key.owner) { heads.append(none) }
    var rest = heads[Int(key.owner)]
    if rest != none, entries[rest].birth != key.birth {
      while rest != none {
        let next = entries[rest].next
        entries.remove(rest)
        rest = next
      }
    }
    heads[Int(key.owner)] = entries.insert(
      Entry(birth: key.birth, part: key.part, record: record, next: rest))
  }

  private mutating func remove(_ key: Key) {
    var before = none
    var place = head(of: key)
    while place != none, entries[place].part != key.part {
      before = place
      place = entries[place].next
    }
    guard place != none else { return }
    if before == none {
      heads[Int(key.owner)] = entries[place].next
    } else {
      entries[before].next = entries[place].next
    }
    entries.remove(place)
  }

  /// The first entry of a key's owner; none when it belongs to somebody who had the slot before.
  private func head(of key: Key) -> UInt32 {
    guard Int(key.owner) < heads.count else { return none }
    let head = heads[Int(key.owner)]
    return head == none || entries[head].birth != key.birth ? none : head
  }

  private func place(of key: Key) -> UInt32? {
    var place = head(of: key)
    while place != none {
      if entries[place].part == key.part { return place }
      place = entries[place].next
    }
    return nil
  }
}
