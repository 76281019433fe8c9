/// How long a client waits before it tries again: longer each time, and by chance.
///
/// The formulas are those of "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015) and its
/// simulator, aws-samples/aws-arch-backoff-simulator.
package struct Backoff: Hashable, Sendable, BitwiseCopyable {
  /// How chance spreads the waits of clients that failed together.
  ///
  /// Below, v = min(cap, base × factorⁿ) for the n-th retry, and U(a, b) is even between a and b.
  package enum Jitter: String, CaseIterable, Hashable, Sendable, BitwiseCopyable {
    /// Waits v.
    case none
    /// Waits U(0, v).
    case full
    /// Waits v/2 + U(0, v/2).
    case equal
    /// Waits min(cap, U(base, 3 × the wait before)), the first being taken to follow one of base.
    case decorrelated
  }

  /// The first wait, before jitter.
  package let base: Interval
  /// The longest wait.
  package let cap: Interval
  /// How many times as long a wait is as the one before; decorrelated jitter has a rule of its own.
  ///
  /// One makes all waits alike.
  package let factor: Double
  /// How chance comes in.
  package let jitter: Jitter

  /// A policy of waiting.
  ///
  /// - Precondition: `base` and `cap` are at least zero, `factor` is at least one.
  package init(base: Interval, cap: Interval, factor: Double = 2, jitter: Jitter = .full) {
    precondition(
      base >= .zero && cap >= .zero && factor >= 1 && factor.isFinite,
      "a back-off needs base ≥ 0, cap ≥ 0 and factor ≥ 1, not \(base), \(cap) and \(factor)")
    self.base = base
    self.cap = cap
    self.factor = factor
    self.jitter = jitter
  }

  /// The wait before a retry.
  ///
  /// - Parameters:
  ///   - retry: Which retry it is, the first being zero.
  ///   - previous: The wait before the retry before; only decorrelated jitter asks for it, and only
  ///     after the first retry.
  ///   - draw: A number strictly between zero and one, evenly distributed.
  package func delay(retry: Int, previous: Interval, draw: Double) -> Interval {
    switch jitter {
    case .none:
      return ceiling(retry: retry)
    case .full:
      return ceiling(retry: retry) * draw
    case .equal:
      let half = ceiling(retry: retry) / 2
      return ceiling(retry: retry) - half + half * draw
    case .decorrelated:
      let before = retry == 0 ? base : min(previous, cap)
      let span = max(before * 3.0 - base, .zero)
      return min(cap, base + span * draw)
    }
  }

  /// The wait before a retry if chance played no part: min(cap, base × factorⁿ).
  package func ceiling(retry: Int) -> Interval {
    guard factor > 1, base > .zero else { return min(cap, base) }
    let limit = Double(cap.nanoseconds)
    var wait = Double(base.nanoseconds)
    for _ in 0..<retry where wait < limit { wait *= factor }
    return wait < limit ? Interval(nanoseconds: Int64(wait + 0.5)) : cap
  }
}
