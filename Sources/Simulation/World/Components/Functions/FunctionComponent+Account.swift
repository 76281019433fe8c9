/// Faults, a person's actions, and what the function gives account of.
extension FunctionComponent {
  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    troubles.strike(faults)
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
