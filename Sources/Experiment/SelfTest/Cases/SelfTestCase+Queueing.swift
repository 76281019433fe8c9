internal import Simulation

/// A station in the steady state, and how many customers each of thirty replications sees.
private struct Crowd: Sendable {
  var rho: Double
  var servers = 1
  var waitingRoom: Int?
  var service = Distribution.exponential(mean: 1)
  var customers: Int

  static let replications = 30

  /// Customers a second.
  var rate: Double { rho * Double(servers) / (service.mean ?? 1) }

  func station(initial: Int = 0) -> Station {
    Station(
      arrivalRate: rate, service: service, servers: servers, waitingRoom: waitingRoom,
      duration: Interval(seconds: Double(customers) / rate), initial: initial)
  }

  func visits() throws -> [Station.Visit] {
    try (0..<Self.replications).map { try station().run($0) }
  }
}

/// Stations of real components against the closed forms of queueing theory.
extension SelfTestCase {
  static let queueing: [SelfTestCase] =
    [
      markovian(0.5, customers: 40_000), markovian(0.8, customers: 150_000),
      markovian(0.9, customers: 300_000), markovian(0.95, customers: 100_000, sharply: false),
      saturated, sojourns,
    ]
    + [(0.5, 30_000, 0.5), (0.8, 80_000, 2.0), (0.9, 150_000, 4.5)].map(constantService) + [
      longCalls
    ]
    + [
      (2, 0.8, 200_000, 1.7778, true), (5, 0.8, 100_000, 0.5541, false),
      (10, 0.8, 100_000, 0.20459, false), (10, 0.9, 100_000, 0.66872, false),
      (100, 0.9, 60_000, 0.021687, false),
    ].map(sharedLine)
    + [
      (2, 0.8, 0.32990), (5, 0.8, 0.19907), (10, 0.8, 0.12166), (10, 0.9, 0.16796),
      (100, 0.9, 0.02696),
    ].map(noWaitingRoom)
    + [(0.8, 0.02349), (1, 0.09091), (1.2, 0.19259)].map(smallWaitingRoom) + [recursion]

  private static func markovian(
    _ rho: Double, customers: Int, sharply isSharp: Bool = true
  ) -> SelfTestCase {
    SelfTestCase("Q1", "M/M/1, utilisation \(rho)") {
      let visits = try Crowd(rho: rho, customers: customers).visits()
      return [
        .closedForm(
          "customers in the system", rho / (1 - rho), in: visits.map(\.inSystem.mean),
          sharply: isSharp),
        .closedForm(
          "customers waiting", rho * rho / (1 - rho), in: visits.map(\.waiting.mean),
          sharply: isSharp),
      ]
    }
  }

  /// The relaxation time at ρ = 0.99 is some 80,000 services, so instead of a warm-up each replication
  /// starts in the steady state: with a geometric number of customers, drawn by strata.
  private static let saturated = SelfTestCase("Q1", "M/M/1, utilisation 0.99") {
    let crowd = Crowd(rho: 0.99, customers: 100_000)
    let visits = try (0..<Crowd.replications).map { replication in
      let u = (Double(replication) + 0.5) / Double(Crowd.replications)
      let initial = Int(Elementary.log(1 - u) / Elementary.log(0.99))
      return try crowd.station(initial: initial).run(replication)
    }
    return [
      .closedForm(
        "customers in the system", 99, in: visits.map(\.inSystem.mean), sharply: false),
      .closedForm("customers waiting", 98.01, in: visits.map(\.waiting.mean), sharply: false),
    ]
  }

  private static let sojourns = SelfTestCase("Q2", "M/M/1, utilisation 0.8, service 0.1 s") {
    let crowd = Crowd(rho: 0.8, service: .exponential(mean: 0.1), customers: 150_000)
    let sojourns = try crowd.visits().map(\.sojourns)
    let means = sojourns.map { Double($0.sum) / 1e9 / Double($0.sampleCount) }
    let quantiles =
      [("50", 0.5, 0.34657), ("90", 0.9, 1.15129), ("99", 0.99, 2.30259)]
      + [("99.9", 0.999, 3.45388)]
    return [.closedForm("mean sojourn, s", 0.5, in: means)]
      + quantiles.map { name, p, theory in
        .closedForm(
          "p\(name) of sojourns, s", theory,
          in: sojourns.map { Double($0.quantile(p) ?? -1) / 1e9 }, sharply: p < 0.999)
      }
  }

