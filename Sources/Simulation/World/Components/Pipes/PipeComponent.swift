/// A pipe in a world: it reads its source in batches, and takes each through its stages.
///
/// It reads as an event source mapping does, with the same pollers and lanes
/// (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html). Where
/// the service hands a batch on in one request, each message has a request of its own here, all of
/// them at the same time.
struct PipeComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// Pollers or lanes want to be looked at.
    case wake
  }

  /// What a lane of the source has in hand.
  struct LaneBatch: Sendable, BitwiseCopyable {
    /// The records in order; the epoch of one that passed the filter is 1, of others 0.
    var records = Shipment()
    /// Whether the next read must begin behind what was passed, since an answer was lost.
    var restarts = false
  }

  let name: String
  let port: Port<Event>
  let source: Address
  let readsStream: Bool
  let deadLetterQueue: Address
  /// For each kind of message, and for what no producer sent, whether it passes the filter.
  let wanted: [Bool]
  /// The kinds of messages that by the scenario's own words ask for nothing.
  let idle: [Bool]
  let hasEnrichment: Bool
  /// Whether the target is asked by a call, which is all there is to the message.
  let endsAtTarget: Bool
  var pollers: QueuePollers
  var batches = Buffer<Shipment>()
  var streams: StreamMapping
  var lanes = Buffer<LaneBatch>()
  var streamConsumer = 0
  var laneDraws: RandomStream
  var runs: HandlerRuns
  var executions = Slab<PipeExecution>()
  var items = Slab<PipeItem>()
  var armedFor = Instant.never
  var troubles: Troubles
  var meters = PipeMeters()
  private let isEnabled: Bool
  private var isStopped = false

  /// How long a stage may take
  /// (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-error-troubleshooting.html).
  static let stageTimeout = Interval.minutes(5)
  /// The places of the stages in the program.
  static let targetPlace: UInt16 = 0
  static let enrichmentPlace: UInt16 = 1

  init(_ settings: PipeSettings, name: String, port: Port<Event>, build: WorldBuilder) {
    self.name = name
    self.port = port
    source = build.address(of: settings.source)
    let (sourceType, targetType) =
      (build.type(of: settings.source), build.type(of: settings.target))
    readsStream = sourceType == StreamSettings.typeName
    let isRecord = readsStream
    deadLetterQueue = settings.deadLetterQueue.map { build.address(of: $0) } ?? .nobody
    let kinds = build.blueprint.messageKinds
    wanted = (Array(build.blueprint.contents.prefix(kinds.count)) + [.scheduled]).map {
      settings.wants($0, isRecord: isRecord)
    }
    idle = kinds.map {
      ($0.template.expects ?? build.blueprint.producers[$0.producer].value.expects) == []
    }
    hasEnrichment = settings.enrichment != nil
    endsAtTarget = targetType == DependencySettings.typeName
    isEnabled = settings.isEnabled
    let size = settings.batchSize(ofSource: sourceType, target: targetType)
    pollers = QueuePollers(
      settings.queueMapping(batchSize: size),
      visibilityTimeout: build.visibilityTimeout(of: settings.source), at: .start)
    if readsStream || !settings.isEnabled { pollers.disable() }
    streams = StreamMapping(build.mapping(of: settings, batchSize: size))
    if !settings.isEnabled { streams.disable() }
    laneDraws = build.stream(name, "stream retries")
    runs = HandlerRuns(
      program: build.program(of: settings), address: port.address,
      draws: build.stream(name, "stages"))
    troubles = Troubles(draws: build.stream(name, "troubles"))
  }

  mutating func begin(in context: inout Context) { attend(in: &context) }

  mutating func handle(_ event: Event, in context: inout Context) {
    if armedFor <= context.now { armedFor = .never }
    attend(in: &context)
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    guard request.operation == Operation.openShard.rawValue else {
      preconditionFailure("a pipe cannot do operation \(request.operation)")
    }
    streamConsumer = Int(request.detail)
    streams.open(shard: Int(request.cargo), at: context.now)
    attend(in: &context)
  }

  mutating func resume(_ reply: Reply, in context: inout Context) {
    switch reply.token {
    case FunctionComponent.streamDestinationToken: break
    case let token where token & FunctionComponent.laneToken == FunctionComponent.laneToken:
      readEnded(reply, LaneID(slot: token & ~FunctionComponent.laneToken), in: &context)
    case let token where token & FunctionComponent.pollerToken != 0:
      received(reply, PollerID(slot: token & ~FunctionComponent.pollerToken), in: &context)
    default: runs.resume(reply, in: &context)
    }
    attend(in: &context)
  }

  /// Does what follows from every event: requests that ended, pollers and lanes that are due.
  private mutating func attend(in context: inout Context) {
    repeat {
      while let finished = runs.popFinished() { stepEnded(finished, in: &context) }
      while let action = pollers.nextAction(at: context.now) { perform(action, in: &context) }
      while let action = streams.nextAction(at: context.now) { perform(action, in: &context) }
    } while runs.hasFinished
    let due = max(min(pollers.nextWakeUp, streams.nextWakeUp), context.now)
    guard due < armedFor else { return }
    armedFor = due
    context.schedule(.wake, for: port, at: due)
  }

  /// Stops the pipe while a fault says so; it finishes what it has in hand.
  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    troubles.strike(faults)
    let stops = troubles.first(.pipeStop) != nil
    guard stops != isStopped else { return }
    isStopped = stops
    if stops {
      pollers.disable()
      streams.disable()
    } else if isEnabled {
      if !readsStream { pollers.enable(at: context.now) }
      streams.enable(at: context.now)
    }
    attend(in: &context)
  }

  mutating func sample(at now: Instant) { meters.concurrency.record(Int64(executions.count)) }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.report(to: &account)
    account.cost = Prices.pipesRequest.dollars(for: meters.requests)
  }

  var unanswered: Int { runs.outstandingCalls }
}

