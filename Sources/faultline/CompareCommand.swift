import Experiment
import Reporting

/// Runs the variants of a scenario many times over and says which one survives best.
struct CompareCommand: Command {
  static let description = CommandDescription(
    name: "faultline compare",
    summary: "Runs the variants of a scenario many times over and says which survives best.",
    details: [
      "All variants live through the same arrivals, faults and random draws. Instead of a "
        + "scenario's variants several files may be given; each takes part as it stands.",
      "The files go to the output directory: metrics.csv (a row per series and period of each "
        + "variant's replication 0), summary.csv (a row per variant and measure, with intervals), "
        + "comparison.csv (paired differences to the baseline) and report.html (a page for the "
        + "browser, with graphs).",
    ],
    examples: [
      .init("faultline compare Scenarios/coffee-shop/compare.json5", "six ways to sell coffee"),
      .init("faultline compare shop.json5 --replications auto", "until the intervals are narrow"),
      .init("faultline compare before.json5 after.json5", "two files"),
    ])

  private let scenarios: [String]
  private var choice = ComparisonChoice()
  private let experiment: ExperimentChoice
  private let output: String?
  private let writesFiles: Bool
  private let writesPage: Bool
  private let format: ReportFormat
  private let width: Int?
  private let build: BuildOutput
  private let isQuiet: Bool

  init(parsing arguments: inout ArgumentReader) throws(UsageError) {
    scenarios = try arguments.positionals("scenario", help: "The scenario file, or several.")
    choice.variants = try arguments.list(
      "--variants", of: String.self, placeholder: "<name>",
      help: "The variants to compare; else all. '\(ComparisonChoice.baseName)' is the scenario "
        + "without any.")
    choice.baseline = try arguments.option(
      "--baseline", as: String.self, placeholder: "<name>",
      help: "The variant against which the others are held; else the first.")
    choice.faults = try arguments.list(
      "--faults", of: String.self, placeholder: "<id>",
      help: "The faults that strike; else all. With a choice nothing is expected.")
    choice.comparesEachFault = arguments.flag(
      "--each-fault", help: "Compares the variants under each fault alone.")
    experiment = try ExperimentChoice(reading: &arguments)
    output = try arguments.option(
      "--output", as: String.self, placeholder: "<directory>",
      help: "Where the files go. Default: Reports/<folder of the scenario>/<scenario>.")
    writesFiles = !arguments.flag("--no-files", help: "Writes no files.")
    writesPage = !arguments.flag("--no-html", help: "Writes no report.html.")
    format = try arguments.option("--format", default: .text, help: "The form of the report.")
    width = try arguments.option(
      "--width", in: TerminalStyle.widths,
      help: "The width of the report in characters, 60 to 200; else the terminal's.")
    build = try BuildOutput(reading: &arguments)
    isQuiet = arguments.flag("--quiet", help: "Prints errors only.")
    try arguments.finish()
  }

  func run() throws -> ExitCode {
    let chosen = try scenarios.map { try ScenarioFile(reading: $0) }
      .meaning(isQuiet: isQuiet) { documents in
        let variants = experiment.seeded(try choice.variants(of: documents))
        let (faults, struck) = try choice.underFaults(variants)
        return (
          baseline: try choice.place(ofBaselineAmong: variants), faults: faults, struck: struck
        )
      }
    try files?.prepare()
    let watched = WatchedExperiment(experiment, title: isQuiet ? nil : "comparing")
    let result = try watched.result(of: chosen.struck)
    let report = ComparisonReport(
      scenarios: scenarios, options: choice.options + experiment.options,
      ComparisonPart.parts(
        of: result, faults: chosen.faults, baseline: chosen.baseline))
    try report.publish(
      as: format, in: .detected(for: .output, width: width), files: files, build: build,
      isQuiet: isQuiet)
    return report.exitCode
  }

  private var files: ComparisonFiles? {
    guard writesFiles else { return nil }
    return ComparisonFiles(
      in: output ?? ComparisonFiles.usualDirectory(ofScenarios: scenarios),
      includingPage: writesPage)
  }
}
