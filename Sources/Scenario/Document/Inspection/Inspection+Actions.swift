import Simulation

/// What is done by hand.
extension Inspection {
  mutating func inspectActions() {
    for action in draft.actions {
      let (deed, target) = (action.value.deed, action.value.target)
      if let type = draft.part(target)?.type,
        !deed.targets.contains(type)
      {
        let problem = FaultProblem.cannotDo(
          deed: deed.rawValue, target: target, type: type, allowed: deed.targets)
        note(.fault(problem), at: action.place("target"))
      }
      if deed == .stopExecutions,
        draft.settings(StateMachineSettings.self, of: target)?.workflowType == .express
      {
        note(.fault(.expressNotStopped(target)), at: action.place("target"))
      }
      inspectMove(action)
      inspectReplay(action)
    }
  }

  /// `to` and `rate` belong to a redrive, which needs the first of them.
  private mutating func inspectMove(_ action: Entry<ManualAction>) {
    let redrive = ManualAction.Deed.redrive
    if action.value.deed == redrive {
      if action.value.destination == nil {
        let missing = KeyProblem.missing("to", .component([QueueComponentSettings.typeName]))
        note(.keys(missing), at: action.place())
      } else if action.value.destination == action.value.target {
        note(.component(.redriveToItself(action.value.target)), at: action.place("to"))
      }
      return
    }
    for key in ["to", "rate"] where action.node[key] != nil {
      let problem = FaultProblem.keyOfOtherDeed(
        key, deed: action.value.deed.rawValue, other: redrive.rawValue)
      note(.fault(problem), at: action.place(key))
    }
  }

  /// `archive`, `from`, `until` and `rules` belong to a replay, and name parts of its bus.
  private mutating func inspectReplay(_ action: Entry<ManualAction>) {
    let replay = ManualAction.Deed.replay
    guard action.value.deed == replay else {
      for key in ["archive", "from", "until", "rules"] where action.node[key] != nil {
        let problem = FaultProblem.keyOfOtherDeed(
          key, deed: action.value.deed.rawValue, other: replay.rawValue)
        note(.fault(problem), at: action.place(key))
      }
      return
    }
    inspectReplayedTime(action)
    guard let bus = draft.settings(EventBusSettings.self, of: action.value.target) else { return }
    let archives = bus.archives.map(\.name)
    if archives.isEmpty {
      note(.fault(.noArchive(action.value.target)), at: action.place("target"))
    } else if let archive = action.value.archive, !archives.contains(archive) {
      let nearest = nearestName(to: archive, among: archives)
      note(
        .fault(.noPart("archive", archive, of: action.value.target, nearest: nearest)),
        at: action.place("archive"))
    }
    let rules = bus.rules.map(\.name)
    for rule in action.value.rules where !rules.contains(rule) {
      let nearest = nearestName(to: rule, among: rules)
      note(
        .fault(.noPart("rule", rule, of: action.value.target, nearest: nearest)),
        at: action.place("rules"))
    }
  }

  /// The service refuses to replay a time that ends before it begins, or is not over.
  private mutating func inspectReplayedTime(_ action: Entry<ManualAction>) {
    let (begin, now) = (action.value.from - .start, action.value.at - .start)
    let end = action.value.until.map { $0 - .start }
    if let end, end > now {
      let problem = FaultProblem.replaysFuture(until: end.spelt, at: now.spelt)
      note(.fault(problem), at: action.place("until"))
    } else if begin >= end ?? now {
      let key = end == nil ? "at" : "until"
      let problem = FaultProblem.replaysNothing(from: begin.spelt, to: (end ?? now).spelt, key)
      note(.fault(problem), at: action.place(action.node["from"] == nil ? key : "from"))
    }
  }

  mutating func adviseOnActions() {
    let deadLetterQueues = deadLetterQueues
    for action in draft.actions {
      let target = action.value.target
      if action.value.at >= draft.end {
        advise(.run(.actionAfterEnd(action.value.deed.rawValue)), at: action.place("at"))
      }
      switch action.value.deed {
      case .enableEventSource, .disableEventSource:
        let function = draft.settings(FunctionComponentSettings.self, of: target)
        if function?.sources.isEmpty != false {
          advise(.run(.noEventSource(target)), at: action.place("target"))
        }
      case .redrive where !deadLetterQueues.contains(target):
        advise(.queue(.notADeadLetterQueue(target)), at: action.place("target"))
      case .invoke, .purge, .redrive, .cancelRedrive, .openBreaker, .closeBreaker, .reshard,
        .splitShard, .mergeShards, .setRetention, .replay, .cancelReplays, .deploy,
        .stopExecutions:
        break
      }
    }
  }

  /// Looks for expectations of which there is nothing to measure.
  mutating func advise(on expectations: [Placed<Expectation>]) {
    let lasts = FaultSpans(draft.faults.map(\.value))
    let holdsToTheEnd = draft.faults.indices.contains { index in
      lasts[index].map { !$0.repeats && $0.begin < draft.end && $0.end >= draft.end } ?? false
    }
    for placed in expectations {
      let silence = silence(of: placed.value, holdsToTheEnd: holdsToTheEnd)
      if let silence { advise(.run(.nothingToMeasure(placed.name, silence)), at: placed.place) }
    }
  }

  private func silence(
    of expectation: Expectation, holdsToTheEnd: Bool
  ) -> RunAdvice.Silence? {
    let isAfterFaults = expectation.phase == .recovery || expectation.subject == .recoveryTime
    if isAfterFaults || expectation.phase == .chaos, draft.faults.isEmpty { return .noFaults }
    if isAfterFaults, holdsToTheEnd { return .faultsToTheEnd }
    if expectation.subject == .outcome(.outOfOrder) {
      return draft.blueprint.watchesOrder ? nil : .noOrder
    }
    if expectation.subject == .outcome(.superseded) {
      return draft.blueprint.compacts ? nil : .noCompaction
    }
    guard case .metric(let component, let metric, _) = expectation.subject,
      let function = draft.settings(FunctionComponentSettings.self, of: component),
      metric == .provisionedConcurrentExecutions
        || metric == .provisionedConcurrencySpilloverInvocations
    else { return nil }
    return function.environments.provisionedConcurrency == 0 ? .nothingProvisioned : nil
  }
}

/// A value with its name and its place.
struct Placed<Value> {
  var name: String
  var place: Place
  var value: Value
}
