internal import Scenario

/// Why a scenario that was read is not run.
package enum ScenarioRefusal: Error, Hashable, Sendable {
  /// The file has mistakes, which have been told.
  case mistaken
  /// The scenario has no variant of this name.
  case noVariant(String, nearest: String?, known: [String])
  /// The scenario has no component of this name to draw.
  case noComponent(String, nearest: String?, known: [String])
  /// The scenario has no fault of this id.
  case noFault(String, nearest: String?, known: [String])
  /// There is no fault with an id to be compared under.
  case noFaults
  /// A fault that is to strike follows another one that is not.
  case faultFollows(String, String)
  /// Nothing of this name is measured.
  case noMeasure(String, nearest: String?, known: [String])
  /// Something of a sweep has no place in the scenario, or is no sweep.
  case setting(String)
}

extension ScenarioRefusal: CommandError {
  package var exitCode: ExitCode {
    switch self {
    case .mistaken: .invalidScenario
    case .noVariant, .noComponent, .noFault, .noFaults, .faultFollows, .noMeasure, .setting: .usage
    }
  }

  package var message: String? {
    switch self {
    case .mistaken: nil
    case .noVariant(let name, let nearest, let known):
      Self.message("variant", name, nearest, known)
    case .noComponent(let name, let nearest, let known):
      Self.message("component", name, nearest, known)
    case .noFault(let name, let nearest, let known):
      Self.message("fault", name, nearest, known)
    case .noMeasure(let name, let nearest, let known):
      Self.message("measure", name, nearest, known)
    case .noFaults: "error: the scenario has no faults with ids; give each fault an id"
    case .faultFollows(let fault, let first):
      "error: the fault '\(fault)' follows '\(first)'; ask for both"
    case .setting(let sentence): "error: " + sentence
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
