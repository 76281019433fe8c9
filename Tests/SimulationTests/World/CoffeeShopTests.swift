import Simulation
import Testing

/// The coffee shop of the talk, built from settings.
func coffeeShop(maxReceiveCount: Int? = nil) -> Blueprint {
  var blueprint = Blueprint()
  blueprint.duration = .minutes(30)
  var orders = QueueComponentSettings()
  orders.queue.randomness = .none
  if let maxReceiveCount {
    var policy = QueueComponentSettings.RedrivePolicy()
    policy.deadLetterQueue = "orders-dlq"
    policy.maxReceiveCount = maxReceiveCount
    orders.redrivePolicy = policy
  }
  var dlq = QueueComponentSettings()
  dlq.queue.randomness = .none
  var charge = CallStep()
  charge.target = "payments"
  charge.effect = "charge"
  var put = PutStep()
  put.target = "order-history"
  put.effect = "coffee"
  var function = FunctionComponentSettings()
  function.timeout = .seconds(30)
  var source = FunctionComponentSettings.EventSource()
  source.queue = "orders"
  source.batchSize = 1
  function.eventSource = source
  function.handler = [charge, put]
  var api = GatewaySettings()
  api.integration = "orders"
  blueprint.components = [
    .init(name: "order-api", settings: api),
    .init(name: "orders", settings: orders),
    .init(name: "orders-dlq", settings: dlq),
    .init(name: "process-order", settings: function),
    .init(name: "payments", settings: DependencySettings()),
    .init(name: "order-history", settings: TableSettings()),
  ]
  var guests = ProducerSettings()
  guests.target = "order-api"
  guests.arrivals = .times([60, 63, 66].map { .start + .seconds($0) })
  blueprint.producers = [Named("guests", guests)]
  return blueprint
}

@Suite struct `The coffee shop` {
  @Test func `serves three coffees when all is well`() throws {
    var world = World(coffeeShop())
    let result = try world.run()
    #expect(result.outcomes.completed == 3)
    #expect(result.effects.map(\.value.times) == [3, 3])
    #expect(result.recovery == .notNeeded)
  }

  @Test func `storms while payments hang`() throws {
    var blueprint = coffeeShop()
    var hang = Fault()
    hang.action = .dependencyHang
    hang.target = "payments"
    hang.at = .start
    blueprint.faults = [hang]
    var world = World(blueprint)
    let result = try world.run()
    #expect(result.outcomes.pending == 3)
    let invocations = try #require(result.series(.invocations, of: "process-order"))
    #expect(invocations.total.sum > 100)
  }

  @Test func `comes to rest with a dead-letter queue`() throws {
    var blueprint = coffeeShop(maxReceiveCount: 3)
    var hang = Fault()
    hang.action = .dependencyHang
    hang.target = "payments"
    hang.at = .start
    blueprint.faults = [hang]
    var world = World(blueprint)
    let result = try world.run()
    #expect(result.outcomes.stuck == 3)
    let invocations = try #require(result.series(.invocations, of: "process-order"))
    #expect(invocations.total.sum == 9)
  }
}
