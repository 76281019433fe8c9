import Simulation
import Testing

@Suite struct `Calls with a retry budget` {
  private func outage(_ budget: RetryBudgetSettings?) throws -> RunResult {
    var counter = Counter()
    var retry = RetrySettings()
    retry.maximumAttempts = 4
    counter.clients.retry = retry
    counter.clients.retryBudget = budget
    counter.faults = [.of("payments", .dependencyOutage, from: 60, to: 360)]
    return try counter.run()
  }

  @Test func `multiply the load of an outage without one`() throws {
    let result = try outage(nil)
    // An attempt in the last seconds of the outage may find that it is over.
    #expect((14_950...15_000).contains(result.sum(.sends, of: "clients")))
    #expect(result.sum(.retriesDenied, of: "clients") == 0)
  }

  @Test func `add no more load than was saved up and earned`() throws {
    var share = RetryShareSettings()
    share.ratio = 0.1
    share.cap = 20
    let result = try outage(.share(share))
    #expect(result.sum(.sends, of: "clients") == 6_000 + 20)
    #expect(result.sum(.retriesDenied, of: "clients") > 2_900)
  }

  @Test func `spend an SDK's five hundred tokens and then fail fast`() throws {
    let result = try outage(.mode(.standard))
    #expect(result.sum(.sends, of: "clients") == 6_000 + 500 / 14)
  }

  @Test func `bring the SDK's own attempts along`() throws {
    var counter = Counter()
    counter.clients.retryBudget = .mode(.legacy)
    counter.faults = [.of("payments", .dependencyOutage, from: 60, to: 360)]
    let result = try counter.run()
    #expect((17_600...18_000).contains(result.sum(.sends, of: "clients")))
  }

  @Test func `slow down by themselves in adaptive mode when they are throttled`() throws {
    var limit = Fault.of("payments", .dependencyRateLimit, from: 0, to: 600)
    limit.allowedRate = 5
    var throttled: [Int] = []
    for mode in [SDKRetryMode.standard, .adaptive] {
      var counter = Counter()
      counter.clients.retryBudget = .mode(mode)
      counter.faults = [limit]
      throttled.append(try counter.run().sum(.callErrors, of: "payments"))
    }
    #expect(throttled[1] * 2 < throttled[0])
  }
}

@Suite struct `Calls with a deadline` {
  @Test(arguments: [(2, 1), (3, 2), (30, 5)])
  func `begin no attempt after it`(deadline: Int, attempts: Int) throws {
    var counter = Counter()
    var retry = RetrySettings()
    retry.maximumAttempts = 5
    retry.jitter = .none
    retry.base = .seconds(1)
    retry.factor = 1
    counter.clients.retry = retry
    counter.clients.timeout = .seconds(1)
    counter.clients.deadline = .seconds(deadline)
    counter.clients.limit = 1
    counter.faults = [.of("payments", .dependencyHang, from: 0, to: 600)]
    let result = try counter.run()
    #expect(result.sum(.sends, of: "clients") == attempts)
  }

  @Test func `lose patience at the deadline in the middle of an attempt`() throws {
    var shop = Shop()
    shop.guests.limit = 1
    shop.charge.guards.deadline = .milliseconds(1_500)
    shop.faults = [.of("payments", .dependencyHang, from: 0, to: 600)]
    let result = try shop.run()
    #expect(result.maximum(.duration, of: "shop") == 1_500_000_000)
    #expect(result.sum(.stepTimeouts, of: "shop") == 3)
  }
}

@Suite struct `Calls behind a bulkhead` {
  private func crowd(maxWait: Interval) throws -> RunResult {
    var shop = Shop()
    shop.guests.arrivals = .constant(rate: 10)
    shop.payments.latency = .constant(1)
    var bulkhead = BulkheadSettings()
    bulkhead.maxConcurrentCalls = 3
    bulkhead.maxWait = maxWait
    shop.charge.guards.bulkhead = bulkhead
    shop.charge.guards.onFailure = .proceed
    return try shop.run()
  }

