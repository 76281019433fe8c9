/// What the calls of one client may spend on retries together.
package enum RetryAllowance: Hashable, Sendable, BitwiseCopyable {
  /// As much as they like.
  case unlimited
  /// A share of what succeeds.
  case budget(RetryBudget)
  /// gRPC's tokens, which failures take and successes give back.
  case throttle(RetryThrottle)
  /// The tokens of an AWS SDK's client.
  case quota(RetryQuota)
  /// The same, with a limit to the rate of all attempts once one was throttled.
  case adaptive(RetryQuota, AdaptiveRateLimiter)

  /// Takes an attempt's turn, where the rate of all attempts is limited.
  package mutating func takeTurn(at now: Instant) -> AdaptiveRateLimiter.Turn {
    guard case .adaptive(let quota, var limiter) = self else { return .now }
    let turn = limiter.takeTurn(at: now)
    self = .adaptive(quota, limiter)
    return turn
  }

  /// How long an attempt has to wait before it may ask again; zero if it may be sent.
  package mutating func delay(
    of turn: AdaptiveRateLimiter.Turn, at now: Instant
  ) -> Interval {
    guard case .adaptive(let quota, var limiter) = self else { return .zero }
    let delay = limiter.delay(of: turn, at: now)
    self = .adaptive(quota, limiter)
    return delay
  }

  /// Takes note that an attempt will not be sent after all.
  package mutating func leave(_ turn: AdaptiveRateLimiter.Turn) {
    guard case .adaptive(let quota, var limiter) = self else { return }
    limiter.leave(turn)
    self = .adaptive(quota, limiter)
  }

  /// Pays for a retry: the tokens taken, or `nil` when there are too few and the failure stands.
  package mutating func takeRetry(after cause: RetryQuota.Cause) -> Int? {
    switch self {
    case .unlimited: return 0
    case .budget(var budget):
      let isPaid = budget.takeRetry()
      self = .budget(budget)
      return isPaid ? 1 : nil
    case .throttle(let throttle):
      return throttle.allowsRetry ? 0 : nil
    case .quota(var quota):
      let cost = quota.takeRetry(after: cause)
      self = .quota(quota)
      return cost
    case .adaptive(var quota, let limiter):
      let cost = quota.takeRetry(after: cause)
      self = .adaptive(quota, limiter)
      return cost
    }
  }

  /// Takes note of how an attempt ended.
  ///
  /// - Parameter lastRetryCost: What the attempt had cost if it was a retry; `nil` for a first one.
  package mutating func record(
    isSuccess: Bool, wasThrottled: Bool, lastRetryCost: Int?, at now: Instant
  ) {
    switch self {
    case .unlimited: break
    case .budget(var budget):
      if isSuccess { budget.recordSuccess() }
      self = .budget(budget)
    case .throttle(var throttle):
      if isSuccess { throttle.recordSuccess() } else { throttle.recordFailure() }
      self = .throttle(throttle)
    case .quota(var quota):
      if isSuccess { quota.recordSuccess(lastRetryCost: lastRetryCost) }
      self = .quota(quota)
    case .adaptive(var quota, var limiter):
      if isSuccess { quota.recordSuccess(lastRetryCost: lastRetryCost) }
      limiter.record(wasThrottled: wasThrottled, at: now)
      self = .adaptive(quota, limiter)
    }
  }
}
