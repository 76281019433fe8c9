/// The program: it finds the command that the user means and has it do its work.
package struct Program {
  private let name: String
  private let summary: String
  private let version: String
  let commands: [any Command.Type]

  /// A program of commands, in the order of the help.
  package init(name: String, summary: String, version: String, commands: [any Command.Type]) {
    self.name = name
    self.summary = summary
    self.version = version
    self.commands = commands
  }

  /// What a command line leads to.
  package enum Action {
    /// Show a text on standard output: help or version.
    case show(String)
    /// Do a command's work.
    case run(any Command)
  }

  /// Finds out what a command line, without the program's name, asks for.
  package func action(
    for arguments: [String], in style: TerminalStyle
  ) throws(UsageError) -> Action {
    guard let word = arguments.first else { throw UsageError(.missingCommand, program: name) }
    let rest = Array(arguments.dropFirst())
    switch word {
    case "--help", "-h": return .show(overview(in: style))
    case "--version": return .show("\(name) \(version)\n")
    case "help":
      let subject = rest.filter { !$0.hasPrefix("-") }
      guard !subject.isEmpty else { return .show(overview(in: style)) }
      return try action(for: subject + ["--help"], in: style)
    default: return try action(for: word, rest, in: style)
    }
  }

  /// Some commands are chosen by two words, `states run`; the first alone tells which there are.
  private func action(
    for word: String, _ rest: [String], in style: TerminalStyle
  ) throws(UsageError) -> Action {
    let group = commands.filter { $0.description.words.hasPrefix(word + " ") }
    guard !group.isEmpty else { return try read(try command(named: word), rest, in: style) }
    guard let second = rest.first else {
      throw UsageError(.missingCommand, program: "\(name) \(word)")
    }
    if second == "--help" || second == "-h" { return .show(overview(of: group, in: style)) }
    return try read(try command(named: "\(word) \(second)"), Array(rest.dropFirst()), in: style)
  }

  private func overview(in style: TerminalStyle) -> String { overview(of: commands, in: style) }

  private func overview(of commands: [any Command.Type], in style: TerminalStyle) -> String {
    HelpText.overview(
      program: name, summary: summary, commands: commands.map { $0.description }, in: style)
  }

  private func command(named word: String) throws(UsageError) -> any Command.Type {
    let known = commands.map { $0.description.words }
    guard let place = known.firstIndex(of: word) else {
      let nearest = NearestWord.to(word, among: known + ["help"])
      throw UsageError(.unknownCommand(word, nearest: nearest), program: name)
    }
    return commands[place]
  }

  private func read<Chosen: Command>(
    _ command: Chosen.Type, _ arguments: [String], in style: TerminalStyle
  ) throws(UsageError) -> Action {
    let outcome = try ArgumentReader.parse(arguments, for: command.description) {
      (reader: inout ArgumentReader) throws(UsageError) -> Chosen in
      try Chosen(parsing: &reader)
    }
    switch outcome {
    case .command(let command): return .run(command)
    case .help(let help): return .show(help.text(in: style))
    }
  }
}

extension CommandDescription {
  /// The words that choose the command: `run` of `faultline run`, `states run` of `faultline states run`.
  package var words: String { name.split(separator: " ").dropFirst().joined(separator: " ") }
}

extension Program {
  /// Does what a command line asks for, tells the user what goes wrong, and says how it ended.
  package func run(_ arguments: [String]) -> ExitCode {
    Interruption.survive()
    do {
      switch try action(for: arguments, in: .detected(for: .output)) {
      case .show(let text):
        try StandardStream.show(text)
        return .success
      case .run(let command): return try command.run()
      }
    } catch let error as any CommandError {
      if let message = error.message { StandardStream.note(message + "\n") }
      return error.exitCode
    } catch {
      StandardStream.note("error: \(error)\n")
      return .internalError
    }
  }
}

extension StandardStream {
  /// Writes a result to standard output, to its end.
  package static func show(_ text: String) throws(OutputError) {
    let output = StandardStream(.output)
    output.write(text)
    try output.flush()
  }

  /// Writes what is no result to standard error; where that is closed, nobody wants to know.
  package static func note(_ text: String) {
    let stream = StandardStream(.error)
    stream.write(text)
    try? stream.flush()
  }
}
