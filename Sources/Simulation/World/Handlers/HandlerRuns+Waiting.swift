extension HandlerRuns {
  /// Nobody waits for a call any longer, as its run has come to its end.
  ///
  /// A half-open circuit breaker must not wait for ever for a probe that died with its invocation,
  /// so the permit goes back: to the breaker at once, or when it comes. A modelling choice; a breaker
  /// whose state lies in a table would give out its permits on a lease.
  mutating func abandon(_ call: UInt32, of run: UInt32, in context: inout Context) {
    switch runs[run].phase {
    case .askingBreaker: calls[call] = mark(for: run)
    case .asking, .hedging, .queueing:
      calls[call] = Self.noRun
      let step = program.instructions[Int(runs[run].step)]
      if step.breaker != .nobody { giveBackPermit(of: run, to: step.breaker, in: &context) }
      if step.care != Program.noCare { letGo(step, run, in: &context) }
    case .pausing, .working: calls[call] = Self.noRun
    case .pacing:
      calls[call] = Self.noRun
      let care = program.cares[Int(program.instructions[Int(runs[run].step)].care)]
      allowances[Int(care.allowance)].leave(extras[runs[run].extras].turn)
    }
  }

  /// What stands for a run that waits for its permit no longer.
  private func mark(for run: UInt32) -> UInt32 {
    Self.firstMark | UInt32(program.instructions[Int(runs[run].step)].breaker.index)
  }

  /// An answer has come for which nobody waits: a permit among them goes back.
  mutating func tooLate(_ reply: Reply, for mark: UInt32, in context: inout Context) {
    guard mark != Self.noRun, reply.result == .ok else { return }
    let breaker = Address(index: UInt16(truncatingIfNeeded: mark))
    context.send(
      Request(.report, detail: BreakerReport.unused.rawValue, token: Self.noRun), from: address,
      to: breaker)
  }

  /// Gives back a permit for a call that a run does not make, or whose end it does not live to see.
  func giveBackPermit(of run: UInt32, to breaker: Address, in context: inout Context) {
    context.send(
      Request(
        .report, detail: BreakerReport.unused.rawValue, caller: .nobody,
        token: environment(of: run)),
      from: address, to: breaker)
  }

  /// The execution environment that a run runs in, as far as the program asks.
  @inline(__always)
  func environment(of run: UInt32) -> UInt32 {
    let place = runs[run].extras
    return place == Self.noExtras ? 0 : extras[place].environment
  }
}

// MARK: - Waiting

extension HandlerRuns {
  /// Notes that a run waits for a reply, at most so long and never beyond the run's deadline.
  @inline(__always)
  mutating func expectReply(
    _ run: UInt32, before timeout: Interval, in context: inout Context
  ) -> UInt32 {
    let token = calls.insert(run)
    runs[run].call = token
    let patience = timeout == .longest ? Instant.never : context.now + timeout
    wait(run, until: min(patience, runs[run].deadline), in: &context)
    return token
  }

  /// Lets a run hear of a later time, as a reply to itself.
  mutating func remind(
    _ run: UInt32, _ phase: Phase, at time: Instant, in context: inout Context
  ) {
    runs[run].phase = phase
    let token = calls.insert(run)
    runs[run].call = token
    wait(run, until: runs[run].deadline, in: &context)
    context.remind(Reply(token: token), to: address, at: time)
  }

  @inline(__always)
  mutating func wait(_ run: UInt32, until due: Instant, in context: inout Context) {
    epochs = epochs == .max ? 1 : epochs &+ 1
    runs[run].epoch = epochs
    guard due != .never else { return }
    deadlines.insert(due, slot: run, epoch: epochs)
    if deadlines.areOvergrown(live: runs.count) {
      Self.sweep(&deadlines, using: &spare, of: runs)
    }
    arm(for: due, in: &context)
  }

  /// The first deadline that still matters; the others before it are dropped.
  @inline(__always)
  private mutating func firstDeadline() -> Deadlines.Entry? {
    Self.firstLive(in: &deadlines, of: runs)
  }

  /// Apart from `self`, so that the runs are lent and not copied while the deadlines change.
  @inline(__always)
  private static func firstLive(
    in deadlines: inout Deadlines, of runs: borrowing Slab<Run>
  ) -> Deadlines.Entry? {
    deadlines.first { runs[$0.slot].epoch == $0.epoch }
  }

  /// Keeps the deadlines to about as many as there are runs, even while an early one lasts long.
  @inline(never)
  private static func sweep(
    _ deadlines: inout Deadlines, using spare: inout Deadlines, of runs: borrowing Slab<Run>
  ) {
    deadlines.sweep(live: runs.count, using: &spare) { runs[$0.slot].epoch == $0.epoch }
  }

  @inline(__always)
  private mutating func arm(for due: Instant, in context: inout Context) {
    guard due < armedFor else { return }
    armedFor = due
    context.remind(Reply(token: Self.wakeToken), to: address, at: due)
  }

  /// Lets every run whose patience or time is over know.
  mutating func wake(in context: inout Context) {
    if armedFor <= context.now { armedFor = .never }
    while let entry = firstDeadline(), entry.due <= context.now {
      if runs[entry.slot].deadline <= context.now {
        finish(entry.slot, .timedOut, in: &context)
      } else {
        timedOut(entry.slot, in: &context)
      }
    }
    if let next = firstDeadline() { arm(for: next.due, in: &context) }
  }

  /// A step's patience is over, and its run goes on without the answer.
  private mutating func timedOut(_ run: UInt32, in context: inout Context) {
    if runs[run].phase == .queueing { return leaveLine(run, in: &context) }
    if runs[run].phase == .hedging, hedges(run, in: &context) { return }
    timeouts &+= 1
    let call = runs[run].call
    runs[run].call = Self.noCall
    runs[run].epoch = 0
    switch runs[run].phase {
    case .askingBreaker:
      calls[call] = mark(for: run)
      breakerAnswered(run, .timedOut, in: &context)
    case .asking, .hedging:
      calls[call] = Self.noRun
      answered(run, .timedOut, in: &context)
    case .pausing, .working, .pacing, .queueing:
      preconditionFailure("run \(run) cannot time out while it waits for itself")
    }
  }
}
