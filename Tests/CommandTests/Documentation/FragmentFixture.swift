/// A scenario with a component under each of the names that the guides use, into which their
/// fragments fit.
enum FragmentFixture {
  /// The scenario with a variant that has the fragment in one of its sections.
  static func scenario(with fragment: String, in section: String) -> String {
    let variants =
      switch section {
      case "variants": fragment
      case "step": patch(handler: "[\(fragment)]")
      case "steps": patch(handler: fragment)
      default: "{ fragment: { \(section): \(fragment) } }"
      }
    return "{\n  variants: \(variants),\n\(sections)}\n"
  }

  private static func patch(handler: String) -> String {
    "{ fragment: { components: { \"process-order\": { handler: \(handler) } } } }"
  }

  private static let sections = """
      duration: "15m",
      components: {
        "order-api": { type: "api-gateway", integration: "orders" },
        orders: {
          type: "sqs-queue",
          redrivePolicy: { deadLetterQueue: "orders-dlq", maxReceiveCount: 5 },
        },
        "orders-dlq": { type: "sqs-queue", messageRetentionPeriod: "14d" },
        "process-order": {
          type: "lambda-function",
          timeout: "5s",
          eventSource: { queue: "orders", batchSize: 1 },
          handler: [
            { call: "payments", effect: "charge", circuitBreaker: "payments-breaker" },
            { put: "order-history", effect: "coffee" },
          ],
        },
        payments: { type: "dependency", latency: "100ms" },
        "order-history": { type: "dynamodb-table" },
        "payments-breaker": { type: "circuit-breaker", preset: "talk" },
        redrive: { type: "redrive", from: "orders-dlq", to: "orders", closes: "payments-breaker" },
      },
      producers: { guests: { target: "order-api", arrivals: { poisson: "2/s" } } },
      faults: [
        { action: "dependency.hang", target: "payments", at: "5m", duration: "2m" },
      ],

    """
}
