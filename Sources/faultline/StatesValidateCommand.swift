import Reporting
import Simulation

/// Tells what the service would refuse of definitions in the Amazon States Language.
struct StatesValidateCommand: Command {
  static let description = CommandDescription(
    name: "faultline states validate",
    summary: "Tells what Step Functions would refuse of definitions in the Amazon States Language.",
    details: [
      "All mistakes of a definition are told at once, each with its place and with the service's own "
        + "name for it. The exit code is 65 where the service would refuse a definition."
    ],
    examples: [.init("faultline states validate saga.asl.json", "one definition")])

  private let definitions: [String]
  private let kind: StateMachine.Kind
  private let isQuiet: Bool

  init(parsing arguments: inout ArgumentReader) throws(UsageError) {
    definitions = try arguments.positionals("definition", help: "The files of the definitions.")
    kind = try arguments.option(
      "--type", default: .standard, help: "What kind of workflow shall execute them.")
    isQuiet = arguments.flag("--quiet", help: "Prints mistakes only, no warnings and no tallies.")
    try arguments.finish()
  }

  func run() throws -> ExitCode {
    var worst = ExitCode.success
    for definition in definitions {
      let code = try validate(definition)
      if worst == .success { worst = code }
    }
    return worst
  }

  /// Validates one file; one that cannot be read does not keep the others from it.
  private func validate(_ path: String) throws -> ExitCode {
    do {
      let file = try DefinitionFile(reading: path, kind: kind)
      try StandardStream.show(file.verdict(isQuiet: isQuiet))
      return file.machine == nil ? .invalidScenario : .success
    } catch let error as InputError {
      StandardStream.note("error: \(error)\n")
      return error.exitCode
    }
  }
}
