extension Program {
  /// All commands and exit codes as a part of a reference page.
  var reference: String {
    let commands = commands.map { ArgumentReader.help(of: $0).reference }
    return (commands + [Self.exitCodes]).joined(separator: "\n")
  }

  private static var exitCodes: String {
    let rows = ExitCode.allCases.map { code in
      [code.rawValue.description, MarkdownText.escaped(code.meaning)]
    }
    return "## Exit codes\n\n" + MarkdownText.table(["code", "what it means"], rows)
  }
}

extension HelpText {
  /// The help under a heading of its own.
  fileprivate var reference: String {
    let usage = Self.usage(of: command, declarations)
    var parts = ["## \(command.name)\n\n\(MarkdownText.escaped(command.summary))\n"]
    parts.append(MarkdownText.code(usage) + "\n")
    parts += command.details.map { MarkdownText.escaped($0) + "\n" }
    if !declarations.isEmpty {
      let rows = declarations.map { declaration in
        [
          MarkdownText.code(declaration.isOption ? declaration.usage : declaration.name),
          MarkdownText.escaped(Self.helpWithDefault(of: declaration)),
        ]
      }
      parts.append(MarkdownText.table(["argument", "what it does"], rows))
    }
    if !command.examples.isEmpty {
      let examples = command.examples.map { "- \(MarkdownText.code($0.line)): \($0.purpose)\n" }
      parts.append("Examples:\n\n" + examples.joined())
    }
    return parts.joined(separator: "\n")
  }
}
