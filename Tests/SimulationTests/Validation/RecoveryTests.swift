import Simulation
import Testing

/// Breakers, backlogs and redrives: how a system gets out of trouble, against arithmetic.
@Suite struct `Recovery` {
  /// A shop that serves so many orders a second: five environments, and orders come at 10/s.
  static func shop(serving rate: Double, open: Interval, period: Interval) -> CoffeeShop {
    var shop = CoffeeShop(open: open, period: period)
    var work = WorkStep()
    work.time = .constant(5 / rate)
    var put = PutStep()
    put.target = "order-history"
    put.effect = "coffee"
    shop.function.handler = [shop.charge, work, put]
    shop.function.eventSource?.maximumConcurrency = 5
    shop.guests.arrivals = .constant(rate: 10)
    return shop
  }

  // MARK: - The backlog

  /// B = 6,000, μ = 50/s, λ = 10/s: the backlog of a ten-minute stop is gone after B ÷ (μ − λ) =
  /// 150 s.
  @Test func `a backlog drains at the rate that is left over`() throws {
    var shop = Self.shop(serving: 50, open: .minutes(20), period: .seconds(1))
    shop.function.eventSource?.isEnabled = false
    shop = shop.doing(.enableEventSource, to: "process-order", at: .minutes(10))
    let result = try shop.run()

    let visible = result.periods(.messagesVisible, of: "orders", \.maximum)
    #expect(visible.max() == 6_000)
    let drained = visible.indices.first { $0 > 600 && visible[$0] == 0 } ?? 0
    #expect((748...751).contains(drained), "drained after \(drained) s")
    // The oldest order is as old as the stop was long when the pollers come back.
    let ages = result.periods(.ageOfOldestMessage, of: "orders", \.maximum)
    #expect(ages.max().map { (599...600.2).contains($0) } == true, "\(ages.max() ?? 0)")
    #expect(result.outcomes.lost == 0)
  }

  /// While the pollers stand still the age of the oldest message grows by a second each second.
  @Test func `a stopped poller burns no receives`() throws {
    var shop = CoffeeShop(open: .minutes(20)).moving(after: 2)
      .with(.make(.dependencyOutage, "payments", for: .minutes(10)))
    shop = shop.doing(.disableEventSource, to: "process-order", at: .seconds(30))
      .doing(.enableEventSource, to: "process-order", at: .minutes(11))
    let result = try shop.run()

    let received = result.periods(.messagesReceived, of: "orders")
    #expect(received.indices.filter { received[$0] > 0 } == [11])
    let ages = result.periods(.ageOfOldestMessage, of: "orders", \.maximum)
    #expect(ages[1...10] == [60, 120, 180, 240, 300, 360, 420, 480, 540, 600])
    #expect(result.sum(.invocations, of: "process-order") == 1)
    #expect(result.outcomes.completed == 1)
  }

  // MARK: - The breaker

  /// A breaker in front of payments that are down for ten minutes, with a cool-down of 20 s: one call
  /// in each 20 s, whatever comes in; and each refused order burns a receive.
  @Test(arguments: [false, true])
  func `an open breaker lets the probes pass and nothing else`(isInTable: Bool) throws {
    var shop = CoffeeShop(open: .minutes(10), period: .seconds(20)).moving(after: 3)
      .with(.make(.dependencyOutage, "payments"))
    shop.guests.arrivals = .constant(rate: 5)
    var breaker = BreakerSettings()
    breaker.preset = .classic
    breaker.consecutiveFailures = 1
    breaker.waitDurationInOpenState = .seconds(20)
    if isInTable { breaker.table = "breaker-state" }
    shop.breaker = breaker
    shop.charge.guards.circuitBreaker = "payments-breaker"
    let result = try shop.run()

    let calls = result.periods(.calls, of: "payments")
    #expect(calls.allSatisfy { $0 == 1 }, "\(calls)")
    #expect(result.sum(.breakerOpened, of: "payments-breaker") == 30)
    // Receives are burnt all the same: three to an order, then it is moved.
    let arrivals = result.periods(.deadLettered, of: "orders")
    #expect(arrivals.dropFirst(5).allSatisfy { $0 == 100 }, "\(arrivals)")
  }
}
