/// Steps that are taken with more care: deadlines, retry budgets, bulkheads, hedged calls.
extension HandlerRuns {
  /// Makes an attempt as soon as the client's own rate limit lets it.
  mutating func prepareAttempt(
    _ step: Instruction, _ run: UInt32, in context: inout Context
  ) {
    let care = program.cares[Int(step.care)]
    guard care.allowance != StepCare.none else {
      return beginAttempt(step, run, in: &context)
    }
    extras[runs[run].extras].turn = allowances[Int(care.allowance)].takeTurn(at: context.now)
    awaitTurn(step, run, in: &context)
  }

  /// Makes an attempt if its turn has come, and else looks again later.
  mutating func awaitTurn(_ step: Instruction, _ run: UInt32, in context: inout Context) {
    let care = program.cares[Int(step.care)]
    let turn = extras[runs[run].extras].turn
    let delay = allowances[Int(care.allowance)].delay(of: turn, at: context.now)
    if delay == .zero {
      beginAttempt(step, run, in: &context)
    } else if context.now + delay >= runs[run].enteredAt + care.deadline {
      allowances[Int(care.allowance)].leave(turn)
      runs[run].cause = .timedOut
      failed(step, run, .timedOut, in: &context)
    } else {
      remind(run, .pacing, at: context.now + delay, in: &context)
    }
  }

  /// How long an attempt may take: its own time-out, and what is left of the step's deadline.
  func patience(_ step: Instruction, _ run: UInt32, at now: Instant) -> Interval {
    let deadline = program.cares[Int(step.care)].deadline
    return deadline == .longest
      ? step.timeout : min(step.timeout, runs[run].enteredAt + deadline - now)
  }

  /// Makes the call now, or when there is a place in its bulkhead.
  mutating func takePlace(_ step: Instruction, _ run: UInt32, in context: inout Context) {
    let care = program.cares[Int(step.care)]
    guard care.bulkhead != StepCare.none else { return call(step, run, in: &context) }
    let index = Int(care.bulkhead)
    // Those whose patience ended have left already; only their tokens still stand in line.
    while let token = bulkheads[index].expire(at: context.now - .nanoseconds(1)) {
      calls.remove(token)
    }
    let token = calls.insert(run)
    switch bulkheads[index].enter(token, at: context.now) {
    case .admitted:
      calls.remove(token)
      extras[runs[run].extras].holdsPlace = true
      call(step, run, in: &context)
    case .refused:
      calls.remove(token)
      findsNoPlace(step, run, in: &context)
    case .waits(let until):
      runs[run].phase = .queueing
      runs[run].call = token
      let patience = min(until, runs[run].enteredAt + care.deadline)
      wait(run, until: min(patience, runs[run].deadline), in: &context)
    }
  }

  /// The patience of a run that stood in line has ended.
  mutating func leaveLine(_ run: UInt32, in context: inout Context) {
    calls[runs[run].call] = Self.noRun
    runs[run].call = Self.noCall
    runs[run].epoch = 0
    findsNoPlace(program.instructions[Int(runs[run].step)], run, in: &context)
  }

  /// A full bulkhead says nothing about the dependency: the breaker's permit goes back unused.
  private mutating func findsNoPlace(
    _ step: Instruction, _ run: UInt32, in context: inout Context
  ) {
    protections.bulkheadRefusals &+= 1
    if step.breaker != .nobody { giveBackPermit(of: run, to: step.breaker, in: &context) }
    runs[run].cause = .bulkheadFull
    failed(step, run, .bulkheadFull, in: &context)
  }

  /// Sends the call, and sees to it that a copy follows where calls are hedged.
  private mutating func call(_ step: Instruction, _ run: UInt32, in context: inout Context) {
    let care = program.cares[Int(step.care)]
    let now = context.now
    runs[run].phase = .asking
    runs[run].askedAt = now
    let timeout = patience(step, run, at: now)
    let delay = care.hedging == StepCare.none ? nil : hedgings[Int(care.hedging)].begin()
    var token = Self.noCall
    if let delay {
      token = calls.insert(run)
      beginHedging(run, token, patience: now + timeout, delay: delay, in: &context)
    } else {
      token = expectReply(run, before: timeout, in: &context)
    }
    send(named(step, run), run, token: token, in: &context)
  }

  /// The step's request with the name of the message's copy where the request is to bear it.
  private func named(_ step: Instruction, _ run: UInt32) -> Instruction {
    guard program.cares[Int(step.care)].namesCopy else { return step }
    var step = step
    step.detail = extras[runs[run].extras].copy
    return step
  }

