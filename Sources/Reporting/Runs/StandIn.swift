import Scenario
import Simulation

extension ScenarioFile {
  static func document(of source: SourceText) -> (ScenarioDocument?, [Mistake]) {
    let variant = ScenarioDocument.Variant(name: "", blueprint: coffeeShop(), expectations: [])
    return (ScenarioDocument(base: variant, variants: []), [])
  }
}

/// The coffee shop of the talk, built from settings.
func coffeeShop(maxReceiveCount: Int? = 3) -> Blueprint {
  var blueprint = Blueprint()
  blueprint.title = "Three coffees"
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
  var hang = Fault()
  hang.id = "payments-down"
  hang.action = .dependencyHang
  hang.target = "payments"
  hang.at = .start + .seconds(30)
  hang.duration = .minutes(10)
  blueprint.faults = [hang]
  return blueprint
}
