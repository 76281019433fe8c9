import Simulation
import Testing

/// Shops send payments to a destination of ActiveMQ, and clerks handle them.
private struct ActiveTown {
  var broker = ActiveBrokerSettings()
  var payments = ActiveDestinationSettings()
  var shops = ProducerSettings()
  var clerks = ActiveConsumerSettings()
  var others: [Blueprint.Component] = []
  var faults: [Fault] = []

  /// Twenty payments a second for eight minutes, three clerks that take 20 ms each.
  init() {
    broker.takeOver = .constant(40)
    broker.restart = .constant(90)
    broker.handOver = .constant(3)
    payments.broker = "broker"
    payments.latency.store = .constant(0.010)
    payments.latency.dispatch = .constant(0.001)
    shops.target = "payments"
    shops.arrivals = .constant(rate: 20)
    shops.until = .start + .minutes(8)
    clerks.destination = "payments"
    clerks.consumers = 3
    clerks.prefetchLimit = 10
    clerks.handler = RabbitTown.packing
  }

  func run() throws -> RunResult {
    var warehouse = DependencySettings()
    warehouse.latency = .constant(0.001)
    var plan = Blueprint()
    plan.duration = .minutes(10)
    plan.components =
      [
        .init(name: "broker", settings: broker), .init(name: "payments", settings: payments),
        .init(name: "clerks", settings: clerks), .init(name: "warehouse", settings: warehouse),
      ] + others
    plan.producers = [Named("shops", shops)]
    plan.faults = faults
    var world = World(plan)
    return try world.run()
  }

  func struck(
    _ action: FaultAction, _ target: String = "broker", for duration: Interval = .minutes(1),
    _ change: (inout Fault) -> Void = { _ in }
  ) -> ActiveTown {
    var town = self
    town.faults.append(.make(action, target, at: .minutes(2), for: duration, change))
    return town
  }

  /// The clerks are too slow for a while before anything else happens, so that messages wait.
  var withBacklog: ActiveTown {
    var town = self
    town.faults.append(
      .make(.consumerCrash, "clerks", at: .minutes(1), for: .milliseconds(59_900)) {
        $0.count = 3
      })
    return town
  }
}

@Suite struct `A pair of brokers of ActiveMQ` {
  @Test func `hands every message to one consumer`() throws {
    let result = try ActiveTown().run()
    #expect(result.outcomes.completed == 9_600)
    #expect(result.sum(.mqEnqueued, of: "payments") == 9_600)
    #expect(result.sum(.mqDequeued, of: "payments") == 9_600)
    #expect(result.duplicates(of: "packed") == 0)
  }

  @Test func `loses nothing persistent when its standby takes over`() throws {
    let result = try ActiveTown().withBacklog.struck(.activeBrokerCrash, for: .minutes(3)).run()
    #expect(result.outcomes.completed == 9_600)
    #expect(result.sum(.mqLost, of: "payments") == 0)
    #expect(result.sum(.mqFailovers, of: "broker") == 1)
    // Clients try again after 10, 30, 70… ms, and so 40.95 s after the
    // loss; the first to wait was due 25 ms later, and is stored in ten.
    #expect(result.maximum(.sendLatency, of: "shops") == 40_935_000_000)
  }

  @Test func `loses what lay in memory when its standby takes over`() throws {
    var town = ActiveTown().withBacklog
    town.payments.isPersistent = false
    let result = try town.struck(.activeBrokerCrash, for: .minutes(3)).run()
    let lost = result.sum(.mqLost, of: "payments")
    #expect((1_100...1_200).contains(lost))
    #expect(result.outcomes.lost + result.outcomes.completed == 9_600)
    // What a handler was at work on is done all the same.
    #expect((lost - 3...lost).contains(result.outcomes.lost))
  }

  @Test func `takes over in seconds after an orderly restart`() throws {
    let result = try ActiveTown().struck(.activeBrokerRestart).run()
    #expect(result.outcomes.completed == 9_600)
    #expect((3_000_000_000...6_000_000_000).contains(result.maximum(.sendLatency, of: "shops")))
  }

  @Test func `is down when both have died, until one is started again`() throws {
    let result = try ActiveTown().struck(.activeBrokerCrash, for: .minutes(2)) { $0.count = 2 }
      .run()
    #expect(result.outcomes.completed == 9_600)
    #expect(result.maximum(.sendLatency, of: "shops") >= 210_000_000_000)
  }

  @Test func `is two hours' price an hour, a single broker one`() throws {
    var town = ActiveTown()
    #expect(try town.run().parts.first { $0.name == "broker" }?.cost == Dollars("0.096"))
    town.broker.deployment = .singleInstance
    #expect(try town.run().parts.first { $0.name == "broker" }?.cost == Dollars("0.048"))
  }

