/// From the call of a function to its end.
extension FunctionComponent {
  /// Finds an environment for a call and lets it begin; says whether there was one.
  @inline(__always)
  mutating func admit(
    _ source: Invocation.Source, origin: UInt32, caller: Address = .nobody, message: MessageID,
    in context: inout Context
  ) -> Bool {
    let now = context.now
    if !troubles.areNone, let refusal = refusal(at: now) {
      throttled(refusal, source, origin: origin, caller: caller, message: message, in: &context)
      return false
    }
    let admission = environments.admit(
      source == .event ? .event : .requestResponse, at: now, from: &context.concurrency,
      draw: lifetimes.uniform(for: UInt64(admitted)))
    guard let environment = admission.environment else {
      throttled(
        .throttled, source, origin: origin, caller: caller, message: message, in: &context)
      return false
    }
    let initialisation = initialise(admission, environment)
    epochs = epochs == .max ? 1 : epochs &+ 1
    var record = Invocation(
      source: source, origin: origin, caller: caller, environment: environment,
      initialisation: initialisation.beforeInvocation, lead: initialisation.withinInvocation,
      message: message, epoch: epochs)
    if !troubles.areNone { delay(&record, at: now) }
    record.lead = min(record.lead, settings.timeout)
    if source == .stream { (record.size, record.remaining) = (laneCount, laneCount) }
    let wait =
      record.initialisation + record.lead + overhead.next()
    let invocation = invocations.insert(record)
    admitted &+= 1
    concurrency.set(environments.concurrent, at: now)
    if environments.concurrent > meters.peak { meters.peak = environments.concurrent }
    if wait > .zero {
      begin(invocation, after: wait, in: &context)
    } else {
      start(invocation, in: &context)
    }
    return true
  }

  /// How a fault has one more invocation refused, if one does.
  private mutating func refusal(at now: Instant) -> Outcome? {
    if troubles.hit(.functionThrottle, at: now) != nil { return .throttled }
    return troubles.hit(.functionUnavailable, at: now) == nil ? nil : .unavailable
  }

  /// The time that getting an environment ready takes; warm ones are ready.
  @inline(__always)
  private mutating func initialise(
    _ admission: Admission, _ environment: EnvironmentID
  ) -> InitialisationTime {
    switch admission {
    case .warm, .provisioned, .throttled: InitialisationTime(.zero, for: admission)
    case .cold, .reinitialised: startCold(admission, environment)
    }
  }

  @inline(never)
  private mutating func startCold(
    _ admission: Admission, _ environment: EnvironmentID
  ) -> InitialisationTime {
    let time = coldStart.next()
    beginLife(of: environment)
    meters.coldStarts.count()
    meters.initDuration.record(time)
    if case .cold = admission, environments.spilledOver > 0 { meters.spillover.count() }
    return InitialisationTime(time, for: admission)
  }

  @inline(never)
  private func begin(_ invocation: UInt32, after wait: Interval, in context: inout Context) {
    context.schedule(.begin(invocation: invocation), for: port, at: context.now + wait)
  }

  /// The code of an invocation begins to run, after whatever is part of it and comes before.
  @inline(__always)
  mutating func start(_ invocation: UInt32, in context: inout Context) {
    let now = context.now
    let lead = invocations[invocation].lead
    meters.invocations.count()
    invocations[invocation].startedAt = now - lead
    if invocations[invocation].source == .poller {
      invocations[invocation].cursor = batches[Int(invocations[invocation].origin)].open.head
    } else if invocations[invocation].source == .stream {
      invocations[invocation].cursor =
        laneBatches[Int(invocations[invocation].origin)].records.head
    }
    if lead == settings.timeout { return end(invocation, .timeout, in: &context) }
    if !troubles.areNone, failsAtOnce(invocation, in: &context) { return }
    processNext(invocation, in: &context)
  }

  /// Whether a fault makes the invocation fail before its handler runs; sets up later ones.
  private mutating func failsAtOnce(_ invocation: UInt32, in context: inout Context) -> Bool {
    let now = context.now
    if troubles.hit(.functionUnavailable, at: now) != nil {
      end(invocation, .crash, in: &context)
      return true
    }
    if let fault = troubles.hit(.functionErrors, at: now) {
      if fault.errorMoment == .before {
        end(invocation, .error, in: &context)
        return true
      }
      invocations[invocation].failsAfter = true
    }
    if invocations[invocation].isBadVersion, let fault = troubles.first(.functionBadDeploy),
      troubles.chance(fault.errorShare)
    {
      end(invocation, .error, in: &context)
      return true
    }
    if let fault = troubles.hit(.functionCrash, at: now) {
      context.schedule(
        .crash(invocation: invocation, epoch: invocations[invocation].epoch), for: port,
        at: now + troubles.draw(fault.delay))
    }
    return false
  }

