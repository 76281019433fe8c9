import FaultlineKit
import Testing

/// The example of the guide "Running scenarios", line by line; the documentation's tests compare the
/// lines.
@Suite struct `The guide's example in Swift` {
  @Test func `reads a scenario, runs it twice and compares`() throws {
    let text = """
      {
        duration: "10m",
        components: { orders: { type: "sqs-queue" } },
        producers: { guests: { target: "orders", arrivals: { constant: "1/m" } } },
        variants: { patient: { components: { orders: { visibilityTimeout: "5m" } } } },
      }
      """
    let scenario = try FaultScenario(text: text)
    let plain = try scenario.run(seed: 7)
    let patient = try scenario.run(variant: "patient", seed: 7)
    print(plain.outcomes.lost, patient.outcomes.lost, plain.costInDollars, plain.expectationsHold)
    #expect(plain.outcomes == patient.outcomes)
    #expect(plain.outcomes.pending == 10)
  }

  @Test func `compares variants and sweeps a setting`() throws {
    let text = """
      {
        duration: "10m",
        components: {
          orders: { type: "sqs-queue" },
          serve: {
            type: "lambda-function", eventSource: { queue: "orders" },
            handler: [{ call: "payments", effect: "charge" }],
          },
          payments: { type: "dependency" },
        },
        producers: { guests: { target: "orders", arrivals: { poisson: "1/s" }, until: "9m" } },
        faults: [
          { id: "down", action: "dependency.outage", target: "payments", at: "2m", duration: "1m" },
        ],
        variants: {
          plain: {},
          patient: { components: { orders: { visibilityTimeout: "5m" } } },
        },
      }
      """
    let scenario = try FaultScenario(text: text)
    let comparison = try scenario.compare(replications: 10)
    print(comparison.verdict.joined(separator: "\n"))
    let recovery = comparison.estimate("recoveryTime", of: "patient")
    print(comparison.best, recovery?.mean ?? 0, recovery?.low ?? 0, recovery?.high ?? 0)
    let sweep = try scenario.sweep(["faults.down.duration=1m..3m step 1m"], replications: 5)
    for point in sweep.points {
      print(point.values, sweep.estimate("recoveryTime", at: point)?.mean ?? 0)
    }
    #expect(comparison.best == ["plain"])
    #expect(try #require(recovery?.mean) > 60)
    #expect(sweep.points.map(\.values) == [["1m"], ["2m"], ["3m"]])
  }
}
