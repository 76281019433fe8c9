import Simulation
import Testing

/// How a fault shows: a statistic of a metric that is in a range while the fault holds, and not
/// otherwise.
struct Telltale: Sendable {
  var metric: Metric
  var component: String
  var statistic: @Sendable (Statistics) -> Double = { $0.sum }
  var range: ClosedRange<Double>

  static func any(_ metric: Metric, _ component: String) -> Telltale {
    Telltale(metric: metric, component: component, range: 1...1e9)
  }

  static func none(_ metric: Metric, _ component: String) -> Telltale {
    Telltale(metric: metric, component: component, range: 0...0)
  }

  static func maximum(
    _ metric: Metric, _ component: String, from least: Double
  ) -> Telltale {
    Telltale(metric: metric, component: component, statistic: { $0.maximum }, range: least...1e9)
  }

  static func maximum(
    _ metric: Metric, _ component: String, below most: Double
  ) -> Telltale {
    Telltale(
      metric: metric, component: component, statistic: { $0.maximum }, range: 0...(most - 1))
  }

  static func sum(_ metric: Metric, _ component: String, from least: Double) -> Telltale {
    Telltale(metric: metric, component: component, range: least...1e9)
  }

  /// Whether it shows in each period.
  func shows(in result: RunResult) -> [Bool] {
    result.periods(metric, of: component, statistic).map(range.contains)
  }
}

/// A fault in a window of five minutes from the tenth on, and how it shows there.
struct FaultCase: Sendable, CustomTestStringConvertible {
  var fault: Fault
  var telltale: Telltale

  init(
    _ action: FaultAction, _ target: String, _ telltale: Telltale,
    _ change: (inout Fault) -> Void = { _ in }
  ) {
    fault = .make(action, target, at: .minutes(10), for: .minutes(5), change)
    self.telltale = telltale
  }

  /// The town that is struck; poison would bounce between its queues for ever under a redrive.
  var town: Town {
    var town = Town()
    if [.producerPoison, .producerMalformed].contains(fault.action) { town.redrive.schedule = nil }
    town.hasStream = ["clicks", "visitors"].contains(fault.target)
    town.hasKafka = ["cluster", "packers"].contains(fault.target)
    return town.struck(by: fault)
  }

  var testDescription: String { "\(fault.action.rawValue) \(fault.target)" }

  static let all: [FaultCase] =
    dependencies + functions + queues + streams + kafka + platform + links
    + producers

  static let dependencies: [FaultCase] = [
    .init(.dependencyOutage, "payments", .any(.callErrors, "payments")),
    .init(.dependencyHang, "payments", .any(.stepTimeouts, "shop")),
    .init(.dependencyErrors, "payments", .any(.callErrors, "payments")),
    .init(.dependencyLatency, "payments", .maximum(.callLatency, "payments", from: 1_000)) {
      $0.latencyFactor = 10
    },
    .init(.dependencyLatency, "payments", .maximum(.callLatency, "payments", from: 900)) {
      $0.latencyAddition = .constant(0.8)
    },
    .init(.dependencyBrownout, "payments", .any(.callErrors, "payments")) {
      $0.latencyFactor = 2
      $0.errorShare = 0.5
    },
    .init(.dependencyCapacity, "payments", .maximum(.callsWaiting, "payments", from: 1)) {
      $0.capacityLost = 1
    },
    .init(.dependencyRateLimit, "payments", .any(.callErrors, "payments")) { $0.allowedRate = 2 },
  ]

