import Simulation
import Testing

@Suite struct `A retry budget` {
  @Test func `is full at first and pays for no more than it has`() {
    var budget = RetryBudget(ratio: 0.1, capacity: 2)
    let paid = (0..<3).map { _ in budget.takeRetry() }
    #expect(paid == [true, true, false])
    for _ in 0..<9 { budget.recordSuccess() }
    #expect(budget.takeRetry() == false)
    budget.recordSuccess()
    #expect(budget.takeRetry() == true)
    #expect(budget.millionths == 0)
  }

  @Test func `saves up no more than its capacity`() {
    var budget = RetryBudget(ratio: 0.5, capacity: 3)
    for _ in 0..<100 { budget.recordSuccess() }
    #expect(budget.millionths == 3_000_000)
  }

  @Test(arguments: [0.0, 0.1, 0.2, 1.0])
  func `bounds the load at one plus its ratio in the long run`(ratio: Double) {
    var budget = RetryBudget(ratio: ratio, capacity: 10)
    var retries = 0
    for _ in 0..<10_000 {
      budget.recordSuccess()
      while budget.takeRetry() { retries += 1 }
    }
    let saved = ratio == 0 ? 10 : 10 - ratio  // The first success found no room for its share.
    #expect(Double(retries) <= saved + ratio * 10_000)
    #expect(Double(retries) > saved + ratio * 10_000 - 1.5)
  }
}

@Suite struct `What a client may spend on retries` {
  @Test(arguments: [
    (SDKRetryMode.legacy, 5, 1_000, nil), (.standard, 3, 50, 35), (.adaptive, 3, 50, 35),
  ])
  func `is as the SDKs' modes say`(
    mode: SDKRetryMode, attempts: Int, base: Int, retries: Int?
  ) {
    #expect(mode.policy.maximumAttempts == attempts)
    #expect(mode.policy.backoff.base == .milliseconds(base))
    var allowance = mode.allowance
    let paid = (0..<100).prefix { _ in allowance.takeRetry(after: .transient) != nil }.count
    #expect(paid == retries ?? 100)
  }

  @Test func `comes back by what a successful retry had cost`() {
    var allowance = RetryAllowance.quota(
      RetryQuota(
        .init(capacity: 10, transientCost: 5, timeoutCost: 10, throttlingCost: 5, refund: 1)))
    #expect(allowance.takeRetry(after: .timeout) == 10)
    #expect(allowance.takeRetry(after: .transient) == nil)
    allowance.record(isSuccess: false, wasThrottled: false, lastRetryCost: 10, at: .start)
    #expect(allowance.takeRetry(after: .transient) == nil)
    allowance.record(isSuccess: true, wasThrottled: false, lastRetryCost: nil, at: .start)
    #expect(allowance.takeRetry(after: .transient) == nil)
    allowance.record(isSuccess: true, wasThrottled: false, lastRetryCost: 10, at: .start)
    #expect(allowance.takeRetry(after: .timeout) == 10)
  }

  @Test func `makes retries of throttled calls wait for longer`() {
    let policy = SDKRetryMode.standard.policy
    func wait(_ wasThrottled: Bool) -> RetryPolicy.Decision {
      policy.decision(
        afterAttempts: 2, firstBegan: .start, previous: .zero, draw: 0.5,
        wasThrottled: wasThrottled, at: .start)
    }
    #expect(wait(false) == .retry(after: .milliseconds(50)))
    #expect(wait(true) == .retry(after: .seconds(1)))
  }

  @Test func `delays first attempts too in adaptive mode once one was throttled`() {
    var allowance = SDKRetryMode.adaptive.allowance
    #expect(allowance.takeTurn(at: .start) == .now)
    allowance.record(isSuccess: false, wasThrottled: true, lastRetryCost: nil, at: .start)
    let turns = (0..<2).map { _ in allowance.takeTurn(at: .start) }
    let later = Instant.start + .milliseconds(3_500)
    #expect(turns.map { allowance.delay(of: $0, at: later) } == [.zero, .milliseconds(500)])
    allowance.leave(turns[0])
    #expect(allowance.delay(of: turns[1], at: later) == .zero)
    var standard = SDKRetryMode.standard.allowance
    standard.record(isSuccess: false, wasThrottled: true, lastRetryCost: nil, at: .start)
    #expect(standard.takeTurn(at: .start) == .now)
  }

  @Test func `stops in gRPC's manner while half of the tokens are gone`() {
    var allowance = RetryAllowance.throttle(RetryThrottle(maxTokens: 4))
    let costs = (0..<3).map { _ in
      allowance.record(isSuccess: false, wasThrottled: false, lastRetryCost: nil, at: .start)
      return allowance.takeRetry(after: .transient)
    }
    #expect(costs == [0, nil, nil])
    for _ in 0..<11 {
      allowance.record(isSuccess: true, wasThrottled: false, lastRetryCost: nil, at: .start)
    }
    #expect(allowance.takeRetry(after: .transient) == 0)
  }
}
