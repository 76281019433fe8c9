/// When a service tries a delivery again: at once, then at a short distance, then ever more rarely.
///
/// The four phases of an Amazon SNS delivery policy
/// (https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html). That page gives the
/// ends of the phase of back-off and a picture of the curves between; their formulas are a choice of
/// ours that keeps both ends. Each wait is spread evenly over 0.8 to 1.2 of its length: the page
/// speaks of jitter and does not say how much.
package struct RetryLadder: Hashable, Sendable, BitwiseCopyable {
  /// How waits grow from the shortest to the longest in the phase of back-off.
  package enum Curve: String, CaseIterable, Hashable, Sendable, BitwiseCopyable {
    case linear
    case arithmetic
    case geometric
    case exponential
  }

  /// Retries without any wait.
  package var immediate = 0
  /// Retries at the shortest wait.
  package var before = 0
  /// Retries in the phase of back-off.
  package var backingOff = 3
  /// Retries at the longest wait.
  package var after = 0
  /// The shortest wait.
  package var shortest = Interval.seconds(20)
  /// The longest wait.
  package var longest = Interval.seconds(20)
  /// How waits grow between.
  package var curve = Curve.linear

  /// Three retries, twenty seconds apart: what HTTP endpoints get.
  package init() {}

  /// Endpoints that AWS runs (SQS, Lambda, Firehose): 100,015 retries over 23 days.
  package static let managedByAWS = RetryLadder(
    immediate: 3, before: 2, backingOff: 10, after: 100_000, shortest: .seconds(1),
    longest: .seconds(20), curve: .geometric)

  /// Mail, text messages and mobile push: 50 retries over six hours.
  package static let managedByCustomer = RetryLadder(
    immediate: 0, before: 2, backingOff: 10, after: 38, shortest: .seconds(10),
    longest: .seconds(600), curve: .geometric)

  private init(
    immediate: Int, before: Int, backingOff: Int, after: Int, shortest: Interval,
    longest: Interval, curve: Curve
  ) {
    self.immediate = immediate
    self.before = before
    self.backingOff = backingOff
    self.after = after
    self.shortest = shortest
    self.longest = longest
    self.curve = curve
  }

  /// How often a delivery is tried again.
  package var retries: Int { immediate + before + backingOff + after }

  /// The wait before a retry, the first being zero.
  ///
  /// - Parameter draw: A number strictly between zero and one, evenly distributed.
  package func delay(retry: Int, draw: Double) -> Interval {
    var place = retry - immediate
    guard place >= 0 else { return .zero }
    let jitter = 0.8 + 0.4 * draw
    if place < before { return shortest * jitter }
    place -= before
    if place < backingOff { return wait(at: place) * jitter }
    return longest * jitter
  }

  /// The wait at a place of the phase of back-off, before jitter.
  func wait(at place: Int) -> Interval {
    guard backingOff > 1 else { return shortest }
    let (low, high) = (shortest.seconds, longest.seconds)
    let (step, last) = (Double(place), Double(backingOff - 1))
    let seconds =
      switch curve {
      case .linear: low + (high - low) * step / last
      case .arithmetic: low + (high - low) * step * (step + 1) / (last * (last + 1))
      case .geometric where low > 0:
        low * Elementary.exp(Elementary.log(high / low) * step / last)
      case .geometric: place == 0 ? 0 : high
      case .exponential: place < 62 ? min(high, low * Double(1 << place)) : high
      }
    return Interval(seconds: seconds)
  }
}
