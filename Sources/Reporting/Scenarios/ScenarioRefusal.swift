internal import Scenario

/// Why a scenario that was read is not run.
package enum ScenarioRefusal: Error, Hashable, Sendable {
  /// The file has mistakes, which have been told.
  case mistaken
  /// The scenario has no variant of this name.
  case noVariant(String, nearest: String?, known: [String])
  /// The scenario has no component of this name to draw.
  case noComponent(String, nearest: String?, known: [String])
}

extension ScenarioRefusal: CommandError {
  package var exitCode: ExitCode {
    switch self {
    case .mistaken: .invalidScenario
    case .noVariant, .noComponent: .usage
    }
  }

  package var message: String? {
    switch self {
    case .mistaken: nil
    case .noVariant(let name, let nearest, let known):
      Self.message("variant", name, nearest, known)
    case .noComponent(let name, let nearest, let known):
      Self.message("component", name, nearest, known)
    }
  }

  private static func message(
    _ kind: String, _ name: String, _ nearest: String?, _ known: [String]
  ) -> String {
    let start = "error: the scenario has no \(kind) '\(name)'"
    if let nearest { return start + "; did you mean '\(nearest)'?" }
    return known.isEmpty
      ? start + ", nor any other"
      : start + "; use " + known.map { "'\($0)'" }.joined(lastBy: "or")
  }
}