  private static func constantService(
    _ rho: Double, customers: Int, wait: Double
  ) -> SelfTestCase {
    SelfTestCase("Q3", "M/D/1, utilisation \(rho)") {
      let visits = try Crowd(rho: rho, service: .constant(1), customers: customers).visits()
      return [.closedForm("wait in services", wait, in: visits.map { $0.waiting.mean / rho })]
    }
  }

  /// One call in a thousand takes ten seconds instead of a tenth: Pollaczek (1930) and Khinchine
  /// (1932).
  private static let longCalls = SelfTestCase("Q4", "M/G/1, a few long calls") {
    let service = Distribution.mixture([
      (weight: 0.999, of: .exponential(mean: 0.1)), (weight: 0.001, of: .exponential(mean: 10)),
    ])
    let crowd = Crowd(rho: 0.8, service: service, customers: 100_000)
    let visits = try crowd.visits()
    return [
      .closedForm(
        "mean wait, s", 4.0033, in: visits.map { $0.waiting.mean / crowd.rate }, sharply: false),
      .closedForm(
        "mean sojourn, s", 4.1132, in: visits.map { $0.inSystem.mean / crowd.rate },
        sharply: false),
    ]
  }

  private static func sharedLine(
    _ servers: Int, rho: Double, customers: Int, wait: Double, isSharp: Bool
  ) -> SelfTestCase {
    SelfTestCase("Q5", "M/M/\(servers), utilisation \(rho)") {
      let crowd = Crowd(rho: rho, servers: servers, customers: customers)
      let waits = try crowd.visits().map { $0.waiting.mean / crowd.rate }
      return [.closedForm("wait in services (Erlang C)", wait, in: waits, sharply: isSharp)]
    }
  }

  private static func noWaitingRoom(
    _ servers: Int, rho: Double, blocked: Double
  ) -> SelfTestCase {
    SelfTestCase("Q6", "M/M/\(servers)/\(servers), offered \(rho) a server") {
      let crowd = Crowd(rho: rho, servers: servers, waitingRoom: 0, customers: 30_000)
      return [
        .closedForm(
          "share refused (Erlang B)", blocked, in: try crowd.visits().map(\.refusedShare),
          sharply: false)
      ]
    }
  }

  private static func smallWaitingRoom(_ rho: Double, lost: Double) -> SelfTestCase {
    SelfTestCase("Q7", "M/M/1/10, offered \(rho)") {
      let crowd = Crowd(rho: rho, waitingRoom: 9, customers: 30_000)
      return [
        .closedForm(
          "share lost", lost, in: try crowd.visits().map(\.refusedShare), sharply: false)
      ]
    }
  }

  /// Every customer's arrival, wait and departure, to the nanosecond; with it Little's law, since the
  /// times inside come from a gauge over time here and from single sojourns there.
  private static let recursion = SelfTestCase("Q8", "Little's law and the exact recursion") {
    let crowds = [
      Crowd(rho: 0.5, customers: 20_000), Crowd(rho: 0.99, customers: 100_000),
      Crowd(rho: 0.9, service: .constant(1), customers: 20_000),
      Crowd(rho: 0.8, service: .lognormal(p50: 0.08, p99: 0.4), customers: 20_000),
      Crowd(rho: 0.9, servers: 10, customers: 20_000),
      Crowd(rho: 0.9, servers: 100, customers: 20_000),
    ]
    return try crowds.flatMap { crowd in
      let visit = try crowd.station().run(0)
      let exact = ExactRecursion(crowd.station(), replication: 0)
      let name = "\(crowd.servers) servers at \(crowd.rho)"
      return [
        SelfTestFinding.exact(
          "departures, \(name)", exact.sojourns.count, is: visit.sojourns.sampleCount),
        .exact(
          "sum of sojourns, s, \(name)", Double(exact.sojourns.sum) / 1e9,
          is: Double(visit.sojourns.sum) / 1e9),
        .exact(
          "time inside, s, \(name)", Double(exact.timeInside) / 1e9,
          is: visit.inSystem.timeInside),
        .exact(
          "time waiting, s, \(name)", Double(exact.timeWaiting) / 1e9,
          is: visit.waiting.timeInside),
      ]
    }
  }
}

extension Station.Visit {
  /// The share of customers that found no room.
  fileprivate var refusedShare: Double {
    func sum(_ metric: Metric) -> Double {
      Double(result.series(metric, of: "station")?.total.sum ?? 0)
    }
    return sum(.callErrors) / sum(.calls)
  }
}
