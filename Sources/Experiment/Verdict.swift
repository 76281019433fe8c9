package import Scenario

/// How an expectation fared in a run.
package struct Verdict: Sendable {
  /// Whether an expectation held.
  package enum Result: String, Sendable {
    case pass
    case fail
    /// There was nothing to measure, such as a percentile of no samples.
    case inconclusive
  }

  /// The expectation.
  package let expectation: Expectation
  /// What was measured; `nil` when there was nothing to measure.
  package let observed: Double?
  /// Whether it held.
  package let result: Result
}
