/// A service of Amazon ECS in a world: tasks whose threads poll a queue and answer requests.
struct ContainerServiceComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// A task has come up.
    case started(task: UInt32, epoch: UInt32)
    /// A task's time to stop is over.
    case kill(task: UInt32, epoch: UInt32)
    /// Work on a task's processor may be done.
    case processor(task: UInt32)
    /// A thread receives again after a pause.
    case receive(poller: UInt32, epoch: UInt32)
    /// A thread hides what it has in hand for longer.
    case beat(poller: UInt32, epoch: UInt32)
    /// What has dawdled under a faulty version begins its handler.
    case begin(owner: UInt32, epoch: UInt32)
    /// The metric of the auto-scaling policy is measured.
    case measure
    /// The alarms see a measurement: thousandths of the metric, and the tasks that ran.
    case decide(thousandths: UInt32, running: UInt32)
  }

  /// A task, by its slot.
  struct TaskRecord: Sendable, BitwiseCopyable {
    var epoch: UInt32 = 0
    /// Whether requests are sent to it.
    var isServing = false
    /// Whether it was told to stop, and has ears for that.
    var isFinishing = false
    var isPaused = false
    var isBadVersion = false
    /// Whether it has come up and not ended; and whether it has ended.
    var isUp = false
    var hasEnded = false
    var placedAt = Instant.start
    /// When its processor's next wake-up comes.
    var armedFor = Instant.never
    /// The threads that are up, and the requests it works on.
    var pollers: Int32 = 0
    var inService: Int32 = 0
    /// The requests that wait for a thread.
    var firstWaiting = ContainerServiceComponent.none
    var lastWaiting = ContainerServiceComponent.none
    var waiting: Int32 = 0
  }

  /// A thread that polls.
  struct Poller: Sendable, BitwiseCopyable {
    var task: UInt32
    var epoch: UInt32
    var batch = Shipment()
    var run: UInt32 = 0
    var begunAt = Instant.start
    var isRunning = false
    /// Whether its handler waits to begin.
    var isHeldUp = false
    var isPolling = false
    /// Whether its task is no more; only the answer to its poll is awaited.
    var isGone = false
  }

  /// A request that was taken in and not answered.
  struct Call: Sendable, BitwiseCopyable {
    var message: MessageID
    var arrivedAt: Instant
    var token: UInt32
    var caller: Address
    /// The effect's number plus one, or zero.
    var effect: UInt8
    var task: UInt32
    var epoch: UInt32
    var run: UInt32 = 0
    var isRunning = false
    var next = ContainerServiceComponent.none
  }

  static let none = UInt32.max
  /// Tokens with this bit are polls of threads; owners with this bit are requests.
  static let pollToken: UInt32 = 0x8000_0000
  static let callOwner: UInt32 = 0x8000_0000
  static let backlogToken: UInt32 = 0xffff_fffe

  let name: String
  let port: Port<Event>
  let settings: ContainerServiceSettings
  let queue: Address
  /// The visibility timeout asked for with each receive, zero for the queue's own; and in effect.
  let visibilitySeconds: Int
  let leaseSeconds: UInt32
  var fleet: TaskFleet
  var processors: Processors
  var tasks = Buffer<TaskRecord>()
  var pollers = Slab<Poller>()
  var calls = Slab<Call>()
  var runs: HandlerRuns
  /// Answers to threads that stand still.
  var held = Fifo<HeldReply>()
  var epochs: UInt32 = 0
  var troubles: Troubles
  var startUp: Timing
  var tracking: TargetTracking?
  var meters = ContainerServiceMeters()
  /// The version that a fault has deployed.
  var badVersion = -1
  /// The windows of the faults that hold, by which new ones are told.
  var windows: [FaultWindow] = []
  /// How many tasks the faults that hold let stand still.
  var pausedByFaults = 0
  /// Where the next request goes, in turn.
  var turn = 0
  /// Tasks that run, over time, which utilisation is a share of.
  var runningTasks = TimeWeightedGauge()
  /// What had been used and had run when the metric was last measured, and when it was last reported.
  var measured = ProcessorUse()
  var reported = ProcessorUse()
  /// What tasks that have ended are billed for.
  var endedTaskTime = Interval.zero

  init(
    _ settings: ContainerServiceSettings, name: String, port: Port<Event>, build: WorldBuilder
  ) {
    self.name = name
    self.port = port
    self.settings = settings
    let source = settings.queueSource
    queue = source.map { build.address(of: $0.queue) } ?? .nobody
    let own = source.map { build.visibilityTimeout(of: $0.queue) } ?? .zero
    visibilitySeconds = source?.visibilityTimeout.map { Int($0.seconds.rounded(.up)) } ?? 0
    leaseSeconds = UInt32((source?.visibilityTimeout ?? own).seconds.rounded(.up))
    fleet = TaskFleet(settings.fleet, desired: settings.tasks)
    processors = Processors(units: settings.units)
    var program = build.program(steps: settings.handler, named: name)
    program.worksOnProcessor = true
    runs = HandlerRuns(
      program: program, address: port.address, draws: build.stream(name, "handler"))
    troubles = Troubles(draws: build.stream(name, "troubles"))
    startUp = Timing(settings.startUp, draws: build.stream(name, "start-up"))
    tracking = settings.autoScaling.map { TargetTracking($0.tracking) }
  }

  /// The tasks that there are at first are up from the start.
  mutating func begin(in context: inout Context) {
    while let action = fleet.nextAction() {
      guard case .start(let task) = action else { break }
      place(task, in: &context)
      comeUp(task, in: &context)
    }
    if tracking != nil { context.schedule(.measure, for: port, at: .start + .minutes(1)) }
    attend(in: &context)
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    switch request.operation {
    case Operation.call.rawValue, Operation.invoke.rawValue: take(request, in: &context)
    default: preconditionFailure("a service cannot do operation \(request.operation)")
    }
    attend(in: &context)
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    switch event {
    case .started(let task, let epoch): startEnded(Int(task), epoch, in: &context)
    case .kill(let task, let epoch): kill(Int(task), epoch, in: &context)
    case .processor(let task): finishWork(Int(task), in: &context)
    case .receive(let poller, let epoch):
      if pollers[poller].epoch == epoch { goOn(poller, in: &context) }
    case .beat(let poller, let epoch):
      if pollers[poller].epoch == epoch { beat(poller, in: &context) }
    case .begin(let owner, let epoch): beginLate(owner, epoch, in: &context)
    case .measure: measure(in: &context)
    case .decide(let thousandths, let running):
      decide(thousandths, running: running, in: &context)
    }
    attend(in: &context)
  }

  mutating func resume(_ reply: Reply, in context: inout Context) {
    switch reply.token {
    case Self.backlogToken: measured(backlog: reply.cargo, in: &context)
    case let token where token & Self.pollToken != 0: received(reply, in: &context)
    default:
      if let owner = runs.owner(awaiting: reply.token), tasks[task(of: owner)].isPaused {
        held.append(HeldReply(reply))
      } else {
        runs.resume(reply, in: &context)
      }
    }
    attend(in: &context)
  }

  /// Does what follows from every event: work for processors, runs that ended.
  mutating func attend(in context: inout Context) {
    while true {
      if let work = runs.popWork() {
        begin(work, in: &context)
      } else if let finished = runs.popFinished() {
        runEnded(finished, in: &context)
      } else {
        return
      }
    }
  }

  private mutating func runEnded(
    _ finished: HandlerRuns.Finished, in context: inout Context
  ) {
    if finished.owner & Self.callOwner != 0 {
      requestEnded(finished, of: finished.owner & ~Self.callOwner, in: &context)
    } else {
      messageEnded(finished, of: finished.owner, in: &context)
    }
  }

  /// The slot of the task in which an owner of runs lives.
  func task(of owner: UInt32) -> Int {
    owner & Self.callOwner != 0
      ? Int(calls[owner & ~Self.callOwner].task) : Int(pollers[owner].task)
  }

  mutating func nextEpoch() -> UInt32 {
    epochs = epochs == .max ? 1 : epochs &+ 1
    return epochs
  }
}

/// An answer kept for a task that stands still.
struct HeldReply: Sendable, BitwiseCopyable {
  let token: UInt32
  let outcome: UInt8

  init(_ reply: Reply) {
    token = reply.token
    outcome = reply.outcome
  }

  var reply: Reply { Reply(token: token, outcome: outcome) }
}

/// How much of their processors tasks have used by a time, and how long they have run.
struct ProcessorUse: Sendable, BitwiseCopyable {
  var used = Interval.zero
  var available: Int128 = 0

  /// The share used since another time, from 0 to 1; nothing if no task ran.
  func share(since before: ProcessorUse) -> Double? {
    let ran = available - before.available
    return ran > 0 ? min(1, Double((used - before.used).nanoseconds) / Double(ran)) : nil
  }
}
