/// The latest values of a sequence, of which any quantile can be told at any time.
///
/// Kept in the order of arrival and in the order of size: an insertion moves up to as many values as
/// are kept, which for a hundred is cheaper than any cleverer structure.
package struct RecentValues: ~Copyable, Sendable {
  private let capacity: Int
  private var arrived = Fifo<Int64>()
  private var sorted: ContiguousArray<Int64> = []

  /// No values, of which so many will be kept.
  package init(capacity: Int) {
    precondition(capacity > 0, "there is no latest of \(capacity) values")
    self.capacity = capacity
    sorted.reserveCapacity(capacity)
  }

  /// How many values are kept.
  package var count: Int { sorted.count }

  /// Keeps a value, and forgets the oldest one when there are too many.
  package mutating func insert(_ value: Int64) {
    if sorted.count == capacity, let oldest = arrived.popFirst() {
      sorted.remove(at: place(of: oldest))
    }
    arrived.append(value)
    sorted.insert(value, at: place(of: value))
  }

  /// The p-quantile by nearest rank, ⌈p × n⌉ from the smallest; `nil` without values.
  package func quantile(_ p: Double) -> Int64? {
    guard !sorted.isEmpty else { return nil }
    let position = p * Double(sorted.count)
    let below = Int(position)
    let rank = Double(below) < position ? below + 1 : below
    return sorted[min(max(rank, 1), sorted.count) - 1]
  }

  /// The first place whose value is not less.
  private func place(of value: Int64) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
