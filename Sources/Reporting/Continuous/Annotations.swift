internal import Experiment
internal import Scenario

/// Marks in a change's files that a build server shows where an expectation does not hold.
package enum Annotations: String, CaseIterable, ArgumentValue, Sendable {
  /// None.
  case none
  /// Workflow commands of GitHub Actions, which its runner reads from the output of a step
  /// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
  case github

  /// A line for each expectation that does not hold, or of which the runs cannot tell.
  package func text(of judged: [JudgedExpectation]) -> String {
    switch self {
    case .none: ""
    case .github: judged.compactMap(Self.command).joined()
    }
  }

  private static func command(for judged: JudgedExpectation) -> String? {
    let (level, title): (String, String)
    switch judged.result {
    case .pass: return nil
    case .fail: (level, title) = ("error", "expectation does not hold")
    case .inconclusive: (level, title) = ("warning", "expectation cannot be judged")
    }
    var properties = "file=\(escaped(judged.file, inProperty: true))"
    if let place = judged.place { properties += ",line=\(place.line),col=\(place.column)" }
    properties += ",title=\(title)"
    let variant = judged.variant.isEmpty ? "" : "'\(judged.variant)': "
    let message = "\(variant)\(judged.text): \(judged.observation)"
    return "::\(level) \(properties)::\(escaped(message, inProperty: false))\n"
  }

  private static func escaped(_ text: String, inProperty: Bool) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "%": "%25"
      case "\r": "%0D"
      case "\n": "%0A"
      case ":" where inProperty: "%3A"
      case "," where inProperty: "%2C"
      default: String(Character(scalar))
      }
    }.joined()
  }
}
