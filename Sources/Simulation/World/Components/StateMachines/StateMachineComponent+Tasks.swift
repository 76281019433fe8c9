/// What executions have done by others, and the task tokens that come back.
extension StateMachineComponent {
  /// Has a task done.
  ///
  /// - Returns: How the task has failed already, where a fault keeps it from being asked.
  mutating func ask(
    _ number: Int, of state: Int, retryCount: Int, for slot: UInt32, in context: inout Context
  ) -> MachineNews? {
    if retryCount > 0 { meters.taskRetries.count() }
    guard let plan = plans[state] else {
      preconditionFailure("state \(state) of '\(name)' asks nobody")
    }
    let record = executions[slot]
    var call = Call(
      execution: slot, epoch: record.epoch, number: UInt32(number), state: UInt16(state))
    if !troubles.areNone, let fault = taskFault(at: plan.stateName, context.now) {
      call.injected = place(ofError: fault.errorName)
      if fault.errorMoment == .before {
        meters.tasksFailed.count()
        return MachineNews(answerTo: call, plan, failure(of: call, plan), standing: 0)
      }
    }
    if plan.pattern == .waitForTaskToken {
      callbacks.add(
        execution: slot, epoch: record.epoch, number: call.number, state: call.state,
        of: record.message, birth: context.messages[record.message].birth)
    }
    send(plan, about: record.message, token: calls.insert(call), in: &context)
    return nil
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
      Request(
        plan.operation, cargo: plan.item ?? message.slot, detail: plan.detail,
        caller: port.address, token: token),
      from: port.address, to: plan.target)
  }

  private mutating func taskFault(at state: String, _ now: Instant) -> Fault? {
    troubles.hit(.workflowTaskErrors, at: now) { $0.stateName == nil || $0.stateName == state }
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
    let slot = task.execution
    guard executions[slot].epoch == task.epoch, let plan = plans[Int(task.state)],
      awaits(task.number, slot)
    else { return false }
    if failure != FailureDetail.unnamed { meters.tasksFailed.count() }
    tell(
      slot, MachineNews(callback: task, plan, failure, names: failures), in: &context)
    return true
  }
}
