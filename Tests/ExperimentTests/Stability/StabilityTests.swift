import Experiment
import Scenario
import Simulation
import Testing

@Suite struct `The aftermath of faults` {
  @Test(arguments: [
    ("6/s", 5, Aftermath.Standing.metastable), ("3/s", 5, .recovered), ("6/s", 1, .recovered),
  ])
  func `tells a backlog that drains from a storm that feeds itself`(
    rate: String, attempts: Int, standing: Aftermath.Standing
  ) throws {
    let blueprint = try RetryStorm.variant(rate: rate, attempts: attempts).blueprint
    let capacity = try Capacity.messagesPerSecond(of: blueprint)
    var world = World(blueprint)
    let aftermath = Aftermath(of: try world.run(), capacity: capacity)
    #expect(aftermath.standing == standing, "\(aftermath), \(capacity)/s")
  }

  @Test func `is not told before the backlog had time to drain`() throws {
    var blueprint = try RetryStorm.variant().blueprint
    blueprint.duration = .seconds(90)
    var world = World(blueprint)
    #expect(Aftermath(of: try world.run(), capacity: 10).standing == .draining)
    blueprint.faults = []
    var healthy = World(blueprint)
    #expect(Aftermath(of: try healthy.run(), capacity: 10).standing == .untold)
  }

  @Test func `knows the capacity from a load that grows`() throws {
    let capacity = try Capacity.messagesPerSecond(of: RetryStorm.variant(attempts: 1).blueprint)
    #expect(capacity > 7.5 && capacity < 11, "\(capacity)/s")
  }
}

@Suite struct `A map of stability` {
  private func map(jobs: Int) throws -> StabilityMap {
    let cartography = Cartography(
      of: try RetryStorm.variant(), loads: [1, 0.3, 2], durations: [.seconds(10), .seconds(1)],
      replications: 2)
    return try #require(try cartography.map(by: Crew(jobs: jobs)))
  }

  @Test func `finds the cliff`() throws {
    let map = try map(jobs: 2)
    #expect(map.loads == [0.3, 1, 2])
    #expect(map.durations == [.seconds(1), .seconds(10)])
    #expect(map.cells[1].map(\.verdict) == [.stable, .metastable, .overloaded])
    #expect(map.cliff(ofRow: 1)?.first == 1)
    #expect(map.cliff(ofRow: 1)?.last == 0.3)
  }

  /// A map of a single point, from runs of some length.
  private func cell(
    lasting duration: Interval, fault: Interval, load: Double = 0.3
  ) throws -> StabilityMap.Cell {
    var variant = try RetryStorm.variant()
    variant.blueprint.duration = duration
    let cartography = Cartography(
      of: variant, loads: [load], durations: [fault], replications: 2)
    let map = try #require(try cartography.map(by: Crew(jobs: 2)))
    return map.cells[0][0]
  }

  @Test(arguments: [(90, 10), (65, 10), (110, 10), (90, 200)] as [(Int, Int)])
  func `says how long runs must be to tell`(duration: Int, fault: Int) throws {
    let short = try cell(lasting: .seconds(duration), fault: .seconds(fault))
    #expect(short.verdict == .untold)
    let advised = try #require(short.shortfall?.duration)
    let long = try cell(lasting: advised, fault: .seconds(fault))
    #expect(long.verdict == .stable && long.shortfall == nil, "\(advised): \(long)")
    let less = try cell(lasting: advised / 2, fault: .seconds(fault))
    #expect(less.verdict == .untold)
  }

  @Test func `knows what no longer run would tell`() throws {
    #expect(try cell(lasting: .seconds(50), fault: .seconds(10)).shortfall == .noFault)
    var variant = try RetryStorm.variant()
    variant.blueprint.faults[0].every = .seconds(20)
    let cartography = Cartography(
      of: variant, loads: [0.3], durations: [.seconds(15)], replications: 1)
    let map = try #require(try cartography.map(by: Crew(jobs: 2)))
    #expect(map.cells[0][0].shortfall == .recurringFaults)
    #expect(map.untold.count == 1)
    #expect(map.durationToTell == nil)
  }

  @Test func `is the same on any number of threads`() throws {
    let one = try map(jobs: 1)
    #expect(try map(jobs: 8).cells == one.cells)
  }

  @Test func `is none when it is interrupted`() throws {
    let cartography = Cartography(
      of: try RetryStorm.variant(), loads: [1], durations: [.seconds(1)], replications: 1)
    #expect(try cartography.map(by: Crew(jobs: 1) { true }) == nil)
  }
}
