import Experiment
import Reporting
import Scenario
import Simulation

/// A scenario that was read and can be run, again and again: the library's front door.
///
/// ```swift
/// let scenario = try FaultScenario(text: text)
/// let run = try scenario.run(seed: 7)
/// print(run.outcomes.lost, run.expectationsHold)
/// ```
public struct FaultScenario: Sendable {
  let document: ScenarioDocument
  let name: String
  let source: SourceText
  /// What is worth knowing about the scenario, as a compiler would print it; empty when nothing is.
  public let warnings: String

  /// Reads a scenario.
  ///
  /// - Parameters:
  ///   - text: The scenario in JSON5.
  ///   - name: What messages call it.
  ///   - traces: The contents of a file that the scenario names as a trace, or `nil` if there is no
  ///     such file. Left out, there are none.
  /// - Throws: `ScenarioMistakes` with every mistake of the text.
  public init(
    text: String, name: String = "scenario.json5",
    traces: @escaping (String) -> [UInt8]? = { _ in nil }
  ) throws(ScenarioMistakes) {
    let source = SourceText(name: name, text: text)
    let (document, mistakes) = ScenarioDocument.read(source) { file in
      traces(file).map { .contents($0) } ?? .unreadable(reason: "no such file")
    }
    let findings = mistakes.rendered(in: source)
    guard let document else { throw ScenarioMistakes(description: findings) }
    self.document = document
    self.name = name
    self.source = source
    warnings = findings
  }

  /// The names of the variants that the scenario describes, in their order.
  public var variants: [String] { document.variants.map(\.name) }

  /// Runs the scenario once on its virtual clock.
  ///
  /// The same arguments give the same result, always.
  ///
  /// - Parameters:
  ///   - variant: The name of a variant; `nil` runs the scenario as it stands.
  ///   - seed: Where the random draws begin; `nil` takes the scenario's own seed.
  /// - Throws: `RunFailure` when there is no such variant, or a limit of the simulation is reached.
  public func run(variant: String? = nil, seed: UInt64? = nil) throws(RunFailure) -> ScenarioRun {
    guard let setup = setup(named: variant) else {
      throw RunFailure(description: "the scenario has no variant '\(variant ?? "")'")
    }
    var choice = RunChoice()
    choice.variant = variant
    choice.seed = seed
    var blueprint = setup.blueprint
    if let seed { blueprint.seed = seed }
    var world = World(blueprint)
    do throws(RunError) {
      let result = try world.run()
      if let limit = result.limit { throw RunError.limit(limit) }
      let chosen = ScenarioDocument.Variant(
        name: setup.name, blueprint: blueprint, expectations: setup.expectations)
      return ScenarioRun(
        RunReport(
          scenario: name, chosen, variants: variants, options: choice.options, result: result))
    } catch {
      throw RunFailure(description: error.description)
    }
  }

  private func setup(named name: String?) -> ScenarioDocument.Variant? {
    guard let name else { return document.base }
    return document.variants.first { $0.name == name }
  }
}

/// Every mistake of a scenario's text, each with its place and what to do.
public struct ScenarioMistakes: Error, CustomStringConvertible, Sendable {
  /// The mistakes as a compiler would print them.
  public let description: String
}

/// Why a run did not come to its end.
public struct RunFailure: Error, CustomStringConvertible, Sendable {
  /// What kept it, and what to do.
  public let description: String
}
