/// What a command leaves for the build that it is a part of.
package struct BuildOutput: Sendable {
  private let junit: String?
  private let annotations: Annotations

  /// Reads the options of every command that judges expectations.
  package init(reading arguments: inout ArgumentReader) throws(UsageError) {
    junit = try arguments.option(
      "--junit", as: String.self, placeholder: "<file>",
      help: "Writes how the expectations fared in JUnit's form, for build servers.")
    annotations = try arguments.option(
      "--annotations", default: .none,
      help: "Marks expectations that do not hold for a build server, on standard error.")
  }

  /// Leaves what was asked for.
  ///
  /// - Parameter name: What the scenario is called.
  package func publish(_ judged: [JudgedExpectation], of name: String) throws(OutputError) {
    let marks = annotations.text(of: judged)
    if !marks.isEmpty { StandardStream.note(marks) }
    if let junit { try JUnitFile(name, judged).write(to: junit) }
  }
}
