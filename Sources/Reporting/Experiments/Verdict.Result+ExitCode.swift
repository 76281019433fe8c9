internal import Experiment

extension Sequence<Verdict.Result> {
  /// What the program's exit code says of expectations that fared so.
  var exitCode: ExitCode {
    if contains(.fail) { return .expectationFailed }
    return contains(.inconclusive) ? .inconclusive : .success
  }
}
