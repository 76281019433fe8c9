package import Experiment
package import Scenario

/// What the command line asks to be varied.
package struct SweepChoice: Sendable {
  /// The grid.
  package let sweep: Sweep
  private let settings: [String]
  private let variant: String?

  /// Reads what is varied, an axis each.
  package init(_ settings: [String], variant: String?) throws(ScenarioRefusal) {
    self.settings = settings
    self.variant = variant
    do throws(SweepMistake) {
      sweep = try Sweep(reading: settings)
    } catch {
      throw .setting(error.description)
    }
  }

  /// The scenario at every point, once its mistakes and warnings are on standard error.
  ///
  /// - Parameter measures: The names of what is to be shown.
  /// - Throws: When a mistake keeps the scenario from running at some point, or nothing has such a name.
  package func points(
    of file: ScenarioFile, measures: [String], isQuiet: Bool
  ) throws -> [ScenarioDocument.Variant] {
    // What is wrong with the file itself is told as it is for a run.
    try file.meaning(isQuiet: isQuiet) { _ in
      let variants = try points(of: file)
      _ = try SweepReport.places(
        of: measures, among: Criterion.all(for: variants.map(\.blueprint)))
      return variants
    }
  }

  private func points(
    of file: ScenarioFile
  ) throws(ScenarioRefusal) -> [ScenarioDocument.Variant] {
    let read: (variants: [ScenarioDocument.Variant]?, mistakes: [Mistake])
    do throws(SettingMistake) {
      read = try sweep.variants(of: file.source, variant: variant) {
        ScenarioFile.trace($0, besides: file.path)
      }
    } catch {
      throw .setting(error.description)
    }
    let errors = read.mistakes.filter { $0.severity == .error }
    if !errors.isEmpty { StandardStream.note(errors.rendered(in: file.source)) }
    guard let variants = read.variants else { throw .mistaken }
    return variants
  }

  /// The options that make the choice again.
  package var options: [String] {
    (variant.map { ["--variant", $0] } ?? []) + settings.flatMap { ["--set", $0] }
  }
}
