internal import Experiment
internal import Simulation

/// What a page tells of one variant, in a column or a row of its tables and a panel of each graph.
struct PageColumn: Sendable {
  /// What the reader knows the variant by.
  let name: String
  /// What was simulated.
  let blueprint: Blueprint
  /// The run that the graphs are drawn from; `nil` where none was kept.
  let run: RunResult?
  /// What the replications say, by the place of the criterion.
  let summaries: [CriterionSummary]
  /// How the expectations fared.
  let expectations: [PageExpectation]

  /// The mean of a criterion by its name; `nil` where it was not measured.
  func mean(_ criterion: String) -> Double? {
    summaries.first { $0.criterion.name == criterion }?.mean
  }

  /// The components of the run that a redrive brought along.
  func isRedrive(_ component: String) -> Bool {
    blueprint.components.contains { $0.name == component && $0.settings is RedriveSettings }
  }
}

/// How one expectation fared.
struct PageExpectation: Sendable {
  /// The expectation as the scenario has it.
  let text: String
  /// Whether it held.
  let result: Verdict.Result
  /// What was seen, in words.
  let seen: String
}

extension Blueprint {
  /// Whether a queue is where some other part of the system sends what it cannot process.
  func isDeadLetterQueue(_ name: String) -> Bool {
    components.contains { component in
      switch component.settings {
      case let queue as QueueComponentSettings: queue.redrivePolicy?.deadLetterQueue == name
      case let redrive as RedriveSettings: redrive.source == name
      case let function as FunctionComponentSettings: function.deadLetterQueue == name
      default: false
      }
    }
  }
}
