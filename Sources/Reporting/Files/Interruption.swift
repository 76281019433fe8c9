internal import Glibc
internal import Synchronization

/// A request from outside to stop: Control-C, or the signal by which a job is terminated.
///
/// The handler does the one thing that is safe in a signal handler: it sets a flag. Whoever works in
/// a loop looks at `request` between periods, writes what is finished and ends with its exit code.
package enum Interruption: Int32, Sendable {
  /// Control-C (SIGINT).
  case interrupt = 2
  /// SIGTERM.
  case terminate = 15

  private static let caught = Atomic<Int32>(0)

  /// The first request so far, or `nil`.
  package static var request: Interruption? {
    Interruption(rawValue: caught.load(ordering: .relaxed))
  }

  /// The exit code that tells the shell why the program ended.
  package var exitCode: ExitCode {
    switch self {
    case .interrupt: .interrupted
    case .terminate: .terminated
    }
  }

  /// Turns the signals into requests; a second one of the same kind ends the program at once.
  package static func listen() {
    caught.store(0, ordering: .relaxed)
    // Whoever started the program may have had signals blocked, which is inherited.
    var heard = sigset_t()
    sigemptyset(&heard)
    sigaddset(&heard, SIGINT)
    sigaddset(&heard, SIGTERM)
    for request in [Interruption.interrupt, .terminate] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { number in
        _ = Interruption.caught.compareExchange(expected: 0, desired: number, ordering: .relaxed)
      }
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_RESTART
      sigaction(request.rawValue, &action, nil)
    }
    pthread_sigmask(SIG_UNBLOCK, &heard, nil)
  }

  /// Has writes fail that would end the program and leave an unfinished file.
  ///
  /// These are writes to a pipe without reader, and those past the limit of a file's size. So every
  /// command ends with the same code.
  package static func survive() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }
}
