import Simulation

/// Names, limits and the header.
extension Inspection {
  /// Whether the scenario is of a size that is worth looking at; notes what there is too much of.
  mutating func isWithinLimits() -> Bool {
    let counts: [(ScenarioProblem.Countable, [Node.Member], [Node], ScenarioSection)] = [
      (.components, members(of: .components), [], .components),
      (.producers, members(of: .producers), [], .producers),
      (.faults, [], elements(of: .faults), .faults),
      (.actions, [], elements(of: .actions), .actions),
      (.expectations, members(of: .expectations), [], .expectations),
    ]
    var isWithin = true
    for (things, members, elements, section) in counts {
      let ranges = members.map(\.name.range) + elements.map(\.range)
      guard ranges.count > Limit.parts else { continue }
      isWithin = false
      note(
        .scenario(.tooMany(things, ranges.count, limit: Limit.parts)),
        at: Place(range: ranges[Limit.parts], path: TreePath(section.rawValue)))
    }
    return isWithin
  }

  mutating func inspectHeader() {
    let header = draft.header
    if header.formatVersion != scenarioFormatVersion {
      note(
        .scenario(.formatVersion(header.formatVersion, supported: scenarioFormatVersion)),
        at: headerPlace("formatVersion"))
    }
    let count = (header.duration.nanoseconds - 1) / header.period.nanoseconds + 1
    if count > Int64(Limit.periods) {
      note(
        .scenario(.tooMany(.periods, Int(count), limit: Limit.periods)), at: headerPlace("period"))
    }
    let known = Lint.Rule.allCases.map(\.rawValue)
    for (index, wish) in header.lint.enumerated() where !known.contains(wish.name) {
      let nearest = nearest(to: wish.name, among: known)
      note(
        .scenario(.unknownAdvice(wish.name, nearest: nearest)), at: lintPlace(index, wish.name))
    }
  }

  mutating func adviseOnHeader() {
    let (duration, period) = (draft.header.duration, draft.header.period)
    if duration.nanoseconds % period.nanoseconds != 0 {
      advise(
        .run(.unevenPeriods(duration: duration.spelt, period: period.spelt)),
        at: headerPlace("period"))
    }
    let isScheduled =
      !draft.components(of: ScheduleSettings.self).isEmpty
      || draft.components(of: RedriveSettings.self).contains { $0.value.schedule != nil }
    let isInvoked = draft.actions.contains { $0.value.deed == .invoke }
    if draft.producers.isEmpty, !isScheduled, !isInvoked {
      advise(.run(.nothingSends), at: Place(range: draft.root.range, path: .root))
    }
  }

  /// The place of a key of the header, or of the scenario if it is left out.
  func headerPlace(_ key: String) -> Place {
    Place(range: (draft.root[key] ?? draft.root).range, path: .root)
  }

  private func lintPlace(_ index: Int, _ name: String) -> Place {
    guard case .object(let members) = draft.root["lint"]?.value,
      let member = members.first(where: { $0.name.text == name })
    else { return headerPlace("lint") }
    return Place(range: member.name.range, path: TreePath("lint"))
  }
}

extension Inspection {
  mutating func inspectNames() {
    let members = [ScenarioSection.components, .producers].flatMap { section in
      self.members(of: section).map { (section: section, name: $0.name) }
    }
    var first: [String: SourcePlace] = [:]
    for (section, name) in members {
      let place = Place(range: name.range, path: TreePath(section.rawValue))
      if let problem = problem(with: name.text, taken: first) {
        note(.scenario(problem), at: place)
      }
      first[name.text] = first[name.text] ?? name.range.start
    }
    let redrives = draft.components(of: RedriveSettings.self).filter { $0.value.schedule != nil }
    let schedules = Dictionary(
      redrives.map { ($0.name.text + RedriveSettings.scheduleSuffix, $0.name.text) }
    ) { first, _ in first }
    for (section, name) in members {
      guard let redrive = schedules[name.text] else { continue }
      note(
        .scenario(.nameOfSchedule(name.text, redrive: redrive)),
        at: Place(range: name.range, path: TreePath(section.rawValue)))
    }
  }

  private func members(of section: ScenarioSection) -> [Node.Member] {
    guard case .object(let members) = draft.root[section.rawValue]?.value else { return [] }
    return members
  }

  private func elements(of section: ScenarioSection) -> [Node] {
    guard case .list(let nodes) = draft.root[section.rawValue]?.value else { return [] }
    return nodes
  }

  private func problem(
    with name: String, taken: [String: SourcePlace]
  ) -> ScenarioProblem? {
    if !name.isScenarioName { return .badName(name) }
    if name == World.messagesName { return .reservedName(name) }
    return taken[name].map { .nameTaken(name, first: $0) }
  }
}

extension String {
  /// Whether the text can be the name of a component, a producer or an effect.
  var isScenarioName: Bool {
    (1...Limit.nameLength).contains(utf8.count)
      && utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: "."):
          true
        default: false
        }
      }
  }
}
