/// Scenarios for the program to run.
enum Scenarios {
  /// Two orders, one of which meets an outage and ends up in a dead-letter queue; nothing is random.
  static let twoOrders = """
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
      expectations: { "messages.lost": "== 0" },
      variants: { "no outage": { faults: [] } },
    }
    """

  /// The same with another expectation.
  static func twoOrders(expecting expectation: String) -> String {
    twoOrders.replacing("\"messages.lost\": \"== 0\"", with: expectation)
  }

  /// Little to do, with a fault that does no harm.
  static let calm = """
    {
      duration: "1m", period: "10s",
      components: {
        serve: { type: "lambda-function", timeout: "5s", handler: [{ call: "payments" }] },
        payments: { type: "dependency", latency: "10ms" },
      },
      producers: { guests: { target: "serve", arrivals: { constant: "0.5/s" } } },
      faults: [
        { action: "dependency.latency", target: "payments", at: "20s", duration: "10s", factor: 2 },
      ],
      expectations: { "messages.offered": "> 0" },
      search: { actions: ["dependency.latency"], invariants: [] },
    }
    """

  /// So much to do that no machine is done before somebody interrupts it.
  static let endless = """
    {
      duration: "3650d", period: "1d",
      components: { orders: { type: "sqs-queue" } },
      producers: { guests: { target: "orders", arrivals: { constant: "50/s" } } },
    }
    """
}
