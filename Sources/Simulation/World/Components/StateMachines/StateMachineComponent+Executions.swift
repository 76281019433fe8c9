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
      context.schedule(.begin(execution: slot), for: port, at: due)
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

  /// Makes room for an execution, in an interpreter that is free where there is one.
  private mutating func open(_ request: Request, isCopy: Bool, at now: Instant) -> UInt32 {
    epochs = epochs == .max ? 1 : epochs &+ 1
    let slot = executions.insert(
      Execution(
        message: request.message, starter: request.caller, token: request.token, startedAt: now,
        epoch: epochs, holdsCopy: isCopy))
    if Int(slot) == interpreters.count {
      interpreters.append(
        StateMachineExecution(
          of: machine, identity: .init(machineName: name), recordsHistory: false))
    } else {
      interpreters[Int(slot)].restart()
    }
    if isCopy { copiesHeld += 1 }
    meters.started.count()
    return slot
  }

  /// The execution enters its first state.
  mutating func begin(_ slot: UInt32, in context: inout Context) {
    let record = executions[slot]
    let input = inputs.input(of: context.messages[record.message], from: record.starter)
    interpreters[Int(slot)].start(input: input, at: context.now, drawing: &draws)
    pump(slot, in: &context)
  }

  /// Does what an execution wants, until it waits for something or has ended.
  mutating func pump(_ slot: UInt32, in context: inout Context) {
    let place = Int(slot)
    var ending: StateMachineExecution.Outcome?
    while let effect = interpreters[place].nextEffect() {
      switch effect {
      case .invoke(let invocation): ask(invocation, for: slot, in: &context)
      case .cancel: if interpreters[place].outcome == nil { meters.tasksTimedOut.count() }
      case .finish(let outcome): ending = outcome
      }
    }
    count(transitionsOf: slot, at: context.now)
    if let ending {
      finish(slot, ending, in: &context)
    } else {
      wait(slot, in: &context)
    }
  }

  private mutating func count(transitionsOf slot: UInt32, at now: Instant) {
    let made = interpreters[Int(slot)].transitionCount
    let further = made - Int(executions[slot].transitions)
    executions[slot].transitions = UInt32(truncatingIfNeeded: made)
    meters.transitions.count(times: further)
    // The first of them had its token before it was made.
    transitions.take(further - 1, at: now)
  }

  private mutating func finish(
    _ slot: UInt32, _ outcome: StateMachineExecution.Outcome, in context: inout Context
  ) {
    let record = executions[slot]
    meters.note(outcome, lasting: context.now - record.startedAt)
    executions[slot].epoch = 0
    executions[slot].wait = 0
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

// MARK: - Tasks

extension StateMachineComponent {
  /// Has a task done.
  private mutating func ask(
    _ invocation: StateMachineExecution.Invocation, for slot: UInt32, in context: inout Context
  ) {
    if invocation.retryCount > 0 { meters.taskRetries.count() }
    guard let plan = plans[invocation.state] else {
      preconditionFailure("the state '\(invocation.stateName)' of '\(name)' asks nobody")
    }
    let record = executions[slot]
    var call = Call(
      execution: slot, epoch: record.epoch, number: UInt32(invocation.token.number),
      state: UInt16(invocation.state))
    if !troubles.areNone, let fault = taskFault(at: invocation.stateName, context.now) {
      if fault.errorMoment == .before { return failAtOnce(invocation, fault, slot, in: &context) }
      call.injected = place(ofError: fault.errorName)
    }
    if plan.pattern == .waitForTaskToken {
      callbacks.add(
        execution: slot, epoch: record.epoch, number: call.number, state: call.state,
        of: record.message, birth: context.messages[record.message].birth)
    }
    send(plan, about: record.message, token: calls.insert(call), in: &context)
  }

  private func send(
    _ plan: TaskPlan, about message: MessageID, token: UInt32, in context: inout Context
  ) {
    switch Request.Cargo(rawValue: plan.operation.rawValue & 0xc0) {
    case .copy: context.messages.copy(message)
    case .reference: context.messages.retain(message)
    case .number, .shipment, .none: break
    }
    context.send(
      Request(plan.operation, message, detail: plan.detail, caller: port.address, token: token),
      from: port.address, to: plan.target)
  }

  private mutating func taskFault(at state: String, _ now: Instant) -> Fault? {
    troubles.hit(.workflowTaskErrors, at: now) { $0.stateName == nil || $0.stateName == state }
  }

  private mutating func failAtOnce(
    _ invocation: StateMachineExecution.Invocation, _ fault: Fault, _ slot: UInt32,
    in context: inout Context
  ) {
    meters.tasksFailed.count()
    interpreters[Int(slot)].taskFailed(
      invocation.token, error: fault.errorName, cause: TaskFailure.ofFault, at: context.now,
      drawing: &draws)
  }

  private mutating func place(ofError name: String) -> UInt16 {
    if let place = injectedErrors.firstIndex(of: name) { return UInt16(place + 1) }
    injectedErrors.append(name)
    return UInt16(injectedErrors.count)
  }

  /// A task's token has come back with a message.
  mutating func takeCallback(_ request: Request, in context: inout Context) {
    let message = request.message
    let birth = context.messages[message].birth
    var outcome = Outcome.rejected
    if !troubles.areNone, troubles.hit(.workflowTokenLost, at: context.now) != nil {
      // Whoever answers does not learn that nobody has got the token.
      outcome = .ok
    } else {
      while outcome != .ok, let task = callbacks.pop(of: message, birth: birth) {
        if finishCallback(task, request.detail, in: &context) { outcome = .ok }
      }
    }
    context.messages.release(message)
    context.answer(
      Reply(to: request, outcome), from: port.address, to: request.caller, after: latency.next())
  }

  /// Tells an execution what its token has come back with; whether it still waits for it.
  private mutating func finishCallback(
    _ task: TaskCallbacks.Task, _ failure: UInt8, in context: inout Context
  ) -> Bool {
    let slot = Int(task.execution)
    guard executions[task.execution].epoch == task.epoch, let plan = plans[Int(task.state)]
    else { return false }
    let token = StateMachineExecution.TaskToken(number: Int(task.number))
    guard interpreters[slot].awaits(token) else { return false }
    if failure == FailureDetail.unnamed {
      let given = interpreters[slot].given(token)
      interpreters[slot].taskSucceeded(
        token, result: plan.returned(given: given), at: context.now, drawing: &draws)
    } else {
      meters.tasksFailed.count()
      interpreters[slot].taskFailed(
        token, error: failures[Int(failure) - 1], cause: "The task's worker reported it.",
        at: context.now, drawing: &draws)
    }
    pump(task.execution, in: &context)
    return true
  }
}

// MARK: - Time

extension StateMachineComponent {
  /// Notes when an execution wants to be told the time, unless the run is over before.
  private mutating func wait(_ slot: UInt32, in context: inout Context) {
    let due = interpreters[Int(slot)].nextDeadline
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
      interpreters[Int(entry.slot)].timeFires(at: context.now, drawing: &draws)
      pump(entry.slot, in: &context)
    }
    if let next = Self.first(of: &deadlines, in: executions) {
      arm(for: next.due, in: &context)
    }
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