  /// Lets faults delay an invocation from within: the time is billed and counts against its time-out,
  /// as that of `aws:lambda:invocation-add-delay` is
  /// (https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html).
  private mutating func delay(_ record: inout Invocation, at now: Instant) {
    if let fault = troubles.hit(.functionDelay, at: now) {
      record.lead = record.lead + troubles.draw(fault.delay)
    }
    if let fault = troubles.hit(.functionBadDeploy, at: now) {
      record.isBadVersion = true
      record.lead = record.lead + troubles.draw(fault.latencyAddition)
    }
  }

  /// Runs the handler for the next message of the invocation, or ends it after the last.
  @inline(__always)
  mutating func processNext(_ invocation: UInt32, in context: inout Context) {
    while let message = nextMessage(of: invocation, in: context) {
      if context.messages[message].traits.allowProcessing {
        guard shedder != nil, sheds(message, at: context.now, in: context) else {
          return run(message, for: invocation, in: &context)
        }
        if runsShedding(message, for: invocation, in: &context) { return }
        guard goesOn(invocation, afterDoing: true, in: &context) else { return }
        continue
      }
      if runsRejection(message, for: invocation, in: &context) { return }
      guard goesOn(invocation, afterDoing: false, in: &context) else { return }
    }
    end(invocation, invocations[invocation].failsAfter ? .error : .success, in: &context)
  }

  @inline(__always)
  mutating func run(
    _ message: MessageID, for invocation: UInt32, at place: UInt16? = nil,
    in context: inout Context
  ) {
    invocations[invocation].isRunning = true
    invocations[invocation].setsAside = place != nil
    let origin =
      runs.isCareful ? origin(of: message, in: invocation, in: context) : nil
    invocations[invocation].run = runs.start(
      message, owner: invocation,
      deadline: invocations[invocation].startedAt + settings.timeout, at: place, origin: origin,
      in: &context)
  }

  @inline(__always)
  private func nextMessage(of invocation: UInt32, in context: borrowing Context) -> MessageID? {
    let source = invocations[invocation].source
    if source == .stream {
      guard invocations[invocation].remaining > 0 else { return nil }
    } else if source != .poller {
      return invocations[invocation].message
    }
    let cursor = invocations[invocation].cursor
    return cursor == ShipmentStore.empty ? nil : context.shipments.look(at: cursor).shipped.message
  }

  /// The handler's run for one message has ended.
  @inline(__always)
  mutating func runEnded(_ finished: HandlerRuns.Finished, in context: inout Context) {
    let invocation = finished.owner
    invocations[invocation].isRunning = false
    invocations[invocation].failure = finished.failure
    if finished.outcome == .ok, !invocations[invocation].setsAside {
      context.messages.handled(finished.message, at: context.now)
    }
    context.messages.release(finished.message)
    switch finished.outcome {
    case .timedOut: end(invocation, .timeout, in: &context)
    case .crashed: end(invocation, .crash, in: &context)
    default:
      if goesOn(invocation, afterDoing: finished.outcome == .ok, in: &context) {
        processNext(invocation, in: &context)
      }
    }
  }

  /// Moves on behind a message that is done or has failed; ends an invocation that this ends.
  @inline(__always)
  private mutating func goesOn(
    _ invocation: UInt32, afterDoing isDone: Bool, in context: inout Context
  ) -> Bool {
    let source = invocations[invocation].source
    if source == .stream { return laneGoesOn(invocation, afterDoing: isDone, in: &context) }
    guard source == .poller else {
      let fails = !isDone || invocations[invocation].failsAfter
      end(invocation, fails ? .error : .success, in: &context)
      return false
    }
    if settings.eventSource?.reportBatchItemFailures == true {
      let poller = Int(invocations[invocation].origin)
      sortOut(poller, isDone: isDone, in: &context)
      // As the guide tells functions that read FIFO queues: "your function should stop processing
      // messages after the first failure and return all failed and unprocessed messages"
      // (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html).
      while !isDone, stopsAtFailure, batches[poller].open.head != ShipmentStore.empty {
        sortOut(poller, isDone: false, in: &context)
      }
      invocations[invocation].cursor = batches[poller].open.head
      return true
    }
    guard isDone else {
      end(invocation, .error, in: &context)
      return false
    }
    let cursor = invocations[invocation].cursor
    invocations[invocation].cursor = context.shipments.look(at: cursor).next
    return true
  }

