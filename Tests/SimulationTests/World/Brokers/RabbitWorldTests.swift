import Simulation
import Testing

@Suite struct `A queue of RabbitMQ in a world` {
  @Test func `hands every message to one consumer, and confirms it`() throws {
    let result = try RabbitTown().run()
    #expect(result.outcomes.completed == 9_600)
    #expect(result.sum(.mqConfirmed, of: "orders") == 9_600)
    #expect(result.sum(.mqAcknowledged, of: "orders") == 9_600)
    #expect(result.sum(.mqRedelivered, of: "orders") == 0)
    #expect(result.sum(.mqConsumed, of: "packers") == 9_600)
    #expect(result.sum(.sendsAccepted, of: "shops") == 9_600)
  }

  @Test func `costs its nodes by the hour, and their disks by the month`() throws {
    var town = RabbitTown()
    town.broker.storage = 730 << 30
    let result = try town.run()
    // Ten minutes of three nodes at $0.288 an hour, and of three times 730 GB.
    let cost = result.parts.first { $0.name == "broker" }?.cost
    #expect(cost == Dollars("0.144") + Dollars("0.05"))
  }

  @Test func `survives the loss of its leader when publishers wait for confirms`() throws {
    let result = try RabbitTown().struck(.rabbitNodeCrash).run()
    #expect(result.outcomes.completed == 9_600)
    #expect(result.outcomes.lost == 0)
    #expect(result.sum(.mqElections, of: "orders") == 1)
    // A third of what was sent in the five seconds until publishers noticed.
    #expect((30...36).contains(result.sum(.mqPublishesLost, of: "orders")))
    #expect(result.maximum(.mqNodesUp, of: "broker") == 3)
  }

  @Test func `loses what was sent over broken connections when nobody waits`() throws {
    var town = RabbitTown()
    town.orders.publishing.confirms = false
    let result = try town.struck(.rabbitNodeCrash).run()
    let lost = result.sum(.mqPublishesLost, of: "orders") + result.sum(.mqLost, of: "orders")
    #expect((30...36).contains(lost))
    #expect(result.outcomes.lost == lost)
    #expect(result.outcomes.lostByDrop == lost)
    #expect(result.sum(.sendsFailed, of: "shops") == 0)
  }

  @Test(arguments: [true, false])
  func `of kind classic is away with its node`(confirms: Bool) throws {
    var town = RabbitTown()
    town.orders.queue.kind = .classic
    town.orders.publishing.confirms = confirms
    let result = try town.struck(.rabbitNodeCrash).run()
    #expect(result.sum(.mqElections, of: "orders") == 0)
    if confirms {
      #expect(result.outcomes.completed == 9_600)
    } else {
      #expect((1_150...1_210).contains(result.outcomes.lost))
    }
  }

  @Test(arguments: [true, false])
  func `of kind classic keeps through a restart what is persistent`(persists: Bool) throws {
    var town = RabbitTown()
    town.orders.queue.kind = .classic
    town.orders.publishing.isPersistent = persists
    town.packers.consumers = 1
    town.packers.prefetch = 1
    var work = WorkStep()
    work.time = .constant(0.06)
    town.packers.handler = [work] + RabbitTown.packing
    let result = try town.struck(.rabbitNodeRestart).run()
    let lost = result.sum(.mqLost, of: "orders")
    // It falls behind by seven or eight a second.
    #expect(persists ? lost == 0 : (800...1_000).contains(lost))
    // What a packer was at work on is done all the same.
    #expect((max(0, lost - 1)...lost).contains(result.outcomes.lost))
  }

  @Test func `stands still without a majority, and goes on with it`() throws {
    let result = try RabbitTown().struck(.rabbitNodeCrash) { $0.count = 2 }.run()
    #expect(result.outcomes.completed == 9_600)
    #expect(result.outcomes.lost == 0)
    #expect(result.maximum(.sendLatency, of: "shops") > 50_000_000_000)
  }

