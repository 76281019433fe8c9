extension StateMachineExecution {
  /// A state has failed: it is tried again, a catcher takes over, or the strand fails.
  mutating func fail(
    _ strand: Int, _ given: StateError, at now: Instant, drawing randomness: inout RandomStream
  ) {
    guard outcome == nil, strands[strand] != nil else { return }
    let state = state(of: strand)
    var error = given
    if error.namesState, let cause = error.cause {
      error.cause =
        "An error occurred while executing the state '\(state.name)' (entered at the event id "
        + "#\(strands[strand]?.enteredEvent ?? 0)). " + cause
      error.namesState = false
    }
    if let location = error.location {
      record(
        "EvaluationFailed", of: strand, at: now,
        Self.details(error.name, error.cause) + [
          ("location", .string(location)), ("state", .string(state.name)),
        ])
      error.location = nil
    }
    if retries(strand, error, state, at: now, drawing: &randomness) { return }
    let before = strands[strand]?.lastEvent
    recordFailure(of: state, strand, error, at: now)
    if let catcher = state.catchers.first(where: { error.matches($0.errors) }) {
      do throws(StateError) {
        try take(catcher, error, strand, at: now, drawing: &randomness)
        return
      } catch {
        // What the catcher itself gets wrong follows from where the state stood before it failed.
        strands[strand]?.lastEvent = before ?? 0
        failCatching(strand, error, state, at: now, drawing: &randomness)
        return
      }
    }
    failStrand(strand, error, at: now, drawing: &randomness)
  }

  /// Parallel states and maps have an event for their failure, except for what nothing handles.
  private mutating func recordFailure(
    of state: StateMachine.State, _ strand: Int, _ error: StateError, at now: Instant
  ) {
    guard error.name != ErrorName.runtime else { return }
    switch state.work {
    case .parallel, .map: record(state.work.typeName + "StateFailed", of: strand, at: now)
    case .pass, .task, .choice, .wait, .succeed, .fail: break
    }
  }

  private mutating func failCatching(
    _ strand: Int, _ given: StateError, _ state: StateMachine.State, at now: Instant,
    drawing randomness: inout RandomStream
  ) {
    var error = given
    error.cause =
      "An error occurred while executing the state '\(state.name)' (entered at the event id "
      + "#\(strands[strand]?.enteredEvent ?? 0)). " + (given.cause ?? "")
    if let location = error.location {
      record(
        "EvaluationFailed", of: strand, at: now,
        Self.details(error.name, error.cause) + [
          ("location", .string(location)), ("state", .string(state.name)),
        ])
    }
    recordFailure(of: state, strand, error, at: now)
    failStrand(strand, error, at: now, drawing: &randomness)
  }

  // MARK: Retries

  /// Tries the state again if a retrier says so: the first one that names the error, as long as it has
  /// attempts left.
  private mutating func retries(
    _ strand: Int, _ error: StateError, _ state: StateMachine.State, at now: Instant,
    drawing randomness: inout RandomStream
  ) -> Bool {
    guard
      let place = state.retriers.firstIndex(where: { error.matches($0.errors) }),
      let used = strands[strand]?.usedRetries[place], used < state.retriers[place].maxAttempts
    else { return false }
    strands[strand]?.usedRetries[place] += 1
    strands[strand]?.retryCount += 1
    let delay = state.retriers[place].delay(afterRetries: used, drawing: &randomness)
    if delay > .zero {
      strands[strand]?.phase = .backingOff(until: now + delay)
    } else {
      beginRetry(strand)
    }
    return true
  }

  /// A retry begins, and with it a transition that is billed; one that the end of the execution
  /// forestalls is none.
  mutating func beginRetry(_ strand: Int) {
    transitionCount += 1
    strands[strand]?.phase = .attempting
    wake(strand)
  }

  // MARK: Catchers

  private mutating func take(
    _ catcher: StateMachine.Catcher, _ error: StateError, _ strand: Int, at now: Instant,
    drawing randomness: inout RandomStream
  ) throws(StateError) {
    let input = strands[strand]?.input ?? .null
    var view = View(error.output, input: input)
    view.errorOutput = error.output
    let assigned = try fillAssign(catcher.assign, view, strand, at: now, drawing: &randomness)
    let output: JSONValue
    if let template = catcher.output {
      output = try fill(template, view, strand, at: now, drawing: &randomness)
    } else {
      output = try place(error.output, catcher.resultPath, into: input)
    }
    try exit(strand, with: output, assigning: assigned, to: catcher.next, at: now)
  }

  // MARK: The end of a strand

  /// A strand has failed: so has the execution, or the state from which it was forked.
  mutating func failStrand(
    _ strand: Int, _ error: StateError, at now: Instant, drawing randomness: inout RandomStream
  ) {
    guard let parent = strands[strand]?.parent, error.name != ErrorName.runtime else {
      let name = error.name.isEmpty ? nil : error.name
      end(.failed(error: name, cause: error.cause), at: now)
      return
    }
    failBranch(strand, of: parent, error, at: now, drawing: &randomness)
  }
}

extension StateMachine.Retrier {
  /// How long to wait before the next try.
  ///
  /// `IntervalSeconds` times `BackoffRate` for each retry before, at most `MaxDelaySeconds`; with full
  /// jitter a uniform share of that
  /// (https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html).
  func delay(afterRetries count: Int, drawing randomness: inout RandomStream) -> Interval {
    let limit = Double(maxDelaySeconds ?? .max)
    var seconds = Double(intervalSeconds)
    for _ in 0..<count where seconds < limit && seconds < 1e12 { seconds *= backoffRate }
    let delay = Interval(seconds: min(seconds, limit))
    return hasFullJitter ? delay * randomness.uniform() : delay
  }
}
