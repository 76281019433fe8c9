package import Experiment
internal import Scenario
internal import Simulation

extension ReportPage {
  /// The page of a comparison.
  ///
  /// - Parameters:
  ///   - scenario: The file or files, as the user named them.
  ///   - command: The command line that repeats the comparison.
  package init(_ comparison: Comparison, scenario: String, command: String) {
    let result = comparison.result
    let values = CriterionText(in: TerminalStyle())
    let first = result.variants[comparison.baseline]
    let blueprint = first.variant.blueprint
    self.init(
      title: blueprint.title.isEmpty ? scenario : blueprint.title,
      circumstances: [
        scenario, "\(result.variants.count) variants",
        "\(NumberText.grouped(result.replications)) replications of each",
        Self.length(of: blueprint), "seed \(blueprint.seed)",
        "confidence \(NumberText.percent(result.confidence))",
      ],
      verdict: Verdict(comparison, values),
      columns: result.variants.indices.map { PageColumn(result, $0, values) },
      criteria: result.criteria, comparison: comparison, command: command,
      fingerprint: result.variants.map { $0.fingerprint.asSixteenDigits }.joined(separator: " "))
  }
}

extension PageColumn {
  fileprivate init(_ result: ExperimentResult, _ place: Int, _ values: CriterionText) {
    let variant = result.variants[place]
    self.init(
      name: variant.pageName,
      blueprint: variant.variant.blueprint, run: variant.first,
      summaries: result.summaries(for: place),
      expectations: result.verdicts(for: place).map(PageExpectation.init))
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

extension ReportPage.Verdict {
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