  @Test func `goes on with the larger side when nodes are cut off`() throws {
    let result = try RabbitTown().struck(.rabbitPartition).run()
    #expect(result.outcomes.completed == 9_600)
    #expect(result.outcomes.lost == 0)
    #expect(result.sum(.mqElections, of: "orders") == 1)
    #expect(result.sum(.mqLost, of: "orders") == 0)
  }

  @Test func `blocks publishers during an alarm, and no consumers`() throws {
    let result = try RabbitTown().struck(.rabbitResourceAlarm).run()
    #expect(result.sum(.mqPublishesBlocked, of: "orders") == 1_200)
    #expect(result.outcomes.completed == 9_600)
    #expect((59_900_000_000...61_000_000_000).contains(result.maximum(.sendLatency, of: "shops")))
  }

  @Test func `refuses or drops what does not fit`() throws {
    var town = RabbitTown()
    town.orders.queue.maximumLength = 100
    town.packers.handler = []
    town.shops.retry = nil
    town.orders.queue.overflow = .rejectPublish
    let paused = town.struck(.consumerCrash, "packers") { $0.count = 3 }
    let refusing = try paused.run()
    #expect((1_090...1_110).contains(refusing.sum(.mqRefused, of: "orders")))
    #expect(refusing.sum(.mqRefused, of: "orders") == refusing.sum(.sendsFailed, of: "shops"))

    var dropping = paused
    dropping.orders.queue.overflow = .dropHead
    let dropped = try dropping.run()
    #expect((1_090...1_110).contains(dropped.sum(.mqOverflowed, of: "orders")))
    #expect(dropped.sum(.sendsFailed, of: "shops") == 0)
    #expect(dropped.outcomes.lost == dropped.sum(.mqDropped, of: "orders"))
  }
}

@Suite struct `Consumers of RabbitMQ` {
  @Test func `that crash give back what they had, which comes twice if it was done`() throws {
    let result = try RabbitTown().struck(.consumerCrash, "packers") { $0.count = 2 }.run()
    #expect(result.outcomes.completed == 9_600)
    #expect(result.outcomes.lost == 0)
  }

  @Test func `that do not acknowledge lose what they had`() throws {
    var town = RabbitTown()
    town.packers.isAutomatic = true
    town.packers.consumers = 1
    var work = WorkStep()
    work.time = .constant(0.04)
    town.packers.handler = [work] + RabbitTown.packing
    let result = try town.struck(.consumerCrash, "packers").run()
    // Two or three a second have gathered at the consumer in two minutes.
    #expect((250...700).contains(result.outcomes.lost))
    #expect(result.outcomes.lostByDrop == result.outcomes.lost)
  }

  @Test func `give up poison after its delivery limit, by way of the dead-letter exchange`() throws
  {
    var town = RabbitTown().with("letters")
    town.shops.message.poison = 0.01
    town.orders.deadLetterExchange = "letters"
    let result = try town.run()
    let poison = result.sum(.mqDeliveryLimitReached, of: "orders")
    #expect((60...140).contains(poison))
    #expect(result.sum(.mqRedelivered, of: "orders") == 20 * poison)
    #expect(result.sum(.mqDeadLettered, of: "orders") == poison)
    #expect(result.outcomes.stuck == poison)
    #expect(result.outcomes.completed == 9_600 - poison)
  }

  @Test func `that reject retry by way of a queue with a time to live`() throws {
    var town = RabbitTown().with("later") {
      $0.queue.timeToLive = .seconds(10)
      $0.deadLetterExchange = "orders"
    }
    town.orders.deadLetterExchange = "later"
    town.packers.onFailure = .reject
    town.shops.message.poison = 0.01
    let result = try town.run()
    // A circle with a rejection in it goes on for ever.
    #expect(result.sum(.mqDropped, of: "orders") == 0)
    #expect(result.sum(.mqExpired, of: "later") > 500)
    #expect(result.outcomes.completed + result.outcomes.pending == 9_600)
  }

