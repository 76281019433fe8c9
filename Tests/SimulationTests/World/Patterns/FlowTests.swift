import Simulation
import Testing

@Suite struct `A dependency that sheds load` {
  /// Twelve calls a second at a dependency that serves ten, from callers who wait for 2 s.
  private func overload(_ change: (inout SheddingSettings) -> Void) throws -> RunResult {
    var counter = Counter()
    counter.clients.arrivals = .poisson(rate: 12)
    counter.clients.timeout = .seconds(2)
    counter.payments.latency = .constant(0.1)
    counter.payments.concurrency = 1
    var shedding = SheddingSettings()
    change(&shedding)
    counter.payments.shedding = shedding
    return try counter.run()
  }

  private func unprotected() throws -> RunResult {
    var counter = Counter()
    counter.clients.arrivals = .poisson(rate: 12)
    counter.clients.timeout = .seconds(2)
    counter.payments.latency = .constant(0.1)
    counter.payments.concurrency = 1
    return try counter.run()
  }

  @Test func `serves in time what it would have served too late`() throws {
    let plain = try unprotected().sum(.sendsAccepted, of: "clients")
    let deadline = try overload {
      $0.kind = .deadline
      $0.deadline = .milliseconds(1_800)
    }
    let codel = try overload {
      $0.kind = .codel
      $0.target = .milliseconds(200)
      $0.interval = .seconds(1)
    }
    let concurrency = try overload {
      $0.kind = .concurrency
      $0.algorithm = .aimd
      $0.slowAfter = .seconds(1)
      $0.initialLimit = 5
      $0.maximumLimit = 19
    }
    for result in [deadline, codel, concurrency] {
      #expect(result.sum(.sendsAccepted, of: "clients") > 5_500)
      #expect(result.sum(.shed, of: "payments") > 500)
    }
    #expect(plain < 1_500)
    #expect(concurrency.maximum(.concurrencyLimit, of: "payments") <= 19)
  }

  @Test func `serves the newest first while too many wait`() throws {
    let result = try overload {
      $0.kind = .deadline
      $0.deadline = .hours(1)
      $0.newestFirstAbove = 5
    }
    #expect(result.sum(.sendsAccepted, of: "clients") > 5_000)
  }
}

@Suite struct `A producer with a limit to what is outstanding` {
  @Test func `holds back what a slow target cannot take`() throws {
    var counter = Counter()
    counter.payments.latency = .constant(1)
    counter.clients.maximumOutstanding = 5
    let result = try counter.run()
    #expect(result.maximum(.callsInService, of: "payments") == 5)
    #expect((2_990...3_005).contains(result.sum(.calls, of: "payments")))
    #expect(result.outcomes.pending > 2_900)
    #expect(result.maximum(.producerWaiting, of: "clients") > 2_900)
  }

  @Test func `drops what its buffer has no room for`() throws {
    var counter = Counter()
    counter.payments.latency = .constant(1)
    counter.clients.maximumOutstanding = 5
    counter.clients.buffer = 10
    let result = try counter.run()
    #expect(result.maximum(.producerWaiting, of: "clients") == 10)
    #expect(result.sum(.sendsFailed, of: "clients") == result.outcomes.lost)
    #expect(result.outcomes.lost > 2_900)
  }

  @Test func `changes nothing when there is room`() throws {
    var counter = Counter()
    counter.clients.maximumOutstanding = 2
    counter.clients.until = .start + .seconds(590)
    let result = try counter.run()
    #expect(result.outcomes.completed == 5_900)
    #expect(result.maximum(.producerWaiting, of: "clients") == 0)
  }
}

@Suite struct `An outbox` {
  private func run(outbox: Bool, _ faults: [Fault]) throws -> RunResult {
    var blueprint = Blueprint()
    blueprint.seed = 322
    blueprint.duration = .minutes(20)
    var guests = ProducerSettings()
    guests.target = outbox ? "outbox" : "orders"
    guests.arrivals = .constant(rate: 2)
    guests.until = .start + .minutes(10)
    guests.timeout = .seconds(5)
    var box = OutboxSettings()
    box.table = "rows"
    box.target = "orders"
    var orders = QueueComponentSettings()
    orders.queue.randomness = .none
    var charge = CallStep()
    charge.target = "payments"
    charge.effect = "charge"
    var source = FunctionComponentSettings.EventSource()
    source.queue = "orders"
    var shop = FunctionComponentSettings()
    shop.eventSource = source
    shop.handler = [charge]
    blueprint.components = [
      .init(name: "outbox", settings: box), .init(name: "rows", settings: TableSettings()),
      .init(name: "orders", settings: orders), .init(name: "shop", settings: shop),
      .init(name: "payments", settings: DependencySettings()),
    ]
    blueprint.producers = [Named("guests", guests)]
    blueprint.faults = faults
    var world = World(blueprint)
    return try world.run()
  }

  @Test func `publishes what was stored, once when all is well`() throws {
    let result = try run(outbox: true, [])
    #expect(result.outcomes.completed == 1_200)
    #expect(result.sum(.outboxPublished, of: "outbox") == 1_200)
    #expect(result.duplicates(of: "charge") == 0)
    #expect(result.books.held == 0)
  }

  @Test func `loses nothing while the queue is away`() throws {
    let away = Fault.of("orders", .queueUnavailable, from: 60, to: 240)
    #expect((359...361).contains(try run(outbox: false, [away]).outcomes.lost))
    let result = try run(outbox: true, [away])
    #expect(result.outcomes.completed == 1_200)
    #expect(result.sum(.outboxFailed, of: "outbox") > 0)
    #expect(result.maximum(.outboxWaiting, of: "outbox") > 200)
  }

  @Test func `publishes again what it could not mark, and refuses what it cannot store`() throws {
    var flaky = Fault.of("rows", .tableUnavailable, from: 60, to: 360)
    flaky.percentage = 0.2
    let result = try run(outbox: true, [flaky])
    #expect(result.duplicates(of: "charge") > 0)
    #expect(result.sum(.sendsFailed, of: "guests") > 50)
    #expect(result.outcomes.lost == result.sum(.sendsFailed, of: "guests"))
    #expect(result.outcomes.pending == 0)
  }
}
