import Reporting

/// Prints the JSON Schema of scenario files.
struct SchemaCommand: Command {
  static let description = CommandDescription(
    name: "faultline schema",
    summary: "Prints the JSON Schema of scenario files, for editors that complete and check.",
    details: [
      "The schema knows every key, its kind and its range. What takes the whole file to judge, such "
        + "as whether a component that is named exists, is for 'faultline check'."
    ],
    examples: [.init("faultline schema > faultline.schema.json", "for an editor's settings")])

  init(parsing arguments: inout ArgumentReader) throws(UsageError) { try arguments.finish() }

  func run() throws -> ExitCode {
    try StandardStream.show(ScenarioSchema.text)
    return .success
  }
}
