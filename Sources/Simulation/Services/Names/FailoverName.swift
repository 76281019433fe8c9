/// A DNS name that stands for one of several targets, as Amazon Route 53 answers for it.
///
/// Health checks ask each target at an interval; so many failures in a row make it unhealthy, so many
/// successes in a row healthy again, and a target that was never checked is healthy
/// (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html).
/// Where no target is healthy, all count as healthy
/// (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html).
package struct FailoverName: Sendable {
  /// Which of the healthy targets an answer names.
  package enum Policy: String, CaseIterable, Sendable {
    /// The first one: active/standby.
    case failover
    /// One at random, by weight: active/active.
    case weighted
    /// The one nearest to whoever asks: active/active.
    case latency
  }

  private struct Health: Sendable {
    var isHealthy = true
    /// How many checks in a row said otherwise.
    var contradictions = 0
  }

  private let policy: Policy
  private let weights: [Double]
  private let failureThreshold: Int
  private var health: [Health]

  /// A name for as many targets as there are weights.
  package init(_ policy: Policy, weights: [Double], failureThreshold: Int) {
    self.policy = policy
    self.weights = weights
    self.failureThreshold = failureThreshold
    health = Array(repeating: Health(), count: weights.count)
  }

  /// Whether a target counts as healthy.
  package func isHealthy(_ target: Int) -> Bool { health[target].isHealthy }

  /// Takes note of a check; says whether it has changed what the target counts as.
  package mutating func checked(_ target: Int, isWell: Bool) -> Bool {
    guard isWell != health[target].isHealthy else {
      health[target].contradictions = 0
      return false
    }
    health[target].contradictions += 1
    guard health[target].contradictions >= failureThreshold else { return false }
    health[target] = Health(isHealthy: isWell)
    return true
  }

  /// The target that an answer names.
  ///
  /// - Parameters:
  ///   - order: All targets, the nearest first.
  ///   - draw: A random number from 0 up to 1.
  package func answer(order: [Int], draw: Double) -> Int {
    let healthy = health.indices.filter { health[$0].isHealthy }
    let candidates = healthy.isEmpty ? Array(health.indices) : healthy
    switch policy {
    case .failover: return candidates[0]
    case .latency: return order.first(where: candidates.contains) ?? candidates[0]
    case .weighted:
      var left = draw * candidates.reduce(0) { $0 + weights[$1] }
      for target in candidates {
        left -= weights[target]
        if left < 0 { return target }
      }
      return candidates.last { weights[$0] > 0 } ?? candidates[0]
    }
  }
}

/// An answer that a client keeps for as long as its time to live lets it.
package struct CachedAnswer: Sendable, BitwiseCopyable {
  /// The target that the answer names.
  package var target: UInt16
  /// When the client asks anew.
  package var freshUntil: Instant

  /// An answer.
  package init(target: UInt16, freshUntil: Instant) {
    self.target = target
    self.freshUntil = freshUntil
  }
}
