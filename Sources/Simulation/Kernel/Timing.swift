/// How long something takes, time and again: a distribution, and the stream that it alone draws from.
///
/// Nobody else's numbers depend on the stream, so a constant need not draw to keep them as they are.
package struct Timing: Sendable {
  private let distribution: Distribution
  private let constant: Interval?
  private var draws: RandomStream
  /// How long it takes the next times; see `DrawsAhead`.
  private var upcoming = InlineArray<16, Interval>(repeating: .zero)
  private var taken = DrawsAhead.count

  /// A length of time from a distribution in seconds.
  package init(_ distribution: Distribution, draws: RandomStream) {
    self.distribution = distribution
    constant = distribution.isConstant ? Interval(seconds: distribution.quantile(0.5)) : nil
    self.draws = draws
  }

  /// How long it takes this time; a negative draw is no time at all.
  @inline(__always)
  package mutating func next() -> Interval {
    if let constant { return constant }
    if taken == DrawsAhead.count { drawAhead() }
    defer { taken &+= 1 }
    return upcoming[taken]
  }

  @inline(never)
  private mutating func drawAhead() {
    for index in 0..<DrawsAhead.count { upcoming[index] = distribution.interval(using: &draws) }
    taken = 0
  }
}

/// Draws that are made many at a time.
///
/// The chain of operations of one logarithm keeps a processor waiting for longer than all else that
/// happens at an event. Those of sixteen do not depend on one another and are worked off side by side.
/// The numbers are the same, since nobody else draws from the stream.
enum DrawsAhead {
  /// How many draws are made at a time.
  static let count = 16
}

/// Exponential times of mean one, from a stream of their own.
struct UnitExponentials: Sendable {
  private var draws: RandomStream
  private var upcoming = InlineArray<16, Double>(repeating: 0)
  private var taken = DrawsAhead.count

  /// The times that a stream makes.
  init(draws: RandomStream) { self.draws = draws }

  /// The next time.
  @inline(__always)
  mutating func next() -> Double {
    if taken == DrawsAhead.count { drawAhead() }
    defer { taken &+= 1 }
    return upcoming[taken]
  }

  @inline(never)
  private mutating func drawAhead() {
    for index in 0..<DrawsAhead.count { upcoming[index] = -Elementary.log(draws.uniform()) }
    taken = 0
  }
}
