/// The state transitions that the service lets the standard workflows of an account make: further ones
/// are not refused but delayed (https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html).
///
/// Whoever finds no token takes one that is yet to come, and so gets a turn of his own.
struct TransitionAllowance: Sendable {
  private let isLimited: Bool
  private let spacing: Interval
  private let slack: Interval
  /// When the bucket would be full again if nobody took any more.
  private var fullAt = Instant.start

  init(isLimited: Bool, rate: Double, burst: Int) {
    self.isLimited = isLimited
    spacing = Interval(seconds: 1 / rate)
    slack = spacing * Double(burst)
  }

  /// Takes the token of a transition: when it may be made, and whether that is later than now.
  mutating func takeTurn(at now: Instant) -> (turn: Instant, isDelayed: Bool) {
    guard isLimited else { return (now, false) }
    take(1, at: now)
    let turn = fullAt - slack
    return turn > now ? (turn, true) : (now, false)
  }

  /// Takes the tokens of transitions that have been made.
  mutating func take(_ count: Int, at now: Instant) {
    guard isLimited, count > 0 else { return }
    fullAt = max(fullAt, now) + spacing * Double(count)
  }
}
