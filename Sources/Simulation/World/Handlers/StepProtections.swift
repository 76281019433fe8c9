extension StepGuards {
  /// How the step is tried again: as it says itself, else as its budget's mode says; never beyond
  /// its deadline.
  var retryPolicy: RetryPolicy? {
    guard var policy = retry?.policy ?? retryBudget?.policy else { return nil }
    if let deadline { policy.deadline = min(deadline, policy.deadline ?? .longest) }
    return policy
  }
}

/// What the calls of a component may spend on retries together, as a scenario spells it out.
package enum RetryBudgetSettings: Hashable, Sendable {
  /// A retry mode of the AWS SDKs.
  case mode(SDKRetryMode)
  /// gRPC's throttling of retries, with the numbers of its proposal's example.
  case grpc
  /// A share of what succeeds.
  case share(RetryShareSettings)

  /// What may be spent.
  var allowance: RetryAllowance {
    switch self {
    case .mode(let mode): mode.allowance
    case .grpc: .throttle(RetryThrottle())
    case .share(let share): .budget(RetryBudget(ratio: share.ratio, capacity: share.cap))
    }
  }

  /// How often and when the mode tries again; the others say nothing about it.
  var policy: RetryPolicy? {
    guard case .mode(let mode) = self else { return nil }
    return mode.policy
  }
}

/// A retry budget that successes pay into.
package struct RetryShareSettings: Described, Hashable {
  package var ratio = 0.1
  package var cap = 100

  package init() {}

  package static var parameters: [Parameter<RetryShareSettings>] {
    [
      .share("ratio", \.ratio, help: "The share of a retry that every success pays for."),
      .integer(
        "cap", \.cap, in: 0...1_000_000, help: "The most retries that are saved up, as at first."),
    ]
  }
}

/// A limit to the calls that are under way at a time.
package struct BulkheadSettings: Described, Hashable {
  package var maxConcurrentCalls = 25
  package var maxWait = Interval.zero
  package var maxQueue: Int?

  package init() {}

  package static var parameters: [Parameter<BulkheadSettings>] {
    [
      .integer(
        "maxConcurrentCalls", \.maxConcurrentCalls, in: 1...1_000_000,
        help: "The most calls of the step that are under way at a time, in the whole component."),
      .duration(
        "maxWait", \.maxWait, in: .zero ... .days(1),
        help: "How long a call waits for a place before the step fails; 0s does not wait."),
      .init(
        "maxQueue", \.maxQueue, .integer(in: 0...1_000_000_000),
        help: "The most calls that wait; unlimited if left out."),
    ]
  }

  /// The policy that the settings spell out.
  var policy: Bulkhead.Policy {
    Bulkhead.Policy(
      maxConcurrentCalls: maxConcurrentCalls, maxWait: maxWait, maxQueue: maxQueue ?? .max)
  }
}

/// Copies of a call that takes long.
package struct HedgeSettings: Described, Hashable {
  package var after: Interval?
  package var quantile = 0.95
  package var copies = 1
  package var budget = 0.05

  package init() {}

  package static var parameters: [Parameter<HedgeSettings>] {
    [
      .init(
        "after", \.after, .duration(in: .milliseconds(1) ... .days(1)),
        help: "How long a call goes without an answer before a copy is sent; left out, as long as "
          + "the quantile of the latest calls."),
      .share(
        "quantile", \.quantile,
        help: "Without after: the share of the latest calls that were faster than the wait."),
      .integer(
        "copies", \.copies, in: 1...RunExtras.mostCopies,
        help: "The most copies of a call beside the first."),
      .share("budget", \.budget, help: "The share of calls that may have a copy, on average."),
    ]
  }

  /// The policy that the settings spell out.
  var policy: Hedging.Policy {
    Hedging.Policy(
      delay: after.map { .after($0) } ?? .quantile(quantile), copies: copies, budget: budget)
  }
}

extension Notation<RetryBudgetSettings> {
  /// The name of an SDK's retry mode, `"grpc"`, or an object with ratio and cap.
  static var retryBudget: Self {
    let modes = Notation<SDKRetryMode>.choice
    let share = Notation<RetryShareSettings>.object
    let grpc = "grpc"
    let names = SDKRetryMode.allCases.map(\.rawValue) + [grpc]
    return Self(.either([.choice(names), share.kind])) { value in
      switch value {
      case .text(grpc): .grpc
      case .text: .mode(modes.value(value))
      default: .share(share.value(value))
      }
    } parameterValue: { settings in
      switch settings {
      case .mode(let mode): modes.parameterValue(mode)
      case .grpc: .text(grpc)
      case .share(let settings): share.parameterValue(settings)
      }
    }
  }
}
