/// A DynamoDB table, as far as its limits go: what an operation costs and whether it is admitted.
///
/// The items themselves belong to the caller, who says whether the item of a conditional write
/// exists. A key's partition is its number modulo the number of partitions, so that a hot key stays
/// within what one partition can do.
package struct Table: Sendable {
  /// How a table's throughput is paid for.
  package enum Capacity: Hashable, Sendable {
    /// By the request.
    case onDemand
    /// By the hour, for so many write and read units a second.
    case provisioned(write: Int, read: Int)
  }

  /// What must be true of an item for a write to happen.
  package enum Condition: Hashable, Sendable {
    /// Nothing: the write always happens.
    case always
    /// There is no such item (`attribute_not_exists`).
    case absent
    /// There is such an item (`attribute_exists`).
    case present

    /// Whether the condition is true of an item that does or does not exist.
    package func holds(exists: Bool) -> Bool {
      switch self {
      case .always: true
      case .absent: !exists
      case .present: exists
      }
    }
  }

  /// Why a request was throttled, by the names of DynamoDB's `ThrottlingReason`.
  package enum ThrottlingReason: String, Hashable, Sendable {
    case readKeyRange = "TableReadKeyRangeThroughputExceeded"
    case writeKeyRange = "TableWriteKeyRangeThroughputExceeded"
    case readProvisioned = "TableReadProvisionedThroughputExceeded"
    case writeProvisioned = "TableWriteProvisionedThroughputExceeded"
  }

  /// The answer to a read or a write.
  package enum Answer: Hashable, Sendable {
    /// It is done, and consumed so much.
    case accepted(CapacityUnits)
    /// The condition was false: nothing is written, the units are consumed all the same.
    case conditionFailed(CapacityUnits)
    /// It is not done, and may be tried again.
    case throttled(ThrottlingReason)
    /// The item is larger than the 400 KB that an item may have.
    case tooLarge
  }

  /// The largest item in bytes.
  package static let itemLimit = 400 * 1_024
  /// The write units a second of one partition.
  package static let partitionWrites = 1_000
  /// The read units a second of one partition.
  package static let partitionReads = 3_000
  /// The write units a second that a new on-demand table admits.
  package static let initialWrites = 4_000
  /// The read units a second that a new on-demand table admits.
  package static let initialReads = 12_000

  private struct Partition: Sendable, BitwiseCopyable {
    var writes: TokenBucket
    var reads: TokenBucket
  }

  private let capacity: Capacity
  private var writes: TableThroughput
  private var reads: TableThroughput
  private var partitions = ContiguousArray<Partition>()

  /// A new table.
  package init(_ capacity: Capacity = .onDemand) {
    self.capacity = capacity
    switch capacity {
    case .onDemand:
      writes = .onDemand(limit: Self.initialWrites)
      reads = .onDemand(limit: Self.initialReads)
    case .provisioned(let write, let read):
      writes = .provisioned(write)
      reads = .provisioned(read)
    }
    split(at: .start)
  }

  /// The write units a second that the whole table admits now.
  package var writeLimit: Int { writes.limit }
  /// The read units a second that the whole table admits now.
  package var readLimit: Int { reads.limit }
  /// How many partitions the keys are spread over.
  package var partitionCount: Int { partitions.count }

  /// Writes an item of a size in bytes under a key.
  ///
  /// - Parameters:
  ///   - key: A number that stands for the partition key; equal keys share a partition.
  ///   - exists: Whether there is an item under the key, as far as the condition asks.
  package mutating func write(
    bytes: Int, key: UInt64, condition: Condition = .always, exists: Bool = false,
    isTransactional: Bool = false, at now: Instant
  ) -> Answer {
    guard bytes <= Self.itemLimit else { return .tooLarge }
    let units = CapacityUnits.write(bytes: bytes, isTransactional: isTransactional)
    guard writes.take(units, at: now) else { return .throttled(writeReason) }
    split(at: now)
    let partition = Int(key % UInt64(partitions.count))
    guard partitions[partition].writes.take(units.halves, at: now) else {
      writes.giveBack(units)
      return .throttled(.writeKeyRange)
    }
    return condition.holds(exists: exists) ? .accepted(units) : .conditionFailed(units)
  }

  /// Reads an item of a size in bytes under a key.
  package mutating func read(
    bytes: Int, key: UInt64, _ consistency: CapacityUnits.Consistency = .eventual, at now: Instant
  ) -> Answer {
    guard bytes <= Self.itemLimit else { return .tooLarge }
    let units = CapacityUnits.read(bytes: bytes, consistency)
    guard reads.take(units, at: now) else { return .throttled(readReason) }
    split(at: now)
    let partition = Int(key % UInt64(partitions.count))
    guard partitions[partition].reads.take(units.halves, at: now) else {
      reads.giveBack(units)
      return .throttled(.readKeyRange)
    }
    return .accepted(units)
  }

  /// An on-demand table that grows too fast reports its partitions' limit: it has no other.
  private var writeReason: ThrottlingReason {
    capacity == .onDemand ? .writeKeyRange : .writeProvisioned
  }

  private var readReason: ThrottlingReason {
    capacity == .onDemand ? .readKeyRange : .readProvisioned
  }

  /// Adds the partitions that the limits call for; a table never has fewer than it once had.
  private mutating func split(at now: Instant) {
    let needed = max(
      1, (writes.limit + Self.partitionWrites - 1) / Self.partitionWrites,
      (reads.limit + Self.partitionReads - 1) / Self.partitionReads)
    while partitions.count < needed {
      partitions.append(
        Partition(
          writes: TokenBucket(
            rate: 2 * Self.partitionWrites, burst: 2 * Self.partitionWrites, at: now),
          reads: TokenBucket(
            rate: 2 * Self.partitionReads, burst: 2 * Self.partitionReads, at: now)))
    }
  }
}
