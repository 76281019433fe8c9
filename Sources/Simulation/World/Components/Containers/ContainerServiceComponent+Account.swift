/// Auto-scaling, measurement and cost.
extension ContainerServiceComponent {
  /// Measures the metric of the policy, once a minute as CloudWatch does.
  mutating func measure(in context: inout Context) {
    context.schedule(.measure, for: port, at: context.now + .minutes(1))
    guard let scaling = settings.autoScaling else { return }
    switch scaling.metric {
    case .backlogPerTask:
      guard queue != .nobody else { return }
      context.pass(
        Request(.countVisible, caller: port.address, token: Self.backlogToken), to: queue)
    case .cpuUtilization:
      let use = processorUse(at: context.now)
      if let share = use.share(since: measured) { show(share * 100, in: &context) }
      measured = use
    }
  }

  mutating func measured(backlog: UInt32, in context: inout Context) {
    show(Double(backlog) / Double(max(1, fleet.count(.running))), in: &context)
  }

  /// Lets the alarms see a measurement after CloudWatch's delay.
  private mutating func show(_ value: Double, in context: inout Context) {
    let delay = settings.autoScaling?.metricDelay ?? .zero
    context.schedule(
      .decide(
        thousandths: UInt32(clamping: Int64(min(value, 1e6) * 1_000)),
        running: UInt32(fleet.count(.running))),
      for: port, at: context.now + delay)
  }

  /// The policy sees a measurement, and wants another number of tasks.
  mutating func decide(_ thousandths: UInt32, running: UInt32, in context: inout Context) {
    guard troubles.first(.containerScalingFrozen) == nil else { return }
    let desired = tracking?.note(
      Double(thousandths) / 1_000, running: Int(running), desired: fleet.desired,
      mayScaleIn: !fleet.isDeploying, at: context.now)
    guard let desired else { return }
    fleet.setDesired(desired)
    reconcile(in: &context)
  }

  private mutating func processorUse(at now: Instant) -> ProcessorUse {
    ProcessorUse(used: processors.usedTime(at: now), available: runningTasks.area(at: now))
  }

  mutating func perform(_ action: ManualAction, in context: inout Context) -> String? {
    guard action.deed == .deploy else { return "a service cannot do '\(action.deed.rawValue)'" }
    deploy(isBad: false, in: &context)
    attend(in: &context)
    return nil
  }

  var unanswered: Int { calls.count + runs.outstandingCalls }

  mutating func sample(at now: Instant) {
    meters.running.record(Int64(fleet.count(.running)))
    meters.pending.record(Int64(fleet.count(.starting)))
    meters.desired.record(Int64(fleet.desired))
    meters.waiting.record(Int64((0..<tasks.count).reduce(0) { $0 + Int(tasks[$1].waiting) }))
    let use = processorUse(at: now)
    let scale = Double(Metric.cpuUtilization.definition.unit.scale)
    if let share = use.share(since: reported) {
      meters.utilisation.record(Int64((share * 100 * scale).rounded()))
    }
    reported = use
  }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.noteSteps(runs)
    meters.report(to: &account)
    account.cost = cost(at: now)
  }

  /// What tasks cost from their placement on, by the second.
  private func cost(at now: Instant) -> Dollars {
    var time = endedTaskTime
    for slot in 0..<tasks.count where !tasks[slot].hasEnded {
      time = time + (now - tasks[slot].placedAt)
    }
    let isARM = settings.architecture == .arm
    let cpu = isARM ? Prices.fargateCPUOnARM : Prices.fargateCPU
    let memory = isARM ? Prices.fargateMemoryOnARM : Prices.fargateMemory
    return cpu.dollars(forPart: settings.units, of: Processors.unitsPerCPU, during: time)
      + memory.dollars(forPart: settings.memory >> 20, of: 1_024, during: time)
  }

  func averages(at now: Instant) -> [WorldAverage] {
    [
      WorldAverage(
        name: "tasks", mean: runningTasks.average(at: now), arrivals: meters.everStarted,
        timeInside: Double(runningTasks.area(at: now)) / 1e9)
    ]
  }
}

/// What a service counts in a period.
struct ContainerServiceMeters: Sendable {
  var utilisation = Metric.cpuUtilization.definition.summary
  var running = Metric.runningTasks.definition.summary
  var pending = Metric.pendingTasks.definition.summary
  var desired = Metric.desiredTasks.definition.summary
  var tasksStarted = Tally()
  var tasksLost = Tally()
  var handled = Tally()
  var failed = Tally()
  var handlingTime = Metric.handlingTime.definition.summary
  var requests = Tally()
  var requestErrors = Tally()
  var requestLatency = Metric.serviceLatency.definition.summary
  var waiting = Metric.serviceWaiting.definition.summary
  var stepRetries = Tally()
  var stepTimeouts = Tally()
  var retriesDenied = Tally()
  var bulkheadRefused = Tally()
  var hedgedCalls = Tally()
  /// How many tasks have come up so far.
  var everStarted = 0
  private var retriesBefore = 0
  private var timeoutsBefore = 0
  private var protectionsBefore = ProtectionCounts()

  /// Takes over what the handler has done so far.
  mutating func noteSteps(_ runs: borrowing HandlerRuns) {
    stepRetries.count(times: runs.retries - retriesBefore)
    stepTimeouts.count(times: runs.timeouts - timeoutsBefore)
    (retriesBefore, timeoutsBefore) = (runs.retries, runs.timeouts)
    let (now, before) = (runs.protections, protectionsBefore)
    retriesDenied.count(times: now.retriesDenied - before.retriesDenied)
    bulkheadRefused.count(times: now.bulkheadRefusals - before.bulkheadRefusals)
    hedgedCalls.count(times: now.hedges - before.hedges)
    protectionsBefore = now
  }

  mutating func report(to account: inout PeriodAccount) {
    account.take(.cpuUtilization, &utilisation)
    account.take(.runningTasks, &running)
    account.take(.pendingTasks, &pending)
    account.take(.desiredTasks, &desired)
    account.take(.tasksStarted, &tasksStarted)
    account.take(.tasksLost, &tasksLost)
    account.take(.messagesHandled, &handled)
    account.take(.messagesFailed, &failed)
    account.take(.handlingTime, &handlingTime)
    account.take(.serviceRequests, &requests)
    account.take(.serviceErrors, &requestErrors)
    account.take(.serviceLatency, &requestLatency)
    account.take(.serviceWaiting, &waiting)
    account.take(.stepRetries, &stepRetries)
    account.take(.stepTimeouts, &stepTimeouts)
    account.take(.retriesDenied, &retriesDenied)
    account.take(.bulkheadRefused, &bulkheadRefused)
    account.take(.hedgedCalls, &hedgedCalls)
  }
}