  static let functions: [FaultCase] = [
    .init(.functionErrors, "shop", .any(.errors, "shop")),
    .init(.functionErrors, "shop", .any(.repeatedEffects, "payments")) { $0.errorMoment = .after },
    .init(.functionDelay, "shop", .maximum(.duration, "shop", from: 1_000)),
    .init(.functionCrash, "shop", .any(.errors, "shop")) { $0.delay = .constant(0.05) },
    .init(.functionThrottle, "shop", .any(.throttles, "shop")),
    .init(.functionUnavailable, "shop", .none(.invocations, "shop")),
    .init(.functionBadDeploy, "shop", .any(.errors, "shop")) { $0.errorShare = 0.5 },
    .init(.functionBadDeploy, "shop", .maximum(.duration, "shop", from: 1_000)) {
      $0.latencyAddition = .constant(1)
    },
    .init(.functionErrors, "auditor", .any(.errors, "auditor")),
    .init(.functionThrottle, "auditor", .any(.throttles, "auditor")),
    .init(.functionThrottle, "sweeper", .none(.invocations, "sweeper")),
  ]

  static let queues: [FaultCase] = [
    .init(.queueUnavailable, "orders", .any(.apiServerErrors, "api")),
    .init(.queueDeliveryDelay, "orders", .maximum(.messagesDelayed, "orders", from: 1)) {
      $0.delay = .constant(20)
    },
    .init(.queueDuplicateDelivery, "orders", .sum(.messagesReceived, "orders", from: 590)),
    .init(.queueMessageLoss, "orders", .any(.lost, World.messagesName)),
  ]

  static let streams: [FaultCase] = [
    .init(.streamUnavailable, "clicks", .any(.sendsFailed, "visitors")),
    .init(.streamThrottle, "clicks", .any(.writeThroughputExceeded, "clicks")),
    .init(.streamIteratorExpired, "clicks", .none(.invocations, "counter")),
    .init(.streamDeliveryDelay, "clicks", .maximum(.iteratorAge, "counter", from: 4_000)) {
      $0.delay = .constant(5)
    },
    .init(.producerHotKey, "visitors", .maximum(.unreadInFullestShard, "clicks", from: 700)),
  ]

  static let kafka: [FaultCase] = [
    .init(.kafkaBrokerCrash, "cluster", .maximum(.underReplicatedPartitions, "parcels", from: 6)),
    .init(
      .kafkaBrokerRestart, "cluster", .maximum(.underReplicatedPartitions, "parcels", from: 6)),
    .init(
      .kafkaReplicationPause, "cluster",
      .maximum(.underReplicatedPartitions, "parcels", from: 6)),
    .init(.consumerCrash, "packers", .maximum(.membersUp, "packers", below: 3)),
    .init(.consumerPause, "packers", .none(.recordsConsumed, "packers")) { $0.count = 3 },
  ]

  static let platform: [FaultCase] = [
    .init(.tableUnavailable, "history", .any(.systemErrors, "history")),
    .init(.tableThrottle, "history", .any(.throttledRequests, "history")),
    .init(.tableLatency, "history", .maximum(.requestLatency, "history", from: 1_000)) {
      $0.latencyAddition = .constant(1)
    },
    .init(.gatewayUnavailable, "api", .any(.apiServerErrors, "api")),
    .init(.scheduleStop, "clock", .none(.scheduleAttempts, "clock")),
    .init(.scheduleLate, "clock", .maximum(.scheduleLateness, "clock", from: 29_000)) {
      $0.delay = .constant(30)
    },
    .init(.scheduleDuplicate, "clock", .any(.scheduleRepeated, "clock")),
  ]

  static let links: [FaultCase] = [
    .init(.linkLatency, "shop -> payments", .maximum(.duration, "shop", from: 1_000)),
    .init(.linkLatency, "shop -> payments", .maximum(.duration, "shop", from: 1_000)) {
      $0.direction = .response
    },
    .init(.linkLoss, "shop -> payments", .any(.errors, "shop")) {
      $0.percentage = 0.5
      $0.noticedAfter = .seconds(1)
    },
    .init(.linkPartition, "shop -> payments", .any(.stepTimeouts, "shop")),
    .init(.linkPartition, "shop -> history", .any(.errors, "shop")) {
      $0.noticedAfter = .seconds(1)
    },
    .init(.linkPartition, "shop -> orders", .none(.messagesDeleted, "orders")) {
      $0.noticedAfter = .seconds(1)
    },
    .init(.linkPartition, "api -> orders", .any(.apiServerErrors, "api")) {
      $0.noticedAfter = .seconds(1)
    },
    .init(.linkPartition, "api -> orders", .any(.apiServerErrors, "api")) {
      $0.direction = .response
    },
    .init(.linkPartition, "guests -> api", .none(.apiCount, "api")),
    .init(.linkPartition, "guests -> api", .any(.sendsFailed, "guests")) {
      $0.direction = .response
      $0.noticedAfter = .seconds(5)
    },
    .init(.linkPartition, "clock -> sweeper", .any(.scheduleTargetErrors, "clock")) {
      $0.noticedAfter = .seconds(5)
    },
    .init(.linkPartition, "shop -> auditor", .none(.asyncEventsReceived, "auditor")),
  ]

