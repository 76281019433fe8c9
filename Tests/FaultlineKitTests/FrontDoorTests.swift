import FaultlineKit
import Testing

/// As somebody would who has nothing but the library's public face.
@Suite struct `The library's front door` {
  private let shop = """
    {
      title: "Two coffees", duration: "5m",
      components: {
        orders: { type: "sqs-queue", redrivePolicy: { deadLetterQueue: "dlq", maxReceiveCount: 3 } },
        dlq: { type: "sqs-queue", messageRetentionPeriod: "14d" },
        barista: {
          type: "lambda-function", timeout: "5s", eventSource: { queue: "orders" },
          handler: [{ call: "payments", effect: "charge" }],
        },
        payments: { type: "dependency" },
      },
      producers: { guests: { target: "orders", arrivals: { times: ["10s", "20s"] } } },
      expectations: { "messages.completed": "== 2" },
      variants: {
        "payments down": {
          faults: [{ action: "dependency.outage", target: "payments", at: "0s" }],
        },
      },
    }
    """

  @Test func `runs a scenario and says what became of the messages`() throws {
    let run = try FaultScenario(text: shop).run()
    let outcomes = run.outcomes
    #expect([outcomes.offered, outcomes.completed] == [2, 2])
    #expect([outcomes.lost, outcomes.halfDone, outcomes.stuck, outcomes.pending] == [0, 0, 0, 0])
    #expect(outcomes.doubled == 0)
    #expect(run.expectationsHold)
    #expect(run.metricsCSV.hasPrefix("variant,replication,start_s,"))
    #expect(run.summaryCSV.contains("messages.completed"))
    #expect(run.costInDollars > 0)
  }

  @Test func `runs a variant by its name`() throws {
    let scenario = try FaultScenario(text: shop)
    #expect(scenario.variants == ["payments down"])
    let run = try scenario.run(variant: "payments down")
    #expect(run.outcomes.stuck == 2)
    #expect(!run.expectationsHold)
    #expect(throws: RunFailure.self) { try scenario.run(variant: "payment down") }
  }

  @Test func `gives the same run for the same seed, and another for another`() throws {
    let scenario = try FaultScenario(text: shop)
    let fingerprints = try [7, 7, 8].map { try scenario.run(seed: $0).fingerprint }
    #expect(fingerprints[0] == fingerprints[1])
    #expect(fingerprints[0] != fingerprints[2])
  }

  @Test func `reports every mistake of a text`() throws {
    let broken = shop.replacing("sqs-queue", with: "sqs-queu")
    let error = #expect(throws: ScenarioMistakes.self) { try FaultScenario(text: broken) }
    #expect(error?.description.contains("did you mean \"sqs-queue\"?") == true)
  }

  @Test func `compares variants, and refuses those that there are not`() throws {
    let scenario = try FaultScenario(text: shop)
    let comparison = try scenario.compare(replications: 3)
    #expect(comparison.variants == ["as it stands", "payments down"])
    #expect(comparison.best == ["as it stands"])
    #expect(comparison.paretoFront.contains("as it stands"))
    #expect(comparison.estimate("messages.stuck", of: "payments down")?.mean == 2)
    #expect(comparison.estimate("messages.stuck", of: "nobody") == nil)
    #expect(!comparison.expectationsHold)
    #expect(comparison.summaryCSV.hasPrefix("variant,measure,unit,replications,mean,low,high,"))
    #expect(comparison.comparisonCSV.hasPrefix("variant,baseline,measure,"))
    #expect(comparison.json.contains("faultline-comparison"))
    let failure = #expect(throws: RunFailure.self) { try scenario.compare(variants: ["payment"]) }
    #expect(failure?.description.hasPrefix("the scenario has no variant 'payment'") == true)
    #expect(throws: RunFailure.self) { try scenario.compare(replications: 0) }
  }

  @Test func `sweeps settings, and refuses those that have no place`() throws {
    let scenario = try FaultScenario(text: shop)
    let sweep = try scenario.sweep(
      ["components.orders.redrivePolicy.maxReceiveCount=1..3"], variant: "payments down",
      replications: 2)
    let stuck = sweep.points.map { sweep.estimate("messages.stuck", at: $0)?.mean }
    #expect(stuck == [2, 2, 2])
    #expect(throws: RunFailure.self) { try scenario.sweep(["components.orders"]) }
    #expect(throws: RunFailure.self) { try scenario.sweep(["components.orders.x=1"]) }
  }
}
