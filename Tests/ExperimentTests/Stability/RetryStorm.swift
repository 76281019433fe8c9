import Experiment
import Scenario
import Simulation
import Testing

/// Clients whose calls time out and are tried again, while the dependency goes on with what nobody waits
/// for any longer: once it is behind, most of its work is in vain.
enum RetryStorm {
  /// The scenario at a rate of calls; the dependency can do ten a second.
  static func variant(rate: String = "6/s", attempts: Int = 5) throws -> ScenarioDocument.Variant {
    let text = """
      {
        seed: 3, duration: "6m", period: "10s",
        components: {
          checkout: {
            type: "lambda-function", timeout: "20s", reservedConcurrency: 400,
            handler: [
              {
                call: "payments", effect: "charge", timeout: "1s",
                retry: { attempts: \(attempts), base: "100ms", cap: "1s" },
              },
            ],
          },
          payments: { type: "dependency", latency: "400ms", concurrency: 4 },
        },
        producers: { guests: { target: "checkout", arrivals: { poisson: "\(rate)" }, timeout: "20s" } },
        faults: [
          { id: "hang", action: "dependency.hang", target: "payments", at: "1m", duration: "10s" },
        ],
      }
      """
    let source = SourceText(name: "storm.json5", text: text)
    let reading = ScenarioDocument.read(source) { _ in .unreadable(reason: "there are none") }
    return try #require(reading.document, "\(reading.mistakes)").base
  }
}