  @Test func `blocks producers while its store is full`() throws {
    let result = try ActiveTown().struck(.activeStoreFull).run()
    #expect(result.sum(.mqPublishesBlocked, of: "payments") == 1_200)
    #expect(result.outcomes.completed == 9_600)
  }
}

@Suite struct `JMS consumers` {
  private func duplicates(_ acknowledge: ActiveConsumerSettings.Acknowledge) throws -> Int {
    var town = ActiveTown()
    town.clerks.acknowledge = acknowledge
    town.clerks.prefetchLimit = 100
    town.clerks.consumers = 1
    let result = try town.withBacklog.struck(.activeBrokerCrash, for: .minutes(3)).run()
    #expect(result.outcomes.completed == 9_600)
    return result.duplicates(of: "packed")
  }

  @Test func `repeat what they had not acknowledged, the more the later they do`() throws {
    let (auto, client, lazy) = (
      try duplicates(.auto), try duplicates(.client), try duplicates(.dupsOk)
    )
    // Their connections are lost twice.
    #expect(auto <= 2)
    #expect(client <= 2 * 10)
    #expect(lazy <= 2 * 50 && lazy >= client)
  }

  @Test(arguments: [ActiveConsumerSettings.Acknowledge.auto, .transacted])
  func `give poison up after its redeliveries, with all of its transaction`(
    acknowledge: ActiveConsumerSettings.Acknowledge
  ) throws {
    var town = ActiveTown()
    town.clerks.acknowledge = acknowledge
    town.shops.limit = 1_000
    town.shops.message.poison = 0.01
    town.clerks.redelivery.maximumRedeliveries = 2
    town.clerks.redelivery.initialRedeliveryDelay = .milliseconds(100)
    town.clerks.redelivery.redeliveryDelay = .milliseconds(100)
    let result = try town.run()
    let poison = 1_000 - result.outcomes.completed
    #expect((2...30).contains(poison))
    #expect(result.outcomes.stuck == poison)
    #expect(result.sum(.mqHandlingErrors, of: "clerks") >= 3 * poison)
    #expect(result.sum(.mqDeadLettered, of: "payments") >= poison)
  }

  @Test func `find nothing that has expired, and others find it in the dead-letter queue`() throws {
    var town = ActiveTown()
    town.payments.timeToLive = .seconds(20)
    let result = try town.withBacklog.run()
    let expired = result.sum(.mqExpiredCount, of: "payments")
    #expect((780...820).contains(expired))
    #expect(result.outcomes.stuck == expired)
  }
}

@Suite struct `A topic of ActiveMQ` {
  @Test(arguments: [true, false])
  func `keeps messages for a durable subscription while nobody is there`(durable: Bool) throws {
    var town = ActiveTown()
    town.payments.kind = .topic
    town.clerks.consumers = 1
    town.clerks.isDurable = durable
    var auditors = town.clerks
    auditors.isDurable = true
    town.others = [.init(name: "auditors", settings: auditors)]
    let result = try town.struck(.consumerCrash, "clerks").run()
    let missed = 9_600 - result.sum(.mqConsumed, of: "clerks")
    #expect(durable ? missed <= 1 : (1_190...1_210).contains(missed))
    #expect(result.sum(.mqConsumed, of: "auditors") == 9_600)
  }

  @Test func `drops what nobody subscribes to`() throws {
    var town = ActiveTown()
    var topic = town.payments
    topic.kind = .topic
    town.others = [.init(name: "news", settings: topic)]
    town.shops.target = "news"
    town.shops.limit = 10
    let result = try town.run()
    #expect(result.sum(.mqUnroutable, of: "news") == 10)
    #expect(result.sum(.sendsAccepted, of: "shops") == 10)
  }
}

@Suite struct `A network of brokers` {
  private var town: ActiveTown {
    var town = ActiveTown()
    var near = town.payments
    near.broker = "near-broker"
    near.networkTo = "payments"
    town.others = [
      .init(name: "near-broker", settings: town.broker),
      .init(name: "near-payments", settings: near),
    ]
    town.shops.target = "near-payments"
    return town
  }

  @Test func `forwards messages to where their consumers are`() throws {
    let result = try town.run()
    #expect(result.outcomes.completed == 9_600)
    #expect(result.sum(.mqForwarded, of: "near-payments") == 9_600)
  }

  @Test func `keeps messages while the other broker is down`() throws {
    let result = try town.struck(.activeBrokerCrash, for: .minutes(3)).run()
    #expect(result.outcomes.completed == 9_600)
    #expect(result.outcomes.lost == 0)
    #expect(result.maximum(.sendLatency, of: "shops") < 1_000_000_000)
  }
}
