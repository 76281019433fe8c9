internal import Scenario
internal import Simulation

/// Retries, budgets, breakers and back-off.
extension SelfTestCase {
  static let retries: [SelfTestCase] =
    [0.01, 0.1, 0.2, 0.3, 0.5, 0.75, 1].map(amplification) + [budgets, breakers, jitter]

  /// Calls that fail with a probability and are tried up to three times more: 1 + p + p² + p³ calls,
  /// and 1 − p⁴ succeed.
  private static func amplification(failing p: Double) -> SelfTestCase {
    SelfTestCase("R1", "three retries, a share of \(p) fails") {
      let variant = try BuiltInScenario.variant(of: amplificationScenario(failing: p))
      var replications = Replications(.fixed(40))
      replications.jobs = 1
      replications.keepsPeriods = false
      let result = try replications.run(
        [variant],
        criteria: [
          Criterion("calls", "calls", .sum(.calls)),
          Criterion("done", "done", .share(.completed)),
        ])
      let calls = result.summary(of: 0, for: 0).values.map { $0 / customers }
      let done = result.summary(of: 1, for: 0).values
      // 99 % for the fourteen intervals of the table together.
      let confidence = 1 - 0.01 / 14
      return [
        seldom("attempts per call", 1 + p + p * p + p * p * p, in: calls, confidence),
        seldom("share that succeeds", 1 - p * p * p * p, in: done, confidence),
      ]
    }
  }

  private static let customers = 5_000.0

  /// A closed form; where all replications agree, what they did not see has a probability of less than
  /// three in as many calls (the rule of three).
  private static func seldom(
    _ subject: String, _ theory: Double, in values: [Double], _ confidence: Double
  ) -> SelfTestFinding {
    let moments = Moments(values)
    guard moments.standardError < 1e-12 else {
      return .closedForm(subject, theory, in: values, confidence: confidence)
    }
    return .near(
      subject, theory, is: moments.mean, within: 3 / (customers * Double(values.count)))
  }

  private static func amplificationScenario(failing p: Double) -> String {
    """
    {
      seed: 1, duration: "5m", accountConcurrency: 100000,
      components: {
        worker: {
          type: "lambda-function", timeout: "30s",
          handler: [
            {
              call: "service", effect: "answer", onFailure: "continue",
              retry: { attempts: 4, base: "1ms", jitter: "none" },
            },
          ],
        },
        service: {
          type: "dependency", latency: { constant: "10ms" }, errorRate: "\(p * 100)%",
        },
      },
      producers: {
        clients: { target: "worker", arrivals: { poisson: "100/s" }, limit: 5000 },
      },
    }
    """
  }

  /// The AWS SDKs' standard mode, and gRPC's brake.
  private static let budgets = SelfTestCase("R8", "retry budgets") {
    func retries(after cause: RetryQuota.Cause) -> Int {
      var quota = RetryQuota(.standard)
      return (0..<1_000).count { _ in quota.takeRetry(after: cause) != nil }
    }
    var quota = RetryQuota(.standard)
    let price = quota.takeRetry(after: .transient)
    quota.recordSuccess(lastRetryCost: price)
    quota.recordSuccess(lastRetryCost: nil)
    var brake = RetryThrottle(maxTokens: 10, thousandthsPerSuccess: 100)
    let failures = (0..<20).count { _ in
      defer { brake.recordFailure() }
      return brake.allowsRetry
    }
    let successes = (0..<100).count { _ in
      guard !brake.allowsRetry else { return false }
      brake.recordSuccess()
      return true
    }
    return [
      .exact("AWS standard: retries after errors", 100, is: retries(after: .transient)),
      .exact("AWS standard: retries after time-outs", 50, is: retries(after: .timeout)),
      .exact("AWS standard: tokens after a success", 500, is: quota.tokens),
      .exact("AWS standard: attempts", 3, is: SDKRetryMode.standard.policy.maximumAttempts),
      .exact(
        "AWS standard: cap, s", 20, is: SDKRetryMode.standard.policy.backoff.cap.seconds),
      .exact("gRPC: failures until it brakes", 5, is: failures),
      .exact("gRPC: successes until it lets go", 51, is: successes),
    ]
  }

  /// The presets of resilience4j and Polly, at the call that opens them and one before.
  private static let breakers = SelfTestCase("R9", "circuit breakers") {
    func openedAt(_ policy: CircuitBreakerPolicy, failingEvery step: Int) -> Int {
      var breaker = CircuitBreaker(policy)
      let opened = (1...200).first { call in
        let now = Instant.start + .milliseconds(100 * call)
        let outcome: CircuitBreaker.Outcome = call % step == 0 ? .failure : .success
        if case .opened = breaker.record(outcome, duration: .zero, at: now) { return true }
        return false
      }
      return opened ?? 0
    }
    func opensFor(_ policy: CircuitBreakerPolicy) -> Double {
      var breaker = CircuitBreaker(policy)
      guard case .opened(let until) = breaker.open(at: .start) else { return 0 }
      // resilience4j refuses at the very end of the time, too; that nanosecond is left out here.
      return Double((until - .start).nanoseconds / 1_000_000) / 1_000
    }
    func probes(_ policy: CircuitBreakerPolicy) -> Int {
      var breaker = CircuitBreaker(policy)
      _ = breaker.open(at: .start)
      return (0..<50).count { _ in breaker.permit(at: .start + .hours(1)) == .permitted }
    }
    return [
      .exact(
        "resilience4j: opens at call, half fail", 100, is: openedAt(.resilience4j, failingEvery: 2)),
      .exact(
        "resilience4j: never opens, a third fails", 0, is: openedAt(.resilience4j, failingEvery: 3)),
      .exact("resilience4j: open, s", 60, is: opensFor(.resilience4j)),
      .exact("resilience4j: probes", 10, is: probes(.resilience4j)),
      .exact("Polly: opens at call, a tenth fails", 100, is: openedAt(.polly, failingEvery: 10)),
      .exact("Polly: never opens, an eleventh fails", 0, is: openedAt(.polly, failingEvery: 11)),
      .exact("Polly: open, s", 5, is: opensFor(.polly)),
      .exact("Polly: probes", 1, is: probes(.polly)),
      .exact("the talk's: opens at call, all fail", 1, is: openedAt(.talk, failingEvery: 1)),
    ]
  }

  /// Means of 20,000 waits, of which one in a thousand strays further.
  private static let jitter = SelfTestCase("R10", "jitter of back-off") {
    func mean(_ jitter: Backoff.Jitter, retry: Int, previous: Interval) -> Double {
      let backoff = Backoff(base: .seconds(1), cap: .seconds(20), jitter: jitter)
      var draws = RandomStream(seed: 10, replication: 0, component: "client", purpose: "jitter")
      return Moments(
        (0..<20_000).map { _ in
          backoff.delay(retry: retry, previous: previous, draw: draws.uniform()).seconds
        }
      ).mean
    }
    func stray(_ span: Double) -> Double { 3.3 * span / Elementary.squareRoot(12 * 20_000) }
    return [
      .exact("none: wait, s", 8, is: mean(.none, retry: 3, previous: .zero)),
      .near(
        "full: mean wait, s", 4, is: mean(.full, retry: 3, previous: .zero), within: stray(8)),
      .near(
        "equal: mean wait, s", 6, is: mean(.equal, retry: 3, previous: .zero), within: stray(4)),
      .near(
        "decorrelated: mean wait, s", 3.5,
        is: mean(.decorrelated, retry: 3, previous: .seconds(2)), within: stray(5)),
    ]
  }
}
