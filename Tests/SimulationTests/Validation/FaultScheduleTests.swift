import Simulation
import Testing

@Suite struct `When faults hold` {
  /// The windows of faults in a run of 100 s, as starts and ends in seconds.
  static func windows(_ faults: [Fault], seed: UInt64 = 1, replication: Int = 0) -> [[Double]] {
    let schedule = FaultSchedule(
      faults, until: .start + .seconds(100), seed: seed, replication: replication)
    return schedule.windows.map { [Double($0.fault), $0.start.seconds, $0.end.seconds] }
  }

  static func fault(
    at start: Int? = nil, for length: Int? = nil, id: String = "",
    _ change: (inout Fault) -> Void = { _ in }
  ) -> Fault {
    var fault = Fault()
    fault.id = id
    fault.at = start.map { .start + .seconds($0) }
    fault.duration = length.map { .seconds($0) }
    change(&fault)
    return fault
  }

  @Test func `from their time for their length, and never past the end of the run`() {
    #expect(Self.windows([Self.fault(at: 10, for: 20)]) == [[0, 10, 30]])
    #expect(Self.windows([Self.fault(at: 10)]) == [[0, 10, 100]])
    #expect(Self.windows([Self.fault(for: 5)]) == [[0, 0, 5]])
    #expect(Self.windows([Self.fault(at: 90, for: 20)]) == [[0, 90, 100]])
    #expect(Self.windows([Self.fault(at: 100, for: 20)]) == [])
  }

  @Test func `again and again, and never on top of themselves`() {
    let every30 = Self.fault(at: 10, for: 5) { $0.every = .seconds(30) }
    #expect(Self.windows([every30]) == [[0, 10, 15], [0, 40, 45], [0, 70, 75]])
    let long = Self.fault(at: 10, for: 50) { $0.every = .seconds(30) }
    #expect(Self.windows([long]) == [[0, 10, 40], [0, 40, 70], [0, 70, 100]])
  }

  @Test func `after the end of another, in whatever order they stand`() {
    let second = Self.fault(at: 5, for: 10) { $0.after = "first" }
    let first = Self.fault(at: 20, for: 10, id: "first")
    #expect(Self.windows([second, first]) == [[1, 20, 30], [0, 35, 45]])
    let never = Self.fault(at: 20, id: "first")
    #expect(Self.windows([second, never]) == [[1, 20, 100]])
  }

  @Test func `at random, with the means that were asked for`() {
    var random = Self.fault(id: "random") {
      $0.meanTimeBetween = .seconds(40)
      $0.meanTimeToRepair = .seconds(10)
    }
    let schedule = FaultSchedule(
      [random], until: .start + .days(10), seed: 1, replication: 0)
    let windows = schedule.windows
    let lengths = windows.map { ($0.end - $0.start).seconds }
    let gaps = zip(windows, windows.dropFirst()).map { ($1.start - $0.end).seconds }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    let deviation = 3.5 / Double(windows.count).squareRoot()
    #expect(abs(mean(lengths) / 10 - 1) < deviation)
    #expect(abs(mean(gaps) / 40 - 1) < deviation)
    #expect(gaps.allSatisfy { $0 > 0 })

    // Another replication has other times; the same has the same, whatever else is in the scenario.
    let alone = Self.windows([random])
    #expect(Self.windows([random], replication: 1) != alone)
    let beside = Self.windows([Self.fault(at: 1, for: 1), random])
    #expect(beside.filter { $0[0] == 1 }.map { $0.dropFirst() } == alone.map { $0.dropFirst() })
    random.id = "other"
    #expect(Self.windows([random]) != alone)
  }

  @Test(arguments: [
    (0, 10, Phase.baseline), (10, 20, .baseline), (15, 21, .chaos), (20, 30, .chaos),
    (30, 40, .chaos), (60, 70, .chaos), (69, 71, .recovery), (70, 80, .recovery),
  ])
  func `decide a period's phase, the later one where it straddles an edge`(
    start: Int, end: Int, phase: Phase
  ) {
    // Two faults, at 20 to 30 s and at 50 to 70 s: in between the experiment goes on.
    let schedule = FaultSchedule(
      [Self.fault(at: 20, for: 10), Self.fault(at: 50, for: 20)], until: .start + .seconds(100),
      seed: 1, replication: 0)
    #expect(schedule.phase(from: .start + .seconds(start), to: .start + .seconds(end)) == phase)
  }

  @Test func `strike whom they name and nobody else`() throws {
    var blueprint = Blueprint()
    blueprint.duration = .minutes(10)
    blueprint.components = [.init(name: "orders", settings: QueueComponentSettings())]
    for name in ["guests", "guests-schedule"] {
      var producer = ProducerSettings()
      producer.target = "orders"
      producer.arrivals = .constant(rate: 1)
      blueprint.producers.append(Named(name, producer))
    }
    blueprint.faults = [.make(.producerPoison, "guests")]
    blueprint.recordsMessages = true
    var world = World(blueprint)
    let poisoned = try world.run().journeys.filter { $0.traits.contains(.poison) }
    #expect(Set(poisoned.map(\.producer)) == [0])
  }
}
