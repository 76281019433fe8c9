/// A limit to the requests inside a server that finds its own height from how long they take.
///
/// Netflix' concurrency-limits (https://github.com/Netflix/concurrency-limits), updated with every
/// answer as `SimpleLimiter` does.
package struct ConcurrencyLimit: Hashable, Sendable, BitwiseCopyable {
  /// How the limit moves.
  package enum Rule: String, CaseIterable, Hashable, Sendable, BitwiseCopyable {
    /// One up while all is well and half of it is used, down to a share after a failure or a slow
    /// answer (`AIMDLimit`).
    case aimd
    /// In proportion to how much longer requests take now than they took over a long time
    /// (`Gradient2Limit`).
    case gradient
  }

  /// The rule and its numbers.
  package struct Policy: Hashable, Sendable, BitwiseCopyable {
    /// How the limit moves.
    package var rule: Rule
    /// Where it begins.
    package var initial: Int
    /// How low it can get.
    package var minimum: Int
    /// How high it can get.
    package var maximum: Int
    /// With `aimd`: from which latency on an answer counts as a failure.
    package var timeout: Interval

    /// A policy; without arguments Netflix' defaults of the gradient, and of its AIMD the time-out.
    package init(
      rule: Rule = .gradient, initial: Int = 20, minimum: Int = 20, maximum: Int = 200,
      timeout: Interval = .seconds(5)
    ) {
      precondition(
        minimum > 0 && minimum <= initial && initial <= maximum,
        "no concurrency limit from \(minimum) by \(initial) to \(maximum)")
      self.rule = rule
      self.initial = initial
      self.minimum = minimum
      self.maximum = maximum
      self.timeout = timeout
    }
  }

  private static let backoffRatio = 0.9
  /// With the gradient: how many requests may queue, and how much of a new estimate counts.
  private static let (queueSize, smoothing) = (4.0, 0.2)
  /// With the gradient: the answers that the long average reaches back, and its plain beginning.
  private static let (longWindow, warmUp) = (600.0, 10)

  private let policy: Policy
  private var estimate: Double
  private var longLatency = 0.0
  private var samples = 0

  /// A limit that has seen no answers.
  package init(_ policy: Policy = Policy()) {
    self.policy = policy
    estimate = Double(policy.initial)
  }

  /// The most requests inside at a time.
  package var limit: Int { Int(estimate) }

  /// Whether a further request may come in beside those inside.
  package func admits(beside inside: Int) -> Bool { inside < limit }

  /// Takes note of an answer.
  ///
  /// - Parameters:
  ///   - latency: From the arrival of the request to its answer.
  ///   - inside: The requests inside when it arrived, itself included.
  ///   - hasFailed: Whether it failed for want of capacity, such as by a time-out.
  package mutating func record(latency: Interval, inside: Int, hasFailed: Bool) {
    switch policy.rule {
    case .aimd: additive(latency, inside, hasFailed)
    case .gradient: gradient(Double(max(latency.nanoseconds, 1)), Double(inside))
    }
    estimate = min(max(estimate, Double(policy.minimum)), Double(policy.maximum))
  }

  private mutating func additive(_ latency: Interval, _ inside: Int, _ hasFailed: Bool) {
    if hasFailed || latency > policy.timeout {
      estimate = min(estimate - 1, Double(Int(estimate * Self.backoffRatio)))
    } else if inside * 2 >= limit {
      estimate += 1
    }
  }

  private mutating func gradient(_ latency: Double, _ inside: Double) {
    samples += 1
    if samples <= Self.warmUp {
      longLatency += (latency - longLatency) / Double(samples)
    } else {
      longLatency += (latency - longLatency) * 2 / (Self.longWindow + 1)
    }
    let long = longLatency
    // After a long overload the average comes down faster than by itself.
    if long / latency > 2 { longLatency = long * 0.9 }
    guard inside >= estimate / 2 else { return }
    let gradient = max(0.5, min(1, long / latency))
    let aim = estimate * gradient + Self.queueSize
    estimate = estimate * (1 - Self.smoothing) + aim * Self.smoothing
  }
}
