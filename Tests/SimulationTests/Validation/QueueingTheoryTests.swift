import Simulation
import Testing

/// Stations of real components against the closed forms of queueing theory.
///
/// Thirty independent replications each; the closed form must lie inside the 99 % confidence interval
/// and, where `isSharp`, the mean within 1 % of it. A station near saturation forgets so slowly that a
/// mean within 1 % would take hours (M/M/1 at ρ = 0.99: 4 × 10⁸ customers for a standard error of
/// 1 %): there the interval says what it can, and `ExactRecursion` shows the bias to be nil.
@Suite struct `Queueing theory` {
  /// A station in the steady state, and how many customers each of thirty replications sees.
  struct Case: Sendable, CustomTestStringConvertible {
    var rho: Double
    var servers = 1
    var service = Distribution.exponential(mean: 1)
    var customers: Int
    var isSharp = true

    var testDescription: String { "ρ = \(rho), \(servers) servers" }

    /// The station; its time is measured in mean services, a second each.
    func station(initial: Int = 0) -> Station {
      let rate = rho * Double(servers) / (service.mean ?? 1)
      return Station(
        arrivalRate: rate, service: service, servers: servers,
        duration: Interval(seconds: Double(customers) / rate), initial: initial)
    }

    func visits() throws -> [Station.Visit] {
      try (0..<30).map { try station().run($0) }
    }
  }

  static func expect(
    _ values: [Double], toHave theory: Double, sharply isSharp: Bool = true,
    _ what: Comment, at place: SourceLocation = #_sourceLocation
  ) {
    let estimate = Estimate(values: values)
    #expect(estimate.covers(theory), "\(what): \(estimate), not \(theory)", sourceLocation: place)
    if isSharp {
      #expect(
        abs(estimate.bias(against: theory)) <= 0.01,
        "\(what): \(estimate), \(estimate.bias(against: theory)) off", sourceLocation: place)
    }
  }

  @Test(arguments: [
    Case(rho: 0.5, customers: 40_000), Case(rho: 0.8, customers: 150_000),
    Case(rho: 0.9, customers: 300_000), Case(rho: 0.95, customers: 100_000, isSharp: false),
  ])
  func `an M-M-1 station holds ρ ÷ (1 − ρ) customers`(_ example: Case) throws {
    let visits = try example.visits()
    let rho = example.rho
    Self.expect(
      visits.map(\.inSystem.mean), toHave: rho / (1 - rho), sharply: example.isSharp, "L")
    Self.expect(
      visits.map(\.waiting.mean), toHave: rho * rho / (1 - rho), sharply: example.isSharp, "Lq")
  }

  /// The relaxation time at ρ = 0.99 is some 80,000 services, so instead of a warm-up each replication
  /// starts in the steady state: with a geometric number of customers, drawn by strata.
  @Test func `an M-M-1 station at ρ = 0.99 that starts in the steady state stays in it`() throws {
    let example = Case(rho: 0.99, customers: 100_000)
    let visits = try (0..<30).map { replication in
      let u = (Double(replication) + 0.5) / 30
      let initial = Int(Elementary.log(1 - u) / Elementary.log(0.99))
      return try example.station(initial: initial).run(replication)
    }
    Self.expect(visits.map(\.inSystem.mean), toHave: 99, sharply: false, "L")
    Self.expect(visits.map(\.waiting.mean), toHave: 98.01, sharply: false, "Lq")
  }

  @Test func `sojourns in an M-M-1 station are exponential`() throws {
    let example = Case(rho: 0.8, service: .exponential(mean: 0.1), customers: 150_000)
    let sojourns = try example.visits().map(\.sojourns)
    let means = sojourns.map { Double($0.sum) / 1e9 / Double($0.sampleCount) }
    Self.expect(means, toHave: 0.5, "mean")
    for (p, expected) in [(0.5, 0.3466), (0.9, 1.1513), (0.99, 2.3026), (0.999, 3.4539)] {
      let values = sojourns.map { Double($0.quantile(p) ?? -1) / 1e9 }
      Self.expect(values, toHave: expected, sharply: p < 0.999, "p\(p)")
    }
  }

  @Test(arguments: [
    (Case(rho: 0.5, service: .constant(1), customers: 30_000), 0.5),
    (Case(rho: 0.8, service: .constant(1), customers: 80_000), 2.0),
    (Case(rho: 0.9, service: .constant(1), customers: 150_000), 4.5),
  ])
  func `a constant service halves the wait`(_ example: Case, wait: Double) throws {
    let visits = try example.visits()
    Self.expect(visits.map { $0.waiting.mean / example.rho }, toHave: wait, "Wq/S")
  }

  /// One call in a thousand takes ten seconds instead of a tenth: Pollaczek (1930) and Khinchine
  /// (1932).
  @Test func `a few long calls make everybody wait`() throws {
    let service = Distribution.mixture([
      (weight: 0.999, of: .exponential(mean: 0.1)), (weight: 0.001, of: .exponential(mean: 10)),
    ])
    let example = Case(rho: 0.8, service: service, customers: 100_000)
    let rate = example.station().arrivalRate
    let visits = try example.visits()
    Self.expect(visits.map { $0.waiting.mean / rate }, toHave: 4.0033, sharply: false, "Wq")
    Self.expect(visits.map { $0.inSystem.mean / rate }, toHave: 4.1132, sharply: false, "W")
  }

  @Test(arguments: [
    (Case(rho: 0.8, servers: 2, customers: 200_000), 1.7778),
    (Case(rho: 0.8, servers: 5, customers: 100_000, isSharp: false), 0.5541),
    (Case(rho: 0.8, servers: 10, customers: 100_000, isSharp: false), 0.20459),
    (Case(rho: 0.9, servers: 10, customers: 100_000, isSharp: false), 0.66872),
    (Case(rho: 0.9, servers: 100, customers: 60_000, isSharp: false), 0.021687),
  ])
  func `servers that share a line keep to Erlang's C`(_ example: Case, wait: Double) throws {
    let rate = example.rho * Double(example.servers)
    let visits = try example.visits()
    Self.expect(
      visits.map { $0.waiting.mean / rate }, toHave: wait, sharply: example.isSharp, "Wq/S")
  }

  @Test(arguments: [
    Case(rho: 0.5, customers: 20_000), Case(rho: 0.99, customers: 100_000),
    Case(rho: 0.9, service: .constant(1), customers: 20_000),
    Case(
      rho: 0.8, service: .lognormal(p50: 0.08, p99: 0.4), customers: 20_000),
    Case(rho: 0.9, servers: 10, customers: 20_000),
    Case(rho: 0.9, servers: 100, customers: 20_000),
  ])
  func `every customer comes, waits and leaves as the exact recursion says`(
    _ example: Case
  ) throws {
    for replication in 0..<2 {
      let visit = try example.station().run(replication)
      let exact = ExactRecursion(example.station(), replication: replication)

      #expect(visit.sojourns.sampleCount == exact.sojourns.count)
      #expect(visit.sojourns.sum == exact.sojourns.sum)
      #expect(visit.inSystem.arrivals == exact.customers.count)
      #expect(visit.inSystem.timeInside == Double(exact.timeInside) / 1e9)
      #expect(visit.waiting.timeInside == Double(exact.timeWaiting) / 1e9)
    }
  }
}
