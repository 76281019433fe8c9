package import Scenario

/// How an expectation fared over all replications of a variant.
package struct ReplicatedVerdict: Hashable, Sendable {
  /// The expectation.
  package let expectation: Expectation
  /// How many of the runs that could tell kept to it, each for itself.
  package let kept: Proportion
  /// The mean of what was observed; `nil` where no run had a value.
  package let mean: Double?
  /// The interval for the mean; `nil` for fewer than two values.
  package let interval: ConfidenceInterval?
  /// Whether it held.
  ///
  /// A bound (`<`, `<=`, `>`, `>=`) is a claim about the mean: it holds or fails when the whole
  /// interval does, else the runs cannot tell. An exact claim (`==`, `!=`) is one about every run: it
  /// fails with the first run that breaks it, however small the mean.
  package let result: Verdict.Result

  /// Judges what the replications showed, in the order of their index.
  package init(
    _ expectation: Expectation, _ observations: [Verdict.Observation], confidence: Double
  ) {
    let verdicts = observations.map { Verdict(expectation, $0).result }
    let moments = Moments(observations.compactMap(\.number))
    let kept = verdicts.count { $0 == .pass }
    self.expectation = expectation
    self.kept = Proportion(kept, of: verdicts.count { $0 != .inconclusive })
    mean = moments.count == 0 ? nil : moments.mean
    interval = moments.interval(confidence: confidence)
    let cutOff = observations.indices.filter {
      if case .atLeast = observations[$0] { true } else { false }
    }.map { verdicts[$0] }
    switch expectation.comparison {
    case .equal, .notEqual: result = Self.ofEvery(verdicts)
    case .less, .atMost, .atLeast, .greater:
      result =
        cutOff.isEmpty
        ? Self.ofMean(expectation, moments, interval) : Self.ofEvery(cutOff)
    }
  }

  /// A claim about every run: one failure is enough, and every run must be able to tell.
  private static func ofEvery(_ verdicts: [Verdict.Result]) -> Verdict.Result {
    if verdicts.contains(.fail) { return .fail }
    return verdicts.isEmpty || verdicts.contains(.inconclusive) ? .inconclusive : .pass
  }

  /// A claim about the mean; a single value has no interval and is taken as it is.
  private static func ofMean(
    _ expectation: Expectation, _ moments: Moments, _ interval: ConfidenceInterval?
  ) -> Verdict.Result {
    guard moments.count > 0 else { return .inconclusive }
    let ends = interval.map { [$0.low, $0.high] } ?? [moments.mean]
    let holds = ends.map { expectation.comparison.holds($0, expectation.bound) }
    if !holds.contains(false) { return .pass }
    return holds.contains(true) ? .inconclusive : .fail
  }
}

extension ExperimentResult {
  /// How the expectations of a variant fared, by its place.
  package func verdicts(for variant: Int) -> [ReplicatedVerdict] {
    let result = variants[variant]
    return zip(result.variant.expectations, result.expectations).map {
      ReplicatedVerdict($0, $1, confidence: confidence)
    }
  }
}
