import Reporting
import Scenario
import Simulation

/// Simulates a scenario once and reports what happened.
struct RunCommand: Command {
  static let description = CommandDescription(
    name: "faultline run",
    summary: "Simulates a scenario once and reports what happened.",
    details: [
      "Without --variant the scenario is run as it stands. The files go to the output directory: "
        + "metrics.csv (a row per series and period), summary.csv (a row per number) and "
        + "report.html (a page for the browser, with graphs)."
    ],
    examples: [
      .init("faultline run Scenarios/coffee-shop/storm.json5", "watch three coffees fail"),
      .init("faultline run storm.json5 --variant 'dead-letter queue' --seed 7", "another way"),
    ])

  private let scenario: String
  private var choice = RunChoice()
  private let output: String?
  private let writesFiles: Bool
  private let writesPage: Bool
  private let format: ReportFormat
  private let charts: ChartChoice
  private let width: Int?
  private let isQuiet: Bool

  init(parsing arguments: inout ArgumentReader) throws(UsageError) {
    scenario = try arguments.positional("scenario", help: "The scenario file.")
    choice.variant = try arguments.option(
      "--variant", as: String.self, placeholder: "<name>", help: "Runs a variant of the scenario.")
    choice.seed = try arguments.option(
      "--seed", as: UInt64.self, help: "The seed, instead of the scenario's.")
    choice.duration = try arguments.option(
      "--duration", in: RunChoice.durations,
      help: "How long the run lasts, instead of the scenario's.")
    choice.period = try arguments.option(
      "--period", in: RunChoice.periods,
      help: "The period of the metrics, instead of the scenario's.")
    output = try arguments.option(
      "--output", as: String.self, placeholder: "<directory>",
      help: "Where the files go. Default: Reports/<folder of the scenario>/<scenario>.")
    writesFiles = !arguments.flag("--no-files", help: "Writes no files.")
    writesPage = !arguments.flag("--no-html", help: "Writes no report.html.")
    choice.recordsMessages = arguments.flag(
      "--messages", help: "Writes messages.csv too: the fate of every message.")
    format = try arguments.option("--format", default: .text, help: "The form of the report.")
    charts = try arguments.option(
      "--charts", default: .main, help: "Which graphs the report shows.")
    width = try arguments.option(
      "--width", in: TerminalStyle.widths,
      help: "The width of the report in characters, 60 to 200; else the terminal's.")
    isQuiet = arguments.flag("--quiet", help: "Prints errors only.")
    try arguments.finish()
  }

  func run() throws -> ExitCode {
    let document = try ScenarioFile(reading: scenario).meaning(isQuiet: isQuiet)
    let setup = try choice.setup(of: document)
    try charts.check(against: setup.blueprint)
    try files?.prepare()
    let run = WatchedRun(setup.blueprint, title: isQuiet ? nil : setup.blueprint.title)
    let report = RunReport(
      scenario: scenario, setup, variants: document.variants.map(\.name),
      options: choice.options, result: try run.result())
    try publish(report)
    return report.exitCode
  }

  private var files: RunFiles? {
    guard writesFiles else { return nil }
    let usual = RunFiles.usualDirectory(ofScenario: scenario, variant: choice.variant ?? "")
    return RunFiles(
      in: output ?? usual, includingMessages: choice.recordsMessages, includingPage: writesPage)
  }

  /// Writes the files and prints the report; that a file cannot be written does not keep the report
  /// from being printed.
  private func publish(_ report: RunReport) throws(OutputError) {
    let outcome = Result { () throws(OutputError) in try files?.write(report) }
    if !isQuiet {
      try StandardStream.show(
        report.text(as: format, charts: charts, in: .detected(for: .output, width: width)))
    }
    try outcome.get()
    if let files, !isQuiet { StandardStream.note("wrote \(files)\n") }
  }
}
