internal import Simulation

/// The mean of one long run with an interval from the means of its batches.
///
/// Law, *Simulation Modeling and Analysis* (5th ed., 2015), §9.5.3. Neighbouring values of a run depend
/// on each other; the means of long batches hardly do, which is checked by their correlation.
package struct BatchMeans: Hashable, Sendable {
  /// The fewest batches that give an interval worth having.
  package static let usualCount = 30

  /// The means of the batches.
  package let means: [Double]
  /// Mean and variance of the batch means.
  package let moments: Moments

  /// Cuts a run into batches of equal length, leaving out the few first values that are too many.
  ///
  /// - Returns: `nil` when there are fewer values than batches, or fewer than two batches.
  package init?(_ values: [Double], batches: Int = Self.usualCount) {
    guard batches >= 2, values.count >= batches else { return nil }
    let size = values.count / batches
    let surplus = values.count - size * batches
    means = (0..<batches).map { batch in
      let start = surplus + batch * size
      return Moments(values[start..<(start + size)]).mean
    }
    moments = Moments(means)
  }

  /// The interval for the mean.
  package func interval(confidence: Double) -> ConfidenceInterval? {
    moments.interval(confidence: confidence)
  }

  /// The correlation of each batch mean with the one before.
  package var lagOneCorrelation: Double {
    let deviations = means.map { $0 - moments.mean }
    let squares = deviations.reduce(0) { $0 + $1 * $1 }
    guard squares > 0 else { return 0 }
    return zip(deviations, deviations.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / squares
  }

  /// Whether the batches are long enough to be taken for independent.
  ///
  /// The correlation of b independent means is nearly normal with variance 1/b (Box and Jenkins); a
  /// larger one than 95 % of those would be makes the interval too narrow to trust.
  package var areIndependent: Bool {
    let limit = Elementary.normalQuantile(0.95) / Elementary.squareRoot(Double(means.count))
    return lagOneCorrelation <= limit
  }
}
