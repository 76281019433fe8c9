package import Simulation

/// Why an experiment has no result.
package enum ExperimentError: Error, Hashable, Sendable {
  /// A run could not go on.
  case run(RunError, variant: String, replication: Int)
  /// It was stopped before a single replication of all variants was finished.
  case interrupted
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
