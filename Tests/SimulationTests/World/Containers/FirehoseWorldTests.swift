import Simulation
import Testing

/// Sensors put readings into a Firehose stream, which delivers them to a bucket.
private struct FirehoseTown {
  var lake = FirehoseSettings()
  var bucket = DependencySettings()
  var sensors = ProducerSettings()
  var blueprint = Blueprint()

  /// Twenty readings of 1 KB a second for ten minutes; a batch leaves every minute.
  init() {
    blueprint.duration = .minutes(30)
    lake.destination = "bucket"
    lake.effect = "stored"
    lake.buffer.interval = .minutes(1)
    bucket.latency = .constant(0.1)
    sensors.target = "lake"
    sensors.arrivals = .constant(rate: 20)
    sensors.until = .start + .minutes(10)
  }

  func run() throws -> RunResult {
    var plan = blueprint
    plan.components += [
      .init(name: "lake", settings: lake), .init(name: "bucket", settings: bucket),
    ]
    plan.producers = [Named("sensors", sensors)]
    var world = World(plan)
    return try world.run()
  }
}

@Suite struct `A Firehose stream in a world` {
  @Test func `delivers what it gathers, a batch a minute`() throws {
    let result = try FirehoseTown().run()
    #expect(result.outcomes.completed == 12_000)
    #expect(result.effect("stored")?.times == 12_000)
    #expect(result.sum(.deliveredRecords, of: "lake") == 12_000)
    #expect(result.sum(.calls, of: "bucket") == 10)
    #expect(result.sum(.deliverySuccess, of: "lake") == 10)
    #expect(result.maximum(.dataFreshness, of: "lake") <= 60_100_000_000)
    #expect(result.books.messages == 0)
    // 12,000 records of 5 KB each, and ten objects.
    let bytes = 12_000 * 5 << 10
    let cost = Prices.firehoseData.dollars(bytes: bytes) + Prices.s3Put.dollars(for: 10)
    #expect(result.parts.first { $0.name == "lake" }?.cost == cost)
  }

  @Test func `holds on to a batch until its destination takes it`() throws {
    var town = FirehoseTown()
    town.blueprint.faults = [
      .make(.dependencyOutage, "bucket", at: .minutes(3), for: .minutes(6))
    ]
    let result = try town.run()
    #expect(result.outcomes.completed == 12_000)
    #expect(result.sum(.recordsGivenUp, of: "lake") == 0)
    #expect(result.maximum(.dataFreshness, of: "lake") > 350_000_000_000)
    let share = result.total(.deliverySuccess, of: "lake")
    #expect(share.sampleCount == result.sum(.calls, of: "bucket"))
    #expect(Int(share.sum) < share.sampleCount)
  }

  @Test func `loses what it cannot deliver in time`() throws {
    var town = FirehoseTown()
    town.lake.retryDuration = .minutes(2)
    town.blueprint.faults = [
      .make(.dependencyOutage, "bucket", at: .minutes(3), for: .minutes(6))
    ]
    let result = try town.run()
    let lost = result.sum(.recordsGivenUp, of: "lake")
    #expect(lost > 2_000)
    #expect(result.outcomes.lost == lost)
    #expect(result.outcomes.completed == 12_000 - lost)
  }

  @Test(arguments: [
    (FaultAction.firehoseUnavailable, 0), (.firehoseThrottle, 1_200),
  ])
  func `refuses what it is put while a fault holds`(
    action: FaultAction, throttled: Int
  ) throws {
    var town = FirehoseTown()
    town.blueprint.faults = [.make(action, "lake", at: .minutes(3), for: .minutes(1))]
    let result = try town.run()
    #expect(result.outcomes.lost == 1_200)
    #expect(result.sum(.firehoseThrottled, of: "lake") == throttled)
  }

  @Test func `throttles what is more than its quota`() throws {
    var town = FirehoseTown()
    town.lake.rateLimit = 10
    let result = try town.run()
    #expect((5_980...6_020).contains(result.sum(.firehoseThrottled, of: "lake")))
  }

  @Test func `reads a stream shard by shard`() throws {
    var town = FirehoseTown()
    var clicks = StreamSettings()
    clicks.stream.shards = 3
    town.blueprint.components.append(.init(name: "clicks", settings: clicks))
    town.lake.source = "clicks"
    town.sensors.target = "clicks"
    town.sensors.message.groups = 50
    town.blueprint.faults = [
      .make(.streamIteratorExpired, "clicks", at: .minutes(3), for: .minutes(1))
    ]
    let result = try town.run()
    #expect(result.outcomes.completed == 12_000)
    #expect(result.effect("stored")?.times == 12_000)
    #expect(result.outcomes.pending == 0)
  }

  @Test func `is a subscriber of a topic`() throws {
    var town = FirehoseTown()
    var readings = TopicSettings()
    var subscription = TopicSettings.Subscription()
    subscription.endpoint = "lake"
    readings.subscriptions = [subscription]
    town.blueprint.components.append(.init(name: "readings", settings: readings))
    town.sensors.target = "readings"
    let result = try town.run()
    #expect(result.outcomes.completed == 12_000)
    // Half a dollar a million to publish, and 0.19 dollars to deliver to Firehose.
    #expect(result.parts.first { $0.name == "readings" }?.cost == Dollars("0.00828"))
  }
}
