extension FunctionEnvironments {
  /// How much a function may run at once, and how long its environments live.
  package struct Settings: Hashable, Sendable {
    /// What of the account's concurrency is this function's alone, and its limit; zero is "off".
    package var reservedConcurrency: Int?
    /// How many environments are kept initialised; at most the reserved concurrency, if any.
    package var provisionedConcurrency = 0
    /// How many environments may start within `scalingWindow`.
    package var startsPerWindow = 1_000
    /// The length over which starts are counted.
    package var scalingWindow = Interval.seconds(10)
    /// How long an environment may be idle before it ends, spread evenly.
    ///
    /// Five to fifteen minutes is a modelling choice: the service does not promise any time.
    package var idleLifetime: ClosedRange<Interval> = .minutes(5) ... .minutes(15)
    /// The age from which an environment takes no further invocation, spread evenly.
    ///
    /// "Every few hours", even if invoked all the time
    /// (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html); two to four
    /// is a modelling choice.
    package var lifetime: ClosedRange<Interval> = .hours(2) ... .hours(4)
    /// Synchronous requests a second for each unit of reserved concurrency; `nil` is no limit.
    package var requestsPerUnit: Int? = 10

    /// A function without reserved or provisioned concurrency.
    package init() {}

    /// What the function takes out of the account's unreserved concurrency for good.
    package var guaranteedConcurrency: Int { reservedConcurrency ?? provisionedConcurrency }

    /// Traps on settings that the scenario reader must have refused.
    func check() {
      let reserved = reservedConcurrency ?? .max
      precondition(reserved >= 0, "a reserved concurrency of \(reserved) is below zero")
      precondition(
        (0...reserved).contains(provisionedConcurrency),
        "a provisioned concurrency of \(provisionedConcurrency) with \(reserved) reserved")
      precondition(startsPerWindow > 0, "\(startsPerWindow) environments may start")
      precondition(
        min(idleLifetime.lowerBound, lifetime.lowerBound) > .zero,
        "an environment lives longer than zero")
    }
  }
}
