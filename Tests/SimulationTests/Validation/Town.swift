import Simulation

/// A world with a component of every type, for faults to strike.
///
/// Guests send five orders a second to an API in front of a queue; a function charges them, stores
/// them and tells an auditor, asynchronously. A schedule wakes a sweeper every minute, and a redrive
/// brings dead letters back every five minutes.
struct Town {
  var charge = CallStep()
  var payments = DependencySettings()
  var orders = QueueComponentSettings()
  var letters = QueueComponentSettings()
  var function = FunctionComponentSettings()
  var guests = ProducerSettings()
  var redrive = RedriveSettings()
  var faults: [Fault] = []
  /// Whether visitors put clicks into a stream, too, which a function counts.
  var hasStream = false
  /// Whether shops write to a topic of Kafka, too, which packers read.
  var hasKafka = false
  var blueprint = Blueprint()

  /// Guests order for 25 minutes; the town stays open for an hour.
  init() {
    blueprint.seed = 7
    blueprint.duration = .hours(1)
    orders.queue.visibilityTimeout = .seconds(20)
    var policy = QueueComponentSettings.RedrivePolicy()
    policy.deadLetterQueue = "letters"
    policy.maxReceiveCount = 10
    orders.redrivePolicy = policy
    payments.latency = .constant(0.1)
    payments.concurrency = 50
    charge.target = "payments"
    charge.effect = "charge"
    charge.guards.timeout = .seconds(4)
    function.timeout = .seconds(10)
    var source = FunctionComponentSettings.EventSource()
    source.queue = "orders"
    source.batchSize = 1
    source.backOff = false
    function.eventSource = source
    redrive.source = "letters"
    redrive.destination = "orders"
    redrive.rate = 5
    redrive.schedule = "rate(5 minutes)"
    redrive.canary = [charge]
    guests.target = "api"
    guests.arrivals = .constant(rate: 5)
    guests.until = .start + .minutes(25)
    guests.expects = ["charge", "coffee"]
  }

  var plan: Blueprint {
    var plan = blueprint
    plan.faults = faults
    var api = GatewaySettings()
    api.integration = "orders"
    var clock = ScheduleSettings()
    clock.target = "sweeper"
    var shop = function
    if shop.handler.isEmpty { shop.handler = [charge, put, tellAuditor] }
    plan.components = [
      .init(name: "api", settings: api), .init(name: "orders", settings: orders),
      .init(name: "letters", settings: letters), .init(name: "shop", settings: shop),
      .init(name: "payments", settings: payments),
      .init(name: "history", settings: TableSettings()),
      .init(name: "auditor", settings: auditor), .init(name: "sweeper", settings: auditor),
      .init(name: "clock", settings: clock), .init(name: "redrive", settings: redrive),
    ]
    plan.producers = [Named("guests", guests)]
    if hasStream {
      plan.components += [
        .init(name: "clicks", settings: clicks), .init(name: "counter", settings: counter),
      ]
      plan.producers.append(Named("visitors", visitors))
    }
    if hasKafka { addKafka(to: &plan) }
    return plan
  }

  private func addKafka(to plan: inout Blueprint) {
    let town = KafkaTown()
    plan.components += [
      .init(name: "cluster", settings: town.cluster),
      .init(name: "parcels", settings: town.orders),
      .init(name: "packers", settings: town.packers(of: "parcels")),
    ]
    var shops = town.shops
    shops.target = "parcels"
    shops.until = guests.until
    shops.expects = []
    plan.producers.append(Named("shops", shops))
  }

  private var clicks: StreamSettings {
    var clicks = StreamSettings()
    clicks.stream.shards = 4
    return clicks
  }

  /// Counts 33 clicks a second and shard at most.
  private var counter: FunctionComponentSettings {
    var work = WorkStep()
    work.time = .constant(0.03)
    var counter = FunctionComponentSettings()
    counter.timeout = .seconds(60)
    counter.handler = [work]
    var source = FunctionComponentSettings.StreamSource()
    source.stream = "clicks"
    counter.streamSource = source
    return counter
  }

  private var visitors: ProducerSettings {
    var visitors = ProducerSettings()
    visitors.target = "clicks"
    visitors.arrivals = .constant(rate: 50)
    visitors.until = guests.until
    visitors.message.groups = 64
    return visitors
  }

  private var put: PutStep {
    var put = PutStep()
    put.target = "history"
    put.effect = "coffee"
    return put
  }

  private var tellAuditor: SendStep {
    var send = SendStep()
    send.target = "auditor"
    return send
  }

  private var auditor: FunctionComponentSettings {
    var work = WorkStep()
    work.time = .exponential(mean: 0.02)
    var function = FunctionComponentSettings()
    function.handler = [work]
    return function
  }

  func run(_ replication: Int = 0) throws -> RunResult {
    var world = World(plan, replication: replication)
    return try world.run()
  }

  /// The same town with faults.
  func struck(by faults: Fault...) -> Town {
    var town = self
    town.faults += faults
    return town
  }
}
