internal import Experiment
internal import Scenario
internal import Simulation

extension ReportPage {
  /// The page of a single run.
  package init(_ report: RunReport) {
    let result = report.result
    let blueprint = report.blueprint
    let criteria = Criterion.all(for: [blueprint])
    self.init(
      title: blueprint.title.isEmpty ? report.scenario : blueprint.title,
      circumstances: [
        report.scenario, report.variant.isEmpty ? "" : "variant '\(report.variant)'",
        Self.length(of: blueprint), "seed \(result.seed)",
      ].filter { !$0.isEmpty },
      parts: [
        PagePart(
          fault: "", verdict: PagePart.Verdict(report),
          columns: [PageColumn(report, criteria: criteria)], criteria: criteria, comparison: nil)
      ],
      command: report.command, fingerprint: report.fingerprint)
  }

  /// "30 min in periods of 1 min".
  static func length(of blueprint: Blueprint) -> String {
    "\(NumberText.duration(blueprint.duration)) in periods of "
      + NumberText.duration(blueprint.period)
  }
}

extension PageColumn {
  fileprivate init(_ report: RunReport, criteria: [Criterion]) {
    self.init(
      name: "this run", blueprint: report.blueprint, run: report.result,
      summaries: criteria.map { criterion in
        let observation = criterion.observation(of: report.result)
        return CriterionSummary(of: [observation], for: criterion, confidence: 0.95)
      },
      expectations: report.verdicts.map { verdict in
        PageExpectation(
          text: verdict.expectation.text, result: verdict.result, seen: verdict.sentence)
      })
  }
}

extension PagePart.Verdict {
  /// How a single variant fared, by its expectations.
  struct Tally {
    let tone: Tone
    let headline: String

    /// The sum of some verdicts; nothing where nothing was expected.
    init?(_ results: [Verdict.Result]) {
      let failed = results.count { $0 == .fail }
      let open = results.count { $0 == .inconclusive }
      let all = results.count
      guard all > 0 else { return nil }
      if failed > 0 {
        (tone, headline) = (.bad, "\(failed) of \(all) expectations failed")
      } else if open > 0 {
        (tone, headline) = (.warning, "\(open) of \(all) expectations could not be judged")
      } else {
        (tone, headline) = (
          .good, all == 1 ? "The expectation holds" : "All \(all) expectations hold"
        )
      }
    }
  }

  fileprivate init(_ report: RunReport) {
    if report.result.wasInterrupted {
      self.init(tone: .warning, headline: report.interruption)
      remarks = report.remarks(afterFates: true)
    } else if let tally = Tally(report.verdicts.map(\.result)) {
      self.init(tone: tally.tone, headline: tally.headline)
      remarks = report.remarks(afterFates: true)
    } else {
      self.init(tone: .plain, headline: report.fates)
      remarks = report.remarks(afterFates: false)
    }
  }
}

extension RunReport {
  /// "Of 2,400 messages 2,390 were completed, 7 lost and 3 stuck".
  fileprivate var fates: String {
    let outcomes = result.outcomes
    guard outcomes.offered > 0 else { return "No message was sent" }
    let others = [
      (outcomes.compensated ?? 0, "compensated"), (outcomes.superseded ?? 0, "superseded"),
      (outcomes.lost, "lost"),
      (outcomes.halfDone, "half done"), (outcomes.stuck, "stuck"),
      (outcomes.pending, "pending"),
    ].filter { $0.0 > 0 }.map { "\(NumberText.grouped($0.0)) \($0.1)" }
    let completed =
      outcomes.completed == outcomes.offered ? "all" : NumberText.grouped(outcomes.completed)
    let counts = ["\(completed) completed"] + others
    return "Of \(NumberText.grouped(outcomes.offered)) messages: " + counts.joined(lastBy: "and")
  }

  fileprivate func remarks(afterFates isToldBefore: Bool) -> [PageRemark] {
    let failures = verdicts.filter { $0.result != .pass }.map { verdict in
      "\(verdict.expectation.text) "
        + (verdict.result == .fail ? "failed" : "could not be judged") + ": \(verdict.sentence)"
    }
    let doubled = result.outcomes.doubled
    let doubles = doubled > 0 ? ["\(NumberText.grouped(doubled)) messages had an effect twice"] : []
    let late = result.outcomes.outOfOrder ?? 0
    let disorder =
      late > 0 ? ["\(NumberText.grouped(late)) messages took effect out of order"] : []
    let facts =
      failures + (isToldBefore ? [fates] : []) + doubles + disorder
      + ["Recovery: \(recoveryText)", "End to end: \(endToEnd)", "Cost: \(cost)"]
    return facts.map { PageRemark($0) }
  }
}
