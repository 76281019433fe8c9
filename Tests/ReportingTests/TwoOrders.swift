import Experiment
import Reporting
import Scenario
import Simulation
import Testing

/// Two orders of which one meets an outage and ends up in a dead-letter queue; nothing is random.
enum TwoOrders {
  struct IsMistaken: Error {
    let mistakes: [Mistake]
  }

  static let text = """
    {
      title: "Two orders, one of them in an outage",
      duration: "3m",
      components: {
        orders: {
          type: "sqs-queue", visibilityTimeout: "30s",
          redrivePolicy: { deadLetterQueue: "parked", maxReceiveCount: 2 },
          latency: { send: "10ms", receive: "10ms" },
          misordering: "0%", sampling: false, duplicateDelivery: "0%", resurrection: "0%",
        },
        parked: { type: "sqs-queue", messageRetentionPeriod: "14d" },
        serve: {
          type: "lambda-function", timeout: "5s", coldStart: "200ms", overhead: "5ms",
          eventSource: { queue: "orders", batchSize: 1 },
          handler: [{ call: "payments", effect: "charge" }],
        },
        payments: { type: "dependency", latency: "100ms" },
      },
      producers: { guests: { target: "orders", arrivals: { times: ["10s", "70s"] } } },
      faults: [
        { id: "down", action: "dependency.hang", target: "payments", at: "1m", duration: "1m" },
      ],
      expectations: {
        "messages.completed": "== 2",
        "serve.Duration.Maximum": "<= 5s",
        "serve.AsyncEventAge.p99": "< 1s",
      },
      variants: { "no outage": { faults: [] } },
    }
    """

  /// The report on a run of the scenario or of a variant.
  static func report(_ choice: RunChoice = RunChoice()) throws -> RunReport {
    let source = SourceText(name: "two.json5", text: text)
    let (document, mistakes) = ScenarioDocument.read(source) { _ in .unreadable(reason: "") }
    guard let document else { throw IsMistaken(mistakes: mistakes) }
    let setup = try choice.setup(of: document)
    return RunReport(
      scenario: "two.json5", setup, variants: document.variants.map(\.name),
      options: choice.options,
      result: try WatchedRun(setup.blueprint, title: nil).result())
  }
}

extension String {
  /// The text without the hash of the run, which changes with every change of the simulation.
  var withoutFingerprint: String {
    guard let mark = firstRange(of: "fingerprint ") else { return self }
    let digits = self[mark.upperBound...].prefix { $0.isHexDigit }
    return self[..<mark.upperBound] + "…" + self[digits.endIndex...]
  }
}
