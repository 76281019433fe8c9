import Experiment
import Reporting
import Scenario
import Simulation

/// Simulates a scenario and reports what happened.
struct RunCommand: Command {
  static let description = CommandDescription(
    name: "faultline run",
    summary: "Simulates a scenario and reports what happened.",
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
  /// Where the trace goes; `nil` for nowhere.
  private let trace: String?
  private let width: Int?
  private let build: BuildOutput
  private let checksDeterminism: Bool
  private let isQuiet: Bool
  /// How often the scenario is run; `nil` for one run, which is looked at closely.
  private let replications: ReplicationChoice?

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
    replications = try arguments.option(
      "--replications", as: ReplicationChoice.self,
      help: "Runs it so often, and reports means with intervals instead of one run's graphs.")
    output = try arguments.option(
      "--output", as: String.self, placeholder: "<directory>",
      help: "Where the files go. Default: Reports/<folder of the scenario>/<scenario>.")
    writesFiles = !arguments.flag("--no-files", help: "Writes no files.")
    writesPage = !arguments.flag("--no-html", help: "Writes no report.html.")
    choice.recordsMessages = arguments.flag(
      "--messages", help: "Writes messages.csv too: the fate of every message.")
    trace = try arguments.option(
      "--trace", as: String.self, placeholder: "<file>",
      help: "Writes a trace of the run for Perfetto or Chrome: who asked whom, and each message's "
        + "way.")
    if trace != nil { choice.trace = .everything(limit: TracePicture.limit) }
    format = try arguments.option("--format", default: .text, help: "The form of the report.")
    charts = try arguments.option(
      "--charts", default: .main, help: "Which graphs the report shows.")
    width = try arguments.option(
      "--width", in: TerminalStyle.widths,
      help: "The width of the report in characters, 60 to 200; else the terminal's.")
    build = try BuildOutput(reading: &arguments)
    checksDeterminism = arguments.flag(
      "--check-determinism",
      help: "Does all of it twice, many runs on one thread and on several, and compares.")
    isQuiet = arguments.flag("--quiet", help: "Prints errors only.")
    try arguments.finish()
    if choice.recordsMessages, replications != nil {
      throw arguments.error("'--messages' tells of one run; leave '--replications' out")
    }
    if trace != nil, replications != nil {
      throw arguments.error("'--trace' tells of one run; leave '--replications' out")
    }
  }

  func run() throws -> ExitCode {
    let file = try ScenarioFile(reading: scenario)
    let (document, setup) = try file.meaning(isQuiet: isQuiet) { document in
      let setup = try choice.setup(of: document)
      try charts.check(against: setup.blueprint)
      return (document, setup)
    }
    if let replications { return try run(setup, replications) }
    try files?.prepare()
    func report() throws -> RunReport {
      let run = WatchedRun(setup.blueprint, title: isQuiet ? nil : setup.blueprint.title)
      return RunReport(
        scenario: scenario, setup, variants: document.variants.map(\.name),
        options: choice.options, result: try run.result())
    }
    let outcome = try report()
    if checksDeterminism { try DeterminismCheck.compare(outcome, try report()) }
    try publish(outcome)
    if let limit = outcome.result.limit { StandardStream.note("error: \(limit)\n") }
    return outcome.exitCode
  }

  /// Runs many replications: a comparison of one variant with nothing.
  private func run(
    _ setup: ScenarioDocument.Variant, _ replications: ReplicationChoice
  ) throws -> ExitCode {
    let files = directory.map { ComparisonFiles(in: $0, includingPage: writesPage) }
    try files?.prepare()
    var setup = setup
    if setup.name.isEmpty { setup.name = ComparisonChoice.baseName }
    let report = try report(of: setup, replications)
    if checksDeterminism {
      try DeterminismCheck.compare(report, try self.report(of: setup, replications, jobs: 1))
    }
    try report.publish(
      as: format, in: .detected(for: .output, width: width), files: files, build: build,
      isQuiet: isQuiet)
    return report.exitCode
  }

  private func report(
    of setup: ScenarioDocument.Variant, _ replications: ReplicationChoice, jobs: Int? = nil
  ) throws -> ComparisonReport {
    var experiment = ExperimentChoice()
    experiment.replications = replications
    experiment.jobs = jobs
    let watched = WatchedExperiment(experiment, title: isQuiet ? nil : setup.blueprint.title)
    return ComparisonReport(
      scenarios: [scenario], command: ["run"],
      options: choice.options + ["--replications", replications.argumentText],
      [ComparisonPart(Comparison(try watched.result(of: [setup])))])
  }

  /// Where the files go, if any are to be written.
  private var directory: String? {
    guard writesFiles else { return nil }
    return output
      ?? RunFiles.usualDirectory(ofScenario: scenario, variant: choice.variant ?? "")
  }

  private var files: RunFiles? {
    directory.map { directory in
      RunFiles(
        in: directory, includingMessages: choice.recordsMessages, includingPage: writesPage)
    }
  }

  /// Writes the files and prints the report; that a file cannot be written does not keep the report
  /// from being printed.
  private func publish(_ report: RunReport) throws(OutputError) {
    let outcome = Result { () throws(OutputError) in
      try files?.write(report)
      if let trace { try TracePicture(of: report.result, in: report.blueprint).write(to: trace) }
      try build.publish(report.judged, of: report.title)
    }
    if !isQuiet {
      try StandardStream.show(
        report.text(as: format, charts: charts, in: .detected(for: .output, width: width)))
    }
    try outcome.get()
    if let files, !isQuiet { StandardStream.note("wrote \(files)\n") }
  }
}
