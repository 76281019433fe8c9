import Experiment
import Scenario
import Simulation
import Testing

@Suite struct `The warm-up of an experiment` {
  private func result(rate: String, faults: String = "") throws -> ExperimentResult {
    let text = """
      {
        seed: 5, duration: "2h", period: "1m",
        components: {
          service: {
            type: "dependency", latency: { exponential: "100ms" }, concurrency: 1,
          },
          worker: {
            type: "lambda-function", timeout: "15m",
            handler: [{ call: "service", effect: "answer" }],
          },
        },
        producers: { clients: { target: "worker", arrivals: { poisson: "\(rate)" } } },
        faults: [\(faults)],
      }
      """
    var replications = Replications(.fixed(10))
    replications.jobs = 2
    return try replications.run([try CoffeeShop.read(text).base])
  }

  @Test func `of a system with little to do is none`() throws {
    let result = try result(rate: "2/s")
    #expect(try #require(result.warmUp(of: 0)).drift.magnitude < 0.1)
    #expect(Comparison(result).cautions == [])
  }

  @Test func `of a system with too much to do never ends`() throws {
    let result = try result(rate: "11/s")
    let warmUp = try #require(result.warmUp(of: 0))
    #expect(!warmUp.isSettled)
    #expect(warmUp.drift > 0.5)
    #expect(
      Comparison(result).cautions.map { MadeUp.text($0, result) }.last
        == "'' does not settle down: its values depend on how long the run lasts")
  }

  @Test func `is not looked for where there are faults`() throws {
    let fault = "{ action: 'dependency.hang', target: 'service', at: '1h', duration: '1m' }"
    #expect(try result(rate: "2/s", faults: fault).warmUp(of: 0) == nil)
  }

  @Test func `is told from the samples of each period in all runs`() throws {
    let result = try result(rate: "2/s")
    let latency = try #require(
      result.variants[0].pooled.first { $0.metric == .endToEndLatency })
    #expect(latency.periods.count == 120)
    #expect(latency.periods.reduce(0) { $0 + $1.sampleCount } == latency.total.sampleCount)
  }
}
