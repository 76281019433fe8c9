import Simulation

/// What goes wrong: whom it can strike, and when.
extension Inspection {
  mutating func inspectFaults() {
    var first: [String: SourcePlace] = [:]
    var graph = NameGraph()
    for fault in draft.faults {
      let id = fault.value.id
      if !id.isEmpty, let taken = first[id] {
        note(.fault(.duplicateID(id, first: taken)), at: fault.place("id"))
      }
      first[id] = first[id] ?? fault.place("id").range.start
      if let leader = fault.value.after, !id.isEmpty { graph.connect(id, to: leader) }
      inspectTarget(of: fault)
      inspectTimes(of: fault)
    }
    for circle in graph.circles() {
      guard let fault = draft.faults.first(where: { $0.value.id == circle[0] }) else { continue }
      note(.fault(.circle(circle)), at: fault.place("after"))
    }
  }

  private mutating func inspectTarget(of fault: Entry<Fault>) {
    let (action, target) = (fault.value.action, fault.value.target)
    guard !target.isEmpty else { return }
    if action.targets == ["link"] { return inspectLink(of: fault) }
    if action.strikesPlaces { return inspectPlaces(of: fault) }
    guard let found = draft.part(target) else {
      return noteUnknown(target, of: action.targets, at: fault.place("target"))
    }
    guard let type = found.type else { return }
    if !action.targets.contains(type) {
      let others = FaultAction.allCases.filter { $0.targets.contains(type) }.map(\.rawValue)
      let problem = FaultProblem.cannotStrike(
        action: action.rawValue, target: target, type: type, allowed: action.targets,
        others: others)
      note(.fault(problem), at: fault.place("target"))
    } else if action.strikesSchedules,
      let redrive = draft.settings(RedriveSettings.self, of: target), redrive.schedule == nil
    {
      note(.fault(.noSchedule(target)), at: fault.place("target"))
    } else if action == .queueDuplicateDelivery, isFIFO(target) == true {
      note(.fault(.standardOnly(action.rawValue, target)), at: fault.place("target"))
    }
  }

  private mutating func inspectLink(of fault: Entry<Fault>) {
    guard let link = LinkName(fault.value.target) else {
      let problem = FaultProblem.notALink(
        action: fault.value.action.rawValue, target: fault.value.target)
      return note(.fault(problem), at: fault.place("target"))
    }
    for end in [link.source, link.destination]
    where draft.part(end) == nil {
      var place = fault.place("target")
      if case .text(let text) = fault.node["target"]?.value {
        place.range = place.range.part(end, of: text)
      }
      noteUnknown(end, of: [], at: place)
    }
  }

  private mutating func noteUnknown(_ name: String, of types: [String], at place: Place) {
    let suitable = draft.parts.filter { part in
      part.type.map { types.isEmpty || types.contains($0) } ?? true
    }
    let nearest =
      nearest(to: name, among: suitable.map(\.name))
      ?? nearest(to: name, among: draft.parts.map(\.name))
    let kind = types == [ProducerSettings.typeName] ? ReferenceKind.producer : .component
    note(.reference(.unknown(kind, name, nearest: nearest)), at: place)
  }
}

extension Inspection {
  private mutating func inspectTimes(of fault: Entry<Fault>) {
    let value = fault.value
    for (key, other, isContradiction) in [
      ("mtbf", "every", value.meanTimeBetween != nil && value.every != nil),
      ("mttr", "duration", value.meanTimeToRepair != nil && value.duration != nil),
    ] where isContradiction {
      note(.fault(.contradiction(other, key)), at: fault.place(key))
    }
    let needs: [(key: String, anyOf: [String], isUnmet: Bool)] = [
      (
        "mtbf", ["mttr", "duration"],
        value.meanTimeBetween != nil && value.meanTimeToRepair == nil && value.duration == nil
      ),
      ("mttr", ["mtbf"], value.meanTimeToRepair != nil && value.meanTimeBetween == nil),
      ("every", ["duration"], value.every != nil && value.duration == nil),
    ]
    for need in needs where need.isUnmet {
      note(.fault(.needs(need.key, anyOf: need.anyOf)), at: fault.place(need.key))
    }
    if let every = value.every, let duration = value.duration, every < duration {
      note(
        .fault(.beginsBeforeEnd(every: every.spelt, duration: duration.spelt)),
        at: fault.place("every"))
    }
    let ramps = value.rampUp + value.rampDown
    if let duration = value.duration, ramps > duration {
      note(
        .fault(.rampsTooLong(ramps: ramps.spelt, window: duration.spelt)),
        at: fault.place(value.rampUp > .zero ? "rampUp" : "rampDown"))
    }
    inspectCount(of: fault)
  }

  /// A fault that holds too often would take more memory than the run.
  private mutating func inspectCount(of fault: Entry<Fault>) {
    let value = fault.value
    let random = value.meanTimeBetween.map {
      $0 + (value.meanTimeToRepair ?? value.duration ?? .zero)
    }
    guard let step = value.every ?? random, step > .zero else { return }
    let count = (draft.header.duration.nanoseconds - 1) / step.nanoseconds + 1
    guard count > Int64(FaultSchedule.limit) else { return }
    note(
      .scenario(.tooMany(.windows, Int(count), limit: FaultSchedule.limit)),
      at: fault.place(value.every != nil ? "every" : "mtbf"))
  }
}
