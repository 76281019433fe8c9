internal import Simulation

/// An outcome seen in pairs of trials, such as one replication of two variants.
package struct PairedProportions: Hashable, Sendable {
  /// Pairs in which both had the outcome.
  package private(set) var both = 0
  /// Pairs in which only the first had it.
  package private(set) var onlyFirst = 0
  /// Pairs in which only the second had it.
  package private(set) var onlySecond = 0
  /// Pairs in which neither had it.
  package private(set) var neither = 0

  /// No pairs yet.
  package init() {}

  /// Takes in a pair.
  package mutating func add(first: Bool, second: Bool) {
    switch (first, second) {
    case (true, true): both += 1
    case (true, false): onlyFirst += 1
    case (false, true): onlySecond += 1
    case (false, false): neither += 1
    }
  }

  /// How many pairs there are.
  package var count: Int { both + onlyFirst + onlySecond + neither }
  /// The outcome among the firsts.
  package var first: Proportion { Proportion(both + onlyFirst, of: count) }
  /// The outcome among the seconds.
  package var second: Proportion { Proportion(both + onlySecond, of: count) }

  /// The share of firsts less the share of seconds; `nil` without pairs.
  package var difference: Double? {
    count == 0 ? nil : Double(onlyFirst - onlySecond) / Double(count)
  }

  /// Newcombe's interval for the difference, from Wilson's of both shares and their correlation.
  ///
  /// Method 10 of Newcombe, *Statistics in Medicine* 17 (1998) 2635–2650; `nil` without pairs.
  package func interval(confidence: Double) -> ConfidenceInterval? {
    guard let difference, let p = first.share, let q = second.share else { return nil }
    let (left, right) = (
      first.interval(confidence: confidence), second.interval(confidence: confidence)
    )
    func reach(_ a: Double, _ b: Double) -> Double {
      Elementary.squareRoot(max(0, a * a - 2 * correlation * a * b + b * b))
    }
    return ConfidenceInterval(
      low: max(-1, difference - reach(p - left.low, right.high - q)),
      high: min(1, difference + reach(left.high - p, q - right.low)))
  }

  /// The p-value of McNemar's exact test that both shares are equal: a sign test of the pairs that
  /// differ.
  package var probabilityOfEquality: Double {
    let differing = onlyFirst + onlySecond
    let fewer = min(onlyFirst, onlySecond)
    return min(1, 2 * Binomial.share(upTo: fewer, of: differing, probability: 0.5))
  }

  /// The correlation of the pairs, corrected for continuity as method 10 has it.
  private var correlation: Double {
    let (e, f, g, h) = (Double(both), Double(onlyFirst), Double(onlySecond), Double(neither))
    let margins = (e + f) * (g + h) * (e + g) * (f + h)
    guard margins > 0 else { return 0 }
    let excess = e * h - f * g
    let corrected = excess > 0 ? max(0, excess - Double(count) / 2) : excess
    return corrected / Elementary.squareRoot(margins)
  }
}
