/// Records in numbered slots that are given out, taken back and given out again.
///
/// The slot given back last is given out first, while it is still in the cache.
package struct Slab<Record: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
  private var records = Buffer<Record>()
  private var spare = Buffer<UInt32>()

  /// A slab without records.
  package init() {}

  /// How many slots are in use.
  @inline(__always)
  package var count: Int { records.count &- spare.count }
  /// How many slots were ever in use at one time.
  package var capacity: Int { records.count }

  /// Puts a record into a free slot.
  @inline(__always)
  package mutating func insert(_ record: Record) -> UInt32 {
    if let slot = spare.popLast() {
      records[Int(slot)] = record
      return slot
    }
    records.append(record)
    return UInt32(truncatingIfNeeded: records.count &- 1)
  }

  /// Frees a slot.
  @inline(__always)
  package mutating func remove(_ slot: UInt32) { spare.append(slot) }

  /// Reads the record in a slot where it lies.
  @inline(__always)
  package func read<Result>(_ slot: UInt32, _ body: (borrowing Record) -> Result) -> Result {
    records.read(Int(slot), body)
  }

  /// The record in a slot.
  @inline(__always)
  package subscript(slot: UInt32) -> Record {
    get { records[Int(slot)] }
    _modify { yield &records[Int(slot)] }
  }
}
