/// Calls of other components, which a thread of a task answers when its handler has ended.
extension ContainerServiceComponent {
  mutating func take(_ request: Request, in context: inout Context) {
    let isCall = request.operation == Operation.call.rawValue
    let call = Call(
      message: request.message, arrivedAt: context.now, token: request.token,
      caller: request.caller, effect: isCall ? request.detail : 0, task: 0, epoch: nextEpoch())
    guard context.messages[request.message].traits.allowProcessing else {
      return answer(call, .rejected, in: &context)
    }
    guard let task = nextTask() else { return answer(call, .unavailable, in: &context) }
    let isBusy = tasks[task].isPaused || Int(tasks[task].inService) >= settings.threads
    if isBusy, let limit = settings.queueLimit, Int(tasks[task].waiting) >= limit {
      return answer(call, .unavailable, in: &context)
    }
    let slot = calls.insert(call)
    calls[slot].task = UInt32(task)
    if isBusy { wait(slot, on: task) } else { begin(slot, on: task, in: &context) }
  }

  /// The task whose turn it is, as a load balancer goes round; nothing while none is up.
  private mutating func nextTask() -> Int? {
    for step in 0..<tasks.count {
      let task = (turn + step) % tasks.count
      if tasks[task].isServing {
        turn = task + 1
        return task
      }
    }
    return nil
  }

  private mutating func wait(_ call: UInt32, on task: Int) {
    let last = tasks[task].lastWaiting
    if last == Self.none {
      tasks[task].firstWaiting = call
    } else {
      calls[last].next = call
    }
    tasks[task].lastWaiting = call
    tasks[task].waiting += 1
  }

  private mutating func popWaiting(of task: Int) -> UInt32? {
    let call = tasks[task].firstWaiting
    guard call != Self.none else { return nil }
    tasks[task].firstWaiting = calls[call].next
    if calls[call].next == Self.none { tasks[task].lastWaiting = Self.none }
    tasks[task].waiting -= 1
    return call
  }

  private mutating func begin(_ call: UInt32, on task: Int, in context: inout Context) {
    tasks[task].inService += 1
    if failsByVersion(task) { return end(call, .failed, in: &context) }
    if let delay = delayByVersion(task) {
      return context.schedule(
        .begin(owner: Self.callOwner | call, epoch: calls[call].epoch), for: port,
        at: context.now + delay)
    }
    start(call: call, in: &context)
  }

  mutating func start(call: UInt32, in context: inout Context) {
    calls[call].isRunning = true
    calls[call].run = runs.start(
      calls[call].message, owner: Self.callOwner | call,
      deadline: settings.timeout.map { context.now + $0 } ?? .never,
      origin: origin(in: Int(calls[call].task)), in: &context)
  }

  mutating func requestEnded(
    _ finished: HandlerRuns.Finished, of call: UInt32, in context: inout Context
  ) {
    if finished.outcome == .ok { context.messages.handled(finished.message, at: context.now) }
    context.messages.release(finished.message)
    switch finished.outcome {
    case .ok: end(call, .ok, in: &context)
    // The task is no more: its caller was told when it died.
    case .crashed: free(call)
    default: end(call, .failed, in: &context)
    }
  }

  /// Answers a request and serves whoever waits longest for the thread.
  private mutating func end(_ slot: UInt32, _ outcome: Outcome, in context: inout Context) {
    let call = calls[slot]
    free(slot)
    if outcome == .ok, call.effect != 0 {
      context.messages.perform(call.effect - 1, for: call.message, at: context.now)
    }
    answer(call, outcome, in: &context)
    let task = Int(call.task)
    tasks[task].inService -= 1
    serveWaiting(on: task, in: &context)
    endIfFinished(task, in: &context)
  }

  /// Begins with whoever waits as far as threads are free and the task is not standing still.
  mutating func serveWaiting(on task: Int, in context: inout Context) {
    while !tasks[task].isPaused, Int(tasks[task].inService) < settings.threads,
      let next = popWaiting(of: task)
    {
      begin(next, on: task, in: &context)
    }
  }

  private mutating func free(_ call: UInt32) {
    calls[call].epoch = 0
    calls.remove(call)
  }

  private mutating func answer(_ call: Call, _ outcome: Outcome, in context: inout Context) {
    meters.requests.count()
    meters.requestErrors.count(outcome != .ok)
    meters.requestLatency.record(context.now - call.arrivedAt)
    context.messages.release(call.message)
    context.answer(
      Reply(token: call.token, outcome: outcome.rawValue), from: port.address, to: call.caller)
  }

  /// Resets the connections of a task that dies: those that wait and those it works on.
  mutating func dropCalls(of task: Int, in context: inout Context) {
    while let call = popWaiting(of: task) { lose(call, in: &context) }
    for slot in 0..<UInt32(calls.capacity)
    where calls[slot].epoch != 0 && Int(calls[slot].task) == task {
      lose(slot, in: &context)
    }
    tasks[task].inService = 0
  }

  private mutating func lose(_ slot: UInt32, in context: inout Context) {
    let call = calls[slot]
    calls[slot].epoch = 0
    answer(call, .crashed, in: &context)
    if call.isRunning { runs.abort(call.run, in: &context) } else { calls.remove(slot) }
  }
}
