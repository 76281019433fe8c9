internal import Simulation

/// The statistics engine held against what it claims.
extension SelfTestCase {
  static let statistics = [
    coverageOfReplications, coverageOfBatches, commonNumbers, truncation, percentiles, streams,
  ]

  private static let experiments = 1_000

  /// How many of so many experiments have an interval that covers the mean wait of an M/M/1 queue at
  /// half of its capacity, which is one service.
  private static func coverage(_ interval: (Int) -> ConfidenceInterval?) -> [SelfTestFinding] {
    let covered = (0..<experiments).count { interval($0)?.contains(1) ?? false }
    return [
      .near(
        "share of 95% intervals that cover the truth", 0.95,
        is: Double(covered) / Double(experiments), within: 0.03)
    ]
  }

  private static let coverageOfReplications = SelfTestCase("T1", "intervals of replications") {
    coverage { experiment in
      Moments(
        (0..<20).map { replication in
          var queue = SingleServerWaits(
            utilisation: 0.5, experiment: experiment, replication: replication, isSteady: true)
          return Moments(queue.next(500)).mean
        }
      ).interval(confidence: 0.95)
    }
  }

  private static let coverageOfBatches = SelfTestCase("T1", "intervals of batch means") {
    coverage { experiment in
      var queue = SingleServerWaits(
        utilisation: 0.5, experiment: experiment, replication: 0, isSteady: true)
      return BatchMeans(queue.next(15_000))?.interval(confidence: 0.95)
    }
  }

  /// The example of the SSJ library's tutorial (`InventoryCRN`), whose output is published with it:
  /// from 500 pairs, so that its variances are known to 12 % and ours, from 1,000, to 9 % (95 %).
  private static let commonNumbers = SelfTestCase("T2", "common random numbers") {
    let small = Inventory(reorderPoint: 80, capacity: 198)
    let large = Inventory(reorderPoint: 80, capacity: 200)
    func differences(_ own: String, _ other: String) -> Moments {
      Moments(
        (0..<1_000).map {
          large.profit(replication: $0, stream: own) - small.profit(replication: $0, stream: other)
        })
    }
    let (apart, common) = (differences("one", "other"), differences("one", "one"))
    let middle = common.interval(confidence: 0.9)
    return [
      .near("variance, independent", 0.233, is: apart.variance, within: 0.15 * 0.233),
      .near("variance, common", 0.01166, is: common.variance, within: 0.15 * 0.01166),
      .near("ratio", 19.95, is: apart.variance / common.variance, within: 0.22 * 19.95),
      .near(
        "mean difference", 0.308, is: common.mean, within: 0.008 + (middle?.halfWidth ?? 0)),
    ]
  }

  /// M/M/1 at ρ = 0.9 from empty: twenty runs of 2,000 customers, whose mean wait should be nine.
  private static let truncation = SelfTestCase("T3", "MSER-5 truncation") {
    var (whole, rest) = (Moments(), Moments())
    var isHonest = true
    for experiment in 0..<200 {
      let waits = (0..<20).map { replication in
        var queue = SingleServerWaits(
          utilisation: 0.9, experiment: experiment, replication: replication, isSteady: false)
        return queue.next(2_000)
      }
      guard let truncation = Truncation(averaging: waits) else { continue }
      whole.add(Moments(waits.joined()).mean)
      rest.add(truncation.mean)
      isHonest =
        isHonest && truncation.cut <= 1_000 + Truncation.batchSize
        && (truncation.isSettled || truncation.cut == 0)
    }
    return [
      .fact(
        "the bias is less than three quarters of what it was",
        (rest.mean - 9).magnitude < 0.75 * (whole.mean - 9).magnitude),
      .fact("never more than half is cut off in silence", isHonest && whole.count == 200),
    ]
  }

  private static let percentiles = SelfTestCase("T4", "percentiles") {
    var draws = RandomStream(seed: 5, replication: 0, component: "sketch", purpose: "samples")
    let shape = Distribution.lognormal(p50: 80e6, p99: 400e6)
    let samples = (0..<10_007).map { _ in Int64(shape.count(in: 0...Int.max / 2, using: &draws)) }
    var sketch = QuantileSketch()
    for sample in samples { sketch.add(sample) }
    let sorted = samples.sorted()
    return [0.5, 0.9, 0.99, 0.999].map { p in
      let exact = Double(NearestRank.quantile(p, ofSorted: sorted) ?? 0)
      return .near(
        "p\(p * 100), ns", exact, is: Double(sketch.quantile(p) ?? 0), within: 0.01 * exact)
    }
  }

  private static let streams = SelfTestCase("T5", "random streams") {
    func stream(_ component: String, _ purpose: String = "arrivals") -> RandomStream {
      RandomStream(seed: 322, replication: 0, component: component, purpose: purpose)
    }
    var (alone, beside, newcomer) = (stream("orders"), stream("orders"), stream("newcomer"))
    let undisturbed = (0..<1_000).allSatisfy { _ in
      _ = newcomer.bits()
      return alone.bits() == beside.bits()
    }
    var firsts: Set<UInt64> = []
    for seed: UInt64 in 0..<20 {
      for replication in 0..<20 {
        for component in ["", "a", "b", "ab", "orders"] {
          var stream = RandomStream(
            seed: seed, replication: replication, component: component, purpose: "arrivals")
          firsts.insert(stream.bits())
        }
      }
    }
    return [
      .fact("a new component shifts nobody's draws", undisturbed),
      .exact("different streams by seed, replication and component", 2_000, is: firsts.count),
    ]
  }
}
