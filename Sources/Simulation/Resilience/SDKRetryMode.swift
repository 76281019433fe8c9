/// A retry mode of the AWS SDKs, as a set of the policies of this folder.
///
/// https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html, with the numbers
/// that hold since 10 November 2026
/// (https://aws.amazon.com/blogs/developer/updated-default-retry-behavior-for-aws-sdks-and-tools/).
package enum SDKRetryMode: String, CaseIterable, Hashable, Sendable {
  /// Five attempts and no quota, as in botocore's `legacy` mode; other SDKs differ.
  case legacy = "aws-legacy"
  /// Three attempts and a quota of 500 tokens.
  case standard = "aws-standard"
  /// The standard mode, and a limit to the rate of requests once one was throttled.
  case adaptive = "aws-adaptive"

  /// How often and when a call is tried again.
  package var policy: RetryPolicy {
    switch self {
    case .legacy:
      // U(0, 1) × 2ⁿ seconds (botocore's `_retry.json`), without a cap.
      return RetryPolicy(
        maximumAttempts: 5, backoff: Backoff(base: .seconds(1), cap: .seconds(3_600)))
    case .standard, .adaptive:
      return RetryPolicy(
        maximumAttempts: 3, backoff: Backoff(base: .milliseconds(50), cap: .seconds(20)),
        throttlingBackoff: Backoff(base: .seconds(1), cap: .seconds(20)))
    }
  }

  /// How DynamoDB's clients try again: once more than others, and sooner.
  package static let tablePolicy = RetryPolicy(
    maximumAttempts: 4, backoff: Backoff(base: .milliseconds(25), cap: .seconds(20)),
    throttlingBackoff: Backoff(base: .seconds(1), cap: .seconds(20)))

  /// What a client may spend on retries.
  package var allowance: RetryAllowance {
    switch self {
    case .legacy: .unlimited
    case .standard: .quota(RetryQuota(.november2026))
    case .adaptive: .adaptive(RetryQuota(.november2026), AdaptiveRateLimiter())
    }
  }
}
