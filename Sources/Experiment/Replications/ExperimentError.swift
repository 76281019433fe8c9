package import Simulation

/// Why an experiment has no result.
package enum ExperimentError: Error, Hashable, Sendable {
  /// A run could not go on.
  case run(RunError, variant: String, replication: Int)
  /// It was stopped before a single replication of all variants was finished.
  case interrupted
}

extension ExperimentError {
  /// Whether a limit of the scenario was met, which is no mistake of the program's.
  package var isLimit: Bool {
    if case .run(.limit, variant: _, replication: _) = self { true } else { false }
  }

  /// What a report says of it above the replications that were finished.
  package var note: String { "stopped: \(self)" }
}

extension ExperimentError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .run(let error, let variant, let replication):
      (variant.isEmpty ? "" : "variant '\(variant)', ") + "replication \(replication): \(error)"
    case .interrupted: "interrupted before the first replication was finished"
    }
  }
}
