/// How long something takes, time and again: a distribution, and the stream that it alone draws from.
///
/// Nobody else's numbers depend on the stream, so a constant need not draw to keep them as they are.
package struct Timing: Sendable {
  private let distribution: Distribution
  private let constant: Interval?
  private var draws: RandomStream

  /// A length of time from a distribution in seconds.
  package init(_ distribution: Distribution, draws: RandomStream) {
    self.distribution = distribution
    constant = distribution.isConstant ? Interval(seconds: distribution.quantile(0.5)) : nil
    self.draws = draws
  }

  /// How long it takes this time; a negative draw is no time at all.
  @inline(__always)
  package mutating func next() -> Interval { constant ?? distribution.interval(using: &draws) }
}
