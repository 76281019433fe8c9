import Experiment
import Reporting

/// Runs a scenario at every point of a grid of settings.
struct SweepCommand: Command {
  static let description = CommandDescription(
    name: "faultline sweep",
    summary: "Runs a scenario at every point of a grid of settings.",
    details: [
      "Every --set is an axis: path=values, where the values are parted by commas and each is one "
        + "value or a range such as 10s..60s step 10s. Several axes make a grid, and two of them a "
        + "heat map. The path has keys and indices, as in components.orders.visibilityTimeout or "
        + "faults[0].duration; of an element of a list its id will do, as in "
        + "faults.payments-down.duration.",
      "The file sweep.csv goes to the output directory: a row per point and measure.",
    ],
    examples: [
      .init(
        "faultline sweep shop.json5 --set 'components.orders.visibilityTimeout=10s..60s step 10s'",
        "a range"),
      .init(
        "faultline sweep shop.json5 --set components.orders.redrivePolicy.maxReceiveCount=1,3,5 "
          + "--set faults.payments-down.duration=1m,5m,10m", "a grid of nine points"),
    ])

  private let scenario: String
  private let settings: [String]
  private let variant: String?
  private let measures: [String]
  private let experiment: ExperimentChoice
  private let output: String?
  private let writesFiles: Bool
  private let format: ReportFormat
  private let width: Int?
  private let isQuiet: Bool

  init(parsing arguments: inout ArgumentReader) throws(UsageError) {
    scenario = try arguments.positional("scenario", help: "The scenario file.")
    settings = arguments.texts(
      "--set", placeholder: "<path>=<values>", help: "What is varied; may be repeated.")
    variant = try arguments.option(
      "--variant", as: String.self, placeholder: "<name>", help: "Varies a variant.")
    measures = try arguments.list(
      "--measures", of: String.self, placeholder: "<name>",
      help: "What is shown, such as messages.lost or cost; else what decides comparisons.")
    experiment = try ExperimentChoice(reading: &arguments)
    output = try arguments.option(
      "--output", as: String.self, placeholder: "<directory>",
      help: "Where the file goes. Default: Reports/<folder of the scenario>/<scenario>.")
    writesFiles = !arguments.flag("--no-files", help: "Writes no file.")
    format = try arguments.option("--format", default: .text, help: "The form of the report.")
    width = try arguments.option(
      "--width", in: TerminalStyle.widths,
      help: "The width of the report in characters, 60 to 200; else the terminal's.")
    isQuiet = arguments.flag("--quiet", help: "Prints errors only.")
    try arguments.finish()
    if settings.isEmpty {
      throw arguments.error("nothing is varied; use --set path=values")
    }
  }

  func run() throws -> ExitCode {
    let file = try ScenarioFile(reading: scenario)
    let sweep = try SweepChoice(settings, variant: variant)
    let points = experiment.seeded(
      try sweep.points(of: file, measures: measures, isQuiet: isQuiet))
    let files = writesFiles ? SweepFiles(in: output ?? usualDirectory) : nil
    try files?.prepare()
    let watched = WatchedExperiment(
      experiment, title: isQuiet ? nil : "sweeping", keepsPeriods: false)
    let result = SweepResult(sweep.sweep, try watched.result(of: points))
    let report = try SweepReport(
      scenario: scenario, options: sweep.options + experiment.options, measures: measures, result)
    try report.publish(
      as: format, in: .detected(for: .output, width: width), files: files, isQuiet: isQuiet)
    return report.exitCode
  }

  private var usualDirectory: String {
    RunFiles.usualDirectory(ofScenario: scenario, variant: variant ?? "")
  }
}
