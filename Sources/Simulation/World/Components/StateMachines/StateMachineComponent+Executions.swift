/// From the start of an execution to its end.
extension StateMachineComponent {
  /// Takes a start over or refuses it, and answers whoever does not wait for the end.
  mutating func start(_ request: Request, in context: inout Context) {
    let isCopy = request.operation == Operation.send.rawValue
    if isCopy { context.arrive() }
    let outcome = admit(request.message, in: context)
    guard outcome == .ok else {
      return turnAway(request, outcome, isCopy: isCopy, in: &context)
    }
    let slot = open(request, isCopy: isCopy, at: context.now)
    if isCopy {
      context.answer(
        Reply(to: request, .ok), from: port.address, to: request.caller, after: latency.next())
    }
    let due = transitionEnd(at: context.now)
    if due > context.now {
      context.schedule(
        .begin(execution: slot, epoch: executions[slot].epoch), for: port, at: due)
    } else {
      begin(slot, in: &context)
    }
  }

  /// Whether an execution for a message is begun: `ok`; `answeredBefore` if there is or has been one of
  /// the same name, which the service answers well while it goes on and with `ExecutionAlreadyExists`
  /// afterwards, both of which tell a caller that it need not start it again.
  private mutating func admit(_ message: MessageID, in context: borrowing Context) -> Outcome {
    let now = context.now
    if !troubles.areNone {
      if troubles.hit(.workflowUnavailable, at: now) != nil { return .unavailable }
      if troubles.hit(.workflowThrottle, at: now) != nil { return .throttled }
    }
    if settings.executionName == .message {
      let key = SlotRecords<Bool>.Key(
        owner: message.slot, birth: context.messages[message].birth)
      if named[key] != nil { return .answeredBefore }
      guard hasRoom, starts.take(at: now) else { return .throttled }
      named[key] = true
      return .ok
    }
    return hasRoom && starts.take(at: now) ? .ok : .throttled
  }

  private var hasRoom: Bool { executions.count < settings.openExecutions }

  private mutating func turnAway(
    _ request: Request, _ outcome: Outcome, isCopy: Bool, in context: inout Context
  ) {
    meters.throttledStarts.count(times: outcome == .throttled ? 1 : 0)
    if isCopy {
      context.messages.end(request.message, as: outcome == .answeredBefore ? .consumed : .refused)
    } else {
      context.messages.release(request.message)
    }
    context.answer(Reply(to: request, outcome), from: port.address, to: request.caller)
  }

  /// Makes room for an execution.
  private mutating func open(_ request: Request, isCopy: Bool, at now: Instant) -> UInt32 {
    epochs = epochs == .max ? 1 : epochs &+ 1
    if isCopy { copiesHeld += 1 }
    meters.started.count()
    return executions.insert(
      Execution(
        message: request.message, starter: request.caller, token: request.token, startedAt: now,
        toldAt: now, epoch: epochs, holdsCopy: isCopy))
  }

  mutating func finish(
    _ slot: UInt32, _ outcome: StateMachineExecution.Outcome, in context: inout Context
  ) {
    let record = executions[slot]
    meters.note(outcome, lasting: context.now - record.startedAt)
    executions[slot].epoch = 0
    executions[slot].wait = 0
    if record.isAlone { freeInterpreters.append(Int(record.position)) }
    executions.remove(slot)
    let isSuccess = outcome.status == "SUCCEEDED"
    if record.holdsCopy {
      if isSuccess { context.messages.handled(record.message, at: context.now) }
      context.messages.end(record.message, as: .consumed)
      copiesHeld -= 1
    } else {
      context.messages.release(record.message)
      let isTimeout = outcome == .timedOut
      context.answer(
        Reply(
          token: record.token, outcome: (isSuccess ? Outcome.ok : .failed).rawValue,
          detail: isTimeout ? FailureDetail.timeout : FailureDetail.unnamed),
        from: port.address, to: record.starter)
    }
  }
}

// MARK: - Time

extension StateMachineComponent {
  /// Notes when an execution wants to be told the time, unless the run is over before.
  mutating func wait(_ slot: UInt32, in context: inout Context) {
    let due = nextDeadline(of: slot)
    waits = waits == .max ? 1 : waits &+ 1
    executions[slot].wait = waits
    guard due < end else { return }
    deadlines.insert(due, slot: slot, epoch: waits)
    Self.sweep(&deadlines, using: &spare, of: executions)
    arm(for: due, in: &context)
  }

  /// Keeps the deadlines to about as many as there are executions.
  private static func sweep(
    _ deadlines: inout Deadlines, using spare: inout Deadlines,
    of executions: borrowing Slab<Execution>
  ) {
    deadlines.sweep(live: executions.count, using: &spare) {
      executions[$0.slot].wait == $0.epoch
    }
  }

  private mutating func arm(for due: Instant, in context: inout Context) {
    guard due < armedFor else { return }
    armedFor = due
    context.schedule(.wake, for: port, at: due)
  }

  private static func first(
    of deadlines: inout Deadlines, in executions: borrowing Slab<Execution>
  ) -> Deadlines.Entry? {
    deadlines.first { executions[$0.slot].wait == $0.epoch }
  }

  /// Lets every execution whose time has come go on.
  mutating func wake(in context: inout Context) {
    if armedFor <= context.now { armedFor = .never }
    while let entry = Self.first(of: &deadlines, in: executions), entry.due <= context.now {
      executions[entry.slot].wait = 0
      tell(entry.slot, .time, in: &context)
    }
    if let next = Self.first(of: &deadlines, in: executions) {
      arm(for: next.due, in: &context)
    }
  }
}

// MARK: - By hand

extension StateMachineComponent {
  mutating func perform(_ action: ManualAction, in context: inout Context) -> String? {
    guard action.deed == .stopExecutions else {
      return "a state machine cannot do '\(action.deed.rawValue)'"
    }
    guard settings.workflowType == .standard else {
      return "the service stops no executions of express workflows"
    }
    stopExecutions(in: &context)
    return nil
  }

  /// Ends all executions where they stand.
  ///
  /// What their tasks do goes on, and nobody waits for it any more
  /// (https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html).
  private mutating func stopExecutions(in context: inout Context) {
    let underWay = (0..<UInt32(executions.capacity)).filter { executions[$0].epoch != 0 }
    for slot in underWay { finish(slot, .aborted(error: nil, cause: nil), in: &context) }
  }
}

// MARK: - Faults and measurement

extension StateMachineComponent {
  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    troubles.strike(faults)
  }

  mutating func sample(at now: Instant) {
    meters.open.record(Int64(executions.count))
  }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.report(to: &account)
  }

  var unanswered: Int { calls.count }
}
