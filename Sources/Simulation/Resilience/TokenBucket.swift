/// Tokens that come at a steady rate, up to a burst; whoever takes them may go on.
///
/// Exact: the level is a whole number of shares of a token, of which whole numbers come with every
/// nanosecond, so that nothing drifts however often the bucket is asked.
package struct TokenBucket: Hashable, Sendable, BitwiseCopyable {
  /// The shares that come with every nanosecond.
  private var sharesPerNanosecond: Int64
  /// The shares that make a token.
  private var sharesPerToken: Int64
  private var capacity: Int64
  private var level: Int64
  private var asOf: Instant

  /// A full bucket into which `rate` tokens come per `period`, and which holds `burst` of them.
  ///
  /// - Precondition: Neither is negative, the period is longer than zero, and `burst` times the
  ///   period in nanoseconds, divided by what it has in common with the rate, is below 2⁶³.
  package init(
    rate: Int, per period: Interval = .seconds(1), burst: Int, at now: Instant = .start
  ) {
    precondition(
      rate >= 0 && period > .zero && burst >= 0,
      "a token bucket cannot get \(rate) tokens per \(period) and hold \(burst)")
    let divisor = greatestCommonDivisor(Int64(rate), period.nanoseconds)
    sharesPerNanosecond = Int64(rate) / divisor
    sharesPerToken = period.nanoseconds / divisor
    let (capacity, overflow) = Int64(burst).multipliedReportingOverflow(by: sharesPerToken)
    precondition(!overflow, "a burst of \(burst) is too large for \(rate) tokens per \(period)")
    self.capacity = capacity
    level = capacity
    asOf = now
  }

  /// A full bucket for a rate per second that need not be whole, such as `"10/m"`.
  ///
  /// The rate is taken as so many per second, minute, hour or day if it is whole that way, otherwise
  /// rounded to thousandths per second.
  package init(ratePerSecond: Double, burst: Int, at now: Instant = .start) {
    for seconds in [1, 60, 3_600, 86_400] {
      let count = ratePerSecond * Double(seconds)
      let whole = count.rounded()
      if whole < 1e15, abs(count - whole) <= count * 1e-12 {
        self.init(rate: Int(whole), per: .seconds(seconds), burst: burst, at: now)
        return
      }
    }
    let thousandths = min(max(ratePerSecond * 1_000, 0), 1e15).rounded()
    self.init(rate: Int(thousandths), per: .seconds(1_000), burst: burst, at: now)
  }

  /// The whole tokens there are at an instant.
  package func available(at now: Instant) -> Int {
    Int(refilled(at: now) / sharesPerToken)
  }

  /// Takes so many tokens, or none if there are not enough.
  @inline(__always)
  package mutating func take(_ count: Int = 1, at now: Instant) -> Bool {
    level = refilled(at: now)
    asOf = max(asOf, now)
    guard let needed = shares(of: count), needed <= level else { return false }
    level -= needed
    return true
  }

  /// Puts so many tokens back, as far as there is room.
  package mutating func giveBack(_ count: Int) {
    let room = capacity - level
    level += min(shares(of: count) ?? room, room)
  }

  /// The first instant from which so many tokens can be taken; `.never` if they never can.
  package func nextAvailable(_ count: Int = 1, at now: Instant) -> Instant {
    guard let needed = shares(of: count) else { return .never }
    let missing = needed - refilled(at: now)
    if missing <= 0 { return now }
    guard sharesPerNanosecond > 0 else { return .never }
    let wait = (missing - 1) / sharesPerNanosecond + 1
    return max(now, asOf) + Interval(nanoseconds: wait)
  }

  /// Changes rate and burst from now on, keeping the whole tokens there are, as far as there is room.
  package mutating func change(
    rate: Int, per period: Interval = .seconds(1), burst: Int, at now: Instant
  ) {
    let tokens = available(at: now)
    self = TokenBucket(rate: rate, per: period, burst: burst, at: max(asOf, now))
    level = shares(of: tokens) ?? capacity
  }

  /// The shares of so many tokens, or `nil` if the bucket cannot hold them.
  @inline(__always)
  private func shares(of count: Int) -> Int64? {
    let (product, overflow) = Int64(count).multipliedReportingOverflow(by: sharesPerToken)
    return overflow || product > capacity ? nil : product
  }

  @inline(__always)
  private func refilled(at now: Instant) -> Int64 {
    let elapsed = now.nanoseconds - asOf.nanoseconds
    guard elapsed > 0 else { return level }
    let (gained, overflow) = elapsed.multipliedReportingOverflow(by: sharesPerNanosecond)
    return overflow || gained >= capacity - level ? capacity : level + gained
  }
}

/// Euclid's algorithm; of a number and zero, the number.
private func greatestCommonDivisor(_ a: Int64, _ b: Int64) -> Int64 {
  var (a, b) = (a, b)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
