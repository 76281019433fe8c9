/// What the program tells the shell that called it.
///
/// The codes from 64 to 78 are those of BSD's `sysexits.h`; 128 and a signal's number is the shells'
/// own way to say that a signal ended a program.
package enum ExitCode: Int32, CaseIterable, Sendable {
  /// All went well: every expectation holds.
  case success = 0
  /// At least one expectation does not hold.
  case expectationFailed = 1
  /// The interval of an expectation straddles its bound: more replications are needed.
  case inconclusive = 2
  /// A limit stopped a run that grew too far; what was finished is written.
  case limitReached = 3
  /// A search found a schedule of faults that breaks an expectation.
  case counterexampleFound = 4
  /// The command line is mistaken.
  case usage = 64
  /// The scenario is mistaken.
  case invalidScenario = 65
  /// The scenario file does not exist or cannot be read.
  case noInput = 66
  /// The program found a mistake of its own.
  case internalError = 70
  /// A file or directory cannot be created.
  case cannotCreate = 73
  /// A file cannot be written to its end.
  case cannotWrite = 74
  /// Control-C stopped the run; what was finished is written.
  case interrupted = 130
  /// Who read standard output has gone, as `head` does: what a shell shows for SIGPIPE.
  case readerGone = 141
  /// A request to terminate stopped the run; what was finished is written.
  case terminated = 143

  /// What the code means, for the help.
  package var meaning: String {
    switch self {
    case .success: "every expectation holds"
    case .expectationFailed: "at least one expectation does not hold"
    case .inconclusive: "an expectation's interval straddles its bound; more replications decide it"
    case .limitReached: "a limit stopped a runaway; what was finished is written"
    case .counterexampleFound: "a search found faults that break an expectation"
    case .usage: "the command line is mistaken"
    case .invalidScenario: "the scenario is mistaken"
    case .noInput: "the scenario file does not exist or cannot be read"
    case .internalError: "a mistake in faultline itself"
    case .cannotCreate: "a file or directory cannot be created"
    case .cannotWrite: "a file cannot be written to its end"
    case .interrupted: "interrupted (Control-C); what was finished is written"
    case .readerGone: "who read standard output has gone, as 'head' does; files are written"
    case .terminated: "asked to terminate; what was finished is written"
    }
  }
}
