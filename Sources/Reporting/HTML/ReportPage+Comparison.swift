package import Experiment
internal import Scenario
package import Simulation

extension ReportPage {
  /// The page of one comparison, or of several of the same variants.
  ///
  /// - Parameters:
  ///   - comparisons: The comparisons, each under the fault that strikes in it; under an empty name
  ///     where all do.
  ///   - title: What the comparison is called.
  ///   - scenario: The file or files, as the user named them.
  ///   - command: The command line that repeats the comparison.
  ///   - fingerprint: The hash of all runs.
  /// - Precondition: There is a comparison.
  package init(
    _ comparisons: [Named<Comparison>], title: String, scenario: String, command: String,
    fingerprint: String
  ) {
    precondition(!comparisons.isEmpty, "there is nothing to report")
    let first = comparisons[0].value
    let blueprint = first.result.variants[first.baseline].variant.blueprint
    self.init(
      title: title,
      circumstances: [
        scenario, "\(first.result.variants.count) variants",
        "\(NumberText.grouped(first.result.replications)) replications of each",
        Self.length(of: blueprint), "seed \(blueprint.seed)",
        "confidence \(NumberText.percent(first.result.confidence))",
      ],
      parts: comparisons.map { PagePart($0.value, fault: $0.name) }, command: command,
      fingerprint: fingerprint)
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
    self.init(
      tone: result.wasInterrupted ? .warning : .plain, headline: comparison.headline,
      reasons: remarks(comparison.verdict), remarks: remarks(comparison.sentences),
      cautions: remarks(comparison.cautions))
    if result.wasInterrupted {
      let caution = "Interrupted: these are the replications that were finished."
      cautions.insert(PageRemark(caution), at: 0)
    }
  }
}

extension Comparison {
  /// Who survives best, without the reasons.
  fileprivate var headline: String {
    guard result.variants.count > 1 else { return "One variant has nothing to be held against" }
    let names = survival.best.map { "'\(result.variants[$0].pageName)'" }.joined(lastBy: "and")
    if survival.rounds.isEmpty { return "The variants cannot be told apart" }
    return names + (survival.best.count > 1 ? " survive best" : " survives best")
  }
}
