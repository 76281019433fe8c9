import Simulation
import Testing

/// How many calls a fault touches: its percentage, and less while it ramps.
@Suite struct `The share of a fault` {
  /// A share that was counted, and the share that was meant.
  static func expect(
    _ hits: Int, of calls: Int, toBe share: Double, at place: SourceLocation = #_sourceLocation
  ) {
    let deviation = (share * (1 - share) / Double(calls)).squareRoot()
    let found = Double(hits) / Double(calls)
    #expect(
      abs(found - share) < 3.5 * deviation + 1e-9, "\(hits) of \(calls), not \(share)",
      sourceLocation: place)
  }

  /// Counts that tell how often a fault of single calls has struck, and of how many calls.
  struct Count: Sendable, CustomTestStringConvertible {
    var action: FaultAction
    var target: String
    var hits: @Sendable (RunResult) -> Int
    var calls: @Sendable (RunResult) -> Int
    var change: @Sendable (inout Fault) -> Void = { _ in }

    var testDescription: String { action.rawValue }
  }

  static let counts: [Count] = [
    Count(
      action: .dependencyOutage, target: "payments",
      hits: { $0.sum(.callErrors, of: "payments") }, calls: { $0.sum(.calls, of: "payments") }),
    Count(
      action: .dependencyErrors, target: "payments",
      hits: { $0.sum(.callErrors, of: "payments") }, calls: { $0.sum(.calls, of: "payments") }),
    Count(
      action: .dependencyRateLimit, target: "payments",
      hits: { $0.sum(.callErrors, of: "payments") }, calls: { $0.sum(.calls, of: "payments") },
      change: { $0.allowedRate = 0.001 }),
    Count(
      action: .functionErrors, target: "shop",
      hits: { $0.sum(.errors, of: "shop") }, calls: { $0.sum(.invocations, of: "shop") }),
    Count(
      action: .functionBadDeploy, target: "shop",
      hits: { $0.sum(.errors, of: "shop") }, calls: { $0.sum(.invocations, of: "shop") },
      change: { $0.errorShare = 1 }),
    Count(
      action: .functionThrottle, target: "shop",
      hits: { $0.sum(.throttles, of: "shop") },
      calls: { $0.sum(.throttles, of: "shop") + $0.sum(.invocations, of: "shop") }),
    Count(
      action: .queueMessageLoss, target: "orders", hits: { $0.outcomes.lost },
      calls: { $0.outcomes.offered }),
    Count(
      action: .tableThrottle, target: "history",
      hits: { $0.sum(.throttledRequests, of: "history") },
      calls: {
        $0.sum(.throttledRequests, of: "history")
          + $0.total(.requestLatency, of: "history").sampleCount
      }),
    Count(
      action: .gatewayUnavailable, target: "api", hits: { $0.sum(.apiServerErrors, of: "api") },
      calls: { $0.sum(.apiCount, of: "api") }),
    Count(
      action: .producerStop, target: "guests",
      hits: { 7_500 - $0.outcomes.offered }, calls: { _ in 7_500 }),
    Count(
      action: .producerDuplicateSend, target: "guests",
      hits: { $0.sum(.apiCount, of: "api") - $0.outcomes.offered },
      calls: { $0.outcomes.offered }),
    Count(
      action: .producerPoison, target: "guests",
      hits: { $0.outcomes.stuck }, calls: { $0.outcomes.offered }),
    Count(
      action: .linkLoss, target: "guests -> api",
      hits: { $0.outcomes.offered - $0.sum(.apiCount, of: "api") },
      calls: { $0.outcomes.offered }, change: { $0.direction = .request }),
  ]

  @Test(arguments: counts, [0.1, 0.5])
  func `is its percentage of the calls`(_ count: Count, share: Double) throws {
    var fault = Fault.make(count.action, count.target, at: .zero, count.change)
    fault.percentage = share
    var town = Town().struck(by: fault)
    town.redrive.schedule = nil
    let result = try town.run()

    Self.expect(count.hits(result), of: count.calls(result), toBe: share)
  }

  /// A dependency that is called 50 times a second, for 30 minutes.
  static func calls(_ fault: Fault, servers: Int? = nil) throws -> RunResult {
    var blueprint = Blueprint()
    blueprint.duration = .minutes(30)
    var payments = DependencySettings()
    payments.latency = .constant(0.1)
    payments.concurrency = servers
    blueprint.components = [.init(name: "payments", settings: payments)]
    var callers = ProducerSettings()
    callers.target = "payments"
    callers.arrivals = .constant(rate: 50)
    blueprint.producers = [Named("callers", callers)]
    blueprint.faults = [fault]
    var world = World(blueprint)
    return try world.run()
  }

  /// Grows for five minutes, holds for five, fades for five.
  @Test func `grows and fades with its ramps`() throws {
    let result = try Self.calls(
      .make(.dependencyErrors, "payments", at: .minutes(5), for: .minutes(15)) {
        $0.percentage = 0.8
        $0.rampUp = .minutes(5)
        $0.rampDown = .minutes(5)
      })

    let errors = result.periods(.callErrors, of: "payments")
    let intensities = [0.1, 0.3, 0.5, 0.7, 0.9, 1, 1, 1, 1, 1, 0.9, 0.7, 0.5, 0.3, 0.1]
    for (minute, intensity) in intensities.enumerated() {
      Self.expect(Int(errors[5 + minute]), of: 3_000, toBe: 0.8 * intensity)
    }
    #expect(errors[..<5].allSatisfy { $0 == 0 } && errors[20...].allSatisfy { $0 == 0 })
  }

  @Test func `of lost servers grows in steps`() throws {
    let result = try Self.calls(
      .make(.dependencyCapacity, "payments", at: .minutes(5), for: .minutes(20)) {
        $0.capacityLost = 1
        $0.rampUp = .minutes(20)
      }, servers: 10)

    // Five servers' worth of calls come: the others are missed once fewer are left.
    let busy = result.periods(.callsInService, of: "payments", \.maximum)
    #expect(busy[17..<25] == [3, 3, 2, 2, 1, 1, 0, 0])
    #expect(busy[25] == 10)
  }

  /// A spike of eleven times the rate that grows for five minutes and is cut off after ten.
  @Test func `of a spike bends the rate`() throws {
    let result = try Self.calls(
      .make(.producerSpike, "callers", at: .minutes(5), for: .minutes(10)) {
        $0.spikeFactor = 11
        $0.rampUp = .minutes(5)
      })

    let offered = result.periods(.offered, of: "callers")
    let factors = [2, 4, 6, 8, 10, 11, 11, 11, 11, 11]
    for (minute, factor) in factors.enumerated() {
      #expect(abs(offered[5 + minute] - Double(3_000 * factor)) <= 1, "\(offered[5 + minute])")
    }
    #expect(abs(offered[15] - 3_000) <= 1)
  }

  /// A brown-out of a third under a spike of half as much again: both ramp at once.
  @Test func `of two faults that ramp at once multiplies`() throws {
    var blueprint = Blueprint()
    blueprint.duration = .minutes(10)
    blueprint.components = [.init(name: "orders", settings: QueueComponentSettings())]
    var guests = ProducerSettings()
    guests.target = "orders"
    guests.arrivals = .constant(rate: 60)
    blueprint.producers = [Named("guests", guests)]
    let up: (inout Fault) -> Void = {
      $0.rampUp = .minutes(10)
      $0.spikeFactor = 4
    }
    blueprint.faults = [.make(.producerSpike, "guests", up), .make(.producerSpike, "guests", up)]
    var world = World(blueprint)
    let result = try world.run()

    // The integral of 60 (1 + 3 t/10)² over ten minutes.
    #expect(abs(result.outcomes.offered - 60 * 60 * 70) <= 30)
  }

  @Test(arguments: [0.5, 1.5, 3])
  func `of listed arrivals drops or repeats them evenly`(factor: Double) throws {
    var blueprint = Blueprint()
    blueprint.duration = .minutes(10)
    blueprint.components = [.init(name: "orders", settings: QueueComponentSettings())]
    var guests = ProducerSettings()
    guests.target = "orders"
    guests.arrivals = .times((0..<100).map { .start + .seconds($0) })
    blueprint.producers = [Named("guests", guests)]
    blueprint.faults = [.make(.producerSpike, "guests") { $0.spikeFactor = factor }]
    var world = World(blueprint)
    #expect(try world.run().outcomes.offered == Int(100 * factor))
  }

  /// Users with a second of thought and a call of a tenth of a second.
  @Test func `stops and speeds up users`() throws {
    func offered(_ faults: [Fault], thinking: Double) throws -> [Double] {
      var blueprint = Blueprint()
      blueprint.duration = .minutes(10)
      var payments = DependencySettings()
      payments.latency = .constant(0.1)
      blueprint.components = [.init(name: "payments", settings: payments)]
      var users = Arrivals.Users()
      users.count = 11
      users.thinkTime = .constant(thinking)
      var guests = ProducerSettings()
      guests.target = "payments"
      guests.arrivals = .users(users)
      blueprint.producers = [Named("guests", guests)]
      blueprint.faults = faults
      var world = World(blueprint)
      let result = try world.run()
      #expect(result.outcomes.pending <= 11)
      return result.periods(.offered, of: "guests")
    }
    let stop = Fault.make(.producerStop, "guests", at: .minutes(3), for: .minutes(3))
    let spike = Fault.make(.producerSpike, "guests", at: .minutes(3), for: .minutes(3)) {
      $0.spikeFactor = 10
    }

    for thinking in [1.0, 0] {
      let normal = try offered([], thinking: thinking)
      let stopped = try offered([stop], thinking: thinking)
      #expect(stopped[..<3] == normal[..<3])
      #expect(stopped[3..<6].allSatisfy { $0 == 0 })
      #expect(stopped[6...].allSatisfy { abs($0 - normal[2]) <= 11 }, "\(stopped)")
    }
    // A cycle of 0.1 s of thought and 0.1 s of call instead of 1.1 s.
    let hurried = try offered([spike], thinking: 1)
    #expect(hurried[4..<6].allSatisfy { abs($0 - 3_300) <= 11 }, "\(hurried)")
  }
}
