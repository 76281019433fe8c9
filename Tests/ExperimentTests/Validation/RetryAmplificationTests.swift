import Experiment
import Scenario
import Simulation
import Testing

/// Calls that fail with a probability and are tried up to three times more (R1).
@Suite struct `Retries` {
  private static func scenario(failing p: Double) -> String {
    """
    {
      seed: 1, duration: "5m", accountConcurrency: 100000,
      components: {
        worker: {
          type: "lambda-function", timeout: "30s",
          handler: [
            {
              call: "service", effect: "answer", onFailure: "continue",
              retry: { attempts: 4, base: "1ms", jitter: "none" },
            },
          ],
        },
        service: {
          type: "dependency", latency: { constant: "10ms" }, errorRate: "\(p * 100)%",
        },
      },
      producers: {
        clients: { target: "worker", arrivals: { poisson: "100/s" }, limit: 5000 },
      },
    }
    """
  }

  /// Probability of failure; attempts a call, 1 + p + p² + p³; share of success, 1 − p⁴.
  @Test(arguments: [
    (0.01, 1.010101, 0.99999999), (0.1, 1.111, 0.9999), (0.2, 1.248, 0.9984),
    (0.3, 1.417, 0.9919), (0.5, 1.875, 0.9375), (0.75, 2.734375, 0.68359375), (1, 4, 0),
  ])
  func `multiply calls by the sum of the powers of p, and leave p to the fourth`(
    p: Double, attempts: Double, success: Double
  ) throws {
    let variant = try CoffeeShop.read(Self.scenario(failing: p)).base
    var replications = Replications(.fixed(40))
    // 99 % for the fourteen intervals of the table together.
    replications.confidence = 1 - 0.01 / 14
    let criteria = [
      Criterion("calls", "calls", .sum(.calls)), Criterion("done", "done", .share(.completed)),
      Criterion(
        "offered", "offered", .subject(.outcome(.offered), phase: nil)),
    ]
    let result = try replications.run([variant], criteria: criteria)
    #expect(result.summary(of: 2, for: 0).values == Array(repeating: 5_000, count: 40))
    for (criterion, scale, theory) in [(0, 5_000.0, attempts), (1, 1.0, success)] {
      let summary = result.summary(of: criterion, for: 0)
      let interval = try #require(summary.interval)
      let mean = try #require(summary.mean)
      // What never happened in 200,000 calls has a probability of less than three in as many.
      let unseen = interval.halfWidth < 1e-12 ? 3.0 / 200_000 * scale : 0
      #expect(interval.low - unseen <= theory * scale)
      #expect(theory * scale <= interval.high + unseen)
      #expect(abs(mean - theory * scale) <= 0.01 * theory * scale)
    }
  }
}
