/// A limit on synchronous requests a second: so many for each unit of concurrency.
///
/// Ten by default, so that functions shorter than 100 ms meet this limit before that of concurrency
/// (https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html). A token bucket that holds
/// one second's worth, kept as a single time (generic cell rate algorithm, ITU-T I.371); the size
/// of the bucket is a modelling choice. The spacing is cut to whole nanoseconds.
struct RequestAllowance: Hashable, Sendable, BitwiseCopyable {
  /// The time between requests that come exactly at the limit; zero is no limit.
  private var spacing = Interval.zero
  /// How far ahead of that rhythm a burst may run.
  private var tolerance = Interval.zero
  /// When the next request would come if all so far had kept to the rhythm.
  private var nextInRhythm = Instant.start

  init(concurrency: Int, requestsPerUnit: Int?) {
    adjust(concurrency: concurrency, requestsPerUnit: requestsPerUnit)
  }

  /// Changes the rate, keeping account of what has come.
  mutating func adjust(concurrency: Int, requestsPerUnit: Int?) {
    guard let requestsPerUnit, concurrency > 0 else {
      // Without concurrency nothing runs anyhow, and for that reason rather than for its rate.
      (spacing, tolerance) = (.zero, .longest)
      return
    }
    let rate = concurrency * requestsPerUnit
    precondition(rate > 0, "\(requestsPerUnit) requests a second for each unit of concurrency")
    spacing = .seconds(1) / rate
    tolerance = spacing * (rate - 1)
  }

  /// Whether a request at this time would keep to the limit.
  @inline(__always)
  func allows(at now: Instant) -> Bool {
    Interval(nanoseconds: max(0, nextInRhythm.nanoseconds &- now.nanoseconds)) <= tolerance
  }

  /// Counts a request.
  @inline(__always)
  mutating func spend(at now: Instant) {
    nextInRhythm = max(nextInRhythm, now).advanced(by: spacing)
  }
}
