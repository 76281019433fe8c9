/// When a circuit breaker opens, how long it stays open, and how it finds out that all is well again.
///
/// The names and defaults of the rate rule are resilience4j's
/// (https://resilience4j.readme.io/docs/circuitbreaker).
package struct CircuitBreakerPolicy: Hashable, Sendable {
  /// What opens a closed breaker and decides about the probes of a half-open one.
  package enum Rule: Hashable, Sendable {
    /// So many failures in a row open it; a failed probe opens it again (Nygard, *Release It!*).
    case consecutiveFailures(Int)
    /// A share of failed or of slow calls within a window opens it (resilience4j).
    case rates(RateRule)
    /// As `rates`, but only a failure opens it, one probe decides, and duration is not looked at
    /// (Polly).
    case failureRatio(RateRule)
  }

  /// The share of failed or slow calls in a sliding window that opens a breaker.
  package struct RateRule: Hashable, Sendable {
    /// Which calls are counted (`slidingWindowType` and `slidingWindowSize`).
    package var window: SlidingWindow.Extent
    /// With fewer calls in the window no rate is known; in a window of calls at most its size.
    package var minimumNumberOfCalls: Int
    /// The percentage of failed calls from which on the breaker opens.
    ///
    /// `Float`, since resilience4j computes and compares rates in single precision.
    package var failureRateThreshold: Float
    /// A call that takes longer is slow; one that takes exactly as long is not.
    package var slowCallDurationThreshold: Interval
    /// The percentage of slow calls from which on the breaker opens.
    package var slowCallRateThreshold: Float

    /// A rule; without arguments resilience4j's defaults.
    package init(
      window: SlidingWindow.Extent = .calls(100), minimumNumberOfCalls: Int = 100,
      failureRateThreshold: Float = 50, slowCallDurationThreshold: Interval = .seconds(60),
      slowCallRateThreshold: Float = 100
    ) {
      precondition(minimumNumberOfCalls > 0, "at least one call, not \(minimumNumberOfCalls)")
      self.window = window
      self.minimumNumberOfCalls = minimumNumberOfCalls
      self.failureRateThreshold = failureRateThreshold
      self.slowCallDurationThreshold = slowCallDurationThreshold
      self.slowCallRateThreshold = slowCallRateThreshold
    }
  }

  /// What opens the breaker.
  package var rule: Rule
  /// How long an open breaker refuses (`waitDurationInOpenState`); `nil`: until it is told to close.
  package var coolDown: Interval?
  /// Whether a call at the very end of the cool-down is still refused.
  ///
  /// resilience4j compares with `isAfter` (`CircuitBreakerStateMachine.OpenState`), Polly with `>=`.
  package var refusesAtEndOfCoolDown: Bool
  /// How many probes a half-open breaker lets through.
  package var permittedNumberOfCallsInHalfOpenState: Int
  /// Whether the breaker turns half-open by itself after the cool-down, not with the next call.
  package var automaticTransitionFromOpenToHalfOpen: Bool
  /// How long a half-open breaker waits for its probes before it opens again; zero: for ever.
  package var maxWaitDurationInHalfOpenState: Interval

  /// A policy; without arguments resilience4j's defaults.
  package init(
    rule: Rule = .rates(RateRule()), coolDown: Interval? = .seconds(60),
    refusesAtEndOfCoolDown: Bool = true, permittedNumberOfCallsInHalfOpenState: Int = 10,
    automaticTransitionFromOpenToHalfOpen: Bool = false,
    maxWaitDurationInHalfOpenState: Interval = .zero
  ) {
    precondition(
      permittedNumberOfCallsInHalfOpenState > 0,
      "at least one probe, not \(permittedNumberOfCallsInHalfOpenState)")
    self.rule = rule
    self.coolDown = coolDown
    self.refusesAtEndOfCoolDown = refusesAtEndOfCoolDown
    self.permittedNumberOfCallsInHalfOpenState = permittedNumberOfCallsInHalfOpenState
    self.automaticTransitionFromOpenToHalfOpen = automaticTransitionFromOpenToHalfOpen
    self.maxWaitDurationInHalfOpenState = maxWaitDurationInHalfOpenState
  }
}

extension CircuitBreakerPolicy {
  /// The talk's breaker: the first error opens it, and it stays open until a canary's success closes
  /// it (AWS re:Invent 2025, API322).
  package static let talk = CircuitBreakerPolicy(
    rule: .consecutiveFailures(1), coolDown: nil, refusesAtEndOfCoolDown: false,
    permittedNumberOfCallsInHalfOpenState: 1)

  /// Nygard's breaker: five failures in a row open it, one probe after thirty seconds decides.
  ///
  /// The book (*Release It!*, 2007) leaves both numbers open; these are a modelling choice.
  package static let classic = CircuitBreakerPolicy(
    rule: .consecutiveFailures(5), coolDown: .seconds(30), refusesAtEndOfCoolDown: false,
    permittedNumberOfCallsInHalfOpenState: 1)

  /// resilience4j's defaults: 50 % of the last 100 calls, 60 s open, ten probes.
  package static let resilience4j = CircuitBreakerPolicy()

  /// Polly's defaults: 10 % of at least 100 calls in 30 s, 5 s open, one probe.
  ///
  /// `FailureRatio`, `MinimumThroughput`, `SamplingDuration` and `BreakDuration` of
  /// https://www.pollydocs.org/strategies/circuit-breaker; the sampling time has ten slices.
  package static let polly = CircuitBreakerPolicy(
    rule: .failureRatio(
      RateRule(
        window: .sampling(.seconds(30), slices: 10), minimumNumberOfCalls: 100,
        failureRateThreshold: 10)),
    coolDown: .seconds(5), refusesAtEndOfCoolDown: false,
    permittedNumberOfCallsInHalfOpenState: 1)
}
