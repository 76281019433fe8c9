/// Whether the same scenario and seed gave the same results twice, as they must.
package enum DeterminismCheck {
  /// Two runs of the same scenario and seed differ.
  package struct Failure: Error {
    let fingerprints: [String]
  }

  /// Compares two runs: their fingerprints, which cover every event, and every number reported.
  package static func compare(_ first: RunReport, _ second: RunReport) throws(Failure) {
    try compare(
      [first, second].map {
        ($0.fingerprint, $0.text(as: .csv, charts: .main, in: TerminalStyle()))
      })
  }

  /// Compares two experiments likewise.
  package static func compare(
    _ first: ComparisonReport, _ second: ComparisonReport
  ) throws(Failure) {
    try compare([first, second].map { ($0.fingerprint, $0.text(as: .csv, in: TerminalStyle())) })
  }

  private static func compare(_ runs: [(fingerprint: String, text: String)]) throws(Failure) {
    guard runs.allSatisfy({ $0 == runs[0] }) else {
      throw Failure(fingerprints: runs.map(\.fingerprint))
    }
  }
}

extension DeterminismCheck.Failure: CommandError {
  package var exitCode: ExitCode { .internalError }

  package var message: String? {
    "error: two runs of the same scenario and seed differ (fingerprints "
      + fingerprints.joined(separator: " and ") + "); this is a mistake in faultline itself"
  }
}
