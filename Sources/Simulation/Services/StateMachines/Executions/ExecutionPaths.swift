/// The ways that executions of a machine have gone, worked out once for all that go the same.
///
/// What an execution does next depends on what it was started with and on what it was told since, and on
/// nothing else, as long as it follows one line of states, draws no random numbers and does not look at
/// clock or context. So those that were told the same stand at the same node: a number for each, where
/// an interpreter of its own would need a thousand bytes. Whatever is told for the first time is worked
/// out by the interpreter, whose result becomes a node; whatever cannot be shared goes on in an
/// interpreter of its own.
package struct ExecutionPaths: Sendable {
  /// What an execution is told, as far as it tells ways apart.
  package struct News: Hashable, Sendable, BitwiseCopyable {
    /// The number of the task that it is about; 0 for time.
    package let task: UInt32
    /// How the task went, as whoever tells it has numbered that.
    package let code: UInt32

    /// News of a task.
    package init(task: UInt32, code: UInt32) {
      self.task = task
      self.code = code
    }

    /// The time for which the execution has waited has come.
    package static let time = News(task: 0, code: 0)
  }

  /// Something that an execution wants.
  package enum Step: Sendable {
    /// A task is to be done: of which state, its number, and how often the state was tried before.
    case ask(state: Int, number: Int, retryCount: Int)
    /// A task has taken too long.
    case giveUp
    /// The execution has ended.
    case end(StateMachineExecution.Outcome)
  }

  /// Where an execution stands.
  struct Node: Sendable {
    /// An execution that stands here.
    let execution: StateMachineExecution
    /// When it came here.
    let at: Instant
    /// What it wants from here.
    let steps: [Step]
    /// When it goes on by itself, from when it came here.
    let patience: Interval
    var successors: [(news: News, node: UInt32)] = []
  }

  /// Beyond this many nodes, ways are no longer worth remembering.
  private static let limit = 4_096

  private var nodes: [Node] = []
  /// The first node of executions that were started with each input.
  private var roots: [(input: UInt32, node: UInt32)] = []
  private let isPossible: Bool

  /// No ways yet of executions of a machine.
  package init(of machine: StateMachine) {
    isPossible = !machine.looksAtCircumstances
  }

  /// The node of executions that were started with an input, by its number.
  package func root(of input: UInt32) -> UInt32? {
    roots.first { $0.input == input }?.node
  }

  /// Where executions come to that are told something at a node, if any was before.
  package func successor(of node: UInt32, after news: News) -> UInt32? {
    nodes[Int(node)].successors.first { $0.news == news }?.node
  }

  /// An execution that stands at a node, and the time at which it does.
  package func execution(at node: UInt32) -> (execution: StateMachineExecution, now: Instant) {
    (nodes[Int(node)].execution, nodes[Int(node)].at)
  }

  /// How many wants there are at a node.
  package func stepCount(at node: UInt32) -> Int { nodes[Int(node)].steps.count }

  /// One of the wants at a node.
  package func step(_ place: Int, at node: UInt32) -> Step { nodes[Int(node)].steps[place] }

  /// How many transitions an execution has made that stands at a node.
  package func transitionCount(at node: UInt32) -> Int {
    nodes[Int(node)].execution.transitionCount
  }

  /// How long an execution stays at a node unless it is told something; the longest if for ever.
  package func patience(at node: UInt32) -> Interval { nodes[Int(node)].patience }

  /// Whether an execution at a node waits for a task.
  package func awaits(_ token: StateMachineExecution.TaskToken, at node: UInt32) -> Bool {
    nodes[Int(node)].execution.awaits(token)
  }

  /// Remembers where an execution has come to that began with an input; nothing if it must go alone.
  package mutating func addRoot(
    _ execution: StateMachineExecution, of input: UInt32, at now: Instant
  ) -> UInt32? {
    guard let node = add(execution, at: now) else { return nil }
    roots.append((input, node))
    return node
  }

  /// Remembers where an execution has come to from a node; nothing if it must go on alone.
  package mutating func add(
    _ execution: StateMachineExecution, from node: UInt32, after news: News, at now: Instant
  ) -> UInt32? {
    guard let next = add(execution, at: now) else { return nil }
    nodes[Int(node)].successors.append((news, next))
    return next
  }

  private mutating func add(_ execution: StateMachineExecution, at now: Instant) -> UInt32? {
    guard isPossible, execution.isOnOneLine, nodes.count < Self.limit else { return nil }
    var execution = execution
    let steps = execution.takeSteps()
    let due = execution.nextStrandDeadline
    nodes.append(
      Node(
        execution: execution, at: now, steps: steps,
        patience: due == .never ? .longest : due - now))
    return UInt32(nodes.count - 1)
  }
}

extension StateMachineExecution {
  /// Whether the execution has ended, or follows a single line of states.
  var isOnOneLine: Bool {
    outcome != nil || strands.count == 1
  }

  /// When its states go on by themselves; `.never` if they wait for others only.
  var nextStrandDeadline: Instant {
    strands.reduce(.never) { min($0, $1?.phase.deadline ?? .never) }
  }

  /// All that the execution wants, as steps.
  fileprivate mutating func takeSteps() -> [ExecutionPaths.Step] {
    var steps: [ExecutionPaths.Step] = []
    while let effect = nextEffect() {
      switch effect {
      case .invoke(let invocation):
        steps.append(
          .ask(
            state: invocation.state, number: invocation.token.number,
            retryCount: invocation.retryCount))
      case .cancel(_, let hasTimedOut): if hasTimedOut { steps.append(.giveUp) }
      case .finish(let outcome): steps.append(.end(outcome))
      }
    }
    return steps
  }

  /// The execution as if it had begun at another time, and had come to where it stands so much later.
  package func moved(startedAt start: Instant, by shift: Interval) -> StateMachineExecution {
    var execution = self
    execution.startedAt = start
    execution.deadline = start + timeLimit
    for place in execution.strands.indices {
      guard let phase = execution.strands[place]?.phase,
        let entered = execution.strands[place]?.enteredAt
      else { continue }
      execution.strands[place]?.enteredAt = entered + shift
      execution.strands[place]?.phase = phase.moved(by: shift)
    }
    return execution
  }
}

extension ExecutionStrand.Phase {
  fileprivate func moved(by shift: Interval) -> ExecutionStrand.Phase {
    func moved(_ instant: Instant) -> Instant { instant == .never ? .never : instant + shift }
    switch self {
    case .working(let work):
      return .working(
        ExecutionStrand.Work(
          number: work.number, input: work.input, timeout: moved(work.timeout),
          heartbeat: work.heartbeat, heartbeatDeadline: moved(work.heartbeatDeadline)))
    case .waiting(let until): return .waiting(until: moved(until))
    case .backingOff(let until): return .backingOff(until: moved(until))
    case .entering, .attempting, .starting, .forked, .joining: return self
    }
  }
}
