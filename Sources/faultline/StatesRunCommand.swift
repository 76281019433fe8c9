import Experiment
import Reporting
import Simulation
import Synchronization

/// Executes a definition in the Amazon States Language by hand.
struct StatesRunCommand: Command {
  static let description = CommandDescription(
    name: "faultline states run",
    summary: "Executes a definition in the Amazon States Language, with mocks for its tasks.",
    details: [
      "Prints one JSON object: status, output, error, cause, duration in seconds, the transitions "
        + "that a standard workflow is billed for, and the events of the history. The exit code is 0 "
        + "whenever the execution came to its end, whatever its status.",
      "Mocks are {\"State\": [{\"Return\": json} or {\"Throw\": {\"Error\", \"Cause\"}}, …]}: the n-th "
        + "attempt of a state takes the n-th entry, the last one repeats. \"After\" beside them is "
        + "the number of seconds that the attempt takes.",
    ],
    examples: [
      .init(
        "faultline states run saga.asl.json --input order.json --mocks mocks.json",
        "an execution with its events"),
      .init(
        "faultline states run saga.asl.json --mocks MockConfigFile.json --test-case Refused",
        "a test case of Step Functions Local"),
    ])

  private let settings: HandRun.Settings
  private let showsDetails: Bool

  init(parsing arguments: inout ArgumentReader) throws(UsageError) {
    var settings = HandRun.Settings(
      definition: try arguments.positional("definition", help: "The file of the definition."))
    settings.input = try arguments.option(
      "--input", as: String.self, placeholder: "<file>",
      help: "The execution's input, a JSON document; an empty object without it.")
    settings.mocks = try arguments.option(
      "--mocks", as: String.self, placeholder: "<file>", help: "What the tasks answer.")
    settings.testCase = try arguments.option(
      "--test-case", as: String.self, placeholder: "<name>",
      help: "Takes the mocks as a MockConfigFile.json of Step Functions Local, and this case of it."
    )
    settings.kind = try arguments.option(
      "--type", default: .standard, help: "What kind of workflow executes the definition.")
    settings.seed = try arguments.option(
      "--seed", default: 1, help: "What jitter, random numbers and identifiers grow from.")
    settings.start = try arguments.option(
      "--start", as: CivilTime.self,
      help: "The date and time of the start; 2025-12-01T00:00:00Z without it.")
    settings.patience = try arguments.option(
      "--stop-after", in: .zero ... .days(366),
      help: "Stops the execution after so long, as StopExecution does, unless it has ended before.")
    showsDetails = arguments.flag(
      "--history", help: "Shows all that the service tells of each event.")
    self.settings = settings
    try arguments.finish()
    if settings.testCase != nil, settings.mocks == nil {
      throw arguments.error("'--test-case' needs '--mocks' with a MockConfigFile.json")
    }
    if settings.patience != nil, settings.kind == .express {
      throw arguments.error("'--stop-after' is for standard workflows; express ones do not stop")
    }
  }

  func run() throws -> ExitCode {
    try StandardStream.show(try text().get())
    return .success
  }

  /// What is printed, made on a thread whose stack is large enough for values that an execution nests
  /// ever deeper, until a quota of the service ends it.
  private func text() -> Result<String, any Error> {
    let text = Mutex<Result<String, any Error>?>(nil)
    let thread = WorkerThread(stackSize: Self.stackSize) { [settings, showsDetails] in
      let result = Result { try HandRun(settings).text(showsDetails: showsDetails) }
      text.withLock { $0 = result }
    }
    thread?.join()
    return text.withLock { $0 } ?? Result { try HandRun(settings).text(showsDetails: showsDetails) }
  }

  private static let stackSize = 1 << 30
}
