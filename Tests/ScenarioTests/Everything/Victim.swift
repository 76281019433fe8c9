import Scenario
import Simulation
import Testing

/// Something of the town that faults can strike, and the producer's target that keeps it busy.
struct Victim: Sendable, CustomTestStringConvertible {
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
    Victim("eventbridge-pipe", "pipe", busyBy: "piped"),
    Victim("eventbridge-pipe", "duct", busyBy: "stream"),
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
