/// A page of the reference, printed from what the program itself knows.
package enum ReferencePage: String, CaseIterable, Sendable {
  case commands
  case scenarios
  case components
  case faults
  case metrics

  /// The name of the page's file.
  package var fileName: String { name + ".md" }

  /// The page's name in links of other pages.
  package var name: String {
    switch self {
    case .commands: "CommandReference"
    case .scenarios: "ScenarioReference"
    case .components: "ComponentReference"
    case .faults: "FaultReference"
    case .metrics: "MetricReference"
    }
  }

  /// What the page is about, in one sentence.
  package var help: String {
    switch self {
    case .commands: "Every command of the program with its arguments, and every exit code."
    case .scenarios: "The file format: its parts, steps, actions, distributions and warnings."
    case .components: "Every type of component and all that can be set of it."
    case .faults: "Every fault, whom it can strike and what can be set of it."
    case .metrics: "Everything that is measured, and what the services charge."
    }
  }

  /// The page in Markdown; `program` is whose commands are told.
  package func text(of program: Program) -> String {
    let body =
      switch self {
      case .commands: program.reference
      default: topics.map { $0.reference }.joined(separator: "\n")
      }
    return """
      # \(title)

      \(help)

      ## Overview

      \(overview)

      \(body)
      """
  }

  private var title: String {
    switch self {
    case .commands: "Reference: commands"
    case .scenarios: "Reference: scenario files"
    case .components: "Reference: components"
    case .faults: "Reference: faults"
    case .metrics: "Reference: metrics and prices"
    }
  }

  private var overview: String {
    let origin = "`faultline reference \(rawValue)` prints this page."
    switch self {
    case .commands:
      return origin + " <doc:RunningScenarios> explains the commands with examples."
    case .scenarios:
      return origin
        + " `faultline schema` prints the same as a JSON Schema (draft 2020-12) for editors. Types of"
        + " components stand in <doc:ComponentReference>, faults in <doc:FaultReference>; how to write"
        + " a scenario is told in <doc:WritingScenarios>."
    case .components:
      return origin
        + " An object's own keys follow it with a point: `redrivePolicy.maxReceiveCount`. What each"
        + " component does is told in <doc:Services>."
    case .faults: return origin + " <doc:Faults> explains them."
    case .metrics: return origin + " <doc:ReadingResults> explains how to read them."
    }
  }

  /// What of the catalogue stands on the page.
  private var topics: [CatalogueTopic] {
    switch self {
    case .commands: []
    case .scenarios: [.scenario, .steps, .actions, .distributions, .lint]
    case .components: [.components]
    case .faults: [.faults]
    case .metrics: [.metrics, .prices]
    }
  }
}
