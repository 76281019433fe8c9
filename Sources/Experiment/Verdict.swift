package import Scenario

/// How an expectation fared in a run.
package struct Verdict: Hashable, Sendable {
  /// Whether an expectation held.
  package enum Result: String, CaseIterable, Sendable {
    case pass
    case fail
    /// The run cannot tell: there was nothing to measure, or it ended too early.
    case inconclusive
  }

  /// What was seen of an expectation's subject.
  package enum Observation: Hashable, Sendable {
    /// The value, in the expectation's unit.
    case value(Double)
    /// At least so much, since the run ended before the subject had its value.
    case atLeast(Double)
    /// There was nothing to measure, such as a percentile of no samples.
    case nothing
  }

  /// The expectation.
  package let expectation: Expectation
  /// What was measured.
  package let observation: Observation
  /// Whether it held.
  package let result: Result

  /// The value that was measured, in the expectation's unit; `nil` when there was none.
  package var observed: Double? {
    if case .value(let value) = observation { value } else { nil }
  }

  /// The verdict that an observation leads to.
  package init(_ expectation: Expectation, _ observation: Observation) {
    self.expectation = expectation
    self.observation = observation
    result =
      switch observation {
      case .value(let value):
        expectation.comparison.holds(value, expectation.bound) ? .pass : .fail
      case .atLeast(let least):
        Self.result(of: expectation.comparison, expectation.bound, atLeast: least)
      case .nothing: .inconclusive
      }
  }

  /// What a comparison comes to for every value from the least on, if it comes to the same for all.
  private static func result(
    of comparison: Expectation.Comparison, _ bound: Double, atLeast least: Double
  ) -> Result {
    switch comparison {
    case .less: least >= bound ? .fail : .inconclusive
    case .atMost, .equal: least > bound ? .fail : .inconclusive
    case .notEqual, .greater: least > bound ? .pass : .inconclusive
    case .atLeast: least >= bound ? .pass : .inconclusive
    }
  }
}
