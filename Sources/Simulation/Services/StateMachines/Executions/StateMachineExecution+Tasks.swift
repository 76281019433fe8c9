extension StateMachineExecution {
  mutating func schedule(
    _ task: StateMachine.Task, of state: StateMachine.State, _ strand: Int, _ view: View,
    at now: Instant, drawing randomness: inout RandomStream
  ) throws(StateError) {
    let given = try fillParameters(of: state, view, strand, at: now, drawing: &randomness)
    let limits = try limits(of: task, view, strand, at: now, drawing: &randomness)
    let resource = task.resource
    let region = identity.region
    record(
      resource.family.eventPrefix + "Scheduled", of: strand, at: now,
      resource.scheduledDetails(given, region: region)
        + [("timeoutInSeconds", limits.timeout), ("heartbeatInSeconds", limits.heartbeat)]
        .compactMap { key, limit in limit.map { (key: key, value: .number($0)) } })
    let token = tokenText(of: strand)
    strands[strand]?.phase = .starting(input: given, limits: limits, tokenText: token)
    wake(strand)
  }

  private func limits(
    of task: StateMachine.Task, _ view: View, _ strand: Int, at now: Instant,
    drawing randomness: inout RandomStream
  ) throws(StateError) -> ExecutionStrand.TaskLimits {
    let range = DefinitionReader.seconds
    let timeout = try task.timeout.map { template throws(StateError) in
      try number(
        template, "TimeoutSeconds", range, view, strand, at: now, drawing: &randomness)
    }
    let heartbeat = try task.heartbeat.map { template throws(StateError) in
      try number(
        template, "HeartbeatSeconds", range, view, strand, at: now, drawing: &randomness)
    }
    return ExecutionStrand.TaskLimits(timeout: timeout, heartbeat: heartbeat)
  }

  /// The token of the task that the strand is about to ask for, where its state waits for one.
  func tokenText(of strand: Int) -> String? {
    guard case .task(let task) = state(of: strand).work,
      let retryCount = strands[strand]?.retryCount
    else { return nil }
    switch task.resource.pattern {
    case .requestResponse, .runJob: return nil
    case .waitForTaskToken:
      let entered = strands[strand]?.enteredEvent ?? 0
      return Base64.encode(
        Array("\(identity.executionARN)#\(strand).\(entered).\(retryCount)".utf8))
    }
  }

  mutating func startTask(
    _ strand: Int, _ input: JSONValue, _ limits: ExecutionStrand.TaskLimits,
    _ tokenText: String?, at now: Instant
  ) {
    let state = state(of: strand)
    guard case .task(let task) = state.work else {
      preconditionFailure("the state \(state.name) starts a task and is none")
    }
    let family = task.resource.family
    record(family.eventPrefix + "Started", of: strand, at: now, family.details)
    if task.resource.pattern != .requestResponse {
      record(family.eventPrefix + "Submitted", of: strand, at: now, family.details)
    }
    let heartbeat = limits.heartbeat.flatMap { seconds -> Interval? in
      // Nobody but an activity's worker and the holder of a token can send a heartbeat.
      let sendsHeartbeats = family == .activity || task.resource.pattern == .waitForTaskToken
      return sendsHeartbeats ? .seconds(Int(seconds)) : nil
    }
    invocationCount += 1
    strands[strand]?.phase = .working(
      ExecutionStrand.Work(
        number: invocationCount, input: input,
        timeout: limits.timeout.map { now + .seconds(Int($0)) } ?? .never, heartbeat: heartbeat,
        heartbeatDeadline: heartbeat.map { now + $0 } ?? .never))
    waiters[invocationCount] = strand
    want(
      .invoke(
        Invocation(
          token: TaskToken(number: invocationCount), stateName: state.name,
          state: strands[strand]?.state ?? 0,
          resource: task.resource, input: input, retryCount: strands[strand]?.retryCount ?? 0,
          tokenText: tokenText)))
  }

  /// A task has given its result.
  mutating func finishTask(
    _ strand: Int, _ result: JSONValue, at now: Instant, drawing randomness: inout RandomStream
  ) {
    let state = state(of: strand)
    guard case .task(let task) = state.work else { return }
    let family = task.resource.family
    if result.isLarger(than: Self.largestPayload) {
      let name = family.shownName ?? task.resource.text
      return failTask(
        strand,
        .reported(
          ErrorName.dataLimitExceeded,
          "The state/task '\(name)' returned a result with a size exceeding the maximum number of "
            + "bytes service limit."), at: now, drawing: &randomness)
    }
    record(
      family.eventPrefix + "Succeeded", of: strand, at: now, family.details + [("output", result)])
    do throws(StateError) {
      try finish(strand, with: result, at: now, drawing: &randomness)
    } catch {
      fail(strand, error, at: now, drawing: &randomness)
    }
  }

  /// A task has failed or took too long.
  mutating func failTask(
    _ strand: Int, _ error: StateError, at now: Instant, drawing randomness: inout RandomStream
  ) {
    guard case .task(let task) = state(of: strand).work else { return }
    let family = task.resource.family
    let isTimeout = error.name == ErrorName.timeout || error.name == ErrorName.heartbeatTimeout
    record(
      family.eventPrefix + (isTimeout ? "TimedOut" : "Failed"), of: strand, at: now,
      family.details + Self.details(error.name, error.cause))
    fail(strand, error, at: now, drawing: &randomness)
  }

  /// A strand's time has come: its wait is over, its task took too long, or it tries again.
  mutating func passTime(
    _ strand: Int, at now: Instant, drawing randomness: inout RandomStream
  ) {
    switch strands[strand]?.phase {
    case .waiting:
      do throws(StateError) {
        try endWait(strand, at: now, drawing: &randomness)
      } catch {
        fail(strand, error, at: now, drawing: &randomness)
      }
    case .backingOff: beginRetry(strand)
    case .working(let work):
      waiters[work.number] = nil
      want(.cancel(TaskToken(number: work.number)))
      let name = work.timeout <= now ? ErrorName.timeout : ErrorName.heartbeatTimeout
      failTask(strand, .reported(name, nil), at: now, drawing: &randomness)
    case .entering, .attempting, .starting, .forked, .joining, nil: break
    }
  }
}
