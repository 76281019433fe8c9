/// How executions go on: along ways that others have gone, or alone.
extension StateMachineComponent {
  /// The execution enters its first state.
  mutating func begin(_ slot: UInt32, in context: inout Context) {
    let now = context.now
    let record = executions[slot]
    let message = context.messages[record.message]
    executions[slot].startedAt = now
    executions[slot].toldAt = now
    let input = inputs.number(of: message, from: record.starter)
    if let root = paths.root(of: input) {
      executions[slot].position = root
      return follow(slot, in: &context)
    }
    let before = draws
    var first = StateMachineExecution(
      of: machine, identity: .init(machineName: name), recordsHistory: false)
    first.start(
      input: inputs.input(of: message, from: record.starter), at: now, drawing: &draws)
    if draws == before, let root = paths.addRoot(first, of: input, at: now) {
      executions[slot].position = root
      follow(slot, in: &context)
    } else {
      leave(slot, with: first)
      pump(slot, in: &context)
    }
  }

  /// Tells an execution something, and does what it wants then.
  mutating func tell(_ slot: UInt32, _ news: MachineNews, in context: inout Context) {
    let now = context.now
    if executions[slot].isAlone {
      executions[slot].toldAt = now
      news.tell(&interpreters[Int(executions[slot].position)], at: now, drawing: &draws)
      return pump(slot, in: &context)
    }
    if news.key == .time, now >= end(of: slot) {
      return finish(slot, .timedOut, in: &context)
    }
    let node = executions[slot].position
    if let next = paths.successor(of: node, after: news.key) ?? work(out: news, from: node) {
      executions[slot].position = next
      executions[slot].toldAt = now
      return follow(slot, in: &context)
    }
    let (sample, sampleTime) = paths.execution(at: node)
    let record = executions[slot]
    leave(slot, with: sample.moved(startedAt: record.startedAt, by: record.toldAt - sampleTime))
    tell(slot, news, in: &context)
  }

  /// Works out where executions come to that are told something at a node for the first time; nothing
  /// where each must find out for itself.
  private mutating func work(out news: MachineNews, from node: UInt32) -> UInt32? {
    var (sample, now) = paths.execution(at: node)
    if news.key == .time { now = now + paths.patience(at: node) }
    let before = draws
    news.tell(&sample, at: now, drawing: &draws)
    guard draws == before else {
      draws = before
      return nil
    }
    return paths.add(sample, from: node, after: news.key, at: now)
  }

  /// Lets an execution go on alone.
  private mutating func leave(_ slot: UInt32, with interpreter: StateMachineExecution) {
    executions[slot].isAlone = true
    if let place = freeInterpreters.popLast() {
      interpreters[place] = interpreter
      executions[slot].position = UInt32(place)
    } else {
      interpreters.append(interpreter)
      executions[slot].position = UInt32(interpreters.count - 1)
    }
  }

  /// Does what an execution wants at the node to which it has come.
  private mutating func follow(_ slot: UInt32, in context: inout Context) {
    let node = executions[slot].position
    var failure: MachineNews?
    count(transitions: paths.transitionCount(at: node), of: slot, at: context.now)
    for place in 0..<paths.stepCount(at: node) {
      switch paths.step(place, at: node) {
      case .ask(let state, let number, let retryCount):
        failure = ask(number, of: state, retryCount: retryCount, for: slot, in: &context)
      case .giveUp: meters.tasksTimedOut.count()
      case .end(let outcome): return finish(slot, outcome, in: &context)
      }
    }
    if let failure {
      tell(slot, failure, in: &context)
    } else {
      wait(slot, in: &context)
    }
  }

  /// Does what an execution with an interpreter of its own wants.
  private mutating func pump(_ slot: UInt32, in context: inout Context) {
    let place = Int(executions[slot].position)
    var ending: StateMachineExecution.Outcome?
    while let effect = interpreters[place].nextEffect() {
      switch effect {
      case .invoke(let invocation):
        let failure = ask(
          invocation.token.number, of: invocation.state, retryCount: invocation.retryCount,
          for: slot, in: &context)
        failure?.tell(&interpreters[place], at: context.now, drawing: &draws)
      case .cancel(_, let hasTimedOut): meters.tasksTimedOut.count(times: hasTimedOut ? 1 : 0)
      case .finish(let outcome): ending = outcome
      }
    }
    count(transitions: interpreters[place].transitionCount, of: slot, at: context.now)
    if let ending {
      finish(slot, ending, in: &context)
    } else {
      wait(slot, in: &context)
    }
  }

  private mutating func count(transitions made: Int, of slot: UInt32, at now: Instant) {
    let further = made - Int(executions[slot].transitions)
    executions[slot].transitions = UInt32(truncatingIfNeeded: made)
    meters.transitions.count(times: further)
    // The first of them had its token before it was made.
    transitions.take(further - 1, at: now)
  }

  /// Whether an execution waits for a task.
  func awaits(_ task: UInt32, _ slot: UInt32) -> Bool {
    let token = StateMachineExecution.TaskToken(number: Int(task))
    return executions[slot].isAlone
      ? interpreters[Int(executions[slot].position)].awaits(token)
      : paths.awaits(token, at: executions[slot].position)
  }

  /// When an execution wants to be told the time.
  func nextDeadline(of slot: UInt32) -> Instant {
    if executions[slot].isAlone {
      return interpreters[Int(executions[slot].position)].nextDeadline
    }
    let patience = paths.patience(at: executions[slot].position)
    let due = patience == .longest ? Instant.never : executions[slot].toldAt + patience
    return min(due, end(of: slot))
  }

  /// When an execution has taken too long as a whole.
  private func end(of slot: UInt32) -> Instant { executions[slot].startedAt + timeLimit }
}
