/// The help of a command, made from what the command asks for.
package struct HelpText: Hashable, Sendable {
  let command: CommandDescription
  let declarations: [ArgumentDeclaration]

  init(_ command: CommandDescription, _ declarations: [ArgumentDeclaration]) {
    self.command = command
    self.declarations = declarations
  }

  /// The help as lines of text.
  package func text(in style: TerminalStyle) -> String {
    var paragraphs = [Self.filled(command.summary, style)]
    let usage = Self.usage(of: command, declarations)
    paragraphs.append(style.painted("usage:", .heading) + " \(usage)\n")
    paragraphs += command.details.map { Self.filled($0, style) }
    paragraphs += section("arguments", declarations.filter { !$0.isOption }, style)
    let help = ArgumentDeclaration(name: "--help", kind: .flag, help: "Shows this help.")
    paragraphs += section("options", declarations.filter(\.isOption) + [help], style)
    if !command.examples.isEmpty {
      let lines = command.examples.map { "  \($0.line)\n      \($0.purpose)\n" }
      paragraphs.append(style.painted("examples:", .heading) + "\n" + lines.joined())
    }
    return paragraphs.joined(separator: "\n")
  }

  /// The help of the whole program: its commands and its exit codes.
  package static func overview(
    program: String, summary: String, commands: [CommandDescription], in style: TerminalStyle
  ) -> String {
    var list = Table([.init(), .init(overflow: .wrap)], indentation: 2)
    for command in commands {
      list.append([Table.Cell(command.words), Table.Cell(command.summary)])
    }
    var codes = Table([.init("", .right), .init(overflow: .wrap)], indentation: 2)
    for code in ExitCode.allCases {
      codes.append([Table.Cell(code.rawValue.description), Table.Cell(code.meaning)])
    }
    return """
      \(filled(summary, style))
      \(style.painted("usage:", .heading)) \(program) <command> [arguments]

      \(style.painted("commands:", .heading))
      \(list.text(in: style))
      \(style.painted("exit codes:", .heading))
      \(codes.text(in: style))
      '\(program) <command> --help' explains a command.

      """
  }

  /// How a command is called, in one line.
  static func usage(of command: CommandDescription, _ declarations: [ArgumentDeclaration]) -> String
  {
    let positionals = declarations.filter { !$0.isOption }.map(\.usage)
    return ([command.name] + positionals + ["[options]"]).joined(separator: " ")
  }

  private func section(
    _ title: String, _ declarations: [ArgumentDeclaration], _ style: TerminalStyle
  ) -> [String] {
    guard !declarations.isEmpty else { return [] }
    var table = Table([.init(), .init(overflow: .wrap)], indentation: 2)
    for declaration in declarations {
      let usage = declaration.isOption ? declaration.usage : declaration.name
      table.append([Table.Cell(usage), Table.Cell(Self.helpWithDefault(of: declaration))])
    }
    return [style.painted(title + ":", .heading) + "\n" + table.text(in: style)]
  }

  /// The help of an argument, with what holds when it is not given.
  static func helpWithDefault(of declaration: ArgumentDeclaration) -> String {
    guard case .option(_, _, let standard?) = declaration.kind, !standard.isEmpty else {
      return declaration.help
    }
    return declaration.help + " Default: \(standard)."
  }

  private static func filled(_ paragraph: String, _ style: TerminalStyle) -> String {
    CellText.wrapped(paragraph, to: style.width).map { $0 + "\n" }.joined()
  }
}
