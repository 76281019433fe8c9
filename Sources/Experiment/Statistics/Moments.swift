internal import Simulation

/// Mean and variance of samples, taken in one by one in a fixed order (Welford, 1962).
///
/// The order matters in the last digits, so replications are added by their index.
package struct Moments: Hashable, Sendable {
  /// How many samples there were.
  package private(set) var count = 0
  /// Their mean; zero without samples.
  package private(set) var mean = 0.0
  private var squaredDeviations = 0.0

  /// The moments of no samples.
  package init() {}

  /// The moments of some samples.
  package init(_ samples: some Sequence<Double>) {
    for sample in samples { add(sample) }
  }

  /// Takes in a sample.
  package mutating func add(_ sample: Double) {
    count += 1
    let deviation = sample - mean
    mean += deviation / Double(count)
    squaredDeviations += deviation * (sample - mean)
  }

  /// The unbiased estimate of the variance; zero for fewer than two samples.
  package var variance: Double { count < 2 ? 0 : squaredDeviations / Double(count - 1) }

  /// The standard error of the mean; zero for fewer than two samples.
  package var standardError: Double {
    count < 2 ? 0 : Elementary.squareRoot(variance / Double(count))
  }

  /// Student's interval for the mean of independent samples; `nil` for fewer than two.
  ///
  /// Law, *Simulation Modeling and Analysis* (5th ed., 2015), §4.5 and §9.4.1.
  package func interval(confidence: Double) -> ConfidenceInterval? {
    guard count >= 2 else { return nil }
    let reach = StudentT(degreesOfFreedom: count - 1).reach(confidence: confidence)
    return ConfidenceInterval(around: mean, halfWidth: reach * standardError)
  }

  /// Half the width of the interval as a share of the mean's magnitude; `nil` where there is none.
  ///
  /// Samples that are all alike have the precision zero, whatever their mean.
  package func relativeHalfWidth(confidence: Double) -> Double? {
    guard let halfWidth = interval(confidence: confidence)?.halfWidth else { return nil }
    if halfWidth == 0 { return 0 }
    return mean == 0 ? nil : halfWidth / mean.magnitude
  }

  /// The p-value of the t-test that the true mean is zero; `nil` for fewer than two samples.
  package var probabilityOfZeroMean: Double? {
    guard count >= 2 else { return nil }
    guard standardError > 0 else { return mean == 0 ? 1 : 0 }
    return StudentT(degreesOfFreedom: count - 1).probability(beyond: mean / standardError)
  }
}
