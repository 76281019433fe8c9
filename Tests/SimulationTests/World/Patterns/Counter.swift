import Simulation

/// Clients who call a dependency themselves, for patterns that need no queue.
struct Counter {
  var clients = ProducerSettings()
  var payments = DependencySettings()
  var faults: [Fault] = []
  var duration = Interval.minutes(10)

  /// Ten clients a second at a dependency that answers after 50 ms.
  init() {
    payments.latency = .constant(0.05)
    clients.target = "payments"
    clients.arrivals = .constant(rate: 10)
  }

  func run() throws -> RunResult {
    var blueprint = Blueprint()
    blueprint.seed = 322
    blueprint.duration = duration
    blueprint.components = [.init(name: "payments", settings: payments)]
    blueprint.producers = [Named("clients", clients)]
    blueprint.faults = faults
    var world = World(blueprint)
    return try world.run()
  }
}

/// A queue, a function that charges each order, and a dead-letter queue.
struct Shop {
  var guests = ProducerSettings()
  var orders = QueueComponentSettings()
  var charge = CallStep()
  var function = FunctionComponentSettings()
  var payments = DependencySettings()
  var records = TableSettings()
  var breaker: BreakerSettings?
  var faults: [Fault] = []
  var actions: [ManualAction] = []
  var duration = Interval.minutes(30)

  /// An order a second for ten minutes; three receives of 60 s each before the dead-letter queue.
  init() {
    guests.target = "orders"
    guests.arrivals = .constant(rate: 1)
    guests.until = .start + .minutes(10)
    guests.expects = ["charge"]
    orders.queue.randomness = .none
    orders.queue.visibilityTimeout = .seconds(60)
    var policy = QueueComponentSettings.RedrivePolicy()
    policy.deadLetterQueue = "letters"
    policy.maxReceiveCount = 3
    orders.redrivePolicy = policy
    charge.target = "payments"
    charge.effect = "charge"
    payments.latency = .constant(0.1)
    function.timeout = .seconds(10)
    function.coldStart = .constant(0)
    var source = FunctionComponentSettings.EventSource()
    source.queue = "orders"
    source.batchSize = 1
    function.eventSource = source
  }

  func run() throws -> RunResult {
    var blueprint = Blueprint()
    blueprint.seed = 322
    blueprint.duration = duration
    var shop = function
    if shop.handler.isEmpty { shop.handler = [charge] }
    var letters = QueueComponentSettings()
    letters.queue.randomness = .none
    blueprint.components = [
      .init(name: "orders", settings: orders), .init(name: "letters", settings: letters),
      .init(name: "mend", settings: letters), .init(name: "shop", settings: shop),
      .init(name: "payments", settings: payments), .init(name: "records", settings: records),
    ]
    if let breaker { blueprint.components.append(.init(name: "breaker", settings: breaker)) }
    blueprint.producers = [Named("guests", guests)]
    blueprint.faults = faults
    blueprint.actions = actions
    var world = World(blueprint)
    return try world.run()
  }
}

extension Fault {
  /// A fault of a component from one second to another.
  static func of(_ target: String, _ action: FaultAction, from start: Int, to end: Int) -> Fault {
    var fault = Fault()
    fault.action = action
    fault.target = target
    fault.at = .start + .seconds(start)
    fault.duration = .seconds(end - start)
    return fault
  }
}

extension RunResult {
  /// The largest sample of a metric of a component.
  func maximum(_ metric: Metric, of component: String) -> Int {
    series(metric, of: component).map { Int($0.total.maximum) } ?? 0
  }

  /// How often a business effect happened again.
  func duplicates(of effect: String) -> Int {
    effects.first { $0.name == effect }?.value.duplicates ?? 0
  }
}
