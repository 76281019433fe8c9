import Simulation
import Testing

@Suite struct `A name that fails over` {
  private static func name(_ policy: FailoverName.Policy = .failover) -> FailoverName {
    FailoverName(policy, weights: [1, 3], failureThreshold: 3)
  }

  @Test func `needs so many results in a row to change its mind`() {
    var name = Self.name()
    let checks: [(isWell: Bool, changes: Bool, target: Int)] = [
      (false, false, 0), (false, false, 0), (true, false, 0), (false, false, 0), (false, false, 0),
      (false, true, 1), (true, false, 1), (true, false, 1), (false, false, 1), (true, false, 1),
      (true, false, 1), (true, true, 0),
    ]
    for (number, check) in checks.enumerated() {
      let changes = name.checked(0, isWell: check.isWell)
      #expect(changes == check.changes, "check \(number)")
      #expect(name.answer(order: [0, 1], draw: 0) == check.target, "check \(number)")
    }
  }

  @Test(arguments: [
    (FailoverName.Policy.failover, 0.9, 0), (.weighted, 0.2, 0), (.weighted, 0.3, 1),
    (.latency, 0.2, 1),
  ])
  func `answers by its policy`(policy: FailoverName.Policy, draw: Double, target: Int) {
    #expect(Self.name(policy).answer(order: [1, 0], draw: draw) == target)
  }

  @Test(arguments: FailoverName.Policy.allCases)
  func `takes all for healthy when none is`(policy: FailoverName.Policy) {
    var name = Self.name(policy)
    let before = name.answer(order: [1, 0], draw: 0.1)
    for _ in 0..<3 {
      for target in 0...1 { _ = name.checked(target, isWell: false) }
    }
    #expect(!name.isHealthy(0) && !name.isHealthy(1))
    #expect(name.answer(order: [1, 0], draw: 0.1) == before)
  }
}

/// Two banks behind a name; the first is lost for ten minutes.
private struct TwoBanks {
  var failover = FailoverSettings()

  init() {
    var (first, second) = (FailoverSettings.Target(), FailoverSettings.Target())
    (first.to, second.to) = ("first", "second")
    failover.targets = [first, second]
  }

  func run(_ symptom: OutageSymptom = .refuse) throws -> RunResult {
    var bank = DependencySettings()
    bank.latency = .constant(0.01)
    var producer = ProducerSettings()
    producer.target = "name"
    producer.arrivals = .constant(rate: 20)
    producer.timeout = .seconds(1)
    var fault = Fault()
    (fault.action, fault.target) = (.regionOutage, "eu-west-1")
    fault.symptom = symptom
    (fault.at, fault.duration) = (.start + .minutes(10), .minutes(10))
    var blueprint = Blueprint()
    blueprint.duration = .minutes(30)
    blueprint.components = [
      .init(name: "name", settings: failover), .init(name: "first", settings: bank),
      .init(name: "second", settings: bank),
    ]
    blueprint.placements = [
      Named("first", Placement(region: "eu-west-1")),
      Named("second", Placement(region: "us-east-1")),
    ]
    blueprint.producers = [Named("clients", producer)]
    blueprint.faults = [fault]
    var world = World(blueprint)
    return try world.run()
  }
}

@Suite struct `A fail-over` {
  /// Until the next check, the other checks, and the last client's time to live.
  @Test(arguments: [(10, 1, 0), (10, 3, 0), (10, 3, 60), (30, 3, 60), (30, 2, 300)])
  func `takes its checks and the time to live`(interval: Int, threshold: Int, ttl: Int) throws {
    var banks = TwoBanks()
    banks.failover.interval = .seconds(interval)
    banks.failover.failureThreshold = threshold
    banks.failover.ttl = .seconds(ttl)
    let result = try banks.run()
    let lost = Double(result.sum(.sendsFailed, of: "clients")) / 20

    // All are lost until the last check, then on average half of them for the time to live; less
    // what caches that nobody has asked for a while gain, which had to ask anew anyway.
    let soonest = Double(interval * (threshold - 1)) + Double(ttl) / 2
    #expect(lost > soonest - 0.15 * Double(ttl) - 1, "\(lost)")
    #expect(lost < soonest + Double(interval) + 0.1 * Double(ttl) + 1, "\(lost)")
  }

  @Test func `takes a check's patience on top where nobody answers`() throws {
    var banks = TwoBanks()
    banks.failover.ttl = .zero
    let refused = try banks.run(.refuse).sum(.sendsFailed, of: "clients")
    let silent = try banks.run(.hang).sum(.sendsFailed, of: "clients")

    #expect(abs(Double(silent - refused) - 20 * 4) <= 21)
  }

  @Test func `goes to the other target and back`() throws {
    let result = try TwoBanks().run()
    let (first, second) = (
      result.periods(.calls, of: "first"), result.periods(.calls, of: "second")
    )
    #expect(first[8] == 1_200 && second[8] == 0)
    #expect(first[16] == 0 && second[16] == 1_200)
    #expect(first[26] == 1_200 && second[26] == 0)
    #expect(result.periods(.healthCheckStatus, of: "name", \.minimum)[15] == 0)
  }

  @Test func `is of no use with one target`() throws {
    var banks = TwoBanks()
    banks.failover.targets.removeLast()
    let result = try banks.run()
    #expect(result.sum(.calls, of: "second") == 0)
    #expect(abs(result.sum(.sendsFailed, of: "clients") - 12_000) <= 20)
  }
}
