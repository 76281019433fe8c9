import Simulation
import Testing

@Suite struct `The retry quota of an SDK client` {
  @Test(arguments: [
    (RetryQuota.Policy.standard, RetryQuota.Cause.transient, 5, 100),
    (.standard, .timeout, 10, 50), (.standard, .throttling, 5, 100),
    (.november2026, .transient, 14, 35), (.november2026, .timeout, 14, 35),
    (.november2026, .throttling, 5, 100),
  ])
  func `pays for so many retries and then for none`(
    policy: RetryQuota.Policy, cause: RetryQuota.Cause, cost: Int, retries: Int
  ) {
    var quota = RetryQuota(policy)
    let costs = (0..<retries).map { _ in quota.takeRetry(after: cause) }
    #expect(costs == Array(repeating: cost, count: retries))
    #expect(quota.takeRetry(after: cause) == nil)
    #expect(quota.tokens == 500 - cost * retries)
  }

  @Test func `gets the last retry's price back on success, or one token, up to its capacity`() {
    var quota = RetryQuota(.standard)
    let first = quota.takeRetry(after: .timeout)
    let second = quota.takeRetry(after: .transient)
    #expect([first, second] == [10, 5])
    #expect(quota.tokens == 485)
    quota.recordSuccess(lastRetryCost: second)
    #expect(quota.tokens == 490)
    quota.recordSuccess(lastRetryCost: nil)
    #expect(quota.tokens == 491)
    quota.recordSuccess(lastRetryCost: 10)
    #expect(quota.tokens == 500)
  }

  @Test func `still pays for a cheap retry when it cannot pay for a dear one`() {
    var quota = RetryQuota(
      .init(capacity: 9, transientCost: 5, timeoutCost: 10, throttlingCost: 5, refund: 1))
    #expect(quota.takeRetry(after: .timeout) == nil)
    #expect(quota.takeRetry(after: .transient) == 5)
    #expect(quota.takeRetry(after: .transient) == nil)
    quota.recordSuccess(lastRetryCost: nil)
    #expect(quota.takeRetry(after: .transient) == 5)
  }
}

@Suite struct `The retry brake of gRPC` {
  @Test func `holds once half of the tokens are gone`() {
    var brake = RetryThrottle(maxTokens: 10, thousandthsPerSuccess: 100)
    var allowed: [Bool] = []
    for _ in 0..<6 {
      allowed.append(brake.allowsRetry)
      brake.recordFailure()
    }
    #expect(allowed == [true, true, true, true, true, false])
    #expect(brake.thousandths == 4_000)
  }

  @Test func `lets go after enough successes, and has its limits`() {
    var brake = RetryThrottle(maxTokens: 10, thousandthsPerSuccess: 100)
    for _ in 0..<20 { brake.recordFailure() }
    #expect(brake.thousandths == 0)
    for _ in 0..<50 { brake.recordSuccess() }
    #expect(!brake.allowsRetry)
    brake.recordSuccess()
    #expect(brake.allowsRetry)
    for _ in 0..<1_000 { brake.recordSuccess() }
    #expect(brake.thousandths == 10_000)
  }
}
