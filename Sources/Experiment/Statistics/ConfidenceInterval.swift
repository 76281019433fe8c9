/// A range that covers the true value in a given share of experiments.
package struct ConfidenceInterval: Hashable, Sendable {
  /// Where the range begins; minus infinity where the samples set no limit.
  package let low: Double
  /// Where the range ends; infinity where the samples set no limit.
  package let high: Double

  /// A range between two limits.
  package init(low: Double, high: Double) {
    precondition(low <= high, "an interval from \(low) to \(high) is upside down")
    self.low = low
    self.high = high
  }

  /// A range about a middle.
  package init(around middle: Double, halfWidth: Double) {
    self.init(low: middle - halfWidth, high: middle + halfWidth)
  }

  /// Half the width, the number after `±`.
  package var halfWidth: Double { (high - low) / 2 }

  /// Whether a value lies in the range, limits included.
  package func contains(_ value: Double) -> Bool { low <= value && value <= high }
}
