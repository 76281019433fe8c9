internal import Scenario
package import Simulation

/// A definition in the Amazon States Language as it lies in a file.
package struct DefinitionFile: Sendable {
  /// The file, as the user named it.
  package let path: String
  /// The machine; `nil` where the service would refuse the definition.
  package let machine: StateMachine?
  /// What the service would find.
  package let findings: [DefinitionFinding]

  /// More than the service takes, so that what is too large is told as the service does.
  private static let limit = 1 << 24

  /// Reads a definition.
  ///
  /// - Throws: When there is nothing to read; a mistake in what was read is no error.
  package init(reading path: String, kind: StateMachine.Kind) throws(InputError) {
    self.path = path
    let outcome = DefinitionReader.read(
      try InputFile.bytes(of: path, limit: Self.limit), kind: kind)
    machine = outcome.machine
    findings = outcome.findings
  }

  /// The findings, one to a line, and a line with the tally.
  ///
  /// - Parameter isQuiet: Whether warnings and the tally are left out.
  package func verdict(isQuiet: Bool) -> String {
    let errors = findings.filter { $0.severity == .error }
    let lines = (isQuiet ? errors : findings).map { "\(name): \($0.line)\n" }.joined()
    if isQuiet { return lines }
    let warnings = findings.count - errors.count
    return lines + "\(name): "
      + (errors.isEmpty ? "no mistakes" : errors.count.counted("mistake"))
      + (warnings == 0 ? "" : ", " + warnings.counted("warning")) + "\n"
  }

  private var name: String { CellText.printable(path) }

  /// The machine; its mistakes are told on standard error.
  package func meaning() throws(MistakenDefinition) -> StateMachine {
    guard let machine else {
      throw MistakenDefinition(
        lines: findings.filter { $0.severity == .error }.map {
          "\(name): \($0.line)"
        })
    }
    return machine
  }
}

extension DefinitionFinding {
  /// The finding as a line of text: place, severity, the service's name for it, and the sentence.
  fileprivate var line: String {
    CellText.printable(
      "\(place): \(severity == .error ? "error" : "warning"): \(code.rawValue): \(reason)")
  }
}

/// A definition, an input or a document of mocks that nothing can be executed with.
package struct MistakenDefinition: Error, Hashable, Sendable {
  let lines: [String]

  /// A mistake told in one sentence.
  init(_ sentence: String) { lines = ["error: " + sentence] }

  init(lines: [String]) { self.lines = lines }
}

extension MistakenDefinition: CommandError {
  package var exitCode: ExitCode { .invalidScenario }
  package var message: String? { lines.joined(separator: "\n") }
}
