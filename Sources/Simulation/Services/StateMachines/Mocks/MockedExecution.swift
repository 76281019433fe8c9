/// An execution of a state machine by hand: mocks do its tasks, on the virtual clock.
package struct MockedExecution: Sendable {
  /// Why an execution could not be brought to its end.
  package struct MissingMock: Error, Hashable, Sendable {
    /// The state whose task nobody does.
    package let stateName: String
  }

  /// The execution, which has ended.
  package let execution: StateMachineExecution
  /// How it ended.
  package let outcome: StateMachineExecution.Outcome
  /// How long it took.
  package let duration: Interval

  /// An answer on its way.
  private struct Pending {
    let at: Instant
    let token: StateMachineExecution.TaskToken
    let answer: TaskMocks.Answer
  }

  /// Executes a machine from its start to its end.
  ///
  /// - Parameters:
  ///   - mocks: What the tasks answer.
  ///   - seed: What jitter, random numbers and identifiers grow from.
  ///   - clock: What a clock on the wall shows.
  ///   - patience: How long the execution may go on until it is stopped by hand; for ever if `nil`.
  package init(
    of machine: StateMachine, input: JSONValue, mocks: TaskMocks, seed: UInt64 = 1,
    identity: StateMachineExecution.Identity = .init(), clock: WallClock = WallClock(),
    stoppedAfter patience: Interval? = nil
  ) throws(MissingMock) {
    var execution = StateMachineExecution(of: machine, identity: identity, clock: clock)
    var randomness = RandomStream(
      seed: seed, replication: 0, component: identity.machineName, purpose: "execution")
    var now = Instant.start
    let stop = patience.map { now + $0 } ?? .never
    var pending: [Pending] = []
    var attempts: [String: Int] = [:]
    execution.start(input: input, at: now, drawing: &randomness)
    while true {
      while let effect = execution.nextEffect() {
        switch effect {
        case .invoke(let invocation):
          let attempt = attempts[invocation.stateName, default: 0]
          attempts[invocation.stateName] = attempt + 1
          guard let response = mocks.response(of: invocation.stateName, attempt: attempt) else {
            throw MissingMock(stateName: invocation.stateName)
          }
          pending.append(
            Pending(
              at: now + response.duration, token: invocation.token, answer: response.answer))
        case .cancel(let token, _): pending.removeAll { $0.token == token }
        case .finish: break
        }
      }
      if let outcome = execution.outcome {
        self.execution = execution
        self.outcome = outcome
        duration = now - .start
        return
      }
      // What comes first: an answer, also one in the last moment, or the execution's own time.
      let first = pending.indices.min { pending[$0].at < pending[$1].at }
      if stop < min(execution.nextDeadline, first.map { pending[$0].at } ?? .never) {
        now = stop
        execution.abort(error: nil, cause: nil, at: now)
      } else if let first, pending[first].at <= execution.nextDeadline {
        let answer = pending.remove(at: first)
        now = answer.at
        Self.give(answer, to: &execution, at: now, drawing: &randomness)
      } else {
        now = execution.nextDeadline
        execution.timeFires(at: now, drawing: &randomness)
      }
    }
  }

  private static func give(
    _ pending: Pending, to execution: inout StateMachineExecution, at now: Instant,
    drawing randomness: inout RandomStream
  ) {
    switch pending.answer {
    case .result(let result):
      execution.taskSucceeded(pending.token, result: result, at: now, drawing: &randomness)
    case .failure(let error, let cause):
      execution.taskFailed(
        pending.token, error: error, cause: cause, at: now, drawing: &randomness)
    }
  }
}
