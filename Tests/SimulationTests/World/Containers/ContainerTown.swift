import Simulation

/// A shop puts orders into a queue, and a service on containers packs them.
struct ContainerTown {
  var parcels = QueueComponentSettings()
  var packers = ContainerServiceSettings()
  var source = ContainerServiceSettings.QueueSource()
  var warehouse = DependencySettings()
  var shop = ProducerSettings()
  var work = Interval.zero
  var blueprint = Blueprint()

  /// Ten orders a second for ten minutes; two tasks of four threads, each order takes 200 ms.
  init() {
    blueprint.duration = .minutes(20)
    parcels.queue.randomness = .none
    parcels.queue.visibilityTimeout = .seconds(60)
    packers.tasks = 2
    packers.threads = 4
    packers.startUp = .constant(40)
    source.queue = "parcels"
    warehouse.latency = .constant(0.2)
    shop.target = "parcels"
    shop.arrivals = .constant(rate: 10)
    shop.until = .start + .minutes(10)
  }

  var plan: Blueprint {
    var plan = blueprint
    var packers = packers
    packers.queueSource = source
    packers.handler = handler
    plan.components += [
      .init(name: "parcels", settings: parcels), .init(name: "packers", settings: packers),
      .init(name: "warehouse", settings: warehouse),
    ]
    plan.producers.append(Named("shop", shop))
    return plan
  }

  private var handler: [any Described] {
    var work = WorkStep()
    work.time = .constant(self.work.seconds)
    var call = CallStep()
    call.target = "warehouse"
    call.effect = "packed"
    return self.work > .zero ? [work, call] : [call]
  }

  func run() throws -> RunResult {
    var world = World(plan)
    return try world.run()
  }

  /// A town that is struck after three minutes.
  func struck(
    _ action: FaultAction, _ target: String, for duration: Interval,
    _ change: (inout Fault) -> Void = { _ in }
  ) -> ContainerTown {
    var town = self
    town.blueprint.faults.append(.make(action, target, at: .minutes(3), for: duration, change))
    return town
  }

  /// A town in which a deployment begins after three minutes.
  func deployed() -> ContainerTown {
    var town = self
    var action = ManualAction()
    action.deed = .deploy
    action.at = .start + .minutes(3)
    action.target = "packers"
    town.blueprint.actions.append(action)
    return town
  }
}

/// Services that call one another in a row, the last one a dependency.
struct ChainTown {
  var depth = 3
  var attempts = 3
  var services = ContainerServiceSettings()
  var shop = ProducerSettings()
  var database = DependencySettings()
  var blueprint = Blueprint()

  /// Two requests a second for five minutes.
  init() {
    blueprint.duration = .minutes(10)
    services.tasks = 2
    shop.arrivals = .constant(rate: 2)
    shop.until = .start + .minutes(5)
    database.latency = .constant(0.005)
  }

  func run() throws -> RunResult {
    var plan = blueprint
    for place in 0..<depth {
      var service = services
      var call = CallStep()
      call.target = place + 1 < depth ? "service\(place + 1)" : "database"
      call.effect = place == 0 ? "booked" : nil
      var retry = RetrySettings()
      retry.maximumAttempts = attempts
      retry.base = .milliseconds(1)
      call.guards.retry = retry
      service.handler = [call]
      plan.components.append(.init(name: "service\(place)", settings: service))
    }
    plan.components.append(.init(name: "database", settings: database))
    var shop = shop
    shop.target = "service0"
    plan.producers = [Named("shop", shop)]
    var world = World(plan)
    return try world.run()
  }
}
