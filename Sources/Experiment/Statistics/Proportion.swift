internal import Simulation

/// How many of independent trials had an outcome: a probability with an honest interval.
package struct Proportion: Hashable, Sendable {
  /// The trials that had the outcome.
  package let hits: Int
  /// All trials.
  package let trials: Int

  /// So many of so many.
  ///
  /// - Precondition: `0 ≤ hits ≤ trials`.
  package init(_ hits: Int, of trials: Int) {
    precondition(hits >= 0 && hits <= trials, "\(hits) of \(trials) trials are no proportion")
    self.hits = hits
    self.trials = trials
  }

  /// The share of hits; `nil` without trials.
  package var share: Double? { trials == 0 ? nil : Double(hits) / Double(trials) }

  /// Wilson's score interval (1927), which stays within 0 to 1 and works for 0 of n; all of 0 to 1
  /// without trials.
  package func interval(confidence: Double) -> ConfidenceInterval {
    guard let share else { return ConfidenceInterval(low: 0, high: 1) }
    let z = Elementary.normalQuantile(1 - (1 - confidence) / 2)
    let n = Double(trials)
    let spread = z * z / n
    let middle = (share + spread / 2) / (1 + spread)
    let reach =
      Elementary.squareRoot(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    return ConfidenceInterval(
      low: hits == 0 ? 0 : max(0, middle - reach),
      high: hits == trials ? 1 : min(1, middle + reach))
  }

  /// The most that the probability can be, with 95 % confidence, after not a single hit: 3/n.
  ///
  /// The rule of three (Hanley and Lippman-Hand, *JAMA* 249, 1983); `nil` when there was a hit or no
  /// trial. It is a one-sided limit, so it lies below Wilson's upper end.
  package var ruleOfThree: Double? {
    hits == 0 && trials > 0 ? min(1, 3 / Double(trials)) : nil
  }
}
