/// What the calls of one client may spend on retries together.
package enum RetryAllowance: Hashable, Sendable, BitwiseCopyable {
  /// As much as they like.
  case unlimited
  /// A share of what succeeds.
  case budget(RetryBudget)
  /// The tokens of an AWS SDK's client.
  case quota(RetryQuota)
  /// The same, with a limit to the rate of all attempts once one was throttled.
  case adaptive(RetryQuota, AdaptiveRateLimiter)

  /// How long an attempt has to wait before it may be sent.
  package mutating func delayBeforeAttempt(at now: Instant) -> Interval {
    guard case .adaptive(let quota, var limiter) = self else { return .zero }
    let delay = limiter.reserve(at: now)
    self = .adaptive(quota, limiter)
    return delay
  }

  /// Pays for a retry: the tokens taken, or `nil` when there are too few and the failure stands.
  package mutating func takeRetry(after cause: RetryQuota.Cause) -> Int? {
    switch self {
    case .unlimited: return 0
    case .budget(var budget):
      let isPaid = budget.takeRetry()
      self = .budget(budget)
      return isPaid ? 1 : nil
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
