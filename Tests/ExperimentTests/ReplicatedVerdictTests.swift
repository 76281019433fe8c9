import Experiment
import Scenario
import Testing

@Suite struct `An expectation over replications` {
  private func verdict(
    _ comparison: Scenario.Expectation.Comparison, _ bound: Double,
    _ observations: [Verdict.Observation]
  ) -> ReplicatedVerdict {
    let expectation = Scenario.Expectation(
      text: "cost", subject: .cost(component: nil), comparison: comparison, bound: bound,
      unit: .dollars)
    return ReplicatedVerdict(expectation, observations, confidence: 0.95)
  }

  /// The interval of 1, 2 and 3 is 2 ± 2.48.
  private static let bounds: [(Scenario.Expectation.Comparison, Double, Verdict.Result)] = [
    (.less, 5, .pass), (.less, 4, .inconclusive), (.less, -1, .fail), (.greater, -1, .pass),
    (.greater, 1, .inconclusive), (.greater, 5, .fail), (.atMost, 5, .pass), (.atLeast, -1, .pass),
  ]

  @Test(arguments: bounds)
  func `passes or fails by its whole interval`(
    comparison: Scenario.Expectation.Comparison, bound: Double, result: Verdict.Result
  ) {
    #expect(verdict(comparison, bound, [1, 2, 3].observed).result == result)
  }

  @Test func `that is exact fails with the first run that breaks it`() {
    #expect(verdict(.equal, 0, [0, 0, 0].observed).result == .pass)
    #expect(verdict(.equal, 0, [0, 1, 0].observed).result == .fail)
    #expect(verdict(.notEqual, 0, [1, 2, 3].observed).result == .pass)
    #expect(verdict(.notEqual, 0, [1, 0, 3].observed).result == .fail)
  }

  @Test func `counts the runs that kept to it`() {
    let found = verdict(.less, 3, [.value(1), .value(2), .value(9), .nothing])
    #expect(found.kept == Proportion(2, of: 3))
    #expect(found.mean == 4)
  }

  @Test func `of a single run is that run's`() {
    #expect(verdict(.less, 3, [2].observed).result == .pass)
    #expect(verdict(.less, 3, [4].observed).result == .fail)
    #expect(verdict(.less, 3, [4].observed).interval == nil)
  }

  @Test func `takes what was cut off for endless where that can be told`() {
    #expect(verdict(.less, 3, [.value(1), .value(1), .atLeast(5)]).result == .fail)
    #expect(verdict(.less, 3, [.value(1), .value(1), .atLeast(2)]).result == .inconclusive)
    #expect(verdict(.greater, 3, [.value(9), .value(9), .atLeast(5)]).result == .pass)
  }

  @Test func `of nothing measured is inconclusive`() {
    #expect(verdict(.less, 3, [.nothing, .nothing]).result == .inconclusive)
    #expect(verdict(.equal, 3, []).result == .inconclusive)
  }

  @Test func `is judged for every variant of an experiment`() throws {
    let result = try Replications(.fixed(3)).run(try CoffeeShop.variants(minutes: 6))
    let results = result.variants.indices.map { result.verdicts(for: $0).map(\.result) }
    #expect(results[0].count == 3)
    #expect(results[0].first == .pass)
    #expect(results[1].last != .pass)
  }
}
