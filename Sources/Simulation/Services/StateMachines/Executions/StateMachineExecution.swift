/// One execution of a state machine: a value that is told what happens and says what to do.
///
/// It is told of its start, of answers and heartbeats of its tasks, and of time going by; what it wants is
/// taken out one by one with `nextEffect`. Randomness comes in with each call: only jitter, random
/// numbers and identifiers draw from it.
package struct StateMachineExecution: Sendable {
  /// The most that a document handed from state to state may hold, in bytes of JSON
  /// (https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html).
  package static let largestPayload = 262_144
  /// The last event that a history has room for.
  package static let longestHistory = 25_000
  /// The service ends an express workflow by its time; a loop that takes none ends here.
  private static let mostExpressEvents = 1_000_000

  let machine: StateMachine
  let identity: Identity
  let clock: WallClock
  let recordsHistory: Bool
  /// How the execution ended; `nil` while it goes on.
  package private(set) var outcome: Outcome?
  /// How many transitions a standard workflow is billed for: each state entered, and each retry.
  package internal(set) var transitionCount = 0
  /// How many events the history has.
  package internal(set) var eventCount = 0
  /// The history, where it is recorded.
  package internal(set) var events: [HistoryEvent] = []

  var strands: [ExecutionStrand?] = []
  private var freePlaces: [Int] = []
  /// The strands whose turn it is, last first.
  private var ready: [Int] = []
  /// What the caller has not taken yet, last first.
  private var effects: [Effect] = []
  var invocationCount = 0
  /// The strand that waits for each task under way, by the task's number.
  var waiters: [Int: Int] = [:]
  var startedAt = Instant.start
  var input = JSONValue.null
  var deadline = Instant.never
  var isHistoryFull = false

  /// An execution that has not begun.
  ///
  /// - Parameters:
  ///   - clock: What a clock on the wall shows, for timestamps.
  ///   - recordsHistory: Whether events are kept; they are counted in any case.
  package init(
    of machine: StateMachine, identity: Identity = Identity(), clock: WallClock = WallClock(),
    recordsHistory: Bool = true
  ) {
    self.machine = machine
    self.identity = identity
    self.clock = clock
    self.recordsHistory = recordsHistory
  }

  /// When the execution wants to be told the time next; `.never` if it waits for others only.
  package var nextDeadline: Instant {
    guard outcome == nil else { return .never }
    return strands.reduce(deadline) { earliest, strand in
      min(earliest, strand?.phase.deadline ?? .never)
    }
  }

  /// What the caller must do next; `nil` when nothing is left to do for now.
  package mutating func nextEffect() -> Effect? {
    effects.popLast()
  }

  /// How long an execution may take.
  var timeLimit: Interval { machine.timeLimit }

  // MARK: What it is told

  /// Begins the execution.
  package mutating func start(
    input: JSONValue, at now: Instant, drawing randomness: inout RandomStream
  ) {
    precondition(strands.isEmpty && outcome == nil, "an execution is started twice")
    startedAt = now
    self.input = input
    deadline = now + timeLimit
    let role = JSONValue.string(identity.roleARN)
    record(
      "ExecutionStarted", of: nil, after: 0, at: now, [("input", input), ("roleArn", role)])
    let strand = add(
      ExecutionStrand(state: machine.flows[0], input: input, parent: nil, branch: 0))
    if input.isLarger(than: Self.largestPayload) {
      end(
        .failed(
          error: ErrorName.dataLimitExceeded,
          cause: "The input has a size exceeding the maximum number of bytes service limit."),
        at: now)
    }
    wake(strand)
    settle(at: now, drawing: &randomness)
  }

  /// A task has given its result; an answer that nobody waits for any more changes nothing.
  ///
  /// - Returns: Whether somebody waited for it.
  @discardableResult
  package mutating func taskSucceeded(
    _ token: TaskToken, result: JSONValue, at now: Instant,
    drawing randomness: inout RandomStream
  ) -> Bool {
    guard let strand = waiters.removeValue(forKey: token.number) else { return false }
    finishTask(strand, result, at: now, drawing: &randomness)
    settle(at: now, drawing: &randomness)
    return true
  }

  /// A task has failed; an answer that nobody waits for any more changes nothing.
  ///
  /// - Returns: Whether somebody waited for it.
  @discardableResult
  package mutating func taskFailed(
    _ token: TaskToken, error: String, cause: String?, at now: Instant,
    drawing randomness: inout RandomStream
  ) -> Bool {
    guard let strand = waiters.removeValue(forKey: token.number) else { return false }
    failTask(strand, .reported(error, cause), at: now, drawing: &randomness)
    settle(at: now, drawing: &randomness)
    return true
  }

  /// Whoever does a task is still at it.
  ///
  /// - Returns: Whether somebody waits for the task.
  @discardableResult
  package mutating func heartbeat(_ token: TaskToken, at now: Instant) -> Bool {
    guard let strand = waiters[token.number],
      case .working(var work)? = strands[strand]?.phase
    else { return false }
    if let heartbeat = work.heartbeat { work.heartbeatDeadline = now + heartbeat }
    strands[strand]?.phase = .working(work)
    return true
  }

  /// Time has gone by: waits end, tasks time out.
  package mutating func timeFires(at now: Instant, drawing randomness: inout RandomStream) {
    while outcome == nil, nextDeadline <= now {
      if deadline <= now, strands.allSatisfy({ $0.map { $0.phase.deadline >= deadline } ?? true }) {
        end(.timedOut, at: now)
        return
      }
      let due = strands.indices.filter { strands[$0] != nil }
        .min { deadline(of: $0) < deadline(of: $1) }
      guard let due else { return }
      passTime(due, at: now, drawing: &randomness)
      settle(at: now, drawing: &randomness)
    }
  }

  /// Somebody stops the execution.
  package mutating func abort(error: String?, cause: String?, at now: Instant) {
    guard outcome == nil else { return }
    end(.aborted(error: error, cause: cause), at: now)
  }

  /// Whether somebody waits for a task.
  package func awaits(_ token: TaskToken) -> Bool { waiters[token.number] != nil }

  /// What a task under way was given; null for one that nobody waits for.
  package func given(_ token: TaskToken) -> JSONValue {
    guard let strand = waiters[token.number], case .working(let work)? = strands[strand]?.phase
    else { return .null }
    return work.input
  }

  /// Makes the value ready to execute the machine from its start once more.
  package mutating func restart() {
    outcome = nil
    transitionCount = 0
    eventCount = 0
    events.removeAll()
    strands.removeAll(keepingCapacity: true)
    freePlaces.removeAll(keepingCapacity: true)
    ready.removeAll(keepingCapacity: true)
    effects.removeAll(keepingCapacity: true)
    invocationCount = 0
    waiters.removeAll(keepingCapacity: true)
    isHistoryFull = false
  }

  private func deadline(of strand: Int) -> Instant { strands[strand]?.phase.deadline ?? .never }

  // MARK: Strands

  mutating func add(_ strand: ExecutionStrand) -> Int {
    if let place = freePlaces.popLast() {
      strands[place] = strand
      return place
    }
    strands.append(strand)
    return strands.count - 1
  }

  mutating func remove(_ strand: Int) {
    strands[strand] = nil
    freePlaces.append(strand)
  }

  /// Lets a strand go on when it is its turn.
  mutating func wake(_ strand: Int) { ready.insert(strand, at: 0) }

  mutating func want(_ effect: Effect) { effects.insert(effect, at: 0) }

  /// Goes on until every strand waits for something.
  private mutating func settle(at now: Instant, drawing randomness: inout RandomStream) {
    while outcome == nil, let strand = ready.popLast() {
      guard strands[strand] != nil else { continue }
      step(strand, at: now, drawing: &randomness)
      if outcome == nil, isHistoryFull {
        end(
          .failed(
            error: ErrorName.runtime,
            cause: "The execution reached the maximum number of history events "
              + "(\(Self.longestHistory))."), at: now)
      } else if machine.kind == .express, outcome == nil, eventCount > Self.mostExpressEvents {
        end(
          .failed(
            error: ErrorName.runtime,
            cause: "The simulated execution has more than \(Self.mostExpressEvents) events."),
          at: now)
      }
    }
  }

  /// Ends the execution: what is under way is of no interest any more.
  mutating func end(_ outcome: Outcome, after previous: Int? = nil, at now: Instant) {
    guard self.outcome == nil else { return }
    isHistoryFull = false
    recordEnd(outcome, after: previous ?? eventCount, at: now)
    self.outcome = outcome
    for number in waiters.keys.sorted() { want(.cancel(TaskToken(number: number))) }
    waiters.removeAll(keepingCapacity: true)
    strands.removeAll(keepingCapacity: true)
    freePlaces.removeAll(keepingCapacity: true)
    ready.removeAll(keepingCapacity: true)
    want(.finish(outcome))
  }
}
