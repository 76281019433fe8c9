/// A mistake in a command line: what is wrong, and how the command is used.
package struct UsageError: Error, Hashable, Sendable {
  /// The facts of a mistake, enough to make its sentence.
  package enum Problem: Error, Hashable, Sendable {
    case missingCommand
    case unknownCommand(String, nearest: String?)
    case unknownOption(String, nearest: String?)
    case missingValue(String, placeholder: String)
    case unexpectedValue(String, String)
    case invalidValue(String, String, expected: String, nearest: String?)
    case givenTwice(String)
    case missingArgument(String)
    case unexpectedArgument(String)
    /// A sentence of the command's own.
    case other(String)
    /// Not the user's mistake: ends the pass in which a command only says what it asks for.
    case declaring
  }

  /// What is wrong.
  package let problem: Problem
  /// How the command is called.
  private let usage: String
  /// What to type for more help.
  private let helpCommand: String

  /// What the program's exit code says of it.
  package var exitCode: ExitCode { .usage }

  init(_ problem: Problem, in command: CommandDescription, _ declarations: [ArgumentDeclaration]) {
    self.problem = problem
    usage = HelpText.usage(of: command, declarations)
    helpCommand = command.name + " --help"
  }

  /// A mistake in the choice of the command.
  package init(_ problem: Problem, program: String) {
    self.problem = problem
    usage = "\(program) <command>"
    helpCommand = program + " --help"
  }

  /// The sentence alone, as it follows `error: `.
  package var sentence: String {
    switch problem {
    case .missingCommand: "no command is given"
    case .unknownCommand(let name, let nearest):
      "unknown command '\(name)'" + Self.suggestion(nearest)
    case .unknownOption(let name, let nearest):
      "unknown option '\(name)'" + Self.suggestion(nearest)
    case .missingValue(let name, let placeholder):
      "'\(name)' needs a value: \(name) \(placeholder)"
    case .unexpectedValue(let name, let value): "'\(name)' takes no value, but is given '\(value)'"
    case .invalidValue(let name, let value, let expected, let nearest):
      "'\(name)' is '\(value)'; use \(expected)" + Self.suggestion(nearest)
    case .givenTwice(let name): "'\(name)' is given twice; give it once"
    case .missingArgument(let name): "\(name) is missing"
    case .unexpectedArgument(let argument):
      "unexpected argument '\(argument)'; if its name has spaces, put it in quotes"
    case .other(let sentence): sentence
    case .declaring: "the command was not read to its end"
    }
  }

  private static func suggestion(_ nearest: String?) -> String {
    nearest.map { "; did you mean '\($0)'?" } ?? ""
  }
}

extension UsageError: CustomStringConvertible {
  /// The whole message: the mistake, the usage, and where to find more.
  package var description: String {
    """
    error: \(sentence)
    usage: \(usage)
    '\(helpCommand)' says more
    """
  }
}
