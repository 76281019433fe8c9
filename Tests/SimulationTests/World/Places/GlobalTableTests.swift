import Simulation
import Testing

/// Two functions that are told of each order, each with a replica of one global table.
private struct TwoRegions {
  var ireland = TableSettings()
  var virginia = TableSettings()
  var condition = PutStep.Condition.absent
  var delay = Interval.zero
  var faults: [Fault] = []

  init() {
    ireland.replicas = ["virginia"]
    for table in [\TwoRegions.ireland, \.virginia] {
      self[keyPath: table].replicationLag = .constant(0.5)
      self[keyPath: table].writeLatency = .constant(0.01)
    }
  }

  func run() throws -> RunResult {
    var topic = TopicSettings()
    topic.subscriptions = ["queue-eu", "queue-us"].map { queue in
      var subscription = TopicSettings.Subscription()
      subscription.endpoint = queue
      return subscription
    }
    var blueprint = Blueprint()
    blueprint.duration = .minutes(20)
    var late = quietQueue
    late.queue.delay = delay
    blueprint.components = [
      .init(name: "topic", settings: topic), .init(name: "queue-eu", settings: quietQueue),
      .init(name: "queue-us", settings: late),
      .init(name: "take-eu", settings: taker(of: "queue-eu", "ireland")),
      .init(name: "take-us", settings: taker(of: "queue-us", "virginia")),
      .init(name: "ireland", settings: ireland), .init(name: "virginia", settings: virginia),
    ]
    var producer = ProducerSettings()
    producer.target = "topic"
    producer.arrivals = .constant(rate: 2)
    producer.until = .start + .minutes(10)
    blueprint.producers = [Named("guests", producer)]
    blueprint.faults = faults
    var world = World(blueprint)
    return try world.run()
  }

  private func taker(of queue: String, _ table: String) -> FunctionComponentSettings {
    var put = PutStep()
    (put.target, put.effect, put.condition) = (table, "order", condition)
    put.guards.onFailure = .proceed
    var taker = FunctionComponentSettings()
    taker.eventSource = .init()
    taker.eventSource?.queue = queue
    taker.handler = [put]
    return taker
  }

  private var quietQueue: QueueComponentSettings {
    var settings = QueueComponentSettings()
    settings.queue.randomness.duplicateDeliveryProbability = 0
    settings.queue.randomness.resurrectionProbability = 0
    return settings
  }
}

@Suite struct `A global table` {
  @Test func `holds a condition in one Region only`() throws {
    let result = try TwoRegions().run()

    // Both Regions find every order absent: the replica is half a second behind.
    #expect(result.effect("order") == .init(times: 2_400, messages: 1_200))
    #expect(result.sum(.conditionalCheckFailed, of: "ireland") == 0)
    // Of the two writes the later one stays: each conflict is found on one of the two sides.
    #expect(
      result.sum(.conflicts, of: "ireland") + result.sum(.conflicts, of: "virginia") == 1_200)
  }

  @Test func `holds it for those who come later than the lag`() throws {
    var regions = TwoRegions()
    regions.delay = .seconds(5)
    let result = try regions.run()

    #expect(result.effect("order") == .init(times: 1_200, messages: 1_200))
    #expect(result.sum(.conditionalCheckFailed, of: "virginia") == 1_200)
    #expect(result.total(.replicationLatency, of: "ireland").sampleCount == 1_200)
    #expect(result.periods(.replicationLatency, of: "ireland", \.minimum)[3] >= 500)
  }

  @Test func `takes a second write of an item for the same item`() throws {
    var regions = TwoRegions()
    regions.condition = .none
    #expect(try regions.run().effect("order") == .init(times: 1_200, messages: 1_200))
  }

  @Test(arguments: [
    (FaultAction.tableReplicationPause, "ireland"), (.tableUnavailable, "virginia"),
  ])
  func `keeps what a replica does not take until it does`(
    action: FaultAction, target: String
  ) throws {
    var regions = TwoRegions()
    regions.condition = .none
    regions.delay = .seconds(5)
    var fault = Fault()
    (fault.action, fault.target) = (action, target)
    (fault.at, fault.duration) = (.start + .minutes(5), .minutes(2))
    regions.faults = [fault]
    let result = try regions.run()
    let pending = result.periods(.pendingReplications, of: "ireland", \.maximum)

    #expect(pending[6] > 200 && pending[6] <= 245, "\(pending)")
    #expect(pending[8] <= 2)
    #expect(result.periods(.replicationLatency, of: "ireland", \.maximum)[7] > 110_000)
  }

  @Test func `is one whoever names whom`() throws {
    var regions = TwoRegions()
    (regions.ireland.replicas, regions.virginia.replicas) = ([], ["ireland"])
    regions.delay = .seconds(5)
    #expect(try regions.run().effect("order") == .init(times: 1_200, messages: 1_200))
  }

  @Test func `of two that do not know each other is none`() throws {
    var regions = TwoRegions()
    regions.ireland.replicas = []
    regions.delay = .seconds(5)
    // One table's item is another's, too: without replicas the order itself is the item.
    #expect(try regions.run().effect("order") == .init(times: 1_200, messages: 1_200))
  }
}
