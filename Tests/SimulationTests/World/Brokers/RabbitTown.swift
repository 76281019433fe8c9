import Simulation

/// Shops publish orders to a queue of RabbitMQ, and packers handle them.
struct RabbitTown {
  var broker = RabbitBrokerSettings()
  var orders = RabbitQueueSettings()
  var shops = ProducerSettings()
  var packers = RabbitConsumerSettings()
  var others: [Blueprint.Component] = []
  var faults: [Fault] = []

  /// Twenty orders a second for eight minutes, three packers that take 20 ms each.
  init() {
    broker.election = .constant(2)
    broker.connectionLoss = .constant(5)
    broker.partitionDetection = .constant(60)
    orders.broker = "broker"
    orders.publishing.confirms = true
    orders.latency.confirm = .constant(0.005)
    orders.latency.deliver = .constant(0.001)
    shops.target = "orders"
    shops.arrivals = .constant(rate: 20)
    shops.until = .start + .minutes(8)
    var retry = RetrySettings()
    retry.maximumAttempts = 1_000
    retry.base = .milliseconds(100)
    retry.cap = .seconds(1)
    shops.retry = retry
    packers.queue = "orders"
    packers.consumers = 3
    packers.prefetch = 5
    packers.handler = Self.packing
  }

  static var packing: [any Described] {
    var work = WorkStep()
    work.time = .constant(0.02)
    var call = CallStep()
    call.target = "warehouse"
    call.effect = "packed"
    return [work, call]
  }

  var plan: Blueprint {
    var warehouse = DependencySettings()
    warehouse.latency = .constant(0.001)
    var plan = Blueprint()
    plan.duration = .minutes(10)
    plan.components =
      [
        .init(name: "broker", settings: broker), .init(name: "orders", settings: orders),
        .init(name: "packers", settings: packers), .init(name: "warehouse", settings: warehouse),
      ] + others
    plan.producers = [Named("shops", shops)]
    plan.faults = faults
    return plan
  }

  func run() throws -> RunResult {
    var world = World(plan)
    return try world.run()
  }

  /// A town that is struck after two minutes for one.
  func struck(
    _ action: FaultAction, _ target: String = "broker", _ change: (inout Fault) -> Void = { _ in }
  ) -> RabbitTown {
    var town = self
    town.faults.append(.make(action, target, at: .minutes(2), for: .minutes(1), change))
    return town
  }

  /// The town with one more queue on the broker.
  func with(_ name: String, _ change: (inout RabbitQueueSettings) -> Void = { _ in }) -> RabbitTown
  {
    var queue = RabbitQueueSettings()
    queue.broker = "broker"
    queue.latency = orders.latency
    change(&queue)
    var town = self
    town.others.append(.init(name: name, settings: queue))
    return town
  }
}
