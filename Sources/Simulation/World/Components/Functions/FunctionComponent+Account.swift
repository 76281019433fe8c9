/// Faults, a person's actions, and what the function gives account of.
extension FunctionComponent {
  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    let before = troubles.first(.functionUnavailable)?.target
    troubles.strike(faults)
    let isDown = troubles.share(of: .functionUnavailable, at: context.now) > 0
    if isDown, before == nil { killInvocations(in: &context) }
    let standsStill = troubles.share(of: .functionUnavailable, at: context.now) >= 1
    if standsStill != isStoppedByOutage { standStill(standsStill, in: &context) }
  }

  /// Answers a health check, without an invocation: whether the service is there.
  mutating func probe(_ request: Request, in context: inout Context) {
    let isGone = troubles.hit(.functionUnavailable, at: context.now) != nil
    context.answer(
      Reply(to: request, isGone ? .unavailable : .ok), from: port.address, to: request.caller)
  }

  /// Ends the invocations under way that an outage strikes, with what they have done so far; those
  /// whose environment is not ready yet fail when they would begin.
  private mutating func killInvocations(in context: inout Context) {
    for slot in 0..<UInt32(invocations.capacity) {
      guard invocations[slot].epoch != 0, invocations[slot].isRunning,
        troubles.hit(.functionUnavailable, at: context.now) != nil
      else { continue }
      runs.abort(invocations[slot].run, in: &context)
    }
    context.schedule(.wake, for: port, at: context.now)
  }

  /// Stops the pollers while the service is down, so that messages are not received in vain.
  private mutating func standStill(_ isDown: Bool, in context: inout Context) {
    if isDown {
      guard settings.streamSource == nil ? pollers.isEnabled : streams.isEnabled else { return }
      pollers.disable()
      streams.disable()
    } else if !isStoppedByBreaker {
      if settings.eventSource != nil { pollers.enable(at: context.now) }
      streams.enable(at: context.now)
    }
    isStoppedByOutage = isDown
    context.schedule(.wake, for: port, at: context.now)
  }

  mutating func perform(_ action: ManualAction, in context: inout Context) -> String? {
    switch action.deed {
    case .invoke:
      let errand = context.messages.make(.errand(at: context.now))
      context.messages.turnHoldIntoCopy()
      context.pass(Request(.send, errand), to: port.address)
    case .disableEventSource:
      pollers.disable()
      streams.disable()
    case .enableEventSource:
      if settings.eventSource != nil { pollers.enable(at: context.now) }
      streams.enable(at: context.now)
      context.schedule(.wake, for: port, at: context.now)
    default: return "a function cannot do '\(action.deed.rawValue)'"
    }
    return nil
  }

  mutating func sample(at now: Instant) {
    environments.advance(to: now)
    meters.concurrency.record(Int64(max(meters.peak, environments.concurrent)))
    meters.peak = environments.concurrent
    if settings.environments.provisionedConcurrency > 0 {
      meters.provisioned.record(Int64(environments.provisionedInUse))
    }
  }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.noteProtections(runs.protections)
    meters.noteSteps(retries: runs.retries, timeouts: runs.timeouts)
    meters.report(to: &account)
    let megabytes = settings.memory >> 20
    meters.usage.recordProvisioned(
      environments: settings.environments.provisionedConcurrency, megabytes: megabytes,
      for: now - lastKept)
    lastKept = now
    account.cost = meters.usage.cost(on: settings.architecture)
  }

  var unanswered: Int { runs.outstandingCalls }

  var copiesHeld: Int { events.waiting + events.underWay }

  func averages(at now: Instant) -> [WorldAverage] {
    [
      WorldAverage(
        name: "concurrency", mean: concurrency.average(at: now), arrivals: admitted,
        timeInside: Double(concurrency.area(at: now)) / 1e9)
    ]
  }
}

extension FunctionUsage {
  /// What the usage costs on a processor.
  fileprivate func cost(on architecture: FunctionComponentSettings.Architecture) -> Dollars {
    let perSecond =
      architecture == .x86 ? Prices.lambdaDurationX86 : Prices.lambdaDurationARM
    return Prices.lambdaRequest.dollars(for: requests)
      + perSecond.dollars(megabyteMilliseconds: onDemand)
      + Prices.lambdaProvisionedDuration.dollars(megabyteMilliseconds: provisioned)
      + Prices.lambdaProvisioned.dollars(megabyteMilliseconds: keptProvisioned)
  }
}
