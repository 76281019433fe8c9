/// A state machine in a world: takes starts, has the tasks of its executions done by other components,
/// and tells them the answers.
///
/// Executions that were told the same stand at the same node of their ways (`ExecutionPaths`); those that
/// must go alone have an interpreter each, so that memory goes with what is in flight.
struct StateMachineComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// Some execution's time may have come.
    case wake
    /// The transition to the first state is over.
    case begin(execution: UInt32, epoch: UInt32)
    /// The transition after the answer to a call is over.
    case proceed(call: UInt32)
  }

  /// An execution under way.
  struct Execution: Sendable, BitwiseCopyable {
    var message: MessageID
    /// Who started it, and waits for the end of a synchronous execution.
    var starter: Address
    var token: UInt32
    var startedAt: Instant
    /// When it was last told something.
    var toldAt: Instant
    /// The node of its ways at which it stands, or the place of its own interpreter.
    var position: UInt32 = 0
    /// Told apart from every other execution in the same place; zero when it has ended.
    var epoch: UInt32
    /// Told apart from every other wait of the execution.
    var wait: UInt32 = 0
    /// The transitions that were counted so far.
    var transitions: UInt32 = 0
    /// Whether the execution has taken a copy of its message over.
    var holdsCopy: Bool
    /// Whether it has an interpreter of its own.
    var isAlone = false
  }

  /// A request for which an execution waits.
  struct Call: Sendable, BitwiseCopyable {
    var execution: UInt32
    var epoch: UInt32
    /// The task's number in its execution.
    var number: UInt32
    /// The place of the task's state.
    var state: UInt16
    /// The place of the error that a fault gives for an answer, plus one; zero for none.
    var injected: UInt16 = 0
    var outcome = Outcome.ok
    var failure = FailureDetail.unnamed
  }

  let name: String
  let port: Port<Event>
  let settings: StateMachineSettings
  let plans: [TaskPlan?]
  let inputs: MachineInputs
  /// The names that handlers give their errors.
  let failures: [String]
  /// The ways that executions have gone.
  var paths: ExecutionPaths
  /// The interpreters of executions that go alone, and the places of those that are free.
  var interpreters: [StateMachineExecution] = []
  var freeInterpreters: [Int] = []
  var executions = Slab<Execution>()
  var calls = Slab<Call>()
  var callbacks = TaskCallbacks()
  /// The messages that have had an execution, where executions are named after them.
  var named = SlotRecords<Bool>()
  var deadlines = Deadlines()
  var spare = Deadlines()
  var armedFor = Instant.never
  var epochs: UInt32 = 0
  var waits: UInt32 = 0
  let end: Instant
  /// How long an execution may take.
  let timeLimit: Interval
  var starts: TokenBucket
  var transitions: TransitionAllowance
  var latency: Timing
  var transitionTime: Timing
  /// Jitter, random numbers and identifiers of the executions.
  var draws: RandomStream
  var troubles: Troubles
  /// The errors that faults have given for answers.
  var injectedErrors: [String] = []
  var meters: StateMachineMeters
  /// Copies of messages for which executions are under way.
  var copiesHeld = 0
  let machine: StateMachine

  init(
    _ settings: StateMachineSettings, machine: StateMachine, name: String, port: Port<Event>,
    build: WorldBuilder
  ) {
    self.name = name
    self.port = port
    self.settings = settings
    self.machine = machine
    plans = TaskPlan.all(of: settings, states: machine.stateCount, build: build)
    paths = ExecutionPaths(of: machine)
    inputs = MachineInputs(build)
    failures = build.failures
    end = build.end
    timeLimit = machine.timeLimit
    let quota = settings.startQuota
    starts = TokenBucket(ratePerSecond: quota.rate, burst: quota.burst)
    transitions = TransitionAllowance(
      isLimited: settings.workflowType == .standard, rate: settings.transitionRateLimit,
      burst: settings.transitionBurst)
    latency = Timing(settings.latency, draws: build.stream(name, "acknowledgement"))
    transitionTime = Timing(
      settings.timeOfTransition, draws: build.stream(name, "transitions"))
    draws = build.stream(name, "executions")
    troubles = Troubles(draws: build.stream(name, "troubles"))
    meters = StateMachineMeters(settings.workflowType)
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    switch request.operation {
    case Operation.send.rawValue, Operation.invoke.rawValue: start(request, in: &context)
    case Operation.answerTask.rawValue: takeCallback(request, in: &context)
    default: preconditionFailure("a state machine cannot do operation \(request.operation)")
    }
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    switch event {
    case .wake: wake(in: &context)
    case .begin(let execution, let epoch):
      if executions[execution].epoch == epoch { begin(execution, in: &context) }
    case .proceed(let call): proceed(call, in: &context)
    }
  }

  /// A task was answered: the execution goes on when the transition is over.
  mutating func resume(_ reply: Reply, in context: inout Context) {
    let call = reply.token
    guard isAwaited(call) else { return calls.remove(call) }
    calls[call].outcome = reply.result
    calls[call].failure = reply.detail
    let due = transitionEnd(at: context.now)
    if due > context.now {
      context.schedule(.proceed(call: call), for: port, at: due)
    } else {
      proceed(call, in: &context)
    }
  }

  /// Whether the execution that made a call is still under way.
  private func isAwaited(_ call: UInt32) -> Bool {
    executions[calls[call].execution].epoch == calls[call].epoch
  }

  /// When a transition that begins now is over: after its time, and when there is a token for it.
  mutating func transitionEnd(at now: Instant) -> Instant {
    var due = now + transitionTime.next()
    if !troubles.areNone, let fault = troubles.hit(.workflowDelay, at: now) {
      due = due + troubles.draw(fault.delay)
    }
    let (allowed, isDelayed) = transitions.takeTurn(at: now)
    meters.throttled.count(times: isDelayed ? 1 : 0)
    return max(due, allowed)
  }

  /// Tells an execution the answer to one of its tasks.
  private mutating func proceed(_ call: UInt32, in context: inout Context) {
    let record = calls[call]
    calls.remove(call)
    let slot = record.execution
    guard executions[slot].epoch == record.epoch, let plan = plans[Int(record.state)] else {
      return
    }
    let failure = failure(of: record, plan)
    if failure == nil, plan.pattern == .waitForTaskToken { return }  // It was handed over.
    if failure != nil { meters.tasksFailed.count() }
    tell(
      slot,
      MachineNews(
        answerTo: record, plan, failure,
        standing: plan.item == nil
          ? context.messages.standing(plan.effect, of: executions[slot].message)
          : Int(record.failure)),
      in: &context)
  }

  func failure(of call: Call, _ plan: TaskPlan) -> TaskFailure? {
    if call.injected > 0 {
      return TaskFailure(
        name: injectedErrors[Int(call.injected) - 1], cause: TaskFailure.ofFault)
    }
    return TaskFailure(call.outcome, call.failure, of: plan, names: failures)
  }
}
