package import Scenario
package import Simulation

/// What the command line changes about a scenario: which variant, and what goes before the file.
package struct RunChoice: Sendable {
  /// The variant's name; `nil` for the scenario as it stands.
  package var variant: String?
  /// The seed instead of the file's.
  package var seed: UInt64?
  /// The duration instead of the file's.
  package var duration: Interval?
  /// The period instead of the file's.
  package var period: Interval?
  /// Whether each message's fate is recorded.
  package var recordsMessages = false
  /// What is recorded of the conversations between components.
  package var trace: TraceFocus?

  /// The durations that a run may have, as a scenario's header has them.
  package static let durations = ScenarioHeader.range(of: "duration")
  /// The periods that metrics may be reported in, as a scenario's header has them.
  package static let periods = ScenarioHeader.range(of: "period")

  /// Changes nothing.
  package init() {}

  /// What the choice makes of a scenario.
  ///
  /// - Throws: When the scenario has no variant of that name.
  package func setup(
    of document: ScenarioDocument
  ) throws(ScenarioRefusal) -> ScenarioDocument.Variant {
    var setup = try chosenVariant(of: document)
    if let seed { setup.blueprint.seed = seed }
    if let duration { setup.blueprint.duration = duration }
    if let period { setup.blueprint.period = period }
    setup.blueprint.recordsMessages = recordsMessages
    setup.blueprint.trace = trace
    return setup
  }

  /// The options that make the choice again; the seed is not among them.
  package var options: [String] {
    var options: [String] = []
    if let variant { options += ["--variant", variant] }
    if let duration { options += ["--duration", duration.spelt] }
    if let period { options += ["--period", period.spelt] }
    return options
  }

  private func chosenVariant(
    of document: ScenarioDocument
  ) throws(ScenarioRefusal) -> ScenarioDocument.Variant {
    guard let variant else { return document.base }
    if let chosen = document.variants.first(where: { $0.name == variant }) { return chosen }
    let names = document.variants.map(\.name)
    throw .noVariant(variant, nearest: NearestWord.to(variant, among: names), known: names)
  }
}

extension ScenarioHeader {
  /// The range of a key that holds a length of time.
  fileprivate static func range(of key: String) -> ClosedRange<Interval> {
    for parameter in parameters where parameter.name == key {
      if case .duration(let range) = parameter.kind { return range }
    }
    preconditionFailure("the header has no duration '\(key)'")
  }
}
