import Scenario
import Simulation
import Testing

/// The town of everything, drawn at random from a seed: who is sent messages, how the parts are set,
/// who is where, what goes wrong and when.
private struct RandomEverything {
  private var draws: RandomStream

  init(seed: UInt64) {
    draws = RandomStream(seed: seed, replication: 0, component: "everything", purpose: "settings")
  }

  /// The town as a scenario, all of whose faults are over after two of its five minutes.
  mutating func blueprint() throws -> Blueprint {
    let producers = (0...draws.below(3)).map { number in
      "guests\(number): \(Everything.producer(pick(Self.entrances), more: pick(Self.manners))),"
    }
    let text = """
      { seed: \(draws.below(1_000)), duration: "5m", period: "10s",
        components: { \(Everything.components) },
        producers: { \(producers.joined(separator: "\n")) },
        variants: { drawn: { components: { \(settings()) } } } }
      """
    let (document, mistakes) = reading(text)
    let variant = try #require(document?.variants.first, "\(mistakes.map(\.problem.sentence))")
    var blueprint = variant.blueprint
    if draws.chance(0.3) { blueprint.placements = Self.placements }
    for _ in 0..<draws.below(7) { blueprint.faults.append(fault(in: blueprint)) }
    return blueprint
  }

  /// Whom producers may send to.
  private static let entrances = [
    "queue", "fifo", "api", "topic", "fifo-topic", "bus", "outbox", "name", "stream", "log",
    "firehose", "tasks", "exchange", "rabbits", "destination", "machine", "piped", "function",
  ]

  /// How producers may send.
  private static let manners = [
    "", #"timeout: "1s","#, #"retry: { attempts: 3, base: "100ms" },"#,
    #"timeout: "2s", retry: { attempts: 2, base: "1s" },"#, "maximumOutstanding: 5, buffer: 20,",
  ]

  /// How the parts may be set otherwise.
  private static let ways: [(component: String, settings: [String])] = [
    ("service", [#"idempotency: "key""#, #"concurrency: 2, queueLimit: 5"#, #"errorRate: "20%""#]),
    ("queue", [#"visibilityTimeout: "2s""#, #"duplicateDelivery: "5%", resurrection: "5%""#]),
    (
      "fifo",
      [
        #"fifo: { deduplicationScope: "messageGroup", fifoThroughputLimit: "perMessageGroupId" }"#
      ]
    ),
    ("worker", ["eventSource: { batchSize: 1, maximumConcurrency: 2 }", "reservedConcurrency: 1"]),
    ("sorter", ["eventSource: { batchSize: 10, reportBatchItemFailures: true }"]),
    ("reader", ["streamSource: { bisectBatchOnFunctionError: true, parallelizationFactor: 4 }"]),
    ("stream", ["shards: 4", #"partitionKeys: "message""#]),
    ("log", ["acks: \"0\"", "acks: \"1\", idempotence: false, minInSyncReplicas: 1"]),
    ("group", [#"commit: "before""#, #"commit: "after", assignor: "cooperative""#, "retries: 2"]),
    ("rabbit", [#"deployment: "single-instance""#, #"election: "5s""#]),
    (
      "rabbits",
      [
        #"kind: "classic""#, #"maxLength: 10, overflow: "reject-publish""#, #"messageTtl: "5s""#,
        "publishing: { confirms: true, mandatory: true }",
      ]
    ),
    ("rabbit-consumers", ["prefetch: 5", "autoAck: true", #"onFailure: "reject""#]),
    ("active", [#"deployment: "single-instance", restart: "20s""#, #"takeOver: "10s""#]),
    ("destination", ["persistent: false", #"timeToLive: "10s""#]),
    ("active-consumers", [#"acknowledge: "transacted""#, #"acknowledge: "dups-ok", batch: 20"#]),
    ("tasks", ["queueLimit: 2", #"timeout: "1s", onStop: "die""#, "threads: 1"]),
    ("firehose", [#"retryDuration: "10s""#, #"bufferInterval: "0s""#]),
    ("pipe", ["batchSize: 1", #"maximumBatchingWindow: "5s""#]),
    ("duct", ["automaticBisect: true", "parallelizationFactor: 3", #"maximumRecordAge: "1m""#]),
    ("name", [#"policy: "weighted", ttl: "0s""#]),
    ("machine", [#"workflowType: "STANDARD", executionName: "message""#]),
    ("table", [#"billing: "provisioned", writeCapacity: 1"#]),
  ]

  private mutating func settings() -> String {
    var parts: [String] = []
    for way in Self.ways where draws.chance(0.4) {
      parts.append("\"\(way.component)\": { \(pick(way.settings)) }")
    }
    return parts.joined(separator: ", ")
  }

  /// Zones and Regions for some of them.
  private static let placements: [Named<Placement>] = [
    Named("service", Placement(zones: ["eu-west-1a", "eu-west-1b"])),
    Named("copy", Placement(region: "us-east-1")),
    Named("queue", Placement(region: "eu-west-1")),
    Named("table", Placement(region: "eu-west-1")),
    Named("worker", Placement(region: "us-east-1")),
    Named("rabbit", Placement(zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"])),
    Named("active", Placement(zones: ["eu-west-1a", "eu-west-1b"])),
    Named("tasks", Placement(zones: ["eu-west-1a", "eu-west-1b"])),
    Named("cluster", Placement(zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"])),
  ]

  private mutating func fault(in blueprint: Blueprint) -> Fault {
    let isPlaced = !blueprint.placements.isEmpty
    let victims = Victim.all.filter { victim in
      (isPlaced || !["zone", "region"].contains(victim.type)) && !victim.target.hasPrefix("guests")
    }
    let victim = pick(victims)
    let start = draws.below(110)
    var fault = victim.fault(pick(victim.actions), from: start, for: 1 + draws.below(120 - start))
    fault.percentage = pick([1, 0.5, 0.1])
    fault.rampUp = pick([.zero, .zero, .seconds(20)])
    fault.rampDown = pick([.zero, .zero, .seconds(20)])
    fault.count = pick([1, 2, 3])
    fault.symptom = pick(OutageSymptom.allCases)
    fault.direction = pick(Fault.Direction.allCases)
    fault.errorMoment = pick([.before, .after])
    if draws.chance(0.2) {
      (fault.every, fault.duration) = (.seconds(20), .seconds(5))
    }
    return fault
  }

  private mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[draws.below(choices.count)]
  }
}

@Suite struct `In any town of everything` {
  /// The books are checked at the end of every period; a run that they do not balance in throws.
  @Test(arguments: UInt64(0)..<150)
  func `the books balance, and whoever asked has got an answer`(seed: UInt64) throws {
    var town = RandomEverything(seed: seed)
    let blueprint = try town.blueprint()
    let result = try #require(runInBalance(blueprint, "seed \(seed)"))

    #expect(result.outcomes.offered > 0)
    for effect in result.effects { #expect(effect.value.messages <= effect.value.times) }
    if result.books.held == 0 {
      #expect(result.books.shipped == 0)
      // A fault that comes again and again may hold a health check up at the end.
      let isOver = blueprint.faults.allSatisfy { $0.every == nil }
      if isOver { #expect(result.books.unanswered == 0) }
    }
  }

  @Test(arguments: UInt64(0)..<10)
  func `the same seed brings the same run`(seed: UInt64) throws {
    let results = try (0..<2).map { _ in
      var town = RandomEverything(seed: seed)
      return try #require(runInBalance(town.blueprint(), "seed \(seed)"))
    }
    #expect(results[0].fingerprint == results[1].fingerprint)
    #expect(results[0].outcomes == results[1].outcomes)
  }
}
