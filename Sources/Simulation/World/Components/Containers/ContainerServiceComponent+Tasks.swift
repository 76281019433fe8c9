/// The lives of tasks: placed, up, told to stop, killed, crashed, replaced.
extension ContainerServiceComponent {
  /// Does what the scheduler of the service wants done.
  mutating func reconcile(in context: inout Context) {
    while let action = fleet.nextAction() {
      switch action {
      case .start(let task): place(task, in: &context)
      case .stop(let task): stop(task, in: &context)
      }
    }
  }

  /// Places a task; it comes up when its image is pulled and its program has started.
  mutating func place(_ task: TaskFleet.TaskID, in context: inout Context) {
    while tasks.count <= task.slot { tasks.append(TaskRecord()) }
    tasks[task.slot] = TaskRecord()
    tasks[task.slot].epoch = task.epoch
    tasks[task.slot].placedAt = context.now
    tasks[task.slot].isBadVersion = fleet.version(in: task.slot) == badVersion
    // Those that are there at first are up at once.
    guard context.now > .start else { return }
    var delay = startUp.next()
    if !troubles.areNone, let fault = troubles.hit(.containerSlowStart, at: context.now) {
      delay = delay + troubles.draw(fault.latencyAddition)
    }
    context.schedule(
      .started(task: UInt32(task.slot), epoch: task.epoch), for: port, at: context.now + delay)
  }

  mutating func startEnded(_ slot: Int, _ epoch: UInt32, in context: inout Context) {
    guard let task = fleet.task(in: slot), task.epoch == epoch, fleet.state(of: task) == .starting
    else { return }
    comeUp(task, in: &context)
    reconcile(in: &context)
  }

  mutating func comeUp(_ task: TaskFleet.TaskID, in context: inout Context) {
    fleet.started(task)
    meters.tasksStarted.count()
    meters.everStarted += 1
    processors.open(task.slot, at: context.now)
    tasks[task.slot].isUp = true
    tasks[task.slot].isServing = true
    runningTasks.change(by: 1, at: context.now)
    openPollers(of: task.slot, in: &context)
  }

  /// Tells a task to stop; one that was only starting just ends.
  private mutating func stop(_ task: TaskFleet.TaskID, in context: inout Context) {
    guard tasks[task.slot].isUp else { return end(task, in: &context) }
    tasks[task.slot].isServing = false
    if settings.onStop == .die || settings.stopTimeout == .zero {
      return die(task, in: &context)
    }
    context.schedule(
      .kill(task: UInt32(task.slot), epoch: task.epoch), for: port,
      at: context.now + settings.stopTimeout)
    guard settings.onStop == .finish else { return }
    tasks[task.slot].isFinishing = true
    for poller in pollers(of: task.slot) { goOn(poller, in: &context) }
    endIfFinished(task.slot, in: &context)
  }

  mutating func kill(_ slot: Int, _ epoch: UInt32, in context: inout Context) {
    guard let task = fleet.task(in: slot), task.epoch == epoch else { return }
    die(task, in: &context)
  }

  /// Ends a task that was told to stop and has nothing in hand any more.
  mutating func endIfFinished(_ slot: Int, in context: inout Context) {
    let record = tasks[slot]
    guard record.isFinishing, record.pollers == 0, record.inService == 0, record.waiting == 0,
      let task = fleet.task(in: slot)
    else { return }
    end(task, in: &context)
  }

  /// A task dies with all that it has in hand, and is replaced.
  mutating func die(_ task: TaskFleet.TaskID, in context: inout Context) {
    let slot = task.slot
    tasks[slot].isFinishing = false
    var hadWork = tasks[slot].inService > 0 || tasks[slot].waiting > 0
    for poller in pollers(of: slot) {
      if pollers[poller].batch.head != ShipmentStore.empty { hadWork = true }
      drop(poller, in: &context)
    }
    dropCalls(of: slot, in: &context)
    while let token = processors.popUndone(of: slot, at: context.now) {
      runs.resume(Reply(token: token), in: &context)
    }
    if hadWork { meters.tasksLost.count() }
    end(task, in: &context)
  }

  /// A task is no more.
  private mutating func end(_ task: TaskFleet.TaskID, in context: inout Context) {
    endedTaskTime = endedTaskTime + billedTime(of: task.slot, at: context.now)
    if tasks[task.slot].isUp { runningTasks.change(by: -1, at: context.now) }
    tasks[task.slot].isUp = false
    tasks[task.slot].hasEnded = true
    tasks[task.slot].isServing = false
    tasks[task.slot].isFinishing = false
    tasks[task.slot].isPaused = false
    fleet.ended(task)
    reconcile(in: &context)
  }

  /// From the placement to the end, a minute at least (https://aws.amazon.com/fargate/pricing/).
  func billedTime(of slot: Int, at now: Instant) -> Interval {
    max(.minutes(1), now - tasks[slot].placedAt)
  }

  /// The threads of a task that are up.
  private func pollers(of task: Int) -> [UInt32] {
    (0..<UInt32(pollers.capacity)).filter {
      pollers[$0].epoch != 0 && Int(pollers[$0].task) == task
    }
  }
}

