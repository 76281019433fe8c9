/// Something that a person does by hand at a time of the run.
package struct ManualAction: Described {
  /// What can be done by hand.
  package enum Deed: String, CaseIterable, Sendable {
    case invoke = "function.invoke"
    case disableEventSource = "function.disableEventSource"
    case enableEventSource = "function.enableEventSource"
    case purge = "queue.purge"
    case redrive = "queue.redrive"
    case cancelRedrive = "queue.cancelRedrive"
    case reshard = "stream.reshard"
    case splitShard = "stream.splitShard"
    case deploy = "container.deploy"
    case mergeShards = "stream.mergeShards"
    case setRetention = "stream.setRetention"
    case replay = "bus.replay"
    case cancelReplays = "bus.cancelReplays"
    case openBreaker = "breaker.open"
    case closeBreaker = "breaker.close"
    case stopExecutions = "workflow.stopExecutions"

    /// One sentence of help.
    package var help: String {
      switch self {
      case .invoke: "Invokes a function, or a redrive with its canary, once."
      case .disableEventSource: "Stops the function's pollers, so that nothing is received."
      case .enableEventSource: "Starts the function's pollers again."
      case .purge: "Deletes all messages of a queue."
      case .redrive: "Starts a move task from a dead-letter queue, without asking any canary."
      case .cancelRedrive: "Cancels the move task of a dead-letter queue."
      case .reshard: "Begins to change the number of shards of a stream."
      case .splitShard: "Begins to split the shard of a stream that has most unread records."
      case .mergeShards:
        "Begins to merge the neighbouring shards of a stream that have fewest unread records."
      case .setRetention: "Keeps the records of a stream for another time."
      case .replay: "Begins to replay what an archive of an event bus has kept."
      case .cancelReplays: "Cancels the replays of an event bus."
      case .deploy: "Replaces the tasks of a service one by one, as a deployment does."
      case .openBreaker: "Opens a circuit breaker."
      case .closeBreaker: "Closes a circuit breaker."
      case .stopExecutions: "Stops all executions of a state machine where they stand."
      }
    }

    /// The component types it can be done to.
    package var targets: [String] {
      switch self {
      case .invoke: ["lambda-function", "redrive"]
      case .disableEventSource, .enableEventSource: ["lambda-function"]
      case .purge, .redrive, .cancelRedrive: ["sqs-queue"]
      case .reshard, .splitShard, .mergeShards, .setRetention: ["kinesis-stream"]
      case .replay, .cancelReplays: ["event-bus"]
      case .deploy: ["container-service"]
      case .openBreaker, .closeBreaker: ["circuit-breaker"]
      case .stopExecutions: ["state-machine"]
      }
    }
  }

  /// What is done.
  package var deed = Deed.invoke
  /// When.
  package var at = Instant.start
  /// To whom.
  package var target = ""
  /// Where a redrive moves the messages.
  package var destination: String?
  /// How many messages a second a redrive moves; the service chooses if `nil`.
  package var rate: Double?
  /// How many shards a stream is to have.
  package var shards: Int?
  /// How long a stream is to keep its records.
  package var retentionPeriod: Interval?
  /// Which archive of a bus is replayed; its first one if `nil`.
  package var archive: String?
  /// From when on events are replayed.
  package var from = Instant.start
  /// Until when; `nil` for until now.
  package var until: Instant?
  /// The rules that get replayed events; all if empty.
  package var rules: [String] = []
  /// The address of `destination`, once there is a world.
  var destinationAddress: Address?

  package init() {}

  package static var parameters: [Parameter<ManualAction>] {
    [
      .choice("action", \.deed, required: true, help: "What is done."),
      .instant("at", \.at, required: true, help: "When it is done."),
      .component(
        "target", \.target, of: Array(Set(Deed.allCases.flatMap(\.targets))).sorted(),
        required: true, help: "To which component."),
      .init(
        "to", \.destination, .component(of: ["sqs-queue"]),
        help: "For queue.redrive: where the messages go."),
      .init(
        "rate", \.rate, .rate(in: 1...500), help: "For queue.redrive: messages a second, 1 to 500."),
      .init(
        "shards", \.shards, .integer(in: 1...10_000),
        help: "For stream.reshard: how many shards there are to be."),
      .init(
        "retentionPeriod", \.retentionPeriod, .duration(in: DataStream.Settings.retentions),
        help: "For stream.setRetention: how long records are to be kept."),
    ] + replayParameters
  }

  private static var replayParameters: [Parameter<ManualAction>] {
    [
      .init(
        "archive", \.archive, .text, help: "For bus.replay: which archive; left out, the first."),
      .instant("from", \.from, help: "For bus.replay: from when on events come back."),
      .init(
        "until", \.until, .instant,
        help: "For bus.replay: until when, which must be over; left out, until then."),
      .list(
        "rules", \.rules, of: .text, count: 0...300,
        help: "For bus.replay: which rules get the events; left out, all."),
    ]
  }
}