  @Test func `are not needed for a circle of queues to drop messages`() throws {
    var town = RabbitTown().with("first") {
      $0.queue.timeToLive = .seconds(1)
      $0.deadLetterExchange = "second"
    }.with("second") {
      $0.queue.timeToLive = .seconds(1)
      $0.deadLetterExchange = "first"
    }
    town.shops.target = "first"
    town.shops.limit = 10
    let result = try town.run()
    #expect(result.sum(.mqExpired, of: "first") == 10)
    #expect(result.sum(.mqExpired, of: "second") == 10)
    #expect(result.sum(.mqDropped, of: "first") == 10)
  }

  @Test func `lose their channel when they keep a message for too long`() throws {
    var town = RabbitTown()
    town.orders.queue.consumerTimeout = .seconds(30)
    town.shops.limit = 1
    var work = WorkStep()
    work.time = .constant(40)
    town.packers.handler = [work] + RabbitTown.packing
    let result = try town.run()
    #expect(result.sum(.mqChannelsClosed, of: "orders") > 1)
    #expect(result.duplicates(of: "packed") > 0)
  }
}

@Suite struct `An exchange in a world` {
  private func town(
    _ kind: RabbitExchange.Kind = .topic, _ change: (inout RabbitExchangeSettings) -> Void
  ) -> RabbitTown {
    var exchange = RabbitExchangeSettings()
    exchange.broker = "broker"
    exchange.kind = kind
    exchange.publishing.confirms = true
    change(&exchange)
    var town = RabbitTown().with("copies")
    town.others.append(.init(name: "exchange", settings: exchange))
    town.shops.target = "exchange"
    town.shops.limit = 100
    town.shops.message.routingKey = "orders.new"
    town.shops.expects = []
    return town
  }

  private func binding(_ queue: String, _ key: String) -> RabbitExchangeSettings.Binding {
    var binding = RabbitExchangeSettings.Binding()
    binding.queue = queue
    binding.key = key
    return binding
  }

  @Test func `hands a message to every queue that wants it, and confirms it once`() throws {
    let result = try town {
      $0.bindings = [binding("orders", "orders.*"), binding("copies", "#"), binding("copies", "x")]
    }.run()
    #expect(result.sum(.mqPublished, of: "exchange") == 100)
    #expect(result.sum(.mqAcknowledged, of: "orders") == 100)
    #expect(result.sum(.mqPublished, of: "copies") == 100)
    #expect(result.sum(.sendsAccepted, of: "shops") == 100)
  }

  @Test(arguments: [true, false])
  func `returns what no queue wants if it is told to, or drops it`(returns: Bool) throws {
    let result = try town {
      $0.bindings = [binding("orders", "invoices.#")]
      $0.publishing.isMandatory = returns
    }.run()
    #expect(result.sum(.mqUnroutable, of: "exchange") == 100)
    #expect(result.sum(.mqReturned, of: "exchange") == (returns ? 100 : 0))
    #expect(result.sum(.sendsFailed, of: "shops") == (returns ? 100 : 0))
    #expect(result.sum(.sendsAccepted, of: "shops") == (returns ? 0 : 100))
  }

  @Test func `gives dead letters the key that their queue says`() throws {
    var town = town(.direct) {
      $0.bindings = [binding("orders", "orders.new"), binding("copies", "dead")]
    }
    town.orders.deadLetterExchange = "exchange"
    town.orders.deadLetterRoutingKey = "dead"
    town.packers.onFailure = .reject
    town.shops.message.poison = 1
    let result = try town.run()
    #expect(result.sum(.mqRejected, of: "orders") == 100)
    #expect(result.sum(.mqPublished, of: "copies") == 100)
    #expect(result.outcomes.stuck == 100)
  }
}
