import Experiment
import Simulation
import Testing

@Suite struct `Two heaps of outcomes` {
  @Test func `are found with the probability of the upper one`() throws {
    let found = try #require(TwoOutcomes([1, 2, 401, 3, 2, 399, 1, 2, 3, 1]))
    #expect(found.lower == 1.875)
    #expect(found.upper == 400)
    #expect(found.inUpper == Proportion(2, of: 10))
  }

  /// Nothing, too few, equal ones, even ones, a single straggler, three heaps, heaps
  /// side by side.
  private static let others: [[Double]] = [
    [], [1, 1, 1, 1, 1, 9, 9, 9, 9], Array(repeating: 1, count: 10), (0..<10).map(Double.init),
    [1, 2, 3, 2, 1, 1, 2, 3, 3, 400], [0, 0, 0, 0, 1, 1, 1, 2, 2, 2],
    [580, 580, 580, 580, 580, 580, 588, 588, 588, 588],
  ]

  @Test(arguments: others)
  func `are not seen where there are none`(samples: [Double]) {
    #expect(TwoOutcomes(samples) == nil)
  }

  @Test func `need a twentieth of the samples each`() {
    let few = (0..<98).map { Double($0 % 7) } + [900, 901]
    let enough = (0..<95).map { Double($0 % 7) } + [900, 901, 902, 903, 904]
    #expect(TwoOutcomes(few) == nil)
    #expect(TwoOutcomes(enough)?.inUpper == Proportion(5, of: 100))
  }

  @Test func `are rarely seen in one heap`() {
    var draws = RandomStream(seed: 3, replication: 0, component: "heaps", purpose: "test")
    var found = 0
    for _ in 0..<2_000 where TwoOutcomes((0..<10).map { _ in draws.uniform() }) != nil {
      found += 1
    }
    #expect(found < 8)
  }
}
