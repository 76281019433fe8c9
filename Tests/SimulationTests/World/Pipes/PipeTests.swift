import Simulation
import Testing

/// Orders come to a queue or a stream, and a pipe takes them to a target.
private struct PipeTown {
  var pipe = PipeSettings()
  var orders: any ComponentSettings
  var producer = ProducerSettings()
  var hook = DependencySettings()
  var faults: [Fault] = []

  /// An order a second for five minutes; the target is a web hook that ships.
  init(from orders: any ComponentSettings) {
    self.orders = orders
    pipe.source = "orders"
    pipe.target = "hook"
    pipe.effect = "parcel"
    producer.target = "orders"
    producer.arrivals = .constant(rate: 1)
    producer.until = .start + .minutes(5)
  }

  func run() throws -> RunResult {
    var kitchen = FunctionComponentSettings()
    var work = WorkStep()
    work.time = .constant(0.01)
    kitchen.handler = [work]
    var blueprint = Blueprint()
    blueprint.duration = .minutes(15)
    blueprint.components = [
      .init(name: "orders", settings: orders), .init(name: "pipe", settings: pipe),
      .init(name: "hook", settings: hook), .init(name: "addresses", settings: kitchen),
      .init(name: "dlq", settings: Self.queue()),
      .init(name: "clicks", settings: StreamSettings()),
    ]
    blueprint.producers = [Named("shop", producer)]
    blueprint.faults = faults
    var world = World(blueprint)
    return try world.run()
  }

  /// A queue that does nothing of its own accord.
  static func queue(receives: Int? = nil) -> QueueComponentSettings {
    var settings = QueueComponentSettings()
    settings.queue.visibilityTimeout = .seconds(10)
    settings.queue.randomness.duplicateDeliveryProbability = 0
    settings.queue.randomness.resurrectionProbability = 0
    if let receives {
      settings.redrivePolicy = .init()
      settings.redrivePolicy?.deadLetterQueue = "dlq"
      settings.redrivePolicy?.maxReceiveCount = receives
    }
    return settings
  }

  /// A stream of one shard.
  static var stream: StreamSettings {
    var settings = StreamSettings()
    settings.stream.shards = 1
    return settings
  }

  mutating func filter(_ pattern: String) throws {
    var filter = PipeSettings.Filter()
    filter.pattern = try JSONReader.read(pattern)
    pipe.filters = [filter]
  }
}

@Suite struct `A pipe` {
  static let sources: [any ComponentSettings] = [PipeTown.queue(), PipeTown.stream]

  @Test(arguments: [0, 1])
  func `hands every message on, once, and is paid by the message`(source: Int) throws {
    let result = try PipeTown(from: Self.sources[source]).run()
    #expect(result.outcomes.completed == 300)
    #expect(result.outcomes.pending == 0)
    #expect(result.sum(.effects, of: "hook") == 300)
    #expect(result.sum(.pipeEvents, of: "pipe") == 300)
    let part = result.parts.first { $0.name == "pipe" }
    #expect(part?.cost == Dollars("0.00012"))
  }

