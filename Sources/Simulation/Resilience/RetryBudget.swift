/// Tokens that successes earn and retries spend, so that retries stay a share of what succeeds.
///
/// Load grows at most to 1 + ratio times as much in the long run, however broad an outage is
/// (Finagle's `RetryBudget`, https://twitter.github.io/finagle/guide/Clients.html#retries; Google,
/// *Site Reliability Engineering*, chapter 21). Finagle pays in for each request and forgets after
/// ten seconds; here a success pays in and nothing is forgotten, a modelling choice.
package struct RetryBudget: Hashable, Sendable, BitwiseCopyable {
  /// In millionths of a token, so that sums are exact.
  private let deposit: Int
  private let capacity: Int
  /// The tokens left, in millionths.
  package private(set) var millionths: Int

  private static let token = 1_000_000

  /// A full budget.
  ///
  /// - Parameters:
  ///   - ratio: The share of a token that a success earns, rounded to millionths.
  ///   - capacity: The tokens at first and at most.
  package init(ratio: Double = 0.1, capacity: Int = 100) {
    precondition(
      ratio >= 0 && ratio <= 1_000 && capacity >= 0 && capacity <= 1_000_000_000,
      "no retry budget of \(capacity) tokens and \(ratio) for a success")
    deposit = Int(ratio * Double(Self.token) + 0.5)
    self.capacity = capacity * Self.token
    millionths = self.capacity
  }

  /// Pays for a retry; false when there is no whole token, and the failure stands.
  package mutating func takeRetry() -> Bool {
    guard millionths >= Self.token else { return false }
    millionths -= Self.token
    return true
  }

  /// Pays in for a success.
  package mutating func recordSuccess() { millionths = min(capacity, millionths + deposit) }
}
