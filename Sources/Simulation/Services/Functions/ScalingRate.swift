/// How fast a function may start execution environments: so many in any window of ten seconds.
///
/// The documentation says "every 10 seconds, at most 1,000", refilled continuously and never more
/// than 1,000 at hand (https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html). Read as
/// a sliding window: each start gives its unit back once ten seconds have passed. A token bucket of
/// 1,000 refilled by 100 a second was rejected, since it grants 2,000 within its first ten seconds.
struct ScalingRate: ~Copyable, Sendable {
  private let startsPerWindow: Int
  private let window: Interval
  /// The starts that may still count, oldest first; at most `startsPerWindow`.
  private var starts = Fifo<Instant>()

  init(startsPerWindow: Int, window: Interval) {
    self.startsPerWindow = startsPerWindow
    self.window = window
  }

  /// Counts a start, if the window has room for it.
  mutating func start(at now: Instant) -> Bool {
    if starts.count >= startsPerWindow {
      guard let oldest = starts.first, oldest + window < now else { return false }
      starts.removeFirst()
    }
    starts.append(now)
    return true
  }
}
