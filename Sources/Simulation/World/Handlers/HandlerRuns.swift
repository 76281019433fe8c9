/// The handlers that a component is running, each for one message: the one interpreter of steps.
///
/// A run is a small record in a slab. All that a run waits for comes to the component as a reply: an
/// answer from another component, the end of its own work or pause, or the wake-up for the next
/// deadline. The owner passes those on and collects the finished runs.
struct HandlerRuns: ~Copyable, Sendable {
  /// What a run is waiting for.
  enum Phase: UInt8, Sendable {
    case askingBreaker
    case asking
    case pausing
    case working
    /// Waits for the rate limit that the client lays upon itself.
    case pacing
    /// Waits for a place in a bulkhead.
    case queueing
    /// As `asking`, with copies of the call that may be under way too.
    case hedging
  }

  struct Run: Sendable, BitwiseCopyable {
    var message: MessageID
    /// The owner's own record.
    var owner: UInt32
    /// Told apart from every other wait of every other run.
    var epoch: UInt32
    /// The outstanding call; `noCall` when the run waits for nothing.
    var call: UInt32
    var step: UInt16 = 0
    var phase = Phase.working
    /// How the last question was answered.
    var cause = Outcome.ok
    var attempt: UInt32 = 0
    /// The pause before the last retry, for decorrelated jitter.
    var pause = Interval.zero
    var askedAt = Instant.start
    /// When the first attempt at the step began.
    var enteredAt = Instant.start
    var deadline: Instant
    /// The place of what only careful programs need to know of a run.
    var extras: UInt32 = HandlerRuns.noExtras
    /// The number of the error's name when a step has failed by itself.
    var failure = FailureDetail.unnamed
  }

  /// A run that has come to its end.
  struct Finished: Sendable, BitwiseCopyable {
    var owner: UInt32
    var message: MessageID
    /// How the handler ended: well, failed, out of time or crashed.
    var outcome: Outcome
    /// How its last question was answered.
    var cause: Outcome
    /// The number of the error's name when a step has failed by itself.
    var failure = FailureDetail.unnamed
  }

  /// A piece of work that the owner's processor is to do for a run.
  struct Work: Sendable, BitwiseCopyable {
    /// What the owner passes on as a reply when the work is done.
    var token: UInt32
    var owner: UInt32
    var length: Interval
  }

  /// The token of the wake-up for deadlines; call tokens are always less.
  static let wakeToken: UInt32 = 0x7fff_ffff
  static let noRun = UInt32.max
  static let noCall = UInt32.max
  static let noExtras = UInt32.max
  /// From here on an entry of `calls` is no run: it names the circuit breaker that takes back a
  /// permit for which nobody waits any longer; `noRun` names none.
  static let firstMark: UInt32 = 0xffff_0000

  let program: Program
  /// Whether the program asks for more to be known of its runs.
  let isCareful: Bool
  let address: Address
  var runs = Slab<Run>()
  /// For each outstanding call the run that waits for it, or a mark when it lost patience.
  var calls = Slab<UInt32>()
  var deadlines = Deadlines()
  /// Empty; memory in which deadlines are swept.
  var spare = Deadlines()
  var armedFor = Instant.never
  var epochs: UInt32 = 0
  private var finished = Fifo<Finished>()
  private var works = Fifo<Work>()
  /// The owners of runs whose first attempt at a step has failed and is repeated, if that is noted.
  private var firstFailures = Fifo<UInt32>()
  var notesFirstFailures = false
  private var draws: RandomStream
  /// Attempts of steps, first ones and repeated ones.
  private(set) var attempts = 0
  /// Attempts of steps beyond the first.
  private(set) var retries = 0
  /// Steps whose patience ended before the answer came.
  var timeouts = 0
  /// What careful programs know of their runs beside the runs themselves.
  var extras = Slab<RunExtras>()
  /// What the steps may spend on retries, by `StepCare.allowance`.
  var allowances: [RetryAllowance]
  /// The bulkheads, by `StepCare.bulkhead`.
  var bulkheads: Parts<Bulkhead>
  /// The hedged calls' memory, by `StepCare.hedging`.
  var hedgings: Parts<Hedging>
  /// What protection has done.
  var protections = ProtectionCounts()

  /// No runs yet of a program that belongs to the component at an address.
  init(program: Program, address: Address, draws: RandomStream) {
    self.program = program
    isCareful = program.isCareful
    self.address = address
    self.draws = draws
    allowances = program.allowances
    bulkheads = Parts(capacity: program.bulkheads.count)
    hedgings = Parts(capacity: program.hedges.count)
    for policy in program.bulkheads { bulkheads.append(Bulkhead(policy)) }
    for policy in program.hedges { hedgings.append(Hedging(policy)) }
  }

  /// How many runs are under way.
  var count: Int { runs.count }
  /// How many calls have not been answered, given up ones among them.
  var outstandingCalls: Int { calls.count }

