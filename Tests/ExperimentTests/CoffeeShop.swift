import Experiment
import Scenario
import Simulation
import Testing

/// A small coffee shop for experiments: two orders a second, payments down for a while.
enum CoffeeShop {
  /// The scenario as a file has it.
  static func text(minutes: Int = 30, rate: String = "2/s", variants: String = allVariants)
    -> String
  {
    """
    {
      seed: 322, duration: "\(minutes)m", period: "1m",
      components: {
        "order-api": { type: "api-gateway", integration: "orders" },
        orders: {
          type: "sqs-queue", visibilityTimeout: "30s",
          redrivePolicy: { deadLetterQueue: "orders-dlq", maxReceiveCount: 3 },
        },
        "orders-dlq": { type: "sqs-queue", messageRetentionPeriod: "14d" },
        "process-order": {
          type: "lambda-function", timeout: "30s", memory: "128MB",
          eventSource: { queue: "orders", batchSize: 1, backOff: false },
          handler: [{ call: "payments", effect: "charge" }, { put: "history", effect: "coffee" }],
        },
        payments: { type: "dependency", latency: { lognormal: { p50: "80ms", p99: "400ms" } } },
        history: { type: "dynamodb-table" },
        redrive: {
          type: "redrive", from: "orders-dlq", to: "orders", rate: "10/s",
          schedule: "rate(1 minute)", canary: { call: "payments", timeout: "5s" },
        },
      },
      producers: {
        guests: {
          target: "order-api", arrivals: { poisson: "\(rate)" }, until: "\(minutes * 4 / 5)m",
        },
      },
      faults: [
        {
          id: "payments-down", action: "dependency.hang", target: "payments", at: "2m",
          duration: "\(minutes / 3)m",
        },
      ],
      expectations: { "messages.lost": "== 0", cost: "< $10", recoveryTime: "< 1m" },
      variants: { \(variants) },
    }
    """
  }

  static let allVariants = """
    "no protection": {
      components: { orders: { redrivePolicy: null }, redrive: null, "orders-dlq": null },
    },
    "dead-letter queue": { components: { redrive: null } },
    redrive: {},
    """

  /// The variants of the scenario.
  static func variants(minutes: Int = 30, rate: String = "2/s") throws
    -> [ScenarioDocument.Variant]
  {
    try read(text(minutes: minutes, rate: rate)).variants
  }

  /// What a text means.
  static func read(_ text: String) throws -> ScenarioDocument {
    let source = SourceText(name: "test.json5", text: text)
    let (document, mistakes) = ScenarioDocument.read(source) { _ in .unreadable(reason: "none") }
    return try #require(document, "\(mistakes.rendered(in: source))")
  }
}
