/// How long something takes, time and again: a distribution, and the stream that it alone draws from.
///
/// Nobody else's numbers depend on the stream, so a constant need not draw to keep them as they are.
package struct Timing: Sendable {
  private let distribution: Distribution
  private let constant: Interval?
  private var draws: RandomStream
  /// What it takes next time.
  ///
  /// Drawn one ahead: nobody waits for a logarithm, whose long chain of operations the processor
  /// works off beside what follows.
  private var upcoming: Interval

  /// A length of time from a distribution in seconds.
  package init(_ distribution: Distribution, draws: RandomStream) {
    self.distribution = distribution
    constant = distribution.isConstant ? Interval(seconds: distribution.quantile(0.5)) : nil
    self.draws = draws
    upcoming = distribution.interval(using: &self.draws)
  }

  /// How long it takes this time; a negative draw is no time at all.
  @inline(__always)
  package mutating func next() -> Interval {
    if let constant { return constant }
    defer { upcoming = distribution.interval(using: &draws) }
    return upcoming
  }
}
