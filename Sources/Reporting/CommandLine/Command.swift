/// One command of the program: what it asks of its command line, and what it does.
package protocol Command {
  /// What the command is called and what it does.
  static var description: CommandDescription { get }
  /// Reads the command's arguments.
  init(parsing arguments: inout ArgumentReader) throws(UsageError)
  /// Does what the command is there for.
  func run() throws(CommandFailure) -> ExitCode
}

/// Why a command could not do its work.
package enum CommandFailure: Error, Sendable {
  /// The command line is mistaken.
  case usage(UsageError)
  /// A file cannot be read.
  case input(InputError)
  /// A result cannot be written.
  case output(OutputError)
  /// Whatever else went wrong, in a sentence that follows `error: `.
  case other(String, ExitCode)

  /// What the program's exit code says of it.
  package var exitCode: ExitCode {
    switch self {
    case .usage(let error): error.exitCode
    case .input: .noInput
    case .output(let error): error.exitCode
    case .other(_, let code): code
    }
  }

  /// The message for the user; `nil` where there is nobody to tell.
  package var message: String? {
    switch self {
    case .usage(let error): error.description
    case .input(let error): "error: \(error)"
    case .output(let error): error.isBrokenPipe ? nil : "error: \(error)"
    case .other(let sentence, _): "error: \(sentence)"
    }
  }
}
