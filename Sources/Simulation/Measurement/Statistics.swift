/// What CloudWatch would show of a metric for one period, in the metric's unit.
package struct Statistics: Hashable, Sendable {
  /// How many samples there were; never zero.
  package let sampleCount: Int
  /// Their sum.
  package let sum: Double
  /// The sum over the number of samples.
  package let average: Double
  /// The smallest sample.
  package let minimum: Double
  /// The largest sample.
  package let maximum: Double
  /// The median; `nil`, like the other percentiles, where they were not asked to be kept.
  package let p50: Double?
  /// The value that one sample in ten exceeds.
  package let p90: Double?
  /// The value that one sample in a hundred exceeds.
  package let p99: Double?
}
