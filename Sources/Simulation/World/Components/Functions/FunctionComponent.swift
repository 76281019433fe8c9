/// A function in a world: environments, pollers, the asynchronous queue, and the handler they run.
struct FunctionComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// Pollers or the asynchronous queue want to be looked at.
    case wake
    /// The environment of an invocation is ready.
    case begin(invocation: UInt32)
    /// A fault kills the environment of an invocation, if it is still the same one.
    case crash(invocation: UInt32, epoch: UInt32)
  }

  let name: String
  let port: Port<Event>
  let settings: FunctionComponentSettings
  var coldStart: Timing
  var overhead: Timing
  /// Where the lives of environments come from, each by the number of the invocation that began it.
  let lifetimes: RandomKey
  /// The queue that the pollers read; `nobody` when there is no event source.
  let queue: Address
  let visibilitySeconds: Int
  /// Whether the queue keeps an order that a batch would break by going on after a failure.
  let stopsAtFailure: Bool
  let deadLetterQueue: Address
  let destination: Address
  var environments: FunctionEnvironments
  var pollers: QueuePollers
  var batches = Buffer<PollerBatch>()
  /// The stream that the function reads; `nobody` when there is none.
  let stream: Address
  /// Where records go that were given up.
  let streamDestination: Address
  var streams: StreamMapping
  var laneBatches = Buffer<LaneBatch>()
  /// The records of the lane's batch that is being admitted.
  var laneCount: UInt16 = 0
  /// The function's place among the stream's consumers.
  var streamConsumer = 0
  /// What spreads the pauses between a batch's attempts.
  var laneDraws: RandomStream
  var events: AsynchronousInvocations
  var runs: HandlerRuns
  var invocations = Slab<Invocation>()
  var epochs: UInt32 = 0
  var armedFor = Instant.never
  var troubles: Troubles
  var meters = FunctionMeters()
  var concurrency = TimeWeightedGauge()
  /// How many invocations have found an environment.
  var admitted = 0
  var lastKept = Instant.start
  /// What tells the copies of a message apart, where the handler asks.
  var copies = SlotRecords<UInt8>()
  /// Which of its lives each environment is in: a new one begins with each initialisation.
  var lives: ContiguousArray<UInt16> = []
  /// Which messages are too old to be processed.
  var shedder: LoadShedder?
  /// Whether a circuit breaker has stopped the pollers.
  var isStoppedByBreaker = false
  /// Whether an outage of the service has.
  var isStoppedByOutage = false

  /// Tokens with this bit are receives of pollers; the others belong to handler runs.
  static let pollerToken: UInt32 = 0x8000_0000
  /// The token of a send to the dead-letter queue, and of one to the on-failure destination.
  static let deadLetterToken: UInt32 = 0xffff_fffe
  static let destinationToken: UInt32 = 0xffff_fffd
  /// The token of a note of a record that was given up.
  static let streamDestinationToken: UInt32 = 0xffff_fffc
  /// Tokens with both of these bits are reads of lanes.
  static let laneToken: UInt32 = 0xc000_0000

  init(_ settings: FunctionComponentSettings, name: String, port: Port<Event>, build: WorldBuilder)
  {
    self.name = name
    self.port = port
    self.settings = settings
    coldStart = Timing(settings.coldStartTime, draws: build.stream(name, "cold start"))
    overhead = Timing(settings.overhead, draws: build.stream(name, "overhead"))
    lifetimes = build.key(name, "environments")
    deadLetterQueue = settings.deadLetterQueue.map { build.address(of: $0) } ?? .nobody
    destination = settings.onFailure.map { build.address(of: $0) } ?? .nobody
    environments = FunctionEnvironments(settings.environments)
    events = AsynchronousInvocations(settings.asynchronous)
    runs = HandlerRuns(
      program: build.program(settings, named: name), address: port.address,
      draws: build.stream(name, "handler"))
    troubles = Troubles(draws: build.stream(name, "troubles"))
    var mapping = QueuePollers.Settings()
    var lease = Interval.zero
    if let source = settings.eventSource {
      queue = build.address(of: source.queue)
      let timeout = build.visibilityTimeout(of: source.queue)
      mapping = source.mapping
      lease = mapping.visibilityTimeout(ofQueue: timeout, functionTimeout: settings.timeout)
      visibilitySeconds = lease == timeout ? 0 : Int((lease + .nanoseconds(999_999_999)).seconds)
    } else {
      queue = .nobody
      visibilitySeconds = 0
    }
    stopsAtFailure = settings.eventSource.map { build.isFIFO($0.queue) } ?? false
    pollers = QueuePollers(mapping, visibilityTimeout: lease, at: .start)
    if settings.eventSource?.isEnabled != true { pollers.disable() }
    stream = settings.streamSource.map { build.address(of: $0.stream) } ?? .nobody
    streamDestination =
      settings.streamSource?.onFailure.map { build.address(of: $0) } ?? .nobody
    streams = StreamMapping(settings.streamSource.map { build.mapping(of: $0) } ?? .init())
    if settings.streamSource?.isEnabled == false { streams.disable() }
    laneDraws = build.stream(name, "stream retries")
    shedder = settings.shedding.map { LoadShedder($0.policy) }
  }

  mutating func begin(in context: inout Context) { attend(in: &context) }

  mutating func handle(_ event: Event, in context: inout Context) {
    switch event {
    case .wake: if armedFor <= context.now { armedFor = .never }
    case .begin(let invocation): start(invocation, in: &context)
    case .crash(let invocation, let epoch): crash(invocation, epoch: epoch, in: &context)
    }
    attend(in: &context)
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    switch request.operation {
    case Operation.send.rawValue: take(request, in: &context)
    case Operation.invoke.rawValue:
      _ = admit(
        .request, origin: request.token, caller: request.caller, message: request.message,
        in: &context)
    case Operation.openShard.rawValue: openShard(request, in: &context)
    case Operation.probe.rawValue: probe(request, in: &context)
    case Operation.stopPolling.rawValue: stopPolling()
    case Operation.resumePolling.rawValue:
      resumePolling(atMost: request.cargo == 0 ? .max : Int(request.cargo), at: context.now)
    default: preconditionFailure("a function cannot do operation \(request.operation)")
    }
    attend(in: &context)
  }

  mutating func resume(_ reply: Reply, in context: inout Context) {
    switch reply.token {
    case Self.deadLetterToken: noteDelivery(reply.result, to: \.deadLetterErrors)
    case Self.destinationToken, Self.streamDestinationToken:
      noteDelivery(reply.result, to: \.destinationFailures)
    case let token where token & Self.laneToken == Self.laneToken:
      readEnded(reply, LaneID(slot: token & ~Self.laneToken), in: &context)
    case let token where token & Self.pollerToken != 0:
      received(reply, PollerID(slot: token & ~Self.pollerToken), in: &context)
    default: runs.resume(reply, in: &context)
    }
    attend(in: &context)
  }

  /// Does what follows from every event: runs that ended, pollers and events that are due.
  @inline(__always)
  private mutating func attend(in context: inout Context) {
    while let finished = runs.popFinished() { runEnded(finished, in: &context) }
    var due = nextWakeUp
    if due <= context.now {
      doWhatIsDue(in: &context)
      due = nextWakeUp
    }
    if due < armedFor { wake(at: due, in: &context) }
  }

  @inline(never)
  private mutating func wake(at due: Instant, in context: inout Context) {
    armedFor = max(due, context.now)
    context.schedule(.wake, for: port, at: armedFor)
  }

  @inline(__always)
  private var nextWakeUp: Instant {
    min(pollers.nextWakeUp, events.nextWakeUp, streams.nextWakeUp)
  }

  @inline(never)
  private mutating func doWhatIsDue(in context: inout Context) {
    repeat {
      while let finished = runs.popFinished() { runEnded(finished, in: &context) }
      if events.nextWakeUp <= context.now { invokeEvents(in: &context) }
      if pollers.nextWakeUp <= context.now {
        while let action = pollers.nextAction(at: context.now) { perform(action, in: &context) }
      }
      if streams.nextWakeUp <= context.now {
        while let action = streams.nextAction(at: context.now) { perform(action, in: &context) }
      }
    } while runs.hasFinished
  }
}

extension FunctionComponentSettings.EventSource {
  /// The mapping that the settings describe.
  fileprivate var mapping: QueuePollers.Settings {
    var mapping = QueuePollers.Settings()
    mapping.batchSize = batchSize
    mapping.maximumBatchingWindow = maximumBatchingWindow
    mapping.scaling = .automatic(maximumConcurrency: maximumConcurrency)
    mapping.reportsBatchItemFailures = reportBatchItemFailures
    mapping.backsOff = backOff
    return mapping
  }
}
