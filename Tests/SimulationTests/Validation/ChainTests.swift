import Simulation
import Testing

/// A hundred orders a second for an hour, and ten minutes of them without payments: the identities of
/// the storm hold at the scale of a chain of coffee shops.
@Suite struct `Thousands of orders` {
  static let arrivalsPerSecond = 100

  static func chain(receives: Int? = nil) -> CoffeeShop {
    var shop = CoffeeShop(open: .hours(1), period: .seconds(30))
    if let receives { shop = shop.moving(after: receives) }
    shop.blueprint.accountConcurrency = 5_000
    shop.guests.arrivals = .constant(rate: Double(arrivalsPerSecond))
    return shop.with(
      .make(.dependencyOutage, "payments", at: .minutes(10), for: .minutes(10)))
  }

  @Test func `the storm rises to twenty times the arrivals`() throws {
    let result = try Self.chain().run()

    let rates = result.periods(.invocations, of: "process-order").map { $0 / 30 }
    #expect(rates[1..<20].allSatisfy { $0 == 100 })
    for period in 20..<40 {
      #expect(abs(rates[period] - Double(100 * (period - 19))) <= 1, "\(rates[period])")
    }
    #expect(rates[42...].allSatisfy { $0 == 100 }, "\(rates)")
    #expect(result.outcomes.completed == result.outcomes.offered)
    #expect(result.effect("charge")?.duplicates == 0)
  }

  @Test func `a dead-letter queue holds the storm at five times the arrivals`() throws {
    let result = try Self.chain(receives: 5).run()

    let rates = result.periods(.invocations, of: "process-order").map { $0 / 30 }
    #expect(rates[25..<40].allSatisfy { abs($0 - 500) <= 1 }, "\(rates)")
    let moved = result.periods(.deadLettered, of: "orders").map { $0 / 30 }
    #expect(moved[26..<40].allSatisfy { $0 == 100 }, "\(moved)")
    #expect(result.outcomes.stuck == result.sum(.deadLettered, of: "orders"))
  }

  /// B = 60,000, μ = 200/s, λ = 100/s: 600 s.
  @Test func `the backlog drains at what the function has to spare`() throws {
    var shop = Self.chain()
    shop.blueprint.period = .seconds(1)
    shop.function.eventSource?.maximumConcurrency = 100
    var work = WorkStep()
    work.time = .constant(0.5)
    shop.function.handler = [shop.charge, work]
    let result = try shop.run()

    let visible = result.periods(.messagesVisible, of: "orders", \.maximum)
    let drained = visible.indices.first { $0 > 1_230 && visible[$0] == 0 } ?? 0
    #expect((1_798...1_802).contains(drained), "drained at \(drained) s")
    #expect(result.outcomes.pending <= 100)
  }
}
