import Reporting

/// Writes a scenario to start from.
struct InitCommand: Command {
  static let description = CommandDescription(
    name: "faultline init",
    summary: "Writes a commented scenario to start from.",
    examples: [
      .init("faultline init", "writes \(StarterScenario.usualName)"),
      .init("faultline init shop.json5", "writes it under another name"),
    ])

  private let file: String
  private let replaces: Bool

  init(parsing arguments: inout ArgumentReader) throws(UsageError) {
    file =
      arguments.optionalPositional(
        "file", help: "The file to write. Default: \(StarterScenario.usualName).")
      ?? StarterScenario.usualName
    replaces = arguments.flag("--force", help: "Replaces a file that is there already.")
    try arguments.finish()
  }

  func run() throws -> ExitCode {
    try StarterScenario.write(to: file, replaces: replaces)
    StandardStream.note(
      "wrote \(file); next: faultline check \(file.asShellWord) finds mistakes, "
        + "faultline run \(file.asShellWord) simulates it\n")
    return .success
  }
}
