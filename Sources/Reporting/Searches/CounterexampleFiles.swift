package import Experiment
package import Scenario
internal import Simulation

/// The scenario files that a search leaves: one for each rule that it saw broken.
package struct CounterexampleFiles: Sendable {
  private let directory: String
  private let source: SourceText
  private let variant: String?

  /// The files of a search in a scenario.
  package init(in directory: String, source: SourceText, variant: String?) {
    self.directory = directory
    self.source = source
    self.variant = variant
  }

  /// Makes the directory, so that no long search is begun whose findings have no place to go.
  package func prepare() throws(OutputError) { try OutputDirectory.create(directory) }

  /// Where a counterexample goes, by its place among the findings, the smallest first.
  package func path(of place: Int) -> String {
    directory + "/counterexample" + (place == 0 ? "" : "-\(place + 1)") + ".json5"
  }

  /// Writes a scenario for each finding, all or none.
  package func write(_ findings: [SearchFinding], of result: SearchResult) throws(OutputError) {
    var files: [OutputFile] = []
    for (place, finding) in findings.enumerated() {
      let file = try OutputFile(path(of: place))
      file.write(text(of: finding, in: result))
      try file.finish()
      files.append(file)
    }
    for file in files { try file.commit() }
  }

  /// The scenario that shows a finding, to be run as any other.
  package func text(of finding: SearchFinding, in result: SearchResult) -> String {
    let blueprint = result.variant.blueprint
    let minimal = finding.minimal
    var rewriting = ScenarioRewriting(
      seed: minimal.seed, duration: minimal.duration, faults: minimal.faults)
    rewriting.title =
      (blueprint.title.isEmpty ? "" : blueprint.title + ": ") + "a counterexample"
    rewriting.description =
      "Found by faultline search: under these faults it does not hold that "
      + finding.rule.sentence + "."
    rewriting.limits = zip(blueprint.producers, minimal.limits).map { ($0.name, $1) }
    rewriting.expectations = [finding.expectation]
    rewriting.folder = Self.way(from: directory, to: source.name)
    // A variant that is not there has been refused before.
    return (try? rewriting.text(of: source, variant: variant)) ?? ""
  }

  /// What leads from a directory to the folder of a file, where neither says `..`.
  private static func way(from directory: String, to file: String) -> String {
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    if folder.hasPrefix("/") { return folder }
    let steps = directory.split(separator: "/").filter { $0 != "." }
    return String(repeating: "../", count: steps.count) + folder
  }
}