  /// Starts the handler for a message; the run holds on to the message until it is finished.
  @inline(__always)
  ///
  /// - Parameters:
  ///   - place: Where in the program it begins; its start if left out.
  ///   - origin: What careful programs want to know of where the message and the run are.
  mutating func start(
    _ message: MessageID, owner: UInt32, deadline: Instant, at place: UInt16? = nil,
    origin: RunOrigin? = nil, in context: inout Context
  ) -> UInt32 {
    context.messages.retain(message)
    let run = runs.insert(
      Run(message: message, owner: owner, epoch: 0, call: Self.noCall, deadline: deadline))
    if isCareful {
      runs[run].extras = extras.insert(RunExtras(origin: origin ?? RunOrigin(of: address)))
    }
    enter(place ?? program.start, run, in: &context)
    return run
  }

  /// Ends a run from outside, as when its environment dies; what it asked for may still happen.
  mutating func abort(_ run: UInt32, in context: inout Context) {
    finish(run, .crashed, in: &context)
  }

  /// Whether a run has come to its end and was not yet collected.
  @inline(__always)
  var hasFinished: Bool { !finished.isEmpty }

  /// The next run that has come to its end.
  @inline(__always)
  mutating func popFinished() -> Finished? { finished.popFirst() }

  /// The owner of the next run whose first attempt has failed and is repeated.
  mutating func popFirstFailure() -> UInt32? { firstFailures.popFirst() }

  /// The next piece of work for the owner's processor; none unless the program works on one.
  mutating func popWork() -> Work? { works.popFirst() }

  /// The owner's record of the run that waits for a reply; nothing if none does any more.
  func owner(awaiting token: UInt32) -> UInt32? {
    guard token != Self.wakeToken else { return nil }
    let run = calls[token]
    return run < Self.firstMark ? runs[run].owner : nil
  }

  /// Takes a reply that the owner got for one of its runs.
  ///
  /// Patience and time end before anything else happens at their instant: an answer that comes just
  /// then comes too late, whichever was scheduled first.
  @inline(__always)
  mutating func resume(_ reply: Reply, in context: inout Context) {
    if armedFor <= context.now || reply.token == Self.wakeToken { wake(in: &context) }
    if reply.token == Self.wakeToken { return }
    let run = calls[reply.token]
    calls.remove(reply.token)
    guard run < Self.firstMark else { return tooLate(reply, for: run, in: &context) }
    runs[run].call = Self.noCall
    switch runs[run].phase {
    case .askingBreaker: breakerAnswered(run, reply.result, in: &context)
    case .asking: answered(run, reply.result, in: &context)
    case .pausing: ask(program.instructions[Int(runs[run].step)], run, in: &context)
    case .working: enter(program.instructions[Int(runs[run].step)].next, run, in: &context)
    case .pacing: awaitTurn(program.instructions[Int(runs[run].step)], run, in: &context)
    case .hedging: copyAnswered(reply.token, run, reply.result, in: &context)
    case .queueing: preconditionFailure("run \(run) got an answer while it stood in line")
    }
  }
}

// MARK: - Steps

extension HandlerRuns {
  /// Goes to a place of the program.
  @inline(__always)
  mutating func enter(_ place: UInt16, _ run: UInt32, in context: inout Context) {
    if place == Program.end || Int(place) == program.instructions.count {
      return finish(run, .ok, in: &context)
    }
    if place == Program.failure { return finish(run, .failed, in: &context) }
    runs[run].step = place
    runs[run].attempt = 0
    runs[run].pause = .zero
    runs[run].enteredAt = context.now
    let step = program.instructions[Int(place)]
    switch step.action {
    case .ask: ask(step, run, in: &context)
    case .work: work(step, run, in: &context)
    case .fail: failByItself(step, run, in: &context)
    case .choose: choose(step, run, in: &context)
    }
  }

  /// Takes a message on or past a step, by its kind.
  private mutating func choose(
    _ step: Instruction, _ run: UInt32, in context: inout Context
  ) {
    let kind = context.messages[runs[run].message].kind
    let isTaken = program.takes(kind: UInt16(kind), choice: step.number)
    enter(isTaken ? step.next : step.onFailure, run, in: &context)
  }

  /// Takes a failing step: it always fails for the same messages.
  private mutating func failByItself(
    _ step: Instruction, _ run: UInt32, in context: inout Context
  ) {
    let share = program.failureShares[Int(step.work)]
    let number = context.messages[runs[run].message].birth &+ UInt64(runs[run].step) &<< 40
    guard program.failureKey.chance(share, for: number) else {
      return enter(step.next, run, in: &context)
    }
    runs[run].failure = step.detail
    enter(step.onFailure, run, in: &context)
  }

  private mutating func work(_ step: Instruction, _ run: UInt32, in context: inout Context) {
    let length = Interval(seconds: program.works[Int(step.work)].quantile(draws.uniform()))
    if program.worksOnProcessor {
      runs[run].phase = .asking
      let token = expectReply(run, before: .longest, in: &context)
      return works.append(Work(token: token, owner: runs[run].owner, length: length))
    }
    remind(run, .working, at: context.now + length, in: &context)
  }

