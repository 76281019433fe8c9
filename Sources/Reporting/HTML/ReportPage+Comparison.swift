internal import Experiment
internal import Scenario
internal import Simulation

extension ReportPage {
  /// The page of a comparison: of one part, or of one for each fault alone.
  package init(_ report: ComparisonReport) {
    let first = report.parts[0].result
    let count = first.variants.count
    self.init(
      title: report.title,
      circumstances: [
        report.scenarios.joined(separator: ", "), count == 1 ? "" : "\(count) variants",
        "\(NumberText.grouped(first.replications)) replications" + (count == 1 ? "" : " of each"),
        Self.length(of: report.blueprint), "seed \(report.blueprint.seed)",
        "confidence \(NumberText.percent(first.confidence))",
      ].filter { !$0.isEmpty },
      parts: report.parts.map { PagePart($0.comparison, fault: $0.fault) },
      command: report.commandLine, fingerprint: report.fingerprint)
  }
}

extension PagePart {
  fileprivate init(_ comparison: Comparison, fault: String) {
    let result = comparison.result
    self.init(
      fault: fault, verdict: Verdict(comparison, CriterionText(in: TerminalStyle())),
      columns: result.variants.indices.map { PageColumn(result, $0) }, criteria: result.criteria,
      comparison: comparison)
  }
}

extension PageColumn {
  fileprivate init(_ result: ExperimentResult, _ place: Int) {
    let variant = result.variants[place]
    self.init(
      name: variant.pageName,
      blueprint: variant.variant.blueprint, run: variant.first,
      summaries: result.summaries(for: place),
      expectations: result.wasInterrupted
        ? [] : result.verdicts(for: place).map(PageExpectation.init))
  }
}

extension PageExpectation {
  fileprivate init(_ verdict: ReplicatedVerdict) {
    let kept = verdict.kept
    let mean = verdict.mean.map { "mean " + verdict.expectation.unit.text($0) }
    let share =
      kept.trials > 0
      ? "held in \(NumberText.grouped(kept.hits)) of \(NumberText.grouped(kept.trials)) runs" : nil
    let seen = [share, mean].compactMap(\.self)
    self.init(
      text: verdict.expectation.text, result: verdict.result,
      seen: seen.isEmpty ? "there was nothing to measure" : seen.joined(separator: "; "))
  }
}

extension PagePart.Verdict {
  fileprivate init(_ comparison: Comparison, _ values: CriterionText) {
    let result = comparison.result
    func remarks(_ sentences: [Sentence]) -> [PageRemark] {
      sentences.map { PageRemark($0, of: result, values) }
    }
    let isAlone = result.variants.count == 1 && !result.wasInterrupted
    let tally = isAlone ? Tally(result.verdicts(for: 0).map(\.result)) : nil
    self.init(
      tone: result.wasInterrupted ? .warning : tally?.tone ?? .plain,
      headline: tally?.headline ?? comparison.headline, reasons: remarks(comparison.verdict),
      remarks: remarks(comparison.sentences),
      cautions: remarks(comparison.cautions))
    if result.wasInterrupted {
      let reason = result.failure.map { $0.note + ";" } ?? "Interrupted:"
      let caution = reason + " these are the replications that were finished."
      cautions.insert(PageRemark(caution), at: 0)
    }
  }
}

extension Comparison {
  /// Who survives best, without the reasons.
  fileprivate var headline: String {
    if result.variants.count == 1 {
      return "\(NumberText.grouped(result.replications)) replications of one variant"
    }
    let names = survival.best.map { "'\(result.variants[$0].pageName)'" }.joined(lastBy: "and")
    if survival.rounds.isEmpty { return "The variants cannot be told apart" }
    if !survival.isDecided { return "Too few replications to say which survives best" }
    return names + (survival.best.count > 1 ? " survive best" : " survives best")
  }
}
