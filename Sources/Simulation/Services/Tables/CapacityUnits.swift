/// A number of DynamoDB capacity units; an eventually consistent read takes half of one.
///
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
package struct CapacityUnits: Hashable, Sendable, BitwiseCopyable {
  /// The number of half units.
  package var halves: Int

  /// So many half units.
  package init(halves: Int) { self.halves = halves }

  /// The number of units, for metrics.
  package var count: Double { Double(halves) / 2 }

  /// How sure a read is to see the latest write.
  package enum Consistency: Hashable, Sendable {
    /// May miss the latest writes; half the price.
    case eventual
    /// Sees every write before it.
    case strong
    /// Part of a transaction; twice the price.
    case transactional
  }

  /// The units of reading an item of a size: one for each 4 KB begun, at least one.
  package static func read(bytes: Int, _ consistency: Consistency) -> CapacityUnits {
    let blocks = max(1, (bytes + 4_095) / 4_096)
    return switch consistency {
    case .eventual: CapacityUnits(halves: blocks)
    case .strong: CapacityUnits(halves: 2 * blocks)
    case .transactional: CapacityUnits(halves: 4 * blocks)
    }
  }

  /// The units of writing an item of a size: one for each KB begun, at least one.
  package static func write(bytes: Int, isTransactional: Bool = false) -> CapacityUnits {
    let blocks = max(1, (bytes + 1_023) / 1_024)
    return CapacityUnits(halves: (isTransactional ? 4 : 2) * blocks)
  }
}
