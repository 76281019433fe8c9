import Simulation
import Testing

@Suite struct `Services that call one another` {
  @Test func `answer when the last one has`() throws {
    let result = try ChainTown().run()
    #expect(result.outcomes.completed == 600)
    #expect(result.effect("booked")?.times == 600)
    #expect(result.sum(.serviceRequests, of: "service2") == 600)
    #expect(result.sum(.serviceErrors, of: "service0") == 0)
    #expect(result.maximum(.sendLatency, of: "shop") == 5_000_000)
    #expect(result.books.unanswered == 0)
    #expect(result.books.messages == 0)
  }

  /// Every layer tries so often: the last one is asked attempts to the power of layers.
  @Test(arguments: [(1, 3), (2, 3), (3, 3), (4, 2), (3, 1)])
  func `multiply their retries`(depth: Int, attempts: Int) throws {
    var town = ChainTown()
    (town.depth, town.attempts) = (depth, attempts)
    town.blueprint.faults = [.make(.dependencyErrors, "database")]
    let result = try town.run()
    let amplification = (0..<depth).reduce(1) { product, _ in product * attempts }
    #expect(result.sum(.calls, of: "database") == 600 * amplification)
    #expect(result.outcomes.lost == 600)
    for place in 0..<depth {
      let calls = 600 * (0..<place).reduce(1) { product, _ in product * attempts }
      #expect(result.sum(.serviceRequests, of: "service\(place)") == calls)
    }
  }

  @Test func `make their callers wait when their threads are busy`() throws {
    var town = ChainTown()
    town.depth = 1
    town.services.tasks = 1
    town.services.threads = 1
    town.database.latency = .constant(1)
    town.shop.arrivals = .constant(rate: 2)
    town.shop.until = .start + .minutes(1)
    let result = try town.run()
    // 120 requests, a second each: the last one waits for a minute.
    #expect(result.outcomes.completed == 120)
    #expect((59_000_000_000...61_000_000_000).contains(result.maximum(.sendLatency, of: "shop")))
    #expect(result.maximum(.serviceWaiting, of: "service0") >= 59)
  }

  @Test func `refuse what no thread and no place is left for`() throws {
    var town = ChainTown()
    town.depth = 1
    town.attempts = 1
    town.services.tasks = 1
    town.services.threads = 1
    town.services.queueLimit = 3
    town.database.latency = .constant(1)
    let result = try town.run()
    #expect(result.outcomes.completed + result.outcomes.lost == 600)
    #expect((295...306).contains(result.outcomes.completed))
  }

  @Test func `reset the connections of a task that dies, and use the others`() throws {
    var town = ChainTown()
    town.depth = 2
    town.services.startUp = .constant(60)
    town.database.latency = .constant(2)
    town.blueprint.faults = [
      .make(.consumerCrash, "service1", at: .milliseconds(60_500), for: .seconds(1))
    ]
    let result = try town.run()
    #expect(result.outcomes.completed == 600)
    #expect(result.sum(.stepRetries, of: "service0") == 2)
    #expect(result.books.unanswered == 0)
  }

  @Test func `answer nothing while no task is up`() throws {
    var town = ChainTown()
    town.depth = 1
    town.blueprint.faults = [
      .make(.consumerCrash, "service0", at: .minutes(1), for: .seconds(1)) { $0.count = 2 }
    ]
    town.services.startUp = .constant(60)
    let result = try town.run()
    #expect((118...122).contains(result.outcomes.lost))
  }

  @Test func `hand a message to a task that stands still and wait`() throws {
    var town = ChainTown()
    town.depth = 2
    town.blueprint.faults = [
      .make(.consumerPause, "service1", at: .minutes(1), for: .seconds(10)) { $0.count = 2 }
    ]
    let result = try town.run()
    #expect(result.outcomes.completed == 600)
    #expect(
      (9_000_000_000...10_100_000_000).contains(result.maximum(.sendLatency, of: "shop")))
    #expect(result.sum(.calls, of: "database") == 600)
  }
}