  @Test(arguments: [
    (0, #"{"body":{"paid":[true]}}"#), (1, #"{"data":{"paid":[true]}}"#),
    (0, #"{"messageAttributes":{"paid":{"stringValue":["yes"]}}}"#),
  ])
  func `drops what does not pass its filter, and is not paid for it`(
    source: Int, pattern: String
  ) throws {
    var town = PipeTown(from: Self.sources[source])
    try town.filter(pattern)
    var (paid, unpaid) = (ProducerSettings.MessageTemplate(), ProducerSettings.MessageTemplate())
    paid.body = try JSONReader.read(#"{"paid":true}"#)
    paid.attributes = try JSONReader.read(#"{"paid":"yes"}"#)
    unpaid.body = try JSONReader.read(#"{"paid":false}"#)
    unpaid.expects = []
    town.producer.messages = [paid, unpaid]
    let result = try town.run()
    let passed = result.sum(.effects, of: "hook")
    #expect((100...200).contains(passed))
    #expect(result.sum(.pipeFilteredOut, of: "pipe") == 300 - passed)
    #expect(result.sum(.pipeEvents, of: "pipe") == passed)
    #expect(result.outcomes.lost == 0)
    #expect(result.outcomes.completed == 300)
  }

  @Test(arguments: [0, 1])
  func `asks its enrichment before its target`(source: Int) throws {
    var town = PipeTown(from: Self.sources[source])
    town.pipe.enrichment = "addresses"
    let result = try town.run()
    #expect(result.sum(.invocations, of: "addresses") == 300)
    #expect(result.sum(.effects, of: "hook") == 300)
    #expect(result.outcomes.completed == 300)
  }

  @Test func `fails as a whole when its enrichment fails`() throws {
    var town = PipeTown(from: PipeTown.queue())
    town.pipe.enrichment = "addresses"
    town.pipe.target = "clicks"
    town.pipe.effect = nil
    town.faults = [.make(.functionErrors, "addresses", at: .minutes(1), for: .minutes(1))]
    let result = try town.run()
    let failed = result.sum(.enrichmentFailed, of: "pipe")
    #expect(failed > 60)
    #expect(result.sum(.pipeFailed, of: "pipe") == failed)
    #expect(result.sum(.targetSkipped, of: "pipe") == failed)
    #expect(result.sum(.incomingRecords, of: "clicks") == 300)
  }

  @Test func `leaves messages of a queue to the queue's own redrive policy`() throws {
    var town = PipeTown(from: PipeTown.queue(receives: 2))
    town.faults = [.make(.dependencyOutage, "hook", at: .minutes(1), for: .minutes(2))]
    let result = try town.run()
    #expect((100...125).contains(result.sum(.deadLettered, of: "orders")))
    #expect(result.outcomes.stuck == result.sum(.deadLettered, of: "orders"))
    #expect(result.outcomes.lost == 0)
  }

  @Test func `blocks a stream's shard, and gives records up after its attempts`() throws {
    var town = PipeTown(from: PipeTown.stream)
    town.pipe.stream.maximumRetryAttempts = 1
    town.pipe.deadLetterQueue = "dlq"
    town.faults = [.make(.dependencyOutage, "hook", at: .minutes(1), for: .minutes(2))]
    let result = try town.run()
    let given = result.sum(.pipeDeadLettered, of: "pipe")
    #expect((50...125).contains(given))
    #expect(result.sum(.messagesSent, of: "dlq") == given)
    #expect(result.outcomes.completed == 300 - given)
  }

  @Test(arguments: [
    (0, FaultAction.pipeStop), (1, .pipeStop), (0, .pipeThrottle), (1, .pipeThrottle),
    (0, .pipeErrors), (1, .pipeErrors),
  ])
  func `makes up for it when a fault is over`(source: Int, action: FaultAction) throws {
    var town = PipeTown(from: Self.sources[source])
    town.faults = [.make(action, "pipe", at: .minutes(1), for: .minutes(2))]
    let result = try town.run()
    #expect(result.outcomes.completed == 300)
    #expect(result.longest(.endToEndLatency, of: World.messagesName) > .seconds(60))
    #expect((result.sum(.pipeThrottled, of: "pipe") > 0) == (action == .pipeThrottle))
    #expect((result.sum(.pipeFailed, of: "pipe") > 0) == (action == .pipeErrors))
  }

  @Test(arguments: [0, 1])
  func `forgets what a wrong filter does not want`(source: Int) throws {
    var town = PipeTown(from: Self.sources[source])
    town.faults = [.make(.pipeFilterError, "pipe", at: .minutes(1), for: .minutes(2))]
    let result = try town.run()
    #expect((110...125).contains(result.outcomes.lost))
    #expect(result.sum(.pipeFilteredOut, of: "pipe") == result.outcomes.lost)
    #expect(result.outcomes.pending == 0)
  }
}
