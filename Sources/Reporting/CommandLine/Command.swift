package import Simulation

/// One command of the program: what it asks of its command line, and what it does.
package protocol Command {
  /// What the command is called and what it does.
  static var description: CommandDescription { get }
  /// Reads the command's arguments.
  init(parsing arguments: inout ArgumentReader) throws(UsageError)
  /// Does what the command is there for.
  ///
  /// - Throws: Errors that are `CommandError`s; any other is a mistake of ours.
  func run() throws -> ExitCode
}

/// An error that can tell the user what went wrong, and the shell how bad it is.
package protocol CommandError: Error {
  /// What the program's exit code says of it.
  var exitCode: ExitCode { get }
  /// The whole message; `nil` where there is nobody to tell, or all has been told.
  var message: String? { get }
}

extension UsageError: CommandError {
  package var message: String? { description }
}

extension InputError: CommandError {
  package var exitCode: ExitCode { .noInput }
  package var message: String? { "error: \(self)" }
}

extension OutputError: CommandError {
  package var message: String? { isBrokenPipe ? nil : "error: \(self)" }
}

extension RunError: CommandError {
  package var exitCode: ExitCode {
    switch self {
    case .imbalance: .internalError
    case .limit: .limitReached
    }
  }
  package var message: String? { "error: \(self)" }
}
