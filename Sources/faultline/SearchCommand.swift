import Experiment
import Reporting
import Scenario
import Simulation

/// Searches for faults that break a scenario.
struct SearchCommand: Command {
  static let description = CommandDescription(
    name: "faultline search",
    summary: "Searches for faults that break a scenario, and shrinks what it finds.",
    details: [
      "Draws schedules of faults, runs the scenario under each, and looks whether its expectations "
        + "hold, and whether anything is lost, done twice or half done, does not recover, or goes "
        + "on failing once the trigger is gone. The scenario's own faults are left out; its "
        + "section 'search' says what may be drawn.",
      "What is found is made as small as it can be and written as a scenario that 'faultline run' "
        + "repeats: counterexample.json5, counterexample-2.json5 and so on, the smallest first.",
      "With --runs and without --budget the same seed finds the same, with any number of threads.",
    ],
    examples: [
      .init("faultline search shop.json5", "for a minute"),
      .init("faultline search shop.json5 --runs 200 --faults 2 --seed 7", "the same every time"),
    ])

  private static let usualBudget = Interval.seconds(60)

  private let scenario: String
  private let variant: String?
  private let budget: Interval?
  private let runs: Int?
  private let faults: Int?
  private let seed: UInt64?
  private let jobs: Int?
  private let output: String?
  private let writesFiles: Bool
  private let format: ReportFormat
  private let width: Int?
  private let isQuiet: Bool

  init(parsing arguments: inout ArgumentReader) throws(UsageError) {
    scenario = try arguments.positional("scenario", help: "The scenario file.")
    variant = try arguments.option(
      "--variant", as: String.self, placeholder: "<name>", help: "Searches in a variant.")
    budget = try arguments.option(
      "--budget", in: .milliseconds(100) ... .days(30),
      help: "How much time there is; 60s, unless --runs says how much there is to do.")
    runs = try arguments.option(
      "--runs", in: 1...1_000_000,
      help: "How many schedules are tried at most; to make smaller and to measure what is found "
        + "takes further runs.")
    faults = try arguments.option(
      "--faults", in: 1...SearchSpace.faultLimit,
      help: "How many faults a schedule has at most, instead of what the scenario says.")
    seed = try arguments.option(
      "--seed", as: UInt64.self, help: "The seed, instead of the scenario's.")
    jobs = try arguments.option(
      "--jobs", in: 1...1_024, help: "How many threads run at a time; else one for each processor.")
    output = try arguments.option(
      "--output", as: String.self, placeholder: "<directory>",
      help: "Where the files go. Default: Reports/<folder of the scenario>/<scenario>.")
    writesFiles = !arguments.flag("--no-files", help: "Writes no files.")
    format = try arguments.option("--format", default: .text, help: "The form of the report.")
    width = try arguments.option(
      "--width", in: TerminalStyle.widths,
      help: "The width of the report in characters, 60 to 200; else the terminal's.")
    isQuiet = arguments.flag("--quiet", help: "Prints errors only.")
    try arguments.finish()
  }

  func run() throws -> ExitCode {
    let file = try ScenarioFile(reading: scenario)
    var choice = RunChoice()
    choice.variant = variant
    let setup = try file.meaning(isQuiet: isQuiet) { try choice.setup(of: $0) }
    let files =
      writesFiles
      ? CounterexampleFiles(
        in: output ?? RunFiles.usualDirectory(ofScenario: scenario, variant: variant ?? ""),
        source: file.source, variant: variant) : nil
    try files?.prepare()
    let watched = WatchedSearch(
      search(in: setup), budget: budget ?? (runs == nil ? Self.usualBudget : nil),
      title: isQuiet ? nil : "searching")
    let report = SearchReport(
      scenario: scenario, options: options, files: files, try watched.result())
    try report.publish(
      as: format, in: .detected(for: .output, width: width), isQuiet: isQuiet)
    return report.exitCode
  }

  private func search(in setup: ScenarioDocument.Variant) -> Search {
    var search = Search(setup)
    search.runs = runs
    search.jobs = jobs
    if let faults { search.faults = faults }
    if let seed { search.seed = seed }
    return search
  }

  /// The options that ask for the same again.
  private var options: [String] {
    (variant.map { ["--variant", $0] } ?? []) + (budget.map { ["--budget", $0.spelt] } ?? [])
      + (runs.map { ["--runs", "\($0)"] } ?? []) + (faults.map { ["--faults", "\($0)"] } ?? [])
  }
}
