/// gRPC's brake on retries: each failure takes a token, each success gives a share of one back.
///
/// Retries stop while at most half of the tokens are left
/// (https://github.com/grpc/proposal/blob/master/A6-client-retries.md, "Throttling Retry Attempts").
package struct RetryThrottle: Hashable, Sendable, BitwiseCopyable {
  /// In thousandths of a token, the finest ratio that gRPC's service configuration admits.
  private let capacity: Int
  private let ratio: Int
  private var level: Int

  /// A full brake.
  ///
  /// - Parameters:
  ///   - maxTokens: How many tokens there are at first and at most, 1 to 1,000 in gRPC.
  ///   - thousandthsPerSuccess: What a success gives back; 100 is a `tokenRatio` of 0.1.
  package init(maxTokens: Int = 10, thousandthsPerSuccess: Int = 100) {
    precondition(maxTokens > 0 && thousandthsPerSuccess > 0, "tokens and ratio must be positive")
    capacity = maxTokens * 1_000
    ratio = thousandthsPerSuccess
    level = capacity
  }

  /// Whether a failed call may be tried again.
  package var allowsRetry: Bool { level * 2 > capacity }

  /// The tokens left, in thousandths.
  package var thousandths: Int { level }

  /// Takes a token for an attempt that failed.
  package mutating func recordFailure() { level = max(0, level - 1_000) }

  /// Gives a share of a token back for an attempt that succeeded.
  package mutating func recordSuccess() { level = min(capacity, level + ratio) }
}
