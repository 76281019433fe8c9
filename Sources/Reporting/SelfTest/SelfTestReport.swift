package import Experiment

/// What is told of a self-test: every check with what was expected and what was measured.
package struct SelfTestReport: Sendable {
  private let cases: [SelfTestCase]
  private let outcomes: [SelfTest.Outcome]

  /// A report on cases and what came of each.
  package init(_ cases: [SelfTestCase], _ outcomes: [SelfTest.Outcome]) {
    self.cases = cases
    self.outcomes = outcomes
  }

  /// What the program's exit code says: 0 if every check holds.
  package var exitCode: ExitCode {
    if let request = Interruption.request { return request.exitCode }
    return outcomes.allSatisfy(\.holds) ? .success : .expectationFailed
  }

  /// The report for people: a line for each check, and their sum.
  package func text(in style: TerminalStyle) -> String {
    var table = Table([
      .init(), .init("case", overflow: .wrap), .init("check", overflow: .wrap),
      .init("expected", .right), .init("measured", .right), .init("interval", .right),
    ])
    for (test, outcome) in zip(cases, outcomes) {
      for row in rows(of: test, outcome, in: style) { table.append(row) }
    }
    return table.text(in: style) + "\n" + tally + "\n"
  }

  private func rows(
    of test: SelfTestCase, _ outcome: SelfTest.Outcome, in style: TerminalStyle
  ) -> [[Table.Cell]] {
    switch outcome {
    case .findings(let findings):
      findings.enumerated().map { place, finding in
        [
          Self.mark(finding.holds, in: style), Table.Cell(place == 0 ? "\(test)" : ""),
          Table.Cell(finding.subject), Table.Cell(Self.number(finding.expected)),
          Table.Cell(Self.number(finding.measured), finding.holds ? .plain : .bad),
          Table.Cell(finding.interval.map(Self.text) ?? "exact", .quiet),
        ]
      }
    case .failure(let reason):
      [[Self.mark(false, in: style), "\(test)", Table.Cell(reason, .bad), "", "", ""]]
    case .notRun: [["?", "\(test)", Table.Cell("not run", .warning), "", "", ""]]
    }
  }

  private var tally: String {
    let findings = outcomes.flatMap { outcome -> [SelfTestFinding] in
      if case .findings(let findings) = outcome { findings } else { [] }
    }
    let held = findings.count { $0.holds }
    let missing = outcomes.count { outcome in
      if case .findings = outcome { false } else { true }
    }
    return "\(held) of \(findings.count) checks hold"
      + (missing == 0 ? "" : "; \(missing) of \(cases.count) cases gave none")
  }

  private static func mark(_ holds: Bool, in style: TerminalStyle) -> Table.Cell {
    (holds ? Verdict.Result.pass : .fail).mark(in: style)
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e9
      ? NumberText.grouped(value) : NumberText.significant(value, digits: 5)
  }

  private static func text(_ interval: ConfidenceInterval) -> String {
    number(interval.low) + " to " + number(interval.high)
  }
}