// MARK: - Processors

extension ContainerServiceComponent {
  mutating func begin(_ work: HandlerRuns.Work, in context: inout Context) {
    let task = task(of: work.owner)
    processors.begin(work.token, work: work.length, on: task, at: context.now)
    arm(task, in: &context)
  }

  mutating func finishWork(_ task: Int, in context: inout Context) {
    if tasks[task].armedFor <= context.now { tasks[task].armedFor = .never }
    while let token = processors.popDone(of: task, at: context.now) {
      runs.resume(Reply(token: token), in: &context)
    }
    arm(task, in: &context)
  }

  private mutating func arm(_ task: Int, in context: inout Context) {
    let due = processors.nextEnd(of: task)
    guard due < tasks[task].armedFor else { return }
    tasks[task].armedFor = due
    context.schedule(.processor(task: UInt32(task)), for: port, at: due)
  }
}

// MARK: - Versions, pauses and what else faults do

extension ContainerServiceComponent {
  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    let before = windows
    let faults = faults.filter { $0.fault.percentage > 0 }
    windows = faults.map(\.window)
    troubles.strike(faults)
    let now = context.now
    fleet.hasCapacity = troubles.first(.containerNoCapacity) == nil
    let lost = faults.filter { $0.fault.action == .containerCPUThrottle }
      .map { $0.fault.capacityLost * $0.share(at: now) }.max()
    processors.setCapacity(share: 1 - (lost ?? 0), at: now)
    for active in faults where !before.contains(active.window) {
      switch active.fault.action {
      case .consumerCrash: crash(active.fault, in: &context)
      case .containerBadDeploy: deploy(isBad: true, in: &context)
      default: break
      }
    }
    if badVersion == fleet.version, troubles.first(.containerBadDeploy) == nil {
      deploy(isBad: false, in: &context)
    }
    pause(
      faults.filter { $0.fault.action == .consumerPause }.map(\.fault.count).max() ?? 0,
      in: &context)
    for slot in 0..<tasks.count where tasks[slot].isUp { arm(slot, in: &context) }
    reconcile(in: &context)
    attend(in: &context)
  }

  private mutating func crash(_ fault: Fault, in context: inout Context) {
    // Those that die leave their places, so that the places must be known before.
    let struck = fleet.running.enumerated().filter { fault.strikes(member: $0.offset) }
    for (_, slot) in struck {
      if let task = fleet.task(in: slot) { die(task, in: &context) }
    }
  }

  /// Lets so many tasks stand still, as many as the hardest of the faults that hold asks for: further
  /// ones when that is more than before, and the last of them go on when it is less.
  ///
  /// A task that takes the place of one that stood still and died is not struck again.
  private mutating func pause(_ count: Int, in context: inout Context) {
    let further = count - pausedByFaults
    pausedByFaults = count
    if further > 0 {
      for slot in fleet.running.filter({ !tasks[$0].isPaused }).prefix(further) {
        tasks[slot].isPaused = true
        processors.halt(slot, true, at: context.now)
      }
    } else if further < 0 {
      let paused = (0..<tasks.count).filter { tasks[$0].isPaused }
      for slot in paused.dropFirst(count) { goOn(task: slot, in: &context) }
    }
  }

  /// A task goes on as if nothing had happened: with what it has heard meanwhile, and what it had in hand.
  private mutating func goOn(task slot: Int, in context: inout Context) {
    tasks[slot].isPaused = false
    processors.halt(slot, false, at: context.now)
    arm(slot, in: &context)
    for _ in 0..<held.count {
      guard let reply = held.popFirst() else { break }
      resume(reply.reply, in: &context)
    }
    for poller in pollers(of: slot) { goOn(poller, in: &context) }
    serveWaiting(on: slot, in: &context)
  }

  /// Replaces all tasks by those of another version, as many at a time as the service allows.
  mutating func deploy(isBad: Bool, in context: inout Context) {
    fleet.deploy(version: fleet.version + 1)
    if isBad { badVersion = fleet.version }
    reconcile(in: &context)
  }

  /// Whether a task of a faulty version fails at a message or request.
  mutating func failsByVersion(_ task: Int) -> Bool {
    guard tasks[task].isBadVersion, let fault = troubles.first(.containerBadDeploy) else {
      return false
    }
    return troubles.chance(fault.errorShare)
  }

  /// How long a task of a faulty version dawdles before it begins; nothing if it does not.
  mutating func delayByVersion(_ task: Int) -> Interval? {
    guard tasks[task].isBadVersion, let fault = troubles.first(.containerBadDeploy) else {
      return nil
    }
    let delay = troubles.draw(fault.latencyAddition)
    return delay > .zero ? delay : nil
  }

  /// A faulty version has dawdled long enough.
  mutating func beginLate(_ owner: UInt32, _ epoch: UInt32, in context: inout Context) {
    if owner & Self.callOwner != 0 {
      let call = owner & ~Self.callOwner
      if calls[call].epoch == epoch { start(call: call, in: &context) }
    } else if pollers[owner].epoch == epoch {
      pollers[owner].isHeldUp = false
      start(owner, in: &context)
    }
  }
}
