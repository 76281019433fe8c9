import Experiment
import Testing

@Suite struct `A proportion` {
  @Test(arguments: [
    (0, 10, 0, 0.2775327998628892), (5, 10, 0.236593090512564, 0.7634069094874361),
    (7, 100, 0.03431926106727268, 0.137495147390735), (10, 10, 0.7224672001371107, 1),
    (1, 1, 0.20654931437723745, 1), (0, 0, 0, 1),
  ])
  func `has Wilson's interval`(hits: Int, trials: Int, low: Double, high: Double) {
    let interval = Proportion(hits, of: trials).interval(confidence: 0.95)
    #expect(abs(interval.low - low) < 1e-12)
    #expect(abs(interval.high - high) < 1e-12)
  }

  @Test func `of nothing seen is limited by the rule of three`() {
    let limits = [(0, 300), (0, 2), (1, 300), (0, 0)].map { Proportion($0.0, of: $0.1).ruleOfThree }
    #expect(limits == [0.01, 1, nil, nil])
  }

  @Test func `has a share unless there were no trials`() {
    #expect([Proportion(1, of: 4), Proportion(0, of: 0)].map(\.share) == [0.25, nil])
  }
}

@Suite struct `Proportions in pairs` {
  private func pairs(_ both: Int, _ first: Int, _ second: Int, _ neither: Int)
    -> PairedProportions
  {
    var pairs = PairedProportions()
    for _ in 0..<both { pairs.add(first: true, second: true) }
    for _ in 0..<first { pairs.add(first: true, second: false) }
    for _ in 0..<second { pairs.add(first: false, second: true) }
    for _ in 0..<neither { pairs.add(first: false, second: false) }
    return pairs
  }

  /// The first is worked out by Altman et al., *Statistics with Confidence* (2000): 0.011 to 0.226; the
  /// third in Fagerland et al., *Statistical Analysis of Contingency Tables* (2017), §8.
  @Test(arguments: [
    (14, 5, 0, 22, 0.011483241383033305, 0.2264926843512112, 0.0625),
    (36, 12, 2, 0, 0.05692958400323869, 0.3404276029749407, 0.012939453125),
    (1, 1, 7, 12, -0.506920226686141, -0.025559124164859837, 0.0703125),
    (10, 0, 0, 0, -0.27753279986288926, 0.27753279986288926, 1),
    (0, 10, 0, 0, 0.6075093504305242, 1, 0.001953125),
    (0, 0, 1, 0, -1, 0.1, 1),
  ])
  func `have Newcombe's interval and McNemar's test`(
    both: Int, first: Int, second: Int, neither: Int, low: Double, high: Double,
    probability: Double
  ) throws {
    let pairs = pairs(both, first, second, neither)
    let interval = try #require(pairs.interval(confidence: 0.95))
    let isTiny = pairs.count == 1
    #expect(abs(interval.low - low) < 1e-12)
    #expect(isTiny || abs(interval.high - high) < 1e-12)
    #expect(abs(pairs.probabilityOfEquality - probability) < 1e-12)
  }

  @Test func `without pairs have neither`() {
    #expect(PairedProportions().interval(confidence: 0.95) == nil)
    #expect(PairedProportions().difference == nil)
  }
}

@Suite struct `Holm's correction` {
  @Test func `holds the k-th smallest against the risk over those that are left`() {
    let holm = HolmCorrection([0.01, 0.04, 0.03, 0.005], confidence: 0.95)
    #expect(holm.isRejected == [true, false, false, true])
    let expected = [0.03, 0.06, 0.06, 0.02]
    #expect(zip(holm.adjusted, expected).allSatisfy { abs($0 - $1) < 1e-12 })
    let confidences = [1 - 0.05 / 3, 1 - 0.05 / 2, 1 - 0.05 / 2, 1 - 0.05 / 4]
    #expect(zip(holm.confidences, confidences).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func `stops at the first that is not small enough`() {
    // 0.04 alone would be small enough for the last step, but 0.03 has failed before it.
    let holm = HolmCorrection([0.03, 0.04], confidence: 0.95)
    #expect(holm.isRejected == [false, false])
    #expect(holm.adjusted == [0.06, 0.06])
  }

  @Test func `leaves a single test alone, and no test too`() {
    let one = HolmCorrection([0.05], confidence: 0.95)
    #expect(one.adjusted == [0.05])
    #expect(abs(one.confidences[0] - 0.95) < 1e-15)
    #expect(HolmCorrection([], confidence: 0.95).isRejected == [])
  }

  @Test func `never makes a probability larger than one`() {
    #expect(HolmCorrection([0.6, 0.7, 1], confidence: 0.95).adjusted == [1, 1, 1])
  }
}

@Suite struct `Samples in order` {
  /// Ranks of the ends, from the binomial distribution; `nil` where there are too few samples.
  @Test(arguments: [
    (5, 0.5, nil, nil), (6, 0.5, 1, 6), (10, 0.5, 2, 9), (20, 0.5, 6, 15), (100, 0.5, 40, 61),
    (10, 0.9, 7, nil), (30, 0.9, 23, nil), (100, 0.9, 84, 96), (100, 0.99, 97, nil),
  ])
  func `bound a percentile by two of them`(count: Int, p: Double, low: Int?, high: Int?) throws {
    let order = OrderStatistics((1...count).reversed().map(Double.init))
    let interval = try #require(order.interval(ofQuantile: p, confidence: 0.95))
    #expect(interval.low == low.map(Double.init) ?? -.infinity)
    #expect(interval.high == high.map(Double.init) ?? .infinity)
  }

  @Test func `take what was cut off for larger than all`() {
    let order = OrderStatistics([3, 1, 2, .infinity])
    #expect(order.quantile(0.5) == 2)
    #expect(order.quantile(1) == .infinity)
    #expect(OrderStatistics([Double]()).quantile(0.5) == nil)
    #expect(OrderStatistics([Double]()).interval(ofQuantile: 0.5, confidence: 0.95) == nil)
  }
}