  /// Makes an attempt at a step, by way of its circuit breaker where it has one.
  @inline(__always)
  private mutating func ask(_ step: Instruction, _ run: UInt32, in context: inout Context) {
    runs[run].attempt &+= 1
    attempts &+= 1
    if runs[run].attempt > 1 { retries &+= 1 }
    if step.care != Program.noCare {
      prepareAttempt(step, run, in: &context)
    } else {
      beginAttempt(step, run, in: &context)
    }
  }

  @inline(__always)
  mutating func beginAttempt(_ step: Instruction, _ run: UInt32, in context: inout Context) {
    if step.breaker != .nobody {
      runs[run].phase = .askingBreaker
      let patience =
        step.care == Program.noCare ? step.timeout : self.patience(step, run, at: context.now)
      let token = expectReply(run, before: patience, in: &context)
      context.send(
        Request(.permit, cargo: environment(of: run), caller: address, token: token),
        from: address, to: step.breaker)
    } else {
      pass(step, run, in: &context)
    }
  }

  /// Makes the call, by way of its bulkhead where it has one.
  @inline(__always)
  private mutating func pass(_ step: Instruction, _ run: UInt32, in context: inout Context) {
    if step.care != Program.noCare {
      takePlace(step, run, in: &context)
    } else {
      runs[run].phase = .asking
      runs[run].askedAt = context.now
      let token = expectReply(run, before: step.timeout, in: &context)
      send(step, run, token: token, in: &context)
    }
  }

  /// Sends a step's request under a token.
  @inline(__always)
  func send(
    _ step: Instruction, _ run: UInt32, token: UInt32, in context: inout Context
  ) {
    var cargo = step.number
    let message = runs[run].message
    if step.operation.carries(.reference) {
      context.messages.retain(message)
      cargo = message.slot
    } else if step.operation.carries(.copy) {
      context.messages.copy(message)
      cargo = message.slot
    }
    context.send(
      Request(
        step.operation, cargo: cargo, detail: step.detail, caller: address, token: token),
      from: address, to: step.target)
  }

  mutating func breakerAnswered(
    _ run: UInt32, _ outcome: Outcome, in context: inout Context
  ) {
    let step = program.instructions[Int(runs[run].step)]
    if outcome == .ok {
      pass(step, run, in: &context)
    } else {
      runs[run].cause = outcome
      failed(step, run, outcome, in: &context)
    }
  }

  @inline(__always)
  mutating func answered(_ run: UInt32, _ outcome: Outcome, in context: inout Context) {
    let step = program.instructions[Int(runs[run].step)]
    runs[run].cause = outcome
    if step.breaker != .nobody { report(outcome, of: run, to: step.breaker, in: &context) }
    if step.care != Program.noCare { settle(step, run, outcome, in: &context) }
    if outcome != .ok {
      failed(step, run, outcome, in: &context)
    } else if step.next == Program.end {
      finish(run, .ok, in: &context)
    } else {
      enter(step.next, run, in: &context)
    }
  }

  /// Tries again if the step's policy and the time left allow it, else goes where failures go.
  mutating func failed(
    _ step: Instruction, _ run: UInt32, _ outcome: Outcome, in context: inout Context
  ) {
    if outcome == .answeredBefore { return answerAsBefore(run, in: &context) }
    guard let index = step.retry, outcome.isRetryable else {
      return enter(step.onFailure, run, in: &context)
    }
    let decision = program.retries[Int(index)].decision(
      afterAttempts: Int(runs[run].attempt), firstBegan: runs[run].enteredAt,
      previous: runs[run].pause, draw: draws.uniform(), wasThrottled: outcome == .throttled,
      at: context.now)
    switch decision {
    case .retry(let pause):
      if step.care != Program.noCare, !paysForRetry(step, run, outcome) {
        return enter(step.onFailure, run, in: &context)
      }
      if notesFirstFailures, runs[run].attempt == 1 { firstFailures.append(runs[run].owner) }
      runs[run].pause = pause
      remind(run, .pausing, at: context.now + pause, in: &context)
    case .giveUpAttemptsExhausted, .giveUpDeadlineReached:
      enter(step.onFailure, run, in: &context)
    }
  }

  private func report(
    _ outcome: Outcome, of run: UInt32, to breaker: Address, in context: inout Context
  ) {
    let microseconds = (context.now - runs[run].askedAt).nanoseconds / 1_000
    context.send(
      Request(
        .report, cargo: UInt32(clamping: microseconds),
        detail: (outcome.isRetryable ? BreakerReport.failure : .success).rawValue,
        token: environment(of: run)),
      from: address, to: breaker)
  }

  @inline(__always)
  mutating func finish(_ run: UInt32, _ outcome: Outcome, in context: inout Context) {
    let record = runs[run]
    if record.call != Self.noCall { abandon(record.call, of: run, in: &context) }
    finished.append(
      Finished(
        owner: record.owner, message: record.message, outcome: outcome,
        cause: outcome == .timedOut ? .timedOut : record.cause, failure: record.failure))
    if record.extras != Self.noExtras { extras.remove(record.extras) }
    runs[run].epoch = 0
    runs.remove(run)
  }
}