  @Test func `are never more than it has places for`() throws {
    let result = try crowd(maxWait: .zero)
    #expect(result.maximum(.callsInService, of: "payments") == 3)
    #expect(result.sum(.bulkheadRefused, of: "shop") > 3_000)
    #expect(
      result.sum(.calls, of: "payments") + result.sum(.bulkheadRefused, of: "shop") == 6_000)
  }

  @Test func `wait for a place as long as they are told, in the order in which they came`() throws {
    let result = try crowd(maxWait: .seconds(5))
    #expect(result.maximum(.callsInService, of: "payments") == 3)
    #expect(result.maximum(.duration, of: "shop") <= 6_000_000_000)
    // Always somebody waits: the places are never empty, three calls a second for ten minutes.
    #expect((1_790...1_830).contains(result.sum(.calls, of: "payments")))
  }

  @Test func `give their place back when they lose patience or their environment dies`() throws {
    var shop = Shop()
    var bulkhead = BulkheadSettings()
    bulkhead.maxConcurrentCalls = 2
    bulkhead.maxWait = .seconds(2)
    shop.charge.guards.bulkhead = bulkhead
    shop.charge.guards.timeout = .seconds(3)
    shop.faults = [
      .of("payments", .dependencyHang, from: 60, to: 150),
      .of("shop", .functionCrash, from: 100, to: 140),
    ]
    shop.orders.redrivePolicy = nil
    let result = try shop.run()
    #expect(result.outcomes.completed == 600)
    #expect(result.sum(.bulkheadRefused, of: "shop") > 0)
  }
}

@Suite struct `Hedged calls of a world` {
  private func slowTail(_ hedge: HedgeSettings?) throws -> RunResult {
    var counter = Counter()
    counter.clients.arrivals = .poisson(rate: 20)
    counter.clients.until = .start + .seconds(590)
    counter.payments.latency = .mixture([
      (weight: 97, of: .constant(0.05)), (weight: 3, of: .constant(5)),
    ])
    counter.clients.hedge = hedge
    return try counter.run()
  }

  @Test func `take the first of two answers and so cut the tail`() throws {
    var hedge = HedgeSettings()
    hedge.after = .milliseconds(100)
    let (plain, hedged) = (try slowTail(nil), try slowTail(hedge))
    let p99 = [plain, hedged].map {
      $0.series(.sendLatency, of: "clients")?.total.statistics(inUnitsOf: 1_000_000)?.p99 ?? 0
    }
    #expect(p99[0] > 4_900)
    #expect(p99[1] < 200)
    let share = Double(hedged.sum(.hedgedCalls, of: "clients")) / 11_800
    #expect(share > 0.02 && share < 0.04)
    #expect(hedged.outcomes.completed == hedged.outcomes.offered)
  }

  @Test func `find the time to wait by themselves`() throws {
    let hedged = try slowTail(HedgeSettings())
    #expect(hedged.sum(.hedgedCalls, of: "clients") > 100)
    let calls = hedged.sum(.calls, of: "payments")
    #expect(Double(calls) <= 1.05 * Double(hedged.outcomes.offered) + 10)
  }

  @Test func `have their effect twice unless the other side is idempotent`() throws {
    var duplicates: [Int] = []
    for repeats in [DependencySettings.Repeats.none, .key] {
      var shop = Shop()
      shop.payments.idempotency = repeats
      shop.payments.latency = .exponential(mean: 0.2)
      var hedge = HedgeSettings()
      hedge.after = .milliseconds(200)
      hedge.copies = 3
      hedge.budget = 1
      shop.charge.guards.hedge = hedge
      duplicates.append(try shop.run().duplicates(of: "charge"))
    }
    #expect(duplicates[0] > 100)
    #expect(duplicates[1] == 0)
  }

  @Test func `survive failures of single copies, time-outs and deaths`() throws {
    var shop = Shop()
    shop.payments.latency = .exponential(mean: 0.5)
    shop.payments.errorRate = 0.2
    var hedge = HedgeSettings()
    hedge.after = .milliseconds(100)
    hedge.copies = 2
    hedge.budget = 1
    shop.charge.guards.hedge = hedge
    shop.charge.guards.timeout = .seconds(1)
    shop.charge.guards.retry = RetrySettings()
    shop.faults = [
      .of("shop", .functionCrash, from: 120, to: 180),
      .of("payments", .dependencyHang, from: 240, to: 300),
    ]
    shop.orders.redrivePolicy = nil
    let result = try shop.run()
    #expect(result.outcomes.completed == 600)
  }
}
