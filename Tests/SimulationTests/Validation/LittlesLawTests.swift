import Simulation
import Testing

/// L·T is the time that all customers together spend inside by T (Little, 1961).
///
/// With the customers who are still there it holds in every finite window. The left side comes from
/// a gauge over time, the right side from sojourns that are measured one by one.
@Suite struct `Little's law` {
  /// A shop with random arrivals and service, whose orders go straight to the queue and are received
  /// without delay.
  static func shop(open: Interval) -> CoffeeShop {
    var shop = CoffeeShop(open: open)
    shop.blueprint.recordsMessages = true
    shop.guests.arrivals = .poisson(rate: 20)
    shop.payments.latency = .lognormal(p50: 0.08, p99: 0.4)
    shop.function.eventSource?.maximumConcurrency = 5
    return shop
  }

  /// The time from the send of each order to its delete, or to the end of the run.
  static func sojourns(_ result: RunResult) -> Int128 {
    result.journeys.reduce(0) {
      $0 + Int128((($1.endedAt ?? result.endedAt) - $1.dueAt).nanoseconds)
    }
  }

  @Test(arguments: [Interval.hours(1), .seconds(1_234)])
  func `holds for a queue to the nanosecond`(open: Interval) throws {
    let result = try Self.shop(open: open).run()
    let stored = try #require(result.average("stored", of: "orders"))

    #expect(result.journeys.contains { $0.endedAt == nil })
    #expect(stored.arrivals == result.journeys.count)
    #expect(stored.timeInside == Double(Self.sojourns(result)) / 1e9)
    #expect(abs(stored.mean * open.seconds / stored.timeInside - 1) < 1e-12)
  }

  @Test func `holds for queue and dead-letter queue together, whatever is received again`() throws {
    let shop = Self.shop(open: .hours(1)).moving(after: 2)
      .with(.make(.dependencyErrors, "payments", at: .minutes(10), for: .minutes(10)))
    let result = try shop.run()
    let orders = try #require(result.average("stored", of: "orders"))
    let letters = try #require(result.average("stored", of: "orders-dlq"))

    #expect(result.outcomes.stuck > 10_000)
    let inside = orders.timeInside + letters.timeInside
    #expect(abs(inside - Double(Self.sojourns(result)) / 1e9) < 1e-5)
  }

  /// A function that is drained at the end: its time at work is what it was billed for, and what
  /// initialisation and overhead took before.
  @Test func `holds for a function's environments to the nanosecond`() throws {
    var shop = Self.shop(open: .hours(1))
    shop.guests.until = .start + .minutes(59)
    shop.function.overhead = .constant(0.005)
    shop.function.coldStart = .constant(0.25)
    let result = try shop.run()
    let pool = try #require(result.average("concurrency", of: "process-order"))

    #expect(result.outcomes.completed == result.outcomes.offered)
    let runs = result.total(.duration, of: "process-order")
    let starts = result.total(.initDuration, of: "process-order")
    let inside = runs.sum + starts.sum + Int128(runs.sampleCount) * 5_000_000
    #expect(pool.arrivals == runs.sampleCount)
    #expect(pool.timeInside == Double(inside) / 1e9)
  }

  /// Five orders hang from the first minute on, and are still at work when the run ends.
  @Test func `counts what is still at work at the end`() throws {
    var shop = CoffeeShop(open: .seconds(75)).with(.make(.dependencyHang, "payments"))
    shop.guests.arrivals = .times((0..<5).map { .start + .seconds(60 + $0) })
    let result = try shop.run()
    let pool = try #require(result.average("concurrency", of: "process-order"))
    let calls = try #require(result.average("inSystem", of: "payments"))

    #expect(pool.arrivals == 5)
    #expect(pool.timeInside == 15 + 14 + 13 + 12 + 11)
    #expect(calls.timeInside == 15 + 14 + 13 + 12 + 11)
  }

  @Test func `holds for a dependency that loses servers and gets them back`() throws {
    var station = DependencySettings()
    station.latency = .exponential(mean: 1)
    station.concurrency = 10
    var customers = ProducerSettings()
    customers.target = "station"
    customers.arrivals = .poisson(rate: 8)
    var blueprint = Blueprint()
    blueprint.seed = 5
    blueprint.duration = .hours(1)
    blueprint.recordsMessages = true
    blueprint.components = [.init(name: "station", settings: station)]
    blueprint.producers = [Named("customers", customers)]
    blueprint.faults = [
      .make(.dependencyCapacity, "station", at: .minutes(10), for: .minutes(10)) {
        $0.capacityLost = 0.9
      }
    ]
    var world = World(blueprint)
    let result = try world.run()
    let inside = try #require(result.average("inSystem", of: "station"))
    let waiting = try #require(result.average("waiting", of: "station"))

    #expect(inside.timeInside == Double(Self.sojourns(result)) / 1e9)
    #expect(waiting.mean > 100 && waiting.mean < inside.mean)
  }
}
