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
    zip(result.variants.indices, verdicts).flatMap { variant, verdicts in
      let setup = result.variants[variant].variant
      return verdicts.enumerated().map { place, verdict in
        JudgedExpectation(
          file: scenarios.count == 1 ? scenarios[0] : scenarios[variant],
          place: setup.places.indices.contains(place) ? setup.places[place] : nil,
          variant: setup.name, text: verdict.expectation.text, result: verdict.result,
          observation: verdict.sentence(in: TerminalStyle()))
      }
    }
  }
}
