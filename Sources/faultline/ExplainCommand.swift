import Experiment
import Reporting
import Scenario
import Simulation

/// Tells why a scenario goes as it goes.
struct ExplainCommand: Command {
  static let description = CommandDescription(
    name: "faultline explain",
    summary: "Tells why a scenario goes as it goes, by running it without each cause.",
    details: [
      "The scenario is run as it stands, without its faults and without each of them (the trigger), "
        + "without retries, redelivery and cold starts (what amplifies), and with each resilience "
        + "pattern switched off, all under the same arrivals and draws.",
      "With --message it tells the journey of one message instead, as it was in one run.",
    ],
    examples: [
      .init("faultline explain storm.json5", "the story in numbers"),
      .init("faultline explain storm.json5 --message guests#12", "one message's journey"),
    ])

  private let scenario: String
  private let variant: String?
  private let message: String?
  private let experiment: ExperimentChoice
  private let format: ReportFormat
  private let width: Int?

  init(parsing arguments: inout ArgumentReader) throws(UsageError) {
    scenario = try arguments.positional("scenario", help: "The scenario file.")
    variant = try arguments.option(
      "--variant", as: String.self, placeholder: "<name>", help: "Explains a variant.")
    message = try arguments.option(
      "--message", as: String.self, placeholder: "<producer>#<n>",
      help: "Tells the journey of a message, by the numbers of messages.csv.")
    experiment = try ExperimentChoice(reading: &arguments)
    format = try arguments.option("--format", default: .text, help: "The form of the report.")
    width = try arguments.option(
      "--width", in: TerminalStyle.widths,
      help: "The width of the report in characters, 60 to 200; else the terminal's.")
    try arguments.finish()
  }

  func run() throws -> ExitCode {
    let file = try ScenarioFile(reading: scenario)
    var choice = RunChoice()
    choice.variant = variant
    choice.seed = experiment.seed
    let setup = try file.meaning(isQuiet: false) { try choice.setup(of: $0) }
    let style = TerminalStyle.detected(for: .output, width: width)
    if let message {
      let name = try MessageJourney.name(message, in: setup.blueprint)
      let journey = try MessageJourney(of: name, in: setup.blueprint)
      try StandardStream.show(journey.text(in: style))
      return journey.isFound ? .success : .usage
    }
    let counterfactuals = try file.counterfactuals(of: setup, variant: variant)
    let watched = WatchedExperiment(experiment, title: "explaining", keepsPeriods: false)
    let result = try watched.result(
      of: counterfactuals.map(\.variant), criteria: Explanation.criteria(for: counterfactuals))
    let report = ExplanationReport(
      scenario: scenario, options: (variant.map { ["--variant", $0] } ?? []) + experiment.options,
      planned: experiment.replications.planned,
      try Explanation(counterfactuals, result) { Interruption.request == nil })
    try StandardStream.show(report.text(as: format, in: style))
    return report.exitCode
  }
}
