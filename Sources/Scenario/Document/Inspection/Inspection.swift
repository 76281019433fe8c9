import Simulation

/// Looks a draft over for what shows only when its parts are seen together.
///
/// What must be an error is found even in a draft with mistakes; advice is given only on one without.
struct Inspection {
  var draft: Draft
  private(set) var mistakes: [Mistake]
  private let givesAdvice: Bool

  /// Whether advice is of use: it is given on a draft without mistakes only.
  var isAdvisable: Bool { givesAdvice && !mistakes.containErrors }

  /// An inspection of a draft that adds to the mistakes of its reading.
  ///
  /// - Parameter givesAdvice: Whether the draft is all that the file says.
  init(of draft: Draft, mistakes: [Mistake], givesAdvice: Bool) {
    self.draft = draft
    self.mistakes = mistakes
    self.givesAdvice = givesAdvice
  }

  /// Notes an error.
  mutating func note(_ problem: Problem, at place: Place) {
    mistakes.append(Mistake(problem, at: place.range, path: place.path))
  }

  /// Notes a piece of advice, unless the scenario does not want it.
  mutating func advise(_ lint: Lint, at place: Place) {
    let name = lint.rule.rawValue
    if draft.header.lint.contains(where: { $0.name == name && $0.value == .off }) { return }
    mistakes.append(
      Mistake(.advice(lint), severity: lint.severity, at: place.range, path: place.path))
  }

  /// The name that was probably meant, as long as not too much was found for a search to be worth it.
  func nearest(to name: String, among names: some Sequence<String>) -> String? {
    mistakes.count < Limit.nearestSearches ? nearestName(to: name, among: names) : nil
  }

  /// Adds what was found elsewhere.
  mutating func add(_ found: [Mistake]) { mistakes += found }
}

extension Inspection {
  /// Looks up what names stand for.
  mutating func resolve(_ references: [Reference]) {
    guard case .list(let faults) = draft.root[ScenarioSection.faults.rawValue]?.value else {
      return add(names(ofFaults: []).mistakes(in: references))
    }
    let ids = faults.compactMap { node -> String? in
      if case .text(let id) = node["id"]?.value { id } else { nil }
    }
    add(names(ofFaults: ids).mistakes(in: references))
  }

  private func names(ofFaults ids: [String]) -> NamesInScenario {
    var types: [String: String] = [:]
    for entry in draft.components(of: FailoverSettings.self) {
      let target = entry.value.targets.first?.to
      types[entry.name.text] = target.flatMap { draft.part($0)?.type }
    }
    return NamesInScenario(components: draft.parts, faults: ids, typesBehindNames: types)
  }

  /// Puts the rows of recorded messages into the producers that name their files.
  mutating func readTraces(from traces: inout TraceLibrary) {
    for index in draft.producers.indices {
      let entry = draft.producers[index]
      guard case .trace(var trace) = entry.value.arrivals, !trace.file.isEmpty else { continue }
      switch traces.rows(in: trace.file) {
      case .success(let rows):
        trace.rows = rows
        draft.producers[index].value.arrivals = .trace(trace)
      case .failure(let mistake):
        note(.trace(mistake.problem), at: entry.place("arrivals", "trace", "file"))
      }
    }
  }

  /// The expectations of the draft.
  mutating func expectations() -> [Placed<Expectation>] {
    var measurables = Measurables(draft)
    return draft.expectations.compactMap { entry in
      measurables.suggests = mistakes.count < Limit.nearestSearches
      do throws(PlacedMistake) {
        let expectation = try Expectation.reading(entry, among: measurables)
        return Placed(name: entry.name.text, place: entry.namePlace, value: expectation)
      } catch {
        note(
          .expectation(error.problem), at: Place(range: error.range, path: entry.path.container))
        return nil
      }
    }
  }

  /// Looks for what cannot be, and in a draft where all can be for what is not wise.
  mutating func inspect(_ expectations: [Placed<Expectation>]) {
    let steps = draft.placedSteps
    inspectHeader()
    inspectNames()
    inspectPlacements()
    inspectQueues()
    inspectFunctions()
    inspectTopics()
    inspectOrder(steps)
    inspectMachines()
    inspectFailovers()
    inspectBrokers()
    inspectStreams()
    inspectSchedules()
    inspectSteps(steps)
    inspectProducers()
    inspectFaults()
    inspectActions()
    guard isAdvisable else { return }
    adviseOnHeader()
    adviseOnQueues()
    adviseOnBrokers()
    adviseOnFunctions()
    adviseOnSchedules()
    adviseOnSteps(steps)
    adviseOnProducers()
    adviseOnFaults()
    adviseOnActions()
    advise(on: expectations)
  }
}
