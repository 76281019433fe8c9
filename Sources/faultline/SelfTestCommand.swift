import Experiment
import Reporting
import Simulation

/// Checks this build against theory, published figures and arithmetic.
struct SelfTestCommand: Command {
  static let description = CommandDescription(
    name: "faultline selftest",
    summary: "Checks this build against theory, published figures and arithmetic.",
    details: [
      "Every check prints what is expected, what was measured, and the interval in which the "
        + "expected value must lie. It takes a minute or two. Q: queueing theory; R: retries, "
        + "budgets, breakers; B: back-off and jitter; I: identities of queues and functions; "
        + "S: scaling; T: the statistics."
    ],
    examples: [.init("faultline selftest --only Q", "queueing theory alone")])

  private let cases: [SelfTestCase]
  private let jobs: Int?
  private let width: Int?
  private let isQuiet: Bool

  init(parsing arguments: inout ArgumentReader) throws(UsageError) {
    let only = try arguments.list(
      "--only", of: String.self, placeholder: "<id>",
      help: "The cases whose numbers begin so, such as Q or T1; else all.")
    jobs = try arguments.option(
      "--jobs", in: 1...1_024, help: "How many threads run at a time; else one for each processor.")
    width = try arguments.option(
      "--width", in: TerminalStyle.widths,
      help: "The width of the report in characters, 60 to 200; else the terminal's.")
    isQuiet = arguments.flag("--quiet", help: "Prints errors only; the exit code says the rest.")
    try arguments.finish()
    cases = SelfTestCase.all.filter { test in
      only.isEmpty || only.contains { test.id.hasPrefix($0) }
    }
    if cases.isEmpty { throw arguments.error("no case's number begins so; use Q, R, B, I, S or T") }
  }

  func run() throws -> ExitCode {
    Interruption.listen()
    let count = Interval.seconds(cases.count)
    var line = isQuiet ? nil : ProgressLine("checking")
    let outcomes = SelfTest(cases).outcomes(
      jobs: jobs ?? Replications.processorCount,
      progress: { line?.update(done: .seconds($0), of: count) },
      isInterrupted: { Interruption.request != nil })
    line?.finish()
    let report = SelfTestReport(cases, outcomes)
    if !isQuiet { try StandardStream.show(report.text(in: .detected(for: .output, width: width))) }
    return report.exitCode
  }
}
