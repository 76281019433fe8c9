import Reporting
import Simulation

/// Replays requests to the SQS API against the simulator's queues.
struct ReplayCommand: Command {
  static let description = CommandDescription(
    name: "faultline replay",
    summary: "Replays requests to the SQS API against the simulator's queues.",
    details: [
      "A trace holds queues and requests, each at a time in seconds. Out comes a line of JSON for "
        + "each request, in their order. Nothing is left to chance."
    ],
    examples: [
      .init("faultline replay trace.json", "one trace"),
      .init("faultline replay --traces traces.jsonl", "many traces, one on each line"),
    ])

  private let source: TraceSource

  init(parsing arguments: inout ArgumentReader) throws(UsageError) {
    source = try TraceSource(parsing: &arguments)
  }

  func run() throws -> ExitCode {
    try source.file().show { document, id throws(TraceMistake) in
      let replies = try QueueTrace(document).replies()
      return replies.enumerated().map { $1.line(ofRequest: $0, in: id) }.joined()
    }
  }
}

/// Where a command takes its traces from: a file of one, or a file with one on each line.
struct TraceSource {
  private let path: String
  private let holdsSeveral: Bool

  init(parsing arguments: inout ArgumentReader) throws(UsageError) {
    let trace = arguments.optionalPositional("trace", help: "The file of one trace.")
    let traces = try arguments.option(
      "--traces", as: String.self, placeholder: "<file>",
      help: "A file with a trace on each line; each line out bears the trace's id, too.")
    try arguments.finish()
    switch (trace, traces) {
    case (let trace?, nil): (path, holdsSeveral) = (trace, false)
    case (nil, let traces?): (path, holdsSeveral) = (traces, true)
    case (nil, nil):
      throw arguments.error("<trace> is missing; name a file of one trace, or '--traces'")
    case (_?, _?): throw arguments.error("give either <trace> or '--traces', not both")
    }
  }

  /// The file, read.
  func file() throws(InputError) -> RequestTraceFile {
    try RequestTraceFile(reading: path, holdsSeveral: holdsSeveral)
  }
}
