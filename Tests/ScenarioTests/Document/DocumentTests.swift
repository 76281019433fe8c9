import Foundation
import Scenario
import Simulation
import Testing

/// The example of the format, with every section in it.
let coffeeShop = """
  {
    title: "Coffee orders through a payment outage",
    seed: 322, duration: "30m", period: "1m",
    components: {
      "order-api":     { type: "api-gateway", integration: "orders" },
      "orders":        { type: "sqs-queue", visibilityTimeout: "30s", redrivePolicy: { deadLetterQueue: "orders-dlq", maxReceiveCount: 3 } },
      "orders-dlq":    { type: "sqs-queue", messageRetentionPeriod: "14d" },
      "process-order": { type: "lambda-function", timeout: "30s", memory: "128MB",
                         eventSource: { queue: "orders", batchSize: 1 },
                         handler: [ { call: "payments", effect: "charge" }, { put: "order-history", effect: "coffee" } ] },
      "payments":      { type: "dependency", latency: { lognormal: { p50: "80ms", p99: "400ms" } } },
      "order-history": { type: "dynamodb-table" },
      "redrive":       { type: "redrive", from: "orders-dlq", to: "orders", rate: "1/s", schedule: "rate(1 minute)", canary: { call: "payments" } },
    },
    producers: { guests: { target: "order-api", arrivals: { poisson: "2/s" } } },
    faults: [ { id: "payments-down", action: "dependency.hang", target: "payments", at: "5m", duration: "10m" } ],
    expectations: { "messages.lost": "== 0", "charge.duplicates": "== 0", "process-order.Duration.p99 {phase: chaos}": "< 31s", "recoveryTime": "< 10m" },
    variants: {
      "no DLQ":          { components: { orders: { redrivePolicy: null }, redrive: null } },
      "DLQ":             { components: { redrive: null } },
      "DLQ + redrive":   {},
      "circuit breaker": { components: { breaker: { type: "circuit-breaker" }, "process-order": { handler: [
        { call: "payments", effect: "charge", circuitBreaker: "breaker", onFailure: [{ send: "orders-dlq" }] }, { put: "order-history", effect: "coffee" }] } } },
    },
  }
  """

@Suite struct `A scenario document` {
  @Test func `shipped`() throws {
    print(sentences(coffeeShop).joined(separator: "\n"))
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Scenarios/coffee-shop")
    let root2 = URL(filePath: "/tmp/h/document/Scenarios/coffee-shop")
    for file in try FileManager.default.contentsOfDirectory(atPath: root2.path()) {
      let text = try String(contentsOf: root2.appending(path: file), encoding: .utf8)
      print(file, sentences(text).joined(separator: "\n"))
    }
    _ = root
  }
}
