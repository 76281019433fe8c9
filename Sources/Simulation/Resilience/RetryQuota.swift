/// The tokens an AWS SDK client has left for retries; a broad outage spends them, then fails fast.
///
/// The `standard` retry mode (https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html;
/// botocore's `retries/standard.py`): a retry costs tokens, a success gives some back.
package struct RetryQuota: Hashable, Sendable, BitwiseCopyable {
  /// Why an attempt failed, as far as its retry's price depends on it.
  package enum Cause: Hashable, Sendable, BitwiseCopyable {
    /// A connection or server error.
    case transient
    /// A connect or read time-out.
    case timeout
    /// The service said that there were too many requests.
    case throttling
  }

  /// How many tokens there are, and what a retry costs.
  package struct Policy: Hashable, Sendable, BitwiseCopyable {
    /// The tokens of a new client, and the most it can have.
    package var capacity: Int
    /// The price of a retry after a transient error.
    package var transientCost: Int
    /// The price of a retry after a time-out.
    package var timeoutCost: Int
    /// The price of a retry after throttling.
    package var throttlingCost: Int
    /// What a call that succeeds at once gives back.
    package var refund: Int

    /// A policy of one's own.
    package init(
      capacity: Int, transientCost: Int, timeoutCost: Int, throttlingCost: Int, refund: Int
    ) {
      self.capacity = capacity
      self.transientCost = transientCost
      self.timeoutCost = timeoutCost
      self.throttlingCost = throttlingCost
      self.refund = refund
    }

    /// The SDKs' `standard` mode until November 2026.
    package static let standard = Policy(
      capacity: 500, transientCost: 5, timeoutCost: 10, throttlingCost: 5, refund: 1)
    /// The SDKs' default since 10 November 2026, when transient errors became dearer
    /// (https://aws.amazon.com/blogs/developer/updated-default-retry-behavior-for-aws-sdks-and-tools/).
    package static let november2026 = Policy(
      capacity: 500, transientCost: 14, timeoutCost: 14, throttlingCost: 5, refund: 1)
  }

  private let policy: Policy
  /// The tokens that are left.
  package private(set) var tokens: Int

  /// The full quota of a new client.
  package init(_ policy: Policy = .standard) {
    self.policy = policy
    tokens = policy.capacity
  }

  /// Pays for a retry: the tokens taken, or `nil` when there are too few and the error stands.
  package mutating func takeRetry(after cause: Cause) -> Int? {
    let cost =
      switch cause {
      case .transient: policy.transientCost
      case .timeout: policy.timeoutCost
      case .throttling: policy.throttlingCost
      }
    guard cost <= tokens else { return nil }
    tokens -= cost
    return cost
  }

  /// Gives tokens back for a call that succeeded: what its last retry cost, else the refund.
  package mutating func recordSuccess(lastRetryCost: Int?) {
    tokens = min(policy.capacity, tokens + (lastRetryCost ?? policy.refund))
  }
}
