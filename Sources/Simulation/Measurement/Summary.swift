/// The samples of one metric over one period, boiled down as they come.
///
/// Samples are whole numbers in the finest unit (nanoseconds, bytes, messages); they become the
/// metric's unit when they are read. All arithmetic is exact, so summaries merge to the same result
/// in any order and any grouping.
package struct Summary: Hashable, Sendable {
  /// How many samples were recorded.
  package private(set) var sampleCount = 0
  /// The sum of all samples; 128 bits, since a billion waits of a minute overflow 64.
  package private(set) var sum: Int128 = 0
  /// The smallest sample, and the largest possible number when there is none.
  package private(set) var minimum = Int64.max
  /// The largest sample, and the smallest possible number when there is none.
  package private(set) var maximum = Int64.min

  private let keepsPercentiles: Bool
  private var sketch = QuantileSketch()

  /// A summary of no samples.
  ///
  /// - Parameter keepsPercentiles: Whether samples, then of at least zero, go into a sketch too.
  package init(keepsPercentiles: Bool) { self.keepsPercentiles = keepsPercentiles }

  /// Whether nothing was recorded, in which case CloudWatch shows no data point.
  package var isEmpty: Bool { sampleCount == 0 }

  /// Records a sample, or so many equal ones.
  ///
  /// - Precondition: `times` is at least zero.
  @inline(__always)
  package mutating func record(_ sample: Int64, times: Int = 1) {
    guard times > 0 else { return }
    sampleCount &+= times
    sum &+= Int128(sample) &* Int128(times)
    if sample < minimum { minimum = sample }
    if sample > maximum { maximum = sample }
    if keepsPercentiles { sketch.add(sample, times: times) }
  }

  /// Records a length of time, in nanoseconds.
  @inline(__always)
  package mutating func record(_ interval: Interval) { record(interval.nanoseconds) }

  /// Adds what another summary, of another period or replication, has recorded.
  ///
  /// - Precondition: Both keep percentiles or neither does.
  package mutating func merge(_ other: Summary) {
    precondition(
      keepsPercentiles == other.keepsPercentiles,
      "a summary with percentiles and one without cannot be merged")
    sampleCount += other.sampleCount
    sum += other.sum
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
    sketch.merge(other.sketch)
  }

  /// Forgets all samples for the next period, keeping the room.
  package mutating func removeAll() {
    sampleCount = 0
    sum = 0
    minimum = .max
    maximum = .min
    sketch.removeAll()
  }

  /// The p-quantile by nearest rank, within 1 %; `nil` when it is not known.
  ///
  /// It lies between the smallest and the largest sample. Where these are equal it is known without
  /// a sketch, which is CloudWatch's rule for statistic sets too (user guide, "Percentiles").
  package func quantile(_ p: Double) -> Int64? {
    if minimum == maximum { return minimum }
    guard let value = sketch.quantile(p) else { return nil }
    return min(max(value, minimum), maximum)
  }

  /// The period's statistics in a unit of so many of the samples' own; `nil` without samples.
  ///
  /// - Parameter unit: How many of the samples' units make one of the metric's, such as 1,000,000
  ///   for milliseconds out of nanoseconds.
  package func statistics(inUnitsOf unit: Int64 = 1) -> Statistics? {
    guard !isEmpty else { return nil }
    let unit = Double(unit)
    func inUnits(_ sample: Int64) -> Double { Double(sample) / unit }
    return Statistics(
      sampleCount: sampleCount, sum: Double(sum) / unit,
      average: Double(sum) / Double(sampleCount) / unit,
      minimum: inUnits(minimum), maximum: inUnits(maximum),
      p50: quantile(0.50).map(inUnits), p90: quantile(0.90).map(inUnits),
      p99: quantile(0.99).map(inUnits))
  }
}
