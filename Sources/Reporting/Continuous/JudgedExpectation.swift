package import Experiment
package import Scenario

/// How an expectation of a variant fared, for tools that run Faultline in a build.
package struct JudgedExpectation: Hashable, Sendable {
  /// The scenario file, as the user named it.
  package let file: String
  /// Where the expectation stands in the file, if it is known.
  package let place: SourcePlace?
  /// The variant's name; empty for the scenario as it stands.
  package let variant: String
  /// The expectation as the file has it.
  package let text: String
  /// Whether it held.
  package let result: Verdict.Result
  /// What was seen of it, in words.
  package let observation: String

  /// An expectation with what was seen of it.
  package init(
    file: String, place: SourcePlace?, variant: String, text: String, result: Verdict.Result,
    observation: String
  ) {
    self.file = file
    self.place = place
    self.variant = variant
    self.text = text
    self.result = result
    self.observation = observation
  }
}

extension RunReport {
  /// How the expectations fared.
  package var judged: [JudgedExpectation] {
    verdicts.enumerated().map { place, verdict in
      JudgedExpectation(
        file: scenario, place: places.indices.contains(place) ? places[place] : nil,
        variant: variant, text: verdict.expectation.text, result: verdict.result,
        observation: verdict.sentence)
    }
  }
}

extension ComparisonReport {
  /// How the expectations of all variants fared, variant by variant.
  package var judged: [JudgedExpectation] {
    parts.flatMap { part in
      zip(part.result.variants.indices, part.verdicts).flatMap { place, verdicts in
        judged(verdicts, of: part.result.variants[place].variant, at: place)
      }
    }
  }

  private func judged(
    _ verdicts: [ReplicatedVerdict], of variant: ScenarioDocument.Variant, at place: Int
  ) -> [JudgedExpectation] {
    verdicts.enumerated().map { line, verdict in
      JudgedExpectation(
        // Variants chosen from several files need not be in the files' order.
        file: scenarios.count == 1
          ? scenarios[0]
          : scenarios.first { variant.name == RunFiles.name(ofScenario: $0) } ?? variant.name,
        place: variant.places.indices.contains(line) ? variant.places[line] : nil,
        variant: variant.name, text: verdict.expectation.text, result: verdict.result,
        observation: verdict.sentence(in: TerminalStyle()))
    }
  }
}