  static let producers: [FaultCase] = [
    .init(.producerSpike, "guests", .sum(.offered, "guests", from: 2_990)),
    .init(.producerStop, "guests", .none(.offered, "guests")),
    .init(.producerMalformed, "guests", .any(.errors, "shop")),
    .init(.producerPoison, "guests", .any(.errors, "shop")),
    .init(.producerDuplicateSend, "guests", .sum(.messagesSent, "orders", from: 590)),
  ]
}

extension FaultAction {
  /// Whether the fault strikes what no town has; the tests of such components try it.
  fileprivate var isTriedElsewhere: Bool {
    strikesPlaces || self == .tableReplicationPause
      || targets.allSatisfy {
        [
          "sns-topic", "event-bus", "state-machine", "container-service", "firehose-stream",
          "rabbitmq-broker", "activemq-broker", "eventbridge-pipe",
        ].contains($0)
      }
  }
}

@Suite struct `Every fault` {
  static let healthy: RunResult? = try? Town().run()

  @Test func `is tried here`() {
    let tried = Set(FaultCase.all.map(\.fault.action))
    #expect(FaultAction.allCases.filter { !tried.contains($0) && !$0.isTriedElsewhere } == [])
  }

  @Test(arguments: FaultCase.all)
  func `shows in its window, not before, and not when its traces are gone`(
    _ example: FaultCase
  ) throws {
    let result = try example.town.run()
    let shows = example.telltale.shows(in: result)

    #expect(shows[..<10].allSatisfy { !$0 }, "\(shows)")
    #expect(shows[11..<15].allSatisfy { $0 }, "\(shows)")
    // The dead letters of the fault come back at 15 and at 20 minutes.
    #expect(shows[22..<25].allSatisfy { !$0 }, "\(shows)")
  }

  @Test(arguments: FaultCase.all)
  func `leaves what was before it as it was`(_ example: FaultCase) throws {
    var town = example.town
    let result = try town.run()
    town.faults = []
    let healthy = try town.run()

    func before(_ result: RunResult) -> [[Statistics]] {
      result.series.map { series in
        series.points.filter { $0.period < 10 }.map(\.statistics)
      }
    }
    // Metrics that show themselves only under the fault have no points before it.
    #expect(before(result).filter { !$0.isEmpty } == before(healthy).filter { !$0.isEmpty })
  }

  /// After all is healed and drained nobody waits for anything, and nothing but dead letters is kept.
  @Test(arguments: FaultCase.all)
  func `leaves nobody waiting and nothing behind`(_ example: FaultCase) throws {
    let result = try example.town.run()

    #expect(result.books.unanswered == 0)
    #expect(result.books.shipped == 0)
    #expect(result.books.held == result.outcomes.stuck)
    #expect(result.books.messages == result.outcomes.stuck)
    #expect(result.outcomes.pending == 0)
    #expect(result.recovery != .notNeeded)
  }

  @Test(arguments: FaultCase.all)
  func `of no calls changes nothing`(_ example: FaultCase) throws {
    let healthy = try #require(Self.healthy)
    var fault = example.fault
    fault.percentage = 0
    let result = try Town().struck(by: fault).run()

    #expect(result.fingerprint == healthy.fingerprint)
    #expect(result.outcomes == healthy.outcomes)
    #expect(result.cost == healthy.cost)
  }
}
