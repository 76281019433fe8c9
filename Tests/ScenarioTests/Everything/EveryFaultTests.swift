import Scenario
import Simulation
import Testing

/// Something of the town that faults can strike, and the producer's target that keeps it busy.
private struct Victim: Sendable, CustomTestStringConvertible {
  let type: String
  let target: String
  let busyBy: String

  init(_ type: String, _ target: String, busyBy: String) {
    (self.type, self.target, self.busyBy) = (type, target, busyBy)
  }

  var testDescription: String { "\(type) \(target)" }

  /// The faults that can strike it.
  var actions: [FaultAction] { FaultAction.allCases.filter { $0.targets.contains(type) } }

  static let all: [Victim] = [
    Victim("dependency", "service", busyBy: "queue"),
    Victim("dependency", "bucket", busyBy: "firehose"),
    Victim("lambda-function", "function", busyBy: "function"),
    Victim("lambda-function", "function", busyBy: "api"),
    Victim("lambda-function", "worker", busyBy: "queue"),
    Victim("lambda-function", "reader", busyBy: "stream"),
    Victim("redrive", "redrive", busyBy: "letters"),
    Victim("sqs-queue", "queue", busyBy: "queue"),
    Victim("sqs-queue", "fifo", busyBy: "fifo"),
    Victim("sns-topic", "topic", busyBy: "topic"),
    Victim("sns-topic", "fifo-topic", busyBy: "fifo-topic"),
    Victim("event-bus", "bus", busyBy: "bus"),
    Victim("kinesis-stream", "stream", busyBy: "stream"),
    Victim("msk-cluster", "cluster", busyBy: "log"),
    Victim("kafka-consumer", "group", busyBy: "log"),
    Victim("rabbitmq-broker", "rabbit", busyBy: "rabbits"),
    Victim("rabbitmq-broker", "rabbit", busyBy: "exchange"),
    Victim("rabbitmq-consumer", "rabbit-consumers", busyBy: "rabbits"),
    Victim("activemq-broker", "active", busyBy: "destination"),
    Victim("activemq-consumer", "active-consumers", busyBy: "destination"),
    Victim("container-service", "tasks", busyBy: "tasks"),
    Victim("dynamodb-table", "table", busyBy: "outbox"),
    Victim("state-machine", "machine", busyBy: "machine"),
    Victim("firehose-stream", "firehose", busyBy: "firehose"),
    Victim("api-gateway", "api", busyBy: "api"),
    Victim("eventbridge-schedule", "clock", busyBy: "queue"),
    Victim("link", "guests -> name", busyBy: "name"),
    Victim("link", "worker -> service", busyBy: "queue"),
    Victim("link", "worker -> queue", busyBy: "queue"),
    Victim("link", "reader -> stream", busyBy: "stream"),
    Victim("link", "group -> log", busyBy: "log"),
    Victim("link", "rabbit-consumers -> rabbits", busyBy: "rabbits"),
    Victim("link", "machine -> service", busyBy: "machine"),
    Victim("producer", "guests", busyBy: "stream"),
    Victim("producer", "guests", busyBy: "log"),
    Victim("zone", "eu-west-1a", busyBy: "queue"),
    Victim("region", "eu-west-1", busyBy: "queue"),
  ]

  /// The town while nothing is wrong, with somebody in two zones of a Region.
  func blueprint() throws -> Blueprint {
    let text = Everything.text(producers: "guests: \(Everything.producer(busyBy)),")
    let (document, mistakes) = reading(text)
    var blueprint = try #require(document, "\(mistakes.map(\.problem.sentence))").base.blueprint
    if type == "zone" || type == "region" {
      blueprint.placements = [
        Named("service", Placement(zones: ["eu-west-1a", "eu-west-1b"])),
        Named("copy", Placement(region: "us-east-1")),
        Named("queue", Placement(region: "eu-west-1")),
        Named("table", Placement(region: "eu-west-1")),
        Named("worker", Placement(region: "us-east-1")),
      ]
    }
    return blueprint
  }

  /// A fault at its hardest but for a share of the calls that it spares.
  func fault(_ action: FaultAction, from start: Int, for length: Int) -> Fault {
    var fault = Fault()
    (fault.action, fault.target) = (action, target)
    fault.at = .start + .seconds(start)
    fault.duration = .seconds(length)
    // What happens once a minute happens to be spared too easily.
    let isRare = ["eventbridge-schedule", "redrive"].contains(type)
    fault.percentage = isRare || action == .dependencyCapacity ? 1 : 0.8
    fault.capacityLost = 1
    fault.allowedRate = 0.01
    fault.latencyFactor = 3
    fault.latencyAddition = .constant(1)
    fault.errorShare = 0.5
    fault.delay = .constant(action == .functionCrash ? 0.01 : 2)
    fault.noticedAfter = .seconds(2)
    fault.lossShare = 0.3
    return fault
  }
}

extension FaultAction {
  /// What must happen besides for the fault to show: nobody misses new tasks who loses none, and
  /// scaling that has nothing to do stands still unseen.
  fileprivate var companion: FaultAction? {
    switch self {
    case .containerSlowStart, .containerNoCapacity: .consumerCrash
    default: nil
    }
  }

  /// Whether nothing can be seen of the fault here: scaling takes longer than these runs, a FIFO queue
  /// never delivers twice by itself (no scenario may ask for it), and a zone's partition passes by who is in two of them.
  fileprivate func isUnseen(on victim: Victim) -> Bool {
    switch self {
    case .containerScalingFrozen, .zonePartition: true
    case .queueDuplicateDelivery: victim.target == "fifo"
    default: false
    }
  }
}

@Suite struct `Every fault on everything it can strike` {
  @Test func `has a victim here`() {
    let types = Set(Victim.all.map(\.type))
    #expect(FaultAction.allCases.filter { !types.isSuperset(of: $0.targets) } == [])
  }

  @Test(arguments: Victim.all)
  private func `shows, and the books balance`(victim: Victim) throws {
    for action in victim.actions {
      var blueprint = try victim.blueprint()
      if let companion = action.companion {
        blueprint.faults = [victim.fault(companion, from: 40, for: 20)]
      }
      let without = runInBalance(blueprint, "\(victim) without \(action.rawValue)")
      blueprint.faults.append(victim.fault(action, from: 30, for: 60))
      let with = runInBalance(blueprint, "\(victim) with \(action.rawValue)")
      let isSeen = try #require(with).fingerprint != #require(without).fingerprint
      #expect(isSeen != action.isUnseen(on: victim), "\(victim): \(action.rawValue)")
    }
  }

  /// Every pair, an action with itself too: the second begins while the first holds, and ends after it.
  @Test(arguments: Victim.all)
  private func `may meet any other, and the books balance`(victim: Victim) throws {
    let healthy = try victim.blueprint()
    for (place, first) in victim.actions.enumerated() {
      for second in victim.actions[place...] {
        var blueprint = healthy
        blueprint.faults = [
          victim.fault(first, from: 30, for: 40), victim.fault(second, from: 50, for: 40),
        ]
        _ = runInBalance(blueprint, "\(first.rawValue) and \(second.rawValue) on \(victim)")
      }
    }
  }
}
