/// How often values of about the same size occurred: percentiles within 1 % in a few kilobytes.
///
/// Values are whole numbers of at least zero in the finest unit there is: nanoseconds, bytes,
/// messages. Up to 127 each has a bucket of its own; beyond, a bucket is named by the value's binary
/// exponent and the six bits after its first, so that it is at most 1/64 of its values wide and its
/// middle at most 1/128 away from each (the log-linear buckets of HdrHistogram, Tene, 2014).
/// Counts are whole numbers, so sketches merge exactly, in any order.
package struct QuantileSketch: Hashable, Sendable {
  /// How many of a value's bits, after its first, tell buckets apart.
  private static let precision = 6

  /// Counts by bucket, as far as the largest value so far needs: 14 KiB reach to 17 s.
  private var counts: ContiguousArray<UInt64> = []
  /// The buckets that may hold anything, so that reading and clearing are cheap.
  private var lowest = Int.max
  private var highest = -1
  /// How many values were added.
  package private(set) var count = 0

  /// A sketch of no values, which takes no memory yet.
  package init() {}

  /// Counts a value, or so many equal ones; a negative value counts as zero.
  ///
  /// - Precondition: `times` is positive.
  @inline(__always)
  package mutating func add(_ value: Int64, times: Int = 1) {
    let index = Self.bucket(of: value)
    if index >= counts.count { grow(toHold: index) }
    counts[index] &+= UInt64(truncatingIfNeeded: times)
    count &+= times
    if index < lowest { lowest = index }
    if index > highest { highest = index }
  }

  /// Adds what another sketch has counted.
  package mutating func merge(_ other: QuantileSketch) {
    guard other.count > 0 else { return }
    if other.highest >= counts.count { grow(toHold: other.highest) }
    for index in other.lowest...other.highest { counts[index] &+= other.counts[index] }
    count += other.count
    lowest = min(lowest, other.lowest)
    highest = max(highest, other.highest)
  }

  /// Forgets all values, keeping the room.
  package mutating func removeAll() {
    guard count > 0 else { return }
    for index in lowest...highest { counts[index] = 0 }
    lowest = .max
    highest = -1
    count = 0
  }

  /// The p-quantile by nearest rank, exact up to 127 and within 1/128 beyond; `nil` without values.
  ///
  /// - Precondition: `0 ≤ p ≤ 1`.
  package func quantile(_ p: Double) -> Int64? {
    guard count > 0 else { return nil }
    let rank = UInt64(NearestRank.rank(p, of: count))
    var passed: UInt64 = 0
    for index in lowest...highest {
      passed += counts[index]
      if passed >= rank { return Self.middle(of: index) }
    }
    return Self.middle(of: highest)
  }

  @inline(__always)
  private static func bucket(of value: Int64) -> Int {
    let value = UInt64(bitPattern: max(value, 0))
    // Values of fewer bits count as of seven: their buckets are one wide.
    let exponent = 63 &- (value | 1 &<< UInt64(precision)).leadingZeroBitCount
    let shift = exponent &- precision
    return shift &<< precision &+ Int(truncatingIfNeeded: value &>> UInt64(shift))
  }

  private static func middle(of index: Int) -> Int64 {
    let shift = max(index >> precision - 1, 0)
    let first = Int64(index - shift << precision) << Int64(shift)
    return first + (Int64(1) << Int64(shift)) / 2
  }

  /// Makes room for a bucket, to the end of its power of two.
  @inline(never)
  private mutating func grow(toHold index: Int) {
    let room = (index >> Self.precision + 1) << Self.precision
    counts.append(contentsOf: repeatElement(0, count: room - counts.count))
  }

  package static func == (left: QuantileSketch, right: QuantileSketch) -> Bool {
    guard left.count == right.count, left.lowest == right.lowest, left.highest == right.highest
    else { return false }
    return left.touched.elementsEqual(right.touched)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(lowest)
    for count in touched { hasher.combine(count) }
  }

  private var touched: ArraySlice<UInt64> { count == 0 ? [] : counts[lowest...highest] }
}
