/// The rate limit that an AWS SDK's client in `adaptive` mode lays upon itself once it is throttled.
///
/// CUBIC, as in botocore's `retries/adaptive.py`, `bucket.py` and `throttling.py`: a throttled answer
/// cuts the rate to 0.7 of what was measured, each other answer lets it grow along a cubic curve
/// that is flat around the rate that was too much, up to twice what is measured. All requests of a
/// client share one limiter, first attempts too.
///
/// Whoever has to wait takes its turn in a line and asks again after a while, at most a second; so
/// waiters go nearly in order, where botocore's threads sleep and then race for the token.
package struct AdaptiveRateLimiter: Hashable, Sendable, BitwiseCopyable {
  private static let beta = 0.7
  private static let scale = 0.4
  private static let smoothing = 0.8
  private static let leastRate = 0.5
  /// The rate is measured in stretches of so many seconds.
  private static let stretch = 0.5
  /// How soon a waiter asks again at the latest, since the rate may have grown; a modelling choice.
  private static let longestSleep = Interval.seconds(1)

  /// A place in the line of those who wait for a token.
  package struct Turn: Hashable, Sendable, BitwiseCopyable {
    /// How many tokens there must have been before it has come.
    fileprivate var number: Double

    /// The turn of whoever need not wait.
    package static let now = Turn(number: 0)
  }

  /// Whether a throttled answer was ever seen; before, nothing is limited.
  package private(set) var isEnabled = false
  /// The requests a second that are allowed.
  package private(set) var sendRate = 1.0
  /// The answers a second that were measured, smoothed.
  package private(set) var measuredRate = 0.0

  // The token bucket: all tokens that there ever were, and all turns that were taken.
  private var capacity = 1.0
  private var filled = 0.0
  private var taken = 0.0
  private var filledAt = 0.0
  // The cubic curve.
  private var rateOfThrottling = 0.0
  private var flatAfter = 0.0
  private var throttledAt = 0.0
  // The measurement.
  private var stretchBegan = 0.0
  private var answers = 0

  /// The limiter of a client made at the start of the clock.
  package init() {}

  /// Joins the line for a token.
  package mutating func takeTurn(at now: Instant) -> Turn {
    guard isEnabled else { return .now }
    fill(until: now.seconds)
    taken += 1
    return Turn(number: taken)
  }

  /// How long the request must wait before it may ask again; zero if it may be sent.
  package mutating func delay(of turn: Turn, at now: Instant) -> Interval {
    fill(until: now.seconds)
    let missing = turn.number - filled
    // A millionth of a token is a matter of rounding.
    guard missing > 1e-6 else { return .zero }
    return min(Interval(seconds: missing / sendRate), Self.longestSleep)
  }

  /// Leaves the line without having sent anything: those who wait get the token.
  package mutating func leave(_ turn: Turn) {
    if turn != .now { filled = min(filled + 1, taken + capacity) }
  }

  /// Takes note of an answer, whether it is a success or not.
  package mutating func record(wasThrottled: Bool, at now: Instant) {
    let time = now.seconds
    measure(at: time)
    var rate: Double
    if wasThrottled {
      rateOfThrottling = isEnabled ? min(measuredRate, sendRate) : measuredRate
      flatAfter = Self.cubeRoot(rateOfThrottling * (1 - Self.beta) / Self.scale)
      throttledAt = time
      isEnabled = true
      rate = rateOfThrottling * Self.beta
    } else {
      let distance = time - throttledAt - flatAfter
      rate = Self.scale * distance * distance * distance + rateOfThrottling
    }
    rate = min(rate, 2 * measuredRate)
    fill(until: time)
    sendRate = max(rate, Self.leastRate)
    capacity = max(rate, 1)
    filled = min(filled, taken + capacity)
  }

  private mutating func fill(until time: Double) {
    filled = min(taken + capacity, filled + (time - filledAt) * sendRate)
    filledAt = time
  }

  /// Counts an answer; at the first one of a new stretch the rate of those before is known.
  private mutating func measure(at time: Double) {
    let begin = Double(Int64(time / Self.stretch)) * Self.stretch
    answers += 1
    guard begin > stretchBegan else { return }
    let rate = Double(answers) / (begin - stretchBegan)
    measuredRate = rate * Self.smoothing + measuredRate * (1 - Self.smoothing)
    answers = 0
    stretchBegan = begin
  }

  private static func cubeRoot(_ x: Double) -> Double {
    x > 0 ? Elementary.power(x, 1.0 / 3.0) : 0
  }
}
