import Reporting

/// Reads scenarios and tells what is wrong with them, without running anything.
struct CheckCommand: Command {
  static let description = CommandDescription(
    name: "faultline check",
    summary: "Reads scenarios and tells what is wrong with them, without running anything.",
    details: [
      "A mistake keeps a scenario from running. A warning does not: it is about what AWS would "
        + "refuse or what is known to hurt."
    ],
    examples: [.init("faultline check Scenarios/*/*.json5", "all that ship")])

  private let scenarios: [String]
  private let isQuiet: Bool

  init(parsing arguments: inout ArgumentReader) throws(UsageError) {
    scenarios = try arguments.positionals("scenario", help: "The scenario files.")
    isQuiet = arguments.flag("--quiet", help: "Prints mistakes only, no warnings and no tallies.")
    try arguments.finish()
  }

  func run() throws -> ExitCode {
    var worst = ExitCode.success
    for scenario in scenarios {
      let code = try check(scenario)
      if worst == .success { worst = code }
    }
    return worst
  }

  /// Checks one file; one that cannot be read does not keep the others from being checked.
  private func check(_ scenario: String) throws -> ExitCode {
    do {
      let file = try ScenarioFile(reading: scenario)
      try StandardStream.show(file.verdict(isQuiet: isQuiet))
      return file.isMistaken ? .invalidScenario : .success
    } catch let error as InputError {
      StandardStream.note("error: \(error)\n")
      return error.exitCode
    }
  }
}
