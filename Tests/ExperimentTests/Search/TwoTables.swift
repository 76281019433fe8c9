import Experiment
import Scenario
import Simulation
import Testing

/// A system with a bug that is known: orders are kept in a second table when the first is away, but when
/// both are away for longer than a minute, the queue gives them up.
enum TwoTables {
  /// The scenario as a file has it.
  ///
  /// - Parameters:
  ///   - retention: How long an order waits before it is lost.
  ///   - search: What may be drawn.
  static func text(retention: String = "1m", search: String = usualSearch) -> String {
    """
    {
      seed: 5, duration: "8m", period: "1m",
      components: {
        orders: { type: "sqs-queue", visibilityTimeout: "5s", messageRetentionPeriod: "\(retention)" },
        store: {
          type: "lambda-function", timeout: "5s",
          eventSource: { queue: "orders", batchSize: 1, backOff: false },
          handler: [{ put: "first", effect: "order", onFailure: [{ put: "second", effect: "order" }] }],
        },
        first: { type: "dynamodb-table" },
        second: { type: "dynamodb-table" },
      },
      producers: { guests: { target: "orders", arrivals: { constant: "0.2/s" } } },
      expectations: { "messages.lost": "== 0" },
      search: { \(search) },
    }
    """
  }

  /// Tables fail; nothing else does.
  static let usualSearch =
    "actions: [\"table.unavailable\"], faults: 4, longest: \"4m\", invariants: []"

  /// A search in the scenario.
  static func search(_ text: String = text(), runs: Int = 64, jobs: Int = 2) throws -> Search {
    let source = SourceText(name: "tables.json5", text: text)
    let reading = ScenarioDocument.read(source) { _ in .unreadable(reason: "there are none") }
    let document = try #require(reading.document, "\(reading.mistakes)")
    var search = Search(document.base)
    search.runs = runs
    search.jobs = jobs
    return search
  }
}
