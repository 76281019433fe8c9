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
      name: variant.name.isEmpty ? ComparisonName.base : variant.name,
      blueprint: variant.variant.blueprint, run: variant.first,
      summaries: result.summaries(for: place),
      expectations: result.verdicts(for: place).map(PageExpectation.init))
  }
}

/// What the scenario as it stands is called among its variants.
private enum ComparisonName {
  static let base = "as it stands"
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
    func text(_ sentence: Sentence) -> String {
      values.sentence(sentence, of: result).withCapital
    }
    let verdict = comparison.verdict.map(text)
    self.init(
      tone: result.wasInterrupted ? .warning : .plain,
      headline: verdict.first ?? "One variant has nothing to be held against",
      remarks: verdict.dropFirst() + comparison.sentences.map(text),
      cautions: comparison.cautions.map(text))
    if result.wasInterrupted {
      cautions.insert("Interrupted: these are the replications that were finished.", at: 0)
    }
  }
}

extension String {
  /// The text as the beginning of a sentence; a name in quotes stays as it is.
  fileprivate var withCapital: String { prefix(1).uppercased() + dropFirst() }
}