extension PipeSettings {
  /// How the pipe reads a queue.
  fileprivate func queueMapping(batchSize: Int) -> QueuePollers.Settings {
    var mapping = QueuePollers.Settings()
    mapping.batchSize = batchSize
    mapping.maximumBatchingWindow = maximumBatchingWindow
    mapping.reportsBatchItemFailures = true
    mapping.backsOff = false
    return mapping
  }
}

extension WorldBuilder {
  /// How a pipe reads a stream; no record outlives its stream's retention.
  fileprivate func mapping(of pipe: PipeSettings, batchSize: Int) -> StreamMapping.Settings {
    var mapping = pipe.stream
    mapping.batchSize = batchSize
    mapping.maximumBatchingWindow = pipe.maximumBatchingWindow
    mapping.reportsBatchItemFailures = true
    let retention = retention(of: pipe.source)
    mapping.maximumRecordAge = min(mapping.maximumRecordAge ?? retention, retention)
    return mapping
  }

  /// The stages of a pipe: what its target is asked, then what its enrichment is, each by itself.
  fileprivate func program(of pipe: PipeSettings) -> Program {
    var program = Program()
    let operation = operation(ofTargetOf: pipe)
    program.instructions = [
      Instruction(
        action: .ask, operation: operation, target: address(of: pipe.target),
        detail: operation == .call ? effectDetail(pipe.effect) : 0,
        timeout: PipeComponent.stageTimeout)
    ]
    if let enrichment = pipe.enrichment {
      program.instructions.append(
        Instruction(
          action: .ask, operation: .invoke, target: address(of: enrichment),
          timeout: PipeComponent.stageTimeout))
    }
    return program
  }

  /// Functions and express workflows can be waited for; standard workflows cannot.
  private func operation(ofTargetOf pipe: PipeSettings) -> Operation {
    guard pipe.invocationType == .requestResponse else { return handOver(to: pipe.target) }
    switch blueprint.components.first(where: { $0.name == pipe.target })?.settings {
    case is FunctionComponentSettings: return .invoke
    case let machine as StateMachineSettings where machine.workflowType == .express: return .invoke
    default: return handOver(to: pipe.target)
    }
  }
}
