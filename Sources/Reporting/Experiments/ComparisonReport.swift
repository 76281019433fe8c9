package import Experiment
internal import Scenario
package import Simulation

/// What is told of a comparison: what was asked for, what came of it, and how to do it again.
package struct ComparisonReport: Sendable {
  /// The scenario files, as the user named them.
  package let scenarios: [String]
  /// The words after the program's name that ask for the same again, but for the seed.
  package let arguments: [String]
  /// The variants held against the baseline and each other.
  package let comparison: Comparison
  /// How the expectations of each variant fared; empty when the experiment was interrupted.
  package let verdicts: [[ReplicatedVerdict]]

  /// A report on a comparison.
  ///
  /// - Parameter command: The words after the program's name and before the files.
  package init(
    scenarios: [String], command: [String] = ["compare"], options: [String] = [],
    _ comparison: Comparison
  ) {
    self.scenarios = scenarios
    arguments = command + scenarios + options
    self.comparison = comparison
    verdicts =
      comparison.result.wasInterrupted
      ? [] : comparison.result.variants.indices.map(comparison.result.verdicts)
  }

  /// What the runs came to.
  package var result: ExperimentResult { comparison.result }

  /// What the first variant simulates.
  package var blueprint: Blueprint { result.variants[0].variant.blueprint }

  /// What reports call the comparison: the scenario's title, or the files.
  package var title: String {
    let titles = result.variants.map(\.variant.blueprint.title)
    guard let first = titles.first, !first.isEmpty, titles.allSatisfy({ $0 == first }) else {
      return scenarios.joined(separator: ", ")
    }
    return first
  }

  /// The name of the variant against which the others are held.
  package var baseline: String { result.variants[comparison.baseline].name }

  /// What the program's exit code says of the comparison.
  package var exitCode: ExitCode {
    if result.wasInterrupted { return Interruption.request?.exitCode ?? .interrupted }
    return verdicts.joined().lazy.map(\.result).exitCode
  }

  /// The command line that repeats the comparison.
  package var commandLine: String {
    let words = ["faultline"] + arguments + ["--seed", blueprint.seed.description]
    return words.map(\.asShellWord).joined(separator: " ")
  }

  /// The hash of all runs in sixteen hexadecimal digits.
  package var fingerprint: String { result.fingerprint.hexadecimal }
}

extension ExperimentResult {
  /// A hash of the fingerprints of all variants, in their order.
  package var fingerprint: UInt64 {
    variants.reduce(0) { ($0 ^ $1.fingerprint) &* 0x9fb2_1c65_1e98_df25 }
  }
}

extension UInt64 {
  /// The number in sixteen hexadecimal digits.
  var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
