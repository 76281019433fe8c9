import Experiment
import Scenario
import Simulation
import Testing

/// A shop whose payments fail for a while, and what is expected of it.
private func shop(_ expectations: String, duration: String = "10m") -> String {
  """
  {
    seed: 7, duration: "\(duration)", period: "1m",
    components: {
      orders: { type: "sqs-queue", visibilityTimeout: "30s",
                redrivePolicy: { deadLetterQueue: "dlq", maxReceiveCount: 100 } },
      dlq: { type: "sqs-queue", messageRetentionPeriod: "14d" },
      work: { type: "lambda-function", timeout: "5s", eventSource: { queue: "orders", batchSize: 1 },
              handler: [{ call: "pay", effect: "charge" }] },
      pay: { type: "dependency", latency: "100ms" },
    },
    producers: { guests: { target: "orders", arrivals: { times: ["10s", "20s", "70s", "80s"] } } },
    faults: [{ action: "dependency.outage", target: "pay", at: "1m", duration: "1m" }],
    expectations: { \(expectations) },
    variants: { calm: { faults: [] } },
  }
  """
}

/// The verdicts of a scenario's run, in the order of its expectations.
private func verdicts(_ text: String, variant: String? = nil) throws -> [Verdict] {
  let source = SourceText(name: "s.json5", text: text)
  let (document, mistakes) = ScenarioDocument.read(source) { _ in .unreadable(reason: "none") }
  #expect(!mistakes.containErrors, "\(mistakes.rendered(in: source))")
  let scenario = try #require(document)
  let chosen = scenario.variants.first { $0.name == variant } ?? scenario.base
  var world = World(chosen.blueprint)
  let result = try world.run()
  return chosen.expectations.map { $0.verdict(on: result) }
}

@Suite struct `Verdicts` {
  @Test(arguments: [
    (#""messages.completed": "== 4""#, Verdict.Observation.value(4), Verdict.Result.pass),
    (#""messages.completed": ">= 100%""#, .value(1), .pass),
    (#""messages.lost": "> 0""#, .value(0), .fail),
    (#""charge.total": "== 4""#, .value(4), .pass),
    (#""charge.messages": "!= 4""#, .value(4), .fail),
    (#""charge.duplicates": "< 1""#, .value(0), .pass),
    (#""guests.Offered.Sum": "== 4""#, .value(4), .pass),
    (#""guests.Offered.Sum {phase: baseline}": "== 2""#, .value(2), .pass),
    (#""guests.Offered.SampleCount {phase: chaos}": "== 2""#, .value(2), .pass),
    (#""guests.Offered.Sum {phase: recovery}": "== 0""#, .value(0), .pass),
    (#""work.Duration.Average {phase: recovery}": "< 1s""#, .value(0.1), .pass),
    (#""work.Duration.Minimum {phase: baseline}": "== 100ms""#, .value(0.1), .pass),
    (#""orders.MessagesExpired.Sum": "== 0""#, .value(0), .pass),
    (#""orders.MessagesExpired.Maximum": "== 0""#, .nothing, .inconclusive),
    (#""guests.Latency.p99 {phase: recovery}": "< 1s""#, .nothing, .inconclusive),
  ])
  func `follow what was measured`(
    expectation: String, observation: Verdict.Observation, result: Verdict.Result
  ) throws {
    let verdict = try #require(try verdicts(shop(expectation)).first)
    #expect(verdict.observation == observation)
    #expect(verdict.result == result)
  }

  @Test func `judge the time to recovery`() throws {
    let verdict = try #require(try verdicts(shop(#"recoveryTime: "< 1m""#)).first)
    let seconds = try #require(verdict.observed)
    #expect(seconds > 0 && seconds < 60)
    #expect(verdict.result == .pass)
  }

  @Test(arguments: [
    ("< 1s", Verdict.Result.fail), ("< 5s", .fail), ("< 6s", .inconclusive),
    ("<= 5s", .inconclusive),
    ("<= 4s", .fail), ("== 5s", .inconclusive), ("== 4s", .fail), ("!= 4s", .pass),
    ("!= 5s", .inconclusive), ("> 4s", .pass), ("> 5s", .inconclusive), (">= 5s", .pass),
    (">= 6s", .inconclusive),
  ])
  func `on a recovery that the run does not reach know how long it takes at least`(
    bound: String, result: Verdict.Result
  ) throws {
    // The messages of 70 s and 80 s come back 30 s after their last receive, beyond the run's end.
    let text = shop(#"recoveryTime: "\#(bound)""#, duration: "125s")
    let verdict = try #require(try verdicts(text).first)
    #expect(verdict.observation == .atLeast(5))
    #expect(verdict.result == result)
  }

  @Test func `say that nothing recovers where nothing fails`() throws {
    let text = shop(#"recoveryTime: "< 1m", "work.Errors.Sum {phase: chaos}": "== 0""#)
    let found = try verdicts(text, variant: "calm")
    #expect(found.map(\.observation) == [.value(0), .nothing])
    #expect(found.map(\.result) == [.pass, .inconclusive])
  }

  @Test func `sum the cost of a component and of all`() throws {
    let found = try verdicts(shop(#""work.cost": "> $0", "pay.cost": "== $0", cost: "< 1 dollar""#))
    #expect(found.map(\.result) == [.pass, .pass, .pass])
    let costs = found.compactMap(\.observed)
    #expect(costs.count == 3 && costs[0] < costs[2])
  }
}
