import Simulation

/// The coffee shop of the talk as a world: guests order through an API into a queue, a function
/// charges an external payment system and stores the order in a table.
///
/// Ideal unless told otherwise: nothing takes time but what a test gives a time, and nothing is left
/// to chance, so that identities hold to the instant.
struct CoffeeShop {
  var orders = QueueComponentSettings()
  var deadLetters = QueueComponentSettings()
  var function = FunctionComponentSettings()
  var payments = DependencySettings()
  var history = TableSettings()
  var guests = ProducerSettings()
  var charge = CallStep()
  var breaker: BreakerSettings?
  var redrive: RedriveSettings?
  /// Whether guests order through an API.
  var hasAPI = false
  var blueprint = Blueprint()

  /// A shop that opens for so long.
  init(open duration: Interval, period: Interval = .minutes(1)) {
    blueprint.duration = duration
    blueprint.period = period
    blueprint.seed = 322
    for queue in [\CoffeeShop.orders, \.deadLetters] {
      self[keyPath: queue].queue.randomness = .none
      self[keyPath: queue].latency.send = .constant(0)
      self[keyPath: queue].latency.receive = .constant(0)
    }
    deadLetters.queue.messageRetentionPeriod = .days(14)
    function.timeout = .seconds(30)
    function.coldStart = .constant(0)
    function.overhead = .constant(0)
    var source = FunctionComponentSettings.EventSource()
    source.queue = "orders"
    source.batchSize = 1
    source.backOff = false
    function.eventSource = source
    charge.target = "payments"
    charge.effect = "charge"
    payments.latency = .constant(0)
    history.writeLatency = .constant(0)
    history.readLatency = .constant(0)
    guests.arrivals = .times([.start + .minutes(1)])
  }

  /// Gives the orders a dead-letter queue.
  func moving(after maxReceiveCount: Int) -> CoffeeShop {
    var shop = self
    var policy = QueueComponentSettings.RedrivePolicy()
    policy.deadLetterQueue = "orders-dlq"
    policy.maxReceiveCount = maxReceiveCount
    shop.orders.redrivePolicy = policy
    return shop
  }

  /// Adds a fault.
  func with(_ fault: Fault) -> CoffeeShop {
    var shop = self
    shop.blueprint.faults.append(fault)
    return shop
  }

  /// Adds something that somebody does by hand.
  func doing(_ deed: ManualAction.Deed, to target: String, at time: Interval) -> CoffeeShop {
    var shop = self
    var action = ManualAction()
    action.deed = deed
    action.target = target
    action.at = .start + time
    shop.blueprint.actions.append(action)
    return shop
  }

  /// The same shop with a service's usual latencies and chances.
  func withUsualLatencies() -> CoffeeShop {
    var shop = self
    for queue in [\CoffeeShop.orders, \.deadLetters] {
      shop[keyPath: queue].latency = QueueComponentSettings.Latency()
      shop[keyPath: queue].queue.randomness = QueueSettings.Randomness()
    }
    shop.function.coldStart = nil
    shop.function.overhead = FunctionComponentSettings().overhead
    shop.function.eventSource?.backOff = true
    shop.payments.latency = DependencySettings().latency
    shop.history = TableSettings()
    return shop
  }

  /// The blueprint of the shop.
  var plan: Blueprint {
    var plan = blueprint
    var handler = function
    if handler.handler.isEmpty { handler.handler = [charge, put] }
    plan.components = [
      .init(name: "orders", settings: orders), .init(name: "orders-dlq", settings: deadLetters),
      .init(name: "process-order", settings: handler),
      .init(name: "payments", settings: payments),
      .init(name: "order-history", settings: history),
    ]
    if hasAPI {
      var api = GatewaySettings()
      api.integration = "orders"
      plan.components.insert(.init(name: "order-api", settings: api), at: 0)
    }
    if let breaker {
      plan.components.append(.init(name: "payments-breaker", settings: breaker))
      plan.components.append(.init(name: "breaker-state", settings: TableSettings()))
    }
    if let redrive { plan.components.append(.init(name: "redrive", settings: redrive)) }
    var producer = guests
    producer.target = hasAPI ? "order-api" : "orders"
    plan.producers = [Named("guests", producer)]
    return plan
  }

  private var put: PutStep {
    var put = PutStep()
    put.target = "order-history"
    put.effect = "coffee"
    return put
  }

  /// Runs the shop once.
  func run(_ replication: Int = 0) throws -> RunResult {
    var world = World(plan, replication: replication)
    return try world.run()
  }
}

extension Fault {
  /// A fault that holds from a time on, for ever if no length is given.
  static func make(
    _ action: FaultAction, _ target: String, at start: Interval = .zero,
    for length: Interval? = nil,
    _ change: (inout Fault) -> Void = { _ in }
  ) -> Fault {
    var fault = Fault()
    fault.action = action
    fault.target = target
    fault.at = .start + start
    fault.duration = length
    change(&fault)
    return fault
  }
}

extension RunResult {
  /// All samples of a metric of a component; none if it was never measured.
  func total(_ metric: Metric, of component: String) -> Summary {
    series(metric, of: component)?.total ?? metric.definition.summary
  }

  /// The sum of all samples of a metric, in its finest unit.
  func sum(_ metric: Metric, of component: String) -> Int {
    Int(total(metric, of: component).sum)
  }

  /// A statistic of a metric in each period, zero where there was no sample.
  func periods(
    _ metric: Metric, of component: String, _ statistic: (Statistics) -> Double = \.sum
  ) -> [Double] {
    let count = Int(
      ((endedAt - .start).nanoseconds + period.nanoseconds - 1) / period.nanoseconds)
    var values = Array(repeating: 0.0, count: count)
    for point in series(metric, of: component)?.points ?? [] {
      values[point.period] = statistic(point.statistics)
    }
    return values
  }

  /// An effect over the whole run.
  func effect(_ name: String) -> Ledger.EffectTotals? {
    effects.first { $0.name == name }?.value
  }

  /// An average over time of a component.
  func average(_ name: String, of component: String) -> WorldAverage? {
    parts.first { $0.name == component }?.averages.first { $0.name == name }
  }
}
