import Simulation

/// A town drawn at random from a seed: settings, faults and what people do.
///
/// All faults are over after a third of the time and guests order for no longer, so that what can heal
/// has healed by the end.
struct RandomTown {
  let seed: UInt64
  private var draws: RandomStream

  /// How long guests order and faults may hold, and how long the town stays open.
  static let active = Interval.minutes(10)
  static let open = Interval.minutes(40)

  init(seed: UInt64) {
    self.seed = seed
    draws = RandomStream(seed: seed, replication: 0, component: "town", purpose: "settings")
  }

  /// The town's blueprint.
  static func plan(seed: UInt64) -> Blueprint {
    var maker = RandomTown(seed: seed)
    return maker.plan()
  }

  private mutating func plan() -> Blueprint {
    var town = Town()
    town.blueprint.seed = seed
    town.blueprint.duration = Self.open
    town.blueprint.period = .seconds(10)
    arrange(&town)
    town.guests = guests()
    for _ in 0..<draws.below(6) { town.faults.append(fault()) }
    for _ in 0..<draws.below(3) { town.blueprint.actions.append(action()) }
    var plan = town.plan
    if draws.chance(0.5) { addBreaker(to: &plan) }
    return plan
  }

  // MARK: - Settings

  private mutating func arrange(_ town: inout Town) {
    town.payments.latency = pick([
      .constant(0.1), .exponential(mean: 0.2), .lognormal(p50: 0.1, p99: 3),
    ])
    town.payments.concurrency = pick([nil, 50])
    town.payments.queueLimit = pick([nil, 0, 10])
    town.payments.errorRate = pick([0, 0, 0.1])
    town.payments.idempotency = pick([.none, .key])
    town.charge.guards.timeout = pick([nil, .seconds(1), .seconds(5)])
    if draws.chance(0.5) { town.charge.guards.retry = retry() }
    town.function.timeout = .seconds(pick([5, 10, 30]))
    town.function.environments.reservedConcurrency = pick([nil, nil, 3])
    town.function.eventSource?.batchSize = pick([1, 3, 10])
    town.function.eventSource?.maximumBatchingWindow = pick([.zero, .zero, .seconds(5)])
    town.function.eventSource?.maximumConcurrency = pick([nil, 2, 20])
    town.function.eventSource?.reportBatchItemFailures = draws.chance(0.5)
    town.function.eventSource?.backOff = draws.chance(0.5)
    town.orders.queue.visibilityTimeout = .seconds(pick([30, 45, 60]))
    town.orders.queue.messageRetentionPeriod = pick([.days(4), .minutes(5)])
    town.orders.queue.randomness.duplicateDeliveryProbability = pick([0, 0.05])
    town.orders.queue.randomness.resurrectionProbability = pick([0, 0.05])
    if draws.chance(0.3) { town.orders.redrivePolicy = nil }
    town.orders.redrivePolicy?.maxReceiveCount = pick([1, 2, 5])
    town.redrive.schedule = pick([nil, "rate(1 minute)"])
    town.redrive.rate = pick([nil, 1, 50])
  }

  private mutating func guests() -> ProducerSettings {
    var users = Arrivals.Users()
    users.count = 5
    var guests = Town().guests
    guests.arrivals = pick([.constant(rate: 2), .poisson(rate: 3), .users(users)])
    guests.until = .start + Self.active
    guests.target = pick(["api", "orders"])
    guests.message.poison = pick([0, 0, 0.02])
    guests.timeout = pick([nil, .seconds(2)])
    if draws.chance(0.5) { guests.retry = retry() }
    return guests
  }

  private mutating func retry() -> RetrySettings {
    var retry = RetrySettings()
    retry.maximumAttempts = 2 + draws.below(3)
    retry.jitter = pick(Backoff.Jitter.allCases)
    return retry
  }

  private mutating func addBreaker(to plan: inout Blueprint) {
    var breaker = BreakerSettings()
    breaker.preset = pick([.classic, .polly, .resilience4j])
    if draws.chance(0.5) { breaker.table = "history" }
    plan.components.append(.init(name: "breaker", settings: breaker))
    plan.components = plan.components.map { component in
      guard var shop = component.settings as? FunctionComponentSettings, component.name == "shop"
      else { return component }
      shop.handler = shop.handler.map { step in
        guard var call = step as? CallStep else { return step }
        call.guards.circuitBreaker = "breaker"
        return call
      }
      return .init(name: component.name, settings: shop)
    }
  }

  // MARK: - Trouble

  private mutating func fault() -> Fault {
    var fault = pick(FaultCase.all).fault
    let start = Interval.seconds(draws.below(540))
    fault.at = .start + start
    fault.duration = .seconds(1 + draws.below(Int((Self.active - start).seconds)))
    fault.percentage = pick([1, 0.5, 0.1])
    fault.rampUp = pick([.zero, .zero, .seconds(60)])
    fault.rampDown = pick([.zero, .zero, .seconds(60)])
    fault.direction = pick(Fault.Direction.allCases)
    fault.spikeFactor = 3
    fault.noticedAfter = .seconds(pick([1, 10, 60]))
    return fault
  }

  private mutating func action() -> ManualAction {
    var action = ManualAction()
    action.deed = pick(ManualAction.Deed.allCases.filter { $0.targets != ["circuit-breaker"] })
    // A function that is stopped is started again.
    if action.deed == .disableEventSource { action.deed = .enableEventSource }
    action.at = .start + .seconds(draws.below(600))
    switch action.deed {
    case .invoke: action.target = pick(["shop", "redrive", "auditor"])
    case .disableEventSource, .enableEventSource: action.target = "shop"
    default: action.target = pick(["orders", "letters"])
    }
    return action
  }

  private mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[draws.below(choices.count)]
  }
}
