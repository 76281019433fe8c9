/// The log cleaner of a compacted partition: it keeps the latest record of every key.
///
/// What was written since the last cleaning is dirty. Of the dirty records those are cleaned that lie in
/// closed segments, are on all replicas in sync, and are old enough; and only when they make up more than
/// a share of the log. Offsets never change: a cleaned log has gaps. A record without a value, a
/// tombstone, deletes its key, and goes itself some time after that. Rules from
/// https://kafka.apache.org/documentation/#compaction.
struct LogCleaner: ~Copyable, Sendable {
  /// A record that the cleaner has taken out of the log.
  struct Removal: Hashable, Sendable, BitwiseCopyable {
    var offset: UInt64
    var size: UInt32
    /// Whether a newer record of the key is there; otherwise it was a tombstone whose time was over.
    var isSuperseded: Bool
  }

  /// What the cleaner needs to know of a dirty record, whoever has read it.
  struct Dirty: Sendable, BitwiseCopyable {
    var key: UInt32
    var size: UInt32
    var writtenAt: Instant
    var isTombstone: Bool
  }

  /// The record of a key that was kept.
  private struct Kept: Sendable {
    var offset: UInt64
    var size: UInt32
    var writtenAt: Instant
  }

  struct Tombstone: Sendable, BitwiseCopyable {
    var offset: UInt64
    var key: UInt32
    var due: Instant
  }

  private let rules: KafkaTopic.Compaction
  /// How long records are kept at all.
  private let retention: Interval
  /// The records from `cleanedTo` on.
  private var dirty = Fifo<Dirty>()
  /// The first record that was not cleaned.
  private(set) var cleanedTo: UInt64 = 0
  /// Of each key the record that was kept, among those that were cleaned, and the bytes of them all.
  private var kept: [UInt32: Kept] = [:]
  private var keptBytes = 0
  /// The segment that is written to: its first record, when that was written, and its size.
  private var segmentStart: UInt64 = 0
  private var segmentBegan = Instant.never
  private var segmentBytes = 0
  /// Tombstones that were cleaned, in the order in which they go.
  private var tombstones = Fifo<Tombstone>()
  private var removals = Fifo<Removal>()

  init(_ rules: KafkaTopic.Compaction, retention: Interval) {
    self.rules = rules
    self.retention = retention
  }

  /// The number of the next record.
  private var end: UInt64 { cleanedTo &+ UInt64(truncatingIfNeeded: dirty.count) }

  /// What was removed since this was last asked.
  mutating func nextRemoval() -> Removal? { removals.popFirst() }

  /// Takes note of a record that was written at the end of the log.
  mutating func append(_ record: Dirty) {
    let isFull = segmentBytes + Int(record.size) > rules.segmentBytes
    if segmentBegan == .never || isFull || segmentBegan + rules.segmentTime <= record.writtenAt {
      segmentStart = end
      segmentBegan = record.writtenAt
      segmentBytes = 0
    }
    segmentBytes += Int(record.size)
    dirty.append(record)
  }

  /// Forgets what a new leader never had.
  mutating func truncate(to newEnd: UInt64) {
    while end > newEnd, dirty.popLast() != nil {}
    segmentStart = min(segmentStart, newEnd)
    guard cleanedTo > newEnd else { return }
    cleanedTo = newEnd
    while let last = tombstones.last, last.offset >= newEnd { _ = tombstones.popLast() }
    keep { $0.offset < newEnd }
  }

  /// Cleans a partition, if it is dirty enough.
  mutating func clean(_ partition: borrowing KafkaPartition, at now: Instant) {
    let oldest = now - retention
    keep { $0.writtenAt > oldest }
    dropTombstones(at: now)
    let cleanable = cleanableCount(of: partition, at: now)
    var bytes = 0
    for place in 0..<cleanable { bytes += Int(dirty[place].size) }
    guard Double(bytes) > rules.minCleanableDirtyRatio * Double(keptBytes + bytes) else { return }
    for _ in 0..<cleanable {
      guard let record = dirty.popFirst() else { return }
      // Readers pass over an aborted record: it takes nobody's place.
      if !partition.isAborted(cleanedTo) { take(record, cleanedTo, at: now) }
      cleanedTo &+= 1
    }
  }

  /// How many of the dirty records may be cleaned.
  private func cleanableCount(of partition: borrowing KafkaPartition, at now: Instant) -> Int {
    let firstOpen = partition.open.first?.offset ?? .max
    let limit = min(segmentStart, partition.highWatermark, firstOpen)
    guard limit > cleanedTo else { return 0 }
    var count = min(Int(truncatingIfNeeded: limit &- cleanedTo), dirty.count)
    while count > 0, dirty[count - 1].writtenAt + rules.minCompactionLag > now { count -= 1 }
    return count
  }

  /// Cleans a record, which takes the place of the one that its key had.
  private mutating func take(_ record: Dirty, _ offset: UInt64, at now: Instant) {
    if let old = kept[record.key] { remove(old, isSuperseded: true) }
    kept[record.key] = Kept(offset: offset, size: record.size, writtenAt: record.writtenAt)
    keptBytes += Int(record.size)
    if record.isTombstone {
      tombstones.append(
        Tombstone(offset: offset, key: record.key, due: now + rules.deleteRetention))
    }
  }

  private mutating func remove(_ record: Kept, isSuperseded: Bool) {
    keptBytes -= Int(record.size)
    removals.append(
      Removal(offset: record.offset, size: record.size, isSuperseded: isSuperseded))
  }

  /// Removes the tombstones whose time is over, unless their keys have come to life again.
  private mutating func dropTombstones(at now: Instant) {
    while let first = tombstones.first, first.due <= now {
      tombstones.removeFirst()
      guard let record = kept[first.key], record.offset == first.offset else { continue }
      kept[first.key] = nil
      remove(record, isSuperseded: false)
    }
  }

  /// Forgets the kept records for which something does not hold.
  private mutating func keep(where holds: (Kept) -> Bool) {
    guard kept.contains(where: { !holds($0.value) }) else { return }
    kept = kept.filter { holds($0.value) }
    keptBytes = kept.reduce(0) { $0 + Int($1.value.size) }
  }
}
