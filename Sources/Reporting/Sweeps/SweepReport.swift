package import Experiment
internal import Scenario
internal import Simulation

/// What is told of a sweep: a table of the points, heat maps, and how to do it again.
package struct SweepReport: Sendable {
  /// The scenario file, as the user named it.
  package let scenario: String
  /// What came of it.
  package let sweep: SweepResult
  /// The places of the criteria that are shown.
  package let measures: [Int]
  private let options: [String]

  /// A report on a sweep.
  ///
  /// - Parameter measures: The names of what is shown; without any, what decides comparisons.
  /// - Throws: When there is no measure of a name.
  package init(
    scenario: String, options: [String], measures names: [String], _ sweep: SweepResult
  ) throws(ScenarioRefusal) {
    self.scenario = scenario
    self.sweep = sweep
    self.options = options + (names.isEmpty ? [] : ["--measures", names.joined(separator: ",")])
    let places = try Self.places(of: names, among: sweep.result.criteria)
    measures =
      names.isEmpty
      ? Criterion.Dimension.allCases.flatMap { sweep.result.criteria(of: $0) } : places
  }

  /// The places of some measures by their names.
  ///
  /// - Throws: When there is no measure of a name.
  static func places(
    of names: [String], among criteria: [Criterion]
  ) throws(ScenarioRefusal) -> [Int] {
    var places: [Int] = []
    for name in names {
      guard let place = criteria.firstIndex(where: { $0.name == name }) else {
        let known = criteria.map(\.name)
        throw .noMeasure(name, nearest: NearestWord.to(name, among: known), known: known)
      }
      places.append(place)
    }
    return places
  }

  /// What the runs came to.
  var result: ExperimentResult { sweep.result }

  /// How the expectations of each point fared; empty when the sweep was interrupted.
  var verdicts: [[ReplicatedVerdict]] {
    result.wasInterrupted ? [] : result.variants.indices.map(result.verdicts)
  }

  /// What the program's exit code says of the sweep.
  package var exitCode: ExitCode {
    if let failure = result.failure { return failure.exitCode }
    if result.wasInterrupted { return Interruption.request?.exitCode ?? .interrupted }
    return verdicts.joined().lazy.map(\.result).exitCode
  }

  /// The command line that repeats the sweep.
  var commandLine: String {
    let seed = result.variants[0].variant.blueprint.seed
    let words = ["faultline", "sweep", scenario] + options + ["--seed", seed.description]
    return words.map(\.asShellWord).joined(separator: " ")
  }

  /// What each axis is called: the last key of its path, or the whole path where that is another's.
  var axisNames: [String] {
    let paths = sweep.sweep.axes.map(\.path)
    let short = paths.map { $0.split(separator: ".").last.map(String.init) ?? $0 }
    return zip(short, paths).map { name, path in
      short.filter { $0 == name }.count == 1 ? name : path
    }
  }
}

extension SweepReport {
  /// Writes the file and prints the report; that the file cannot be written does not keep the report
  /// from being printed.
  package func publish(
    as format: ReportFormat, in style: TerminalStyle, files: SweepFiles?, isQuiet: Bool
  ) throws(OutputError) {
    let outcome = Result { () throws(OutputError) in try files?.write(self) }
    if !isQuiet { try StandardStream.show(text(as: format, in: style)) }
    try outcome.get()
    if let files, !isQuiet { StandardStream.note("wrote \(files)\n") }
  }
}

/// The file that a sweep leaves in its output directory.
package struct SweepFiles: Sendable, CustomStringConvertible {
  private let directory: String
  private static let fileName = "sweep.csv"

  /// The file of a sweep.
  package init(in directory: String) { self.directory = directory }

  /// Makes the directory, so that no long work is begun whose results have no place to go.
  package func prepare() throws(OutputError) { try OutputDirectory.create(directory) }

  /// Writes the file; when it cannot be written, what stood there before stays.
  func write(_ report: SweepReport) throws(OutputError) {
    var file = try OutputFile(directory + "/" + Self.fileName)
    report.writeTable(to: &file)
    try file.commit()
  }

  /// What is written where: `Reports/storm: sweep.csv`.
  package var description: String { directory + ": " + Self.fileName }
}