  /// Moves on behind a record of a stream: the first one that failed ends the invocation.
  private mutating func laneGoesOn(
    _ invocation: UInt32, afterDoing isDone: Bool, in context: inout Context
  ) -> Bool {
    guard isDone else {
      let isReported = settings.streamSource?.mapping.reportsBatchItemFailures == true
      end(invocation, isReported ? .success : .error, in: &context)
      return false
    }
    invocations[invocation].remaining &-= 1
    invocations[invocation].cursor =
      context.shipments.look(at: invocations[invocation].cursor).next
    return true
  }

  /// Puts the first message of the batch with those that are done or with those that failed.
  private mutating func sortOut(_ slot: Int, isDone: Bool, in context: inout Context) {
    guard let shipped = context.shipments.popFirst(&batches[slot].open.head) else { return }
    if isDone {
      context.shipments.append(shipped, to: &batches[slot].done)
    } else {
      context.shipments.append(shipped, to: &batches[slot].failed)
      batches[slot].failedCount += 1
    }
  }

  /// Ends an invocation and tells whoever called it.
  @inline(__always)
  mutating func end(
    _ invocation: UInt32, _ outcome: InvocationOutcome, in context: inout Context
  ) {
    let now = context.now
    // Field by field: to read a record whole of which a byte has just been written is slow.
    let (source, origin) = (invocations[invocation].source, invocations[invocation].origin)
    let (caller, message) = (invocations[invocation].caller, invocations[invocation].message)
    let environment = invocations[invocation].environment
    let lane = source == .stream ? invocations[invocation] : nil
    let failure = invocations[invocation].failure
    let duration = now - invocations[invocation].startedAt
    meters.duration.record(duration)
    meters.errors.count(outcome != .success)
    if outcome == .timeout { meters.timeouts.count() }
    meters.usage.record(
      billed: FunctionUsage.billedDuration(
        handler: duration, initialisation: invocations[invocation].initialisation),
      megabytes: settings.memory >> 20, isProvisioned: environments.isProvisioned(environment))
    environments.finish(environment, outcome, at: now, returningTo: &context.concurrency)
    concurrency.set(environments.concurrent, at: now)
    invocations[invocation].epoch = 0
    invocations.remove(invocation)
    switch source {
    case .poller: batchEnded(PollerID(slot: origin), outcome, in: &context)
    case .stream: if let lane { laneEnded(lane, outcome, in: &context) }
    case .event: eventEnded(origin, outcome, in: &context)
    case .request:
      context.messages.release(message)
      answer(caller, origin, outcome, failure, in: &context)
    }
  }

  private func answer(
    _ caller: Address, _ token: UInt32, _ outcome: InvocationOutcome, _ failure: UInt8,
    in context: inout Context
  ) {
    let (result, detail): (Outcome, UInt8) =
      switch outcome {
      case .success: (.ok, 0)
      case .error: (.failed, failure)
      case .timeout: (.failed, FailureDetail.timeout)
      case .crash: (.crashed, 0)
      }
    context.answer(
      Reply(token: token, outcome: result.rawValue, detail: detail), from: port.address, to: caller)
  }

  /// A fault kills the environment: the invocation ends now, with what it has done so far.
  mutating func crash(_ invocation: UInt32, epoch: UInt32, in context: inout Context) {
    guard invocations[invocation].epoch == epoch, invocations[invocation].isRunning else { return }
    runs.abort(invocations[invocation].run, in: &context)
  }

  /// Tells a caller that the function has no room for it, or does not run at all.
  private mutating func throttled(
    _ outcome: Outcome, _ source: Invocation.Source, origin: UInt32, caller: Address,
    message: MessageID,
    in context: inout Context
  ) {
    if outcome == .throttled { meters.throttles.count() }
    switch source {
    case .poller: batchThrottled(PollerID(slot: origin), in: &context)
    case .stream: laneThrottled(LaneID(slot: origin), in: &context)
    case .event:
      dispose(
        events.ended(.init(slot: origin), .refused, at: context.now), in: &context)
    case .request:
      context.messages.release(message)
      context.answer(
        Reply(token: origin, outcome: outcome.rawValue), from: port.address, to: caller)
    }
  }
}
