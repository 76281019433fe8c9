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

  /// The statistics of a period.
  package init(
    sampleCount: Int, sum: Double, average: Double, minimum: Double, maximum: Double,
    p50: Double?, p90: Double?, p99: Double?
  ) {
    self.sampleCount = sampleCount
    self.sum = sum
    self.average = average
    self.minimum = minimum
    self.maximum = maximum
    self.p50 = p50
    self.p90 = p90
    self.p99 = p99
  }
}
