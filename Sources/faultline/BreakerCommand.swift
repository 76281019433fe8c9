import Reporting

/// Drives a circuit breaker with calls whose outcomes are given.
struct BreakerCommand: Command {
  static let description = CommandDescription(
    name: "faultline breaker",
    summary: "Drives a circuit breaker with calls whose outcomes are given.",
    details: [
      "A trace holds the breaker's settings under resilience4j's names (percent, seconds), and "
        + "calls with their time, result and duration. Out comes a line of JSON for each call: "
        + "whether it was permitted, and the breaker after its end."
    ],
    examples: [.init("faultline breaker trace.json", "one trace")])

  private let source: TraceSource

  init(parsing arguments: inout ArgumentReader) throws(UsageError) {
    source = try TraceSource(parsing: &arguments)
  }

  func run() throws -> ExitCode {
    try source.file().show { document, id throws(TraceMistake) in
      try BreakerTrace(document).lines(in: id)
    }
  }
}
