/// A circuit breaker as a scenario describes it.
package struct BreakerSettings: ComponentSettings {
  /// Well-known breakers to start from.
  package enum Preset: String, CaseIterable, Sendable {
    case talk
    case classic
    case resilience4j
    case polly
  }

  /// How calls are counted.
  package enum Window: String, CaseIterable, Sendable {
    case count = "COUNT_BASED"
    case time = "TIME_BASED"
  }

  /// What happens while the breaker's own state cannot be read.
  package enum Blindness: String, CaseIterable, Sendable {
    /// Calls pass, as if the breaker were closed.
    case open
    /// Calls are kept back, as if the breaker were open.
    case closed
  }

  /// Who shares the breaker's state.
  package enum Scope: String, CaseIterable, Sendable {
    /// All who name the breaker.
    case shared
    /// Nobody: each execution environment has a breaker of its own, as in its memory.
    case environment
  }

  package var preset = Preset.talk
  package var scope = Scope.shared
  package var stopsPolling: String?
  package var switchTime = Interval.zero
  package var table: String?
  package var failMode = Blindness.open
  package var consecutiveFailures: Int?
  package var slidingWindowType: Window?
  package var slidingWindowSize: Int?
  package var minimumNumberOfCalls: Int?
  package var failureRateThreshold: Double?
  package var slowCallDurationThreshold: Interval?
  package var slowCallRateThreshold: Double?
  package var waitDurationInOpenState: Interval?
  package var permittedNumberOfCallsInHalfOpenState: Int?

  package init() {}

  package static let typeName = "circuit-breaker"
  package static let help =
    "A circuit breaker that handlers ask before a call; its state may lie in a table."
  package static var metrics: [Metric] { [.breakerState, .breakerOpened, .breakerRefused] }

  package static var parameters: [Parameter<BreakerSettings>] {
    [
      .choice(
        "preset", \.preset,
        help: "The breaker to start from: the talk's (opens on the first error, closes only when "
          + "told to), classic, resilience4j or Polly."),
      .init(
        "table", \.table, .component(of: ["dynamodb-table"]),
        help: "The table that holds the state; each check is then a read of its item."),
      .choice(
        "failMode", \.failMode,
        help:
          "While the state cannot be read: \"open\" lets calls pass, \"closed\" keeps them back."),
      .choice(
        "scope", \.scope,
        help: "Whether all callers share the state, or each execution environment has its own, in "
          + "its memory and without a table."),
      .init(
        "stopsPolling", \.stopsPolling, .component(of: ["lambda-function"]),
        help: "The function whose event source is switched off while the breaker is open, so that "
          + "no receive is burnt; half-open, as many batches are in hand as probes may pass."),
      .duration(
        "switchTime", \.switchTime, in: .zero ... .minutes(10),
        help: "How long it takes to switch the event source off or on."),
      .init(
        "consecutiveFailures", \.consecutiveFailures, .integer(in: 1...1_000_000),
        help: "Failures in a row that open the breaker."),
    ] + windowParameters + stateParameters
  }

  private static var windowParameters: [Parameter<BreakerSettings>] {
    [
      .init(
        "slidingWindowType", \.slidingWindowType, .choice,
        help: "Whether the window holds the last calls or the last seconds."),
      .init(
        "slidingWindowSize", \.slidingWindowSize, .integer(in: 1...1_000_000),
        help: "The size of the window, in calls or in seconds."),
      .init(
        "minimumNumberOfCalls", \.minimumNumberOfCalls, .integer(in: 1...1_000_000),
        help: "The calls in the window below which no rate is known."),
      .init(
        "failureRateThreshold", \.failureRateThreshold, .share,
        help: "The share of failed calls that opens the breaker."),
      .init(
        "slowCallDurationThreshold", \.slowCallDurationThreshold, .duration(),
        help: "A call that takes longer is slow."),
      .init(
        "slowCallRateThreshold", \.slowCallRateThreshold, .share,
        help: "The share of slow calls that opens the breaker."),
    ]
  }

  private static var stateParameters: [Parameter<BreakerSettings>] {
    [
      .init(
        "waitDurationInOpenState", \.waitDurationInOpenState, .duration(),
        help: "How long the breaker stays open before it lets probes pass."),
      .init(
        "permittedNumberOfCallsInHalfOpenState", \.permittedNumberOfCallsInHalfOpenState,
        .integer(in: 1...1_000_000), help: "How many probes pass while it is half-open."),
    ]
  }

  /// The policy of the preset with the settings over it.
  var policy: CircuitBreakerPolicy {
    var policy: CircuitBreakerPolicy =
      switch preset {
      case .talk: .talk
      case .classic: .classic
      case .resilience4j: .resilience4j
      case .polly: .polly
      }
    if let consecutiveFailures { policy.rule = .consecutiveFailures(consecutiveFailures) }
    if setsWindow { policy.rule = .rates(rateRule(over: policy.rule)) }
    if let waitDurationInOpenState { policy.coolDown = waitDurationInOpenState }
    if let probes = permittedNumberOfCallsInHalfOpenState {
      policy.permittedNumberOfCallsInHalfOpenState = probes
    }
    // Nobody would call, and so nobody would probe, while nothing is received.
    if stopsPolling != nil { policy.automaticTransitionFromOpenToHalfOpen = true }
    return policy
  }

  private var setsWindow: Bool {
    slidingWindowType != nil || slidingWindowSize != nil || minimumNumberOfCalls != nil
      || failureRateThreshold != nil || slowCallDurationThreshold != nil
      || slowCallRateThreshold != nil
  }

  private func rateRule(
    over rule: CircuitBreakerPolicy.Rule
  ) -> CircuitBreakerPolicy.RateRule {
    var rates = CircuitBreakerPolicy.RateRule()
    if case .rates(let preset) = rule { rates = preset }
    if slidingWindowType == .time {
      rates.window = .seconds(slidingWindowSize ?? 100)
    } else if let slidingWindowSize {
      rates.window = .calls(slidingWindowSize)
    }
    rates.minimumNumberOfCalls = minimumNumberOfCalls ?? rates.minimumNumberOfCalls
    if let failureRateThreshold { rates.failureRateThreshold = Float(failureRateThreshold * 100) }
    if let slowCallRateThreshold {
      rates.slowCallRateThreshold = Float(slowCallRateThreshold * 100)
    }
    rates.slowCallDurationThreshold =
      slowCallDurationThreshold ?? rates.slowCallDurationThreshold
    return rates
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    plan.add(name, type: Self.typeName) { address, builder in
      BreakerComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }
}
