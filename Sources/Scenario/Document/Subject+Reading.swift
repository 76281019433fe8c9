import Simulation

/// What a scenario has that expectations can be about.
struct Measurables: Sendable {
  /// The components and producers with the metrics that each records, and the run's own.
  private let owners: [(name: String, metrics: [Metric])]
  /// Where each owner stands in `owners`.
  private let places: [String: Int]
  /// The names of the business effects.
  private let effects: [String]
  /// Whether the right name is looked for where one is wrong.
  var suggests = true

  init(_ draft: Draft) {
    let components = draft.components.map { entry in
      (name: entry.name.text, metrics: type(of: entry.value).metrics + [.cost])
    }
    let schedules = draft.components(of: RedriveSettings.self)
      .filter { $0.value.schedule != nil }
      .map {
        (name: $0.name.text + RedriveSettings.scheduleSuffix, metrics: ScheduleSettings.metrics)
      }
    let producers = draft.producers.map {
      (name: $0.name.text, metrics: ProducerSettings.metrics)
    }
    let messages: [Metric] = [.completed, .endToEndLatency, .lost]
    owners =
      components + schedules + producers + [(name: World.messagesName, metrics: messages)]
    places = Dictionary(owners.enumerated().map { ($1.name, $0) }) { first, _ in first }
    effects = draft.effects
  }

  /// What a subject without its braces stands for, or what is wrong with it.
  func subject(_ text: String) throws(ExpectationMistake) -> Expectation.Subject {
    if text == "recoveryTime" { return .recoveryTime }
    if text == "cost" { return .cost(component: nil) }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1, let last = parts.last, !parts.contains("") else {
      throw ExpectationMistake(.unknownSubject(text))
    }
    let rest = parts.dropLast().joined(separator: ".")
    if let statistic = Statistic(spelt: last), parts.count > 2 {
      let owner = parts.dropLast(2).joined(separator: ".")
      return try metric(parts[parts.count - 2], of: owner, statistic)
    }
    if rest == World.messagesName, !names(of: rest).contains(last) { return try outcome(last) }
    if rest == Expectation.SagaOutcome.owner, owner(rest) == nil { return try saga(last) }
    if last == "cost" { return try cost(of: rest) }
    if let measure = Expectation.EffectMeasure(rawValue: last), owner(rest) == nil {
      return try effect(rest, measure)
    }
    throw incomplete(text, parts: parts)
  }

  private func owner(_ name: String) -> (name: String, metrics: [Metric])? {
    places[name].map { owners[$0] }
  }

  private func names(of owner: String) -> [String] {
    self.owner(owner)?.metrics.map(\.definition.name) ?? []
  }

  private func metric(
    _ name: String, of owner: String, _ statistic: Statistic
  ) throws(ExpectationMistake) -> Expectation.Subject {
    guard let found = self.owner(owner) else { throw unknownOwner(owner) }
    guard let metric = found.metrics.first(where: { $0.definition.name == name }) else {
      throw unknownMetric(name, of: owner)
    }
    if statistic.isPercentile, !metric.definition.keepsPercentiles {
      throw ExpectationMistake(.noPercentiles(metric: name), part: statistic.rawValue)
    }
    return .metric(component: owner, metric, statistic)
  }

  private func outcome(_ name: String) throws(ExpectationMistake) -> Expectation.Subject {
    guard let outcome = Expectation.Outcome(rawValue: name) else {
      let known = Expectation.Outcome.allCases.map(\.rawValue)
      throw unknown(.outcome, name, of: World.messagesName, known: known)
    }
    return .outcome(outcome)
  }

  private func saga(_ name: String) throws(ExpectationMistake) -> Expectation.Subject {
    guard let outcome = Expectation.SagaOutcome(rawValue: name) else {
      throw unknown(
        .outcome, name, of: Expectation.SagaOutcome.owner,
        known: Expectation.SagaOutcome.allCases.map(\.rawValue))
    }
    return .saga(outcome)
  }

  private func cost(of name: String) throws(ExpectationMistake) -> Expectation.Subject {
    guard owner(name) != nil, name != World.messagesName else { throw unknownOwner(name) }
    return .cost(component: name)
  }

  private func effect(
    _ name: String, _ measure: Expectation.EffectMeasure
  ) throws(ExpectationMistake) -> Expectation.Subject {
    guard effects.contains(name) else { throw unknown(.effect, name, of: nil, known: effects) }
    return .effect(name: name, measure)
  }
}

/// Why a text is no subject, and which part of it is to blame.
struct ExpectationMistake: Error {
  let problem: ExpectationProblem
  /// The part to point at; the whole text if empty.
  let part: String

  init(_ problem: ExpectationProblem, part: String = "") {
    self.problem = problem
    self.part = part
  }
}

extension Measurables {
  /// What is wrong with a text that ends in neither a statistic nor another measure.
  private func incomplete(_ text: String, parts: [String]) -> ExpectationMistake {
    let statistics = Statistic.allCases.map(\.rawValue)
    let last = parts[parts.count - 1]
    let rest = parts.dropLast().joined(separator: ".")
    if names(of: rest).contains(last) {
      return ExpectationMistake(.noStatistic(text, known: statistics), part: last)
    }
    let owner = parts.dropLast(2).joined(separator: ".")
    if names(of: owner).contains(parts[max(0, parts.count - 2)]) {
      return unknown(.statistic, last, of: nil, known: statistics)
    }
    if self.owner(owner) != nil { return unknownMetric(parts[parts.count - 2], of: owner) }
    if self.owner(rest) != nil { return unknownMetric(last, of: rest) }
    if effects.contains(rest) {
      let measures = Expectation.EffectMeasure.allCases.map(\.rawValue)
      return unknown(.measure, last, of: rest, known: measures)
    }
    return unknownOwner(parts.count > 2 ? owner : rest)
  }

  private func unknownMetric(_ name: String, of owner: String) -> ExpectationMistake {
    unknown(.metric, name, of: owner, known: names(of: owner))
  }

  private func unknownOwner(_ name: String) -> ExpectationMistake {
    let known = owners.map(\.name) + effects
    let nearest = suggests ? nearestName(to: name, among: known) : nil
    return ExpectationMistake(
      .unknown(.component, name, owner: nil, nearest: nearest, known: []), part: name)
  }

  private func unknown(
    _ kind: ExpectationProblem.Kind, _ name: String, of owner: String?, known: [String]
  ) -> ExpectationMistake {
    // Another percentile is no slip of the pen: which there are says more than the nearest.
    let isPercentile = kind == .statistic && Statistic.isPercentile(name)
    let nearest = suggests && !isPercentile ? nearestName(to: name, among: known) : nil
    return ExpectationMistake(
      .unknown(kind, name, owner: owner, nearest: nearest, known: known), part: name)
  }
}

extension Statistic {
  /// The statistic of a name, whose case does not matter.
  fileprivate init?(spelt name: String) {
    let folded = name.lowercased()
    guard let found = Self.allCases.first(where: { $0.rawValue.lowercased() == folded }) else {
      return nil
    }
    self = found
  }

  /// Whether a name is that of a percentile, be it one that is kept or not: `p95`, `p99.9`.
  fileprivate static func isPercentile(_ name: String) -> Bool {
    name.first?.lowercased() == "p" && name.count > 1
      && name.dropFirst().allSatisfy { $0.isASCIIDigit || $0 == "." }
  }
}
