/// Whether and when a client tries a failed call again.
package struct RetryPolicy: Hashable, Sendable, BitwiseCopyable {
  /// How often a call is tried at most, the first attempt included.
  package let maximumAttempts: Int
  /// How long to wait between attempts.
  package let backoff: Backoff
  /// How long to wait after an attempt that was throttled.
  package let throttlingBackoff: Backoff
  /// How long after the first attempt began no further one may begin; `nil` for no limit.
  package var deadline: Interval?
  /// The waits of a service that goes by a ladder instead of a back-off.
  private var ladder: RetryLadder?

  /// What to do after a failed attempt.
  package enum Decision: Hashable, Sendable, BitwiseCopyable {
    /// Wait, then try again.
    case retry(after: Interval)
    /// Report the failure: every attempt allowed was made.
    case giveUpAttemptsExhausted
    /// Report the failure: the next attempt would begin at the deadline or later.
    case giveUpDeadlineReached
  }

  /// A policy of trying again.
  ///
  /// Without a back-off of their own, throttled attempts wait as others do.
  ///
  /// - Precondition: `maximumAttempts` is at least one.
  package init(
    maximumAttempts: Int, backoff: Backoff, throttlingBackoff: Backoff? = nil,
    deadline: Interval? = nil
  ) {
    precondition(maximumAttempts >= 1, "a call cannot be tried \(maximumAttempts) times")
    self.maximumAttempts = maximumAttempts
    self.backoff = backoff
    self.throttlingBackoff = throttlingBackoff ?? backoff
    self.deadline = deadline
  }

  /// The policy of a service that goes by a ladder.
  package init(_ ladder: RetryLadder) {
    self.init(
      maximumAttempts: ladder.retries + 1, backoff: Backoff(base: .zero, cap: .zero))
    self.ladder = ladder
  }

  /// What to do now that an attempt has failed.
  ///
  /// - Parameters:
  ///   - attempts: How many attempts were made, the failed one included; at least one.
  ///   - firstBegan: When the first of them began.
  ///   - previous: The wait before the failed attempt; zero if it was the first.
  ///   - draw: A number strictly between zero and one, evenly distributed.
  ///   - wasThrottled: Whether the attempt failed because there were too many requests.
  package func decision(
    afterAttempts attempts: Int, firstBegan: Instant, previous: Interval, draw: Double,
    wasThrottled: Bool = false, at now: Instant
  ) -> Decision {
    guard attempts < maximumAttempts else { return .giveUpAttemptsExhausted }
    let backoff = wasThrottled ? throttlingBackoff : backoff
    let wait =
      ladder?.delay(retry: attempts - 1, draw: draw)
      ?? backoff.delay(retry: attempts - 1, previous: previous, draw: draw)
    if let deadline, now + wait >= firstBegan + deadline { return .giveUpDeadlineReached }
    return .retry(after: wait)
  }
}
