import Experiment
import Reporting
import Scenario
import Simulation

/// Maps where a design is stable, vulnerable and metastable.
struct MapCommand: Command {
  static let description = CommandDescription(
    name: "faultline map",
    summary: "Maps where a design is stable, vulnerable and metastable.",
    details: [
      "The scenario is run at multiples of its load, its faults lasting longer and longer. A run "
        + "that still gets less done than comes in when its faults are over and its backlog had time "
        + "to drain is metastable; how fast it can drain is measured first, without faults.",
      "The files map.csv and map.svg go to the output directory.",
    ],
    examples: [
      .init(
        "faultline map storm.json5 --load '0.5..2 step 0.5' --fault-duration 1m,5m,10m",
        "twelve points")
    ])

  private let scenario: String
  private let loads: String
  private let durations: String
  private let variant: String?
  private let replications: Int
  private let seed: UInt64?
  private let jobs: Int?
  private let output: String?
  private let writesFiles: Bool
  private let format: ReportFormat
  private let width: Int?
  private let isQuiet: Bool

  init(parsing arguments: inout ArgumentReader) throws(UsageError) {
    scenario = try arguments.positional("scenario", help: "The scenario file.")
    loads =
      try arguments.option(
        "--load", as: String.self, placeholder: "<multiples>",
        help: "The loads, as multiples of the scenario's own: a list or a range.")
      ?? "0.5..2 step 0.25"
    durations =
      try arguments.option(
        "--fault-duration", as: String.self, placeholder: "<durations>",
        help: "How long every fault lasts: a list or a range.") ?? "1m,2m,5m,10m,20m"
    variant = try arguments.option(
      "--variant", as: String.self, placeholder: "<name>", help: "Maps a variant.")
    replications = try arguments.option(
      "--replications", default: 5, in: 1...10_000, help: "How often each point is run.")
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
    choice.seed = seed
    let (setup, axes) = try file.meaning(isQuiet: isQuiet) { document in
      let setup = try choice.setup(of: document)
      return (setup, try MapAxes(loads: loads, durations: durations, for: setup))
    }
    let files =
      writesFiles
      ? MapFiles(
        in: output ?? RunFiles.usualDirectory(ofScenario: scenario, variant: variant ?? ""))
      : nil
    try files?.prepare()
    let watched = WatchedMap(
      Cartography(
        of: setup, loads: axes.loads, durations: axes.durations, replications: replications),
      jobs: jobs, title: isQuiet ? nil : "mapping")
    guard let map = try watched.result() else {
      return Interruption.request?.exitCode ?? .interrupted
    }
    let report = MapReport(scenario: scenario, options: options, setup, map)
    let outcome = Result { () throws(OutputError) in try files?.write(report) }
    if !isQuiet {
      try StandardStream.show(report.text(as: format, in: .detected(for: .output, width: width)))
    }
    try outcome.get()
    if let warning = report.warning, !isQuiet { StandardStream.note("warning: \(warning)\n") }
    if let files, !isQuiet { StandardStream.note("wrote \(files)\n") }
    return .success
  }

  /// The options that ask for the same again.
  private var options: [String] {
    ["--load", loads, "--fault-duration", durations]
      + (variant.map { ["--variant", $0] } ?? []) + ["--replications", "\(replications)"]
  }
}
