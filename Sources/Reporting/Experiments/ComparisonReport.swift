package import Experiment
internal import Scenario
internal import Simulation

/// What is told of a comparison: what was asked for, what came of it, and how to do it again.
package struct ComparisonReport: Sendable {
  /// The scenario files, as the user named them.
  package let scenarios: [String]
  /// The words after the program's name that ask for the same again, but for the seed.
  package let arguments: [String]
  /// The comparisons: a single one, or one under each fault.
  package let parts: [ComparisonPart]

  /// A report on comparisons of the same variants.
  ///
  /// - Parameter command: The words after the program's name and before the files.
  /// - Precondition: There is a comparison.
  package init(
    scenarios: [String], command: [String] = ["compare"], options: [String] = [],
    _ parts: [ComparisonPart]
  ) {
    precondition(!parts.isEmpty, "there is nothing to report")
    self.scenarios = scenarios
    arguments = command + scenarios + options
    self.parts = parts
  }

  /// The results of the first comparison.
  var first: ExperimentResult { parts[0].result }

  /// What the first variant simulates.
  var blueprint: Blueprint { first.variants[0].variant.blueprint }

  /// What reports call the comparison: the scenario's title, or the files.
  package var title: String {
    let titles = first.variants.map(\.variant.blueprint.title)
    guard let title = titles.first, !title.isEmpty, titles.allSatisfy({ $0 == title }) else {
      return scenarios.joined(separator: ", ")
    }
    return title
  }

  /// What the program's exit code says of the comparison.
  package var exitCode: ExitCode {
    if let failure = first.failure { return failure.exitCode }
    if first.wasInterrupted { return Interruption.request?.exitCode ?? .interrupted }
    return parts.flatMap(\.verdicts).joined().lazy.map(\.result).exitCode
  }

  /// The command line that repeats the comparison.
  package var commandLine: String {
    let words = ["faultline"] + arguments + ["--seed", blueprint.seed.description]
    return words.map(\.asShellWord).joined(separator: " ")
  }

  /// The hash of all runs in sixteen hexadecimal digits.
  package var fingerprint: String {
    parts.flatMap(\.result.variants)
      .reduce(0 as UInt64) { ($0 ^ $1.fingerprint) &* 0x9fb2_1c65_1e98_df25 }.hexadecimal
  }
}

/// One comparison of a report: of all variants, under all faults or under one of them.
package struct ComparisonPart: Sendable {
  /// The fault that strikes; empty where all do.
  package let fault: String
  /// The variants held against the baseline and each other.
  package let comparison: Comparison
  /// How the expectations of each variant fared; empty when the experiment was interrupted.
  package let verdicts: [[ReplicatedVerdict]]

  /// A comparison under a fault, or under all.
  package init(_ comparison: Comparison, fault: String = "") {
    self.fault = fault
    self.comparison = comparison
    verdicts =
      comparison.result.wasInterrupted
      ? [] : comparison.result.variants.indices.map(comparison.result.verdicts)
  }

  /// Parts the results of the variants under one fault after the other.
  ///
  /// - Parameter faults: The faults; a single empty one where all strike.
  package static func parts(
    of result: ExperimentResult, faults: [String], baseline: Int
  ) -> [ComparisonPart] {
    let count = result.variants.count / faults.count
    return faults.enumerated().map { place, fault in
      let part = ExperimentResult(
        criteria: result.criteria,
        variants: Array(result.variants[(place * count)..<((place + 1) * count)]),
        replications: result.replications, confidence: result.confidence,
        wasInterrupted: result.wasInterrupted, failure: result.failure)
      return ComparisonPart(Comparison(part, baseline: baseline), fault: fault)
    }
  }

  /// What the runs came to.
  package var result: ExperimentResult { comparison.result }

  /// The name of the variant against which the others are held.
  package var baseline: String { result.variants[comparison.baseline].name }

  /// The verdict in words: who survives best and why, and who is on the Pareto front.
  package var verdict: [String] { sentences(comparison.verdict) }

  /// What a mean would hide, in words.
  package var cautions: [String] { sentences(comparison.cautions) }

  private func sentences(_ sentences: [Sentence]) -> [String] {
    let text = CriterionText(in: TerminalStyle())
    return sentences.map { text.sentence($0, of: result) }
  }

  /// What files call a variant: its name, and the fault where there is one alone.
  func fileName(ofVariant place: Int) -> String {
    let name = result.variants[place].name
    return fault.isEmpty ? name : "\(name) under \(fault)"
  }
}

extension UInt64 {
  /// The number in sixteen hexadecimal digits.
  var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
