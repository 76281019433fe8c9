internal import Scenario
internal import Simulation

/// The scenarios of the self-test, which are read as a user's are.
enum BuiltInScenario {
  /// A built-in scenario has a mistake.
  struct Mistaken: Error, CustomStringConvertible {
    let description: String
  }

  /// What a text means.
  static func variant(of text: String) throws(Mistaken) -> ScenarioDocument.Variant {
    let source = SourceText(name: "self-test", text: text)
    let (document, mistakes) = ScenarioDocument.read(source) { _ in .unreadable(reason: "none") }
    guard let document else { throw Mistaken(description: mistakes.rendered(in: source)) }
    return document.base
  }

  /// What one run of a text comes to.
  static func run(_ text: String) throws -> RunResult {
    var world = World(try variant(of: text).blueprint)
    return try world.run()
  }
}

/// The coffee shop without anything that takes time or is left to chance, so that identities hold to
/// the message and to the instant.
struct IdealShop {
  /// How long the run lasts, and its periods.
  var duration = "10m"
  var period = "30s"
  /// After how many receives a message is dead-lettered; `nil` for never.
  var receives: Int?
  /// More settings of the queue and the function's event source.
  var queue = ""
  var eventSource = ""
  /// The function's time-out and steps.
  var timeout = "30s"
  var steps = "{ call: \"payments\", effect: \"charge\" }"
  /// How long payments take, and more of their settings.
  var payments = "latency: \"0s\""
  /// More components.
  var components = ""
  var arrivals = "{ times: [\"1m\"] }"
  var faults = ""
  /// More keys of the scenario.
  var header = ""

  /// The scenario as a file has it.
  var text: String {
    let ideal =
      "latency: { send: \"0s\", receive: \"0s\" }, misordering: \"0%\", sampling: false, "
      + "duplicateDelivery: \"0%\", resurrection: \"0%\""
    let redrive =
      receives.map { "redrivePolicy: { deadLetterQueue: \"parked\", maxReceiveCount: \($0) }, " }
      ?? ""
    return """
      {
        seed: 322, duration: "\(duration)", period: "\(period)", \(header)
        components: {
          orders: { type: "sqs-queue", \(redrive)\(ideal), \(queue) },
          parked: { type: "sqs-queue", messageRetentionPeriod: "14d", \(ideal) },
          serve: {
            type: "lambda-function", timeout: "\(timeout)", coldStart: "0s", overhead: "0s",
            eventSource: { queue: "orders", batchSize: 1, backOff: false, \(eventSource) },
            handler: [\(steps)],
          },
          payments: { type: "dependency", \(payments) },
          \(components)
        },
        producers: { guests: { target: "orders", arrivals: \(arrivals) } },
        faults: [\(faults)],
      }
      """
  }

  func run() throws -> RunResult { try BuiltInScenario.run(text) }
}

extension RunResult {
  /// The sum of all samples of a metric of a component.
  func sum(_ metric: Metric, of component: String) -> Int {
    Int(series(metric, of: component)?.total.sum ?? 0)
  }

  /// A statistic of a metric in each period, zero where there was no sample.
  func periods(
    _ metric: Metric, of component: String, _ statistic: Statistic = .sum
  ) -> [Double] {
    var values = Array(repeating: 0.0, count: phases.count)
    for point in series(metric, of: component)?.points ?? [] {
      values[point.period] = point.statistics[statistic] ?? 0
    }
    return values
  }

  /// An effect over the whole run.
  func effect(_ name: String) -> Ledger.EffectTotals? {
    effects.first { $0.name == name }?.value
  }
}