  /// An attempt has ended, well or not: its place is free, and the client's account is kept.
  mutating func settle(
    _ step: Instruction, _ run: UInt32, _ outcome: Outcome, in context: inout Context
  ) {
    let care = program.cares[Int(step.care)]
    if care.allowance != StepCare.none {
      allowances[Int(care.allowance)].record(
        isSuccess: outcome == .ok, wasThrottled: outcome == .throttled,
        lastRetryCost: runs[run].attempt > 1 ? extras[runs[run].extras].paid : nil,
        at: context.now)
    }
    if care.hedging != StepCare.none, runs[run].phase == .asking, outcome == .ok {
      hedgings[Int(care.hedging)].record(latency: context.now - runs[run].askedAt)
    }
    if care.namesCopy, outcome == .conditionFailed { protections.conflicts &+= 1 }
    letGo(step, run, in: &context)
  }

  /// Ends what a run still has under way for a step: copies of its call, its place in the bulkhead.
  mutating func letGo(_ step: Instruction, _ run: UInt32, in context: inout Context) {
    let place = runs[run].extras
    if runs[run].phase == .hedging { forgetCopies(of: run) }
    guard extras[place].holdsPlace else { return }
    extras[place].holdsPlace = false
    let index = Int(program.cares[Int(step.care)].bulkhead)
    while let token = bulkheads[index].leave() {
      let next = calls[token]
      calls.remove(token)
      guard next < Self.firstMark else { continue }  // It has lost patience: the place goes on.
      runs[next].call = Self.noCall
      extras[runs[next].extras].holdsPlace = true
      return call(program.instructions[Int(runs[next].step)], next, in: &context)
    }
  }

  /// Whether a retry can be paid for; without a budget it costs nothing.
  mutating func paysForRetry(_ step: Instruction, _ run: UInt32, _ outcome: Outcome) -> Bool {
    let care = program.cares[Int(step.care)]
    guard care.allowance != StepCare.none else { return true }
    let cause: RetryQuota.Cause =
      switch outcome {
      case .throttled: .throttling
      case .timedOut: .timeout
      default: .transient
      }
    guard let cost = allowances[Int(care.allowance)].takeRetry(after: cause) else {
      protections.retriesDenied &+= 1
      return false
    }
    extras[runs[run].extras].paid = cost
    return true
  }

  /// The work was done by an earlier run, whose answer is this one's.
  mutating func answerAsBefore(_ run: UInt32, in context: inout Context) {
    protections.answeredBefore &+= 1
    enter(Program.end, run, in: &context)
  }
}

// MARK: - Hedged calls

extension HandlerRuns {
  private mutating func beginHedging(
    _ run: UInt32, _ token: UInt32, patience: Instant, delay: Interval,
    in context: inout Context
  ) {
    let place = runs[run].extras
    runs[run].phase = .hedging
    runs[run].call = token
    extras[place].copies = 0
    extras[place].patience = min(patience, runs[run].deadline)
    for index in 1...RunExtras.mostCopies { extras[place][index] = Self.noCall }
    extras[place].send(token, at: 0, now: context.now)
    wait(run, until: min(extras[place].patience, context.now + delay), in: &context)
  }

  /// Sends a copy of a call that takes long; false if the caller's patience is over.
  mutating func hedges(_ run: UInt32, in context: inout Context) -> Bool {
    let place = runs[run].extras
    let patience = extras[place].patience
    guard context.now < patience else { return false }
    let step = program.instructions[Int(runs[run].step)]
    let hedging = Int(program.cares[Int(step.care)].hedging)
    var next = Instant.never
    if hedgings[hedging].takeCopy(after: extras[place].copies) {
      protections.hedges &+= 1
      let token = calls.insert(run)
      extras[place].copies += 1
      extras[place].send(token, at: extras[place].copies, now: context.now)
      send(named(step, run), run, token: token, in: &context)
      if let delay = hedgings[hedging].delay { next = context.now + delay }
    }
    wait(run, until: min(patience, next), in: &context)
    return true
  }

  /// One of the copies of a call was answered: the first success counts, or else the last failure.
  mutating func copyAnswered(
    _ token: UInt32, _ run: UInt32, _ outcome: Outcome, in context: inout Context
  ) {
    let place = runs[run].extras
    let step = program.instructions[Int(runs[run].step)]
    let hedging = Int(program.cares[Int(step.care)].hedging)
    var other = Self.noCall
    for index in 0...RunExtras.mostCopies where extras[place][index] != Self.noCall {
      if extras[place][index] == token {
        extras[place][index] = Self.noCall
      } else {
        other = extras[place][index]
        guard outcome == .ok else { continue }
      }
      // What a copy has taken that is not answered yet is the least it would take.
      if outcome == .ok {
        hedgings[hedging].record(latency: context.now - extras[place].sent(at: index))
      }
    }
    if outcome == .ok || other == Self.noCall {
      answered(run, outcome, in: &context)
    } else {
      runs[run].call = other
    }
  }

  /// Nobody waits any longer for what is still under way of a hedged call.
  private mutating func forgetCopies(of run: UInt32) {
    let place = runs[run].extras
    for index in 0...RunExtras.mostCopies where extras[place][index] != Self.noCall {
      calls[extras[place][index]] = Self.noRun
      extras[place][index] = Self.noCall
    }
    runs[run].phase = .asking
  }
}
