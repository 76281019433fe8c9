import Experiment
import Testing

@Suite struct `Student's distribution` {
  /// Quantiles at 0.75, 0.975, 0.995 and 0.9995, by degrees of freedom.
  private static let table: [(Int, [Double])] = [
    (1, [1, 12.706204736174694, 63.656741162871526, 636.6192487687897]),
    (2, [0.8164965809277261, 4.302652729749462, 9.924843200918287, 31.599054576445365]),
    (3, [0.7648923284043444, 3.1824463052837078, 5.840909309733355, 12.923978636687961]),
    (5, [0.7266868438004226, 2.5705818356363146, 4.032142983555228, 6.868826625881276]),
    (9, [0.7027221467513264, 2.262157162798205, 3.249835541592126, 4.780912585931217]),
    (29, [0.6830438608216131, 2.045229642132703, 2.756385903670605, 3.6594050194663748]),
    (99, [0.6769759855461531, 1.9842169515864174, 2.626405457280827, 3.391528833363685]),
    (1_000, [0.6747351646070093, 1.9623390808264083, 2.580754698065951, 3.300282648423944]),
  ]

  @Test(arguments: table)
  func `has the quantiles of the tables`(degreesOfFreedom: Int, expected: [Double]) {
    let t = StudentT(degreesOfFreedom: degreesOfFreedom)
    for (share, value) in zip([0.75, 0.975, 0.995, 0.9995], expected) {
      #expect(abs(t.quantile(share) / value - 1) < 1e-11)
      #expect(abs(t.quantile(1 - share) / -value - 1) < 1e-11)
    }
    #expect(t.quantile(0.5) == 0)
    #expect(t.reach(confidence: 0.95) == t.quantile(0.975))
  }

  @Test func `goes over into the normal one`() {
    #expect(abs(StudentT(degreesOfFreedom: 1_000_000).quantile(0.975) - 1.959966356814107) < 1e-9)
    #expect(
      abs(StudentT(degreesOfFreedom: 1_000_000_000).quantile(0.975) - 1.959963984540054) < 1e-8)
  }

  @Test(arguments: [
    (2.228138852, 10, 0.04999999999883647), (0.5, 3, 0.651447964848151),
    (40, 4, 2.3340163226012678e-06), (0, 7, 1), (-2.228138852, 10, 0.04999999999883647),
  ])
  func `tells how probable a value so far out is`(
    t: Double, degreesOfFreedom: Int, expected: Double
  ) {
    let probability = StudentT(degreesOfFreedom: degreesOfFreedom).probability(beyond: t)
    #expect(abs(probability / expected - 1) < 1e-10)
  }

  @Test(arguments: [1, 2, 4, 30, 400])
  func `undoes its own quantiles, far into the tail`(degreesOfFreedom: Int) {
    let t = StudentT(degreesOfFreedom: degreesOfFreedom)
    for risk in [0.9, 0.5, 0.1, 1e-3, 1e-6, 1e-12] {
      let back = t.probability(beyond: t.reach(confidence: 1 - risk))
      #expect(abs(back / risk - 1) < 1e-4)
    }
  }
}

@Suite struct `Mean and variance` {
  @Test func `are those of the samples`() throws {
    let moments = Moments([2, 4, 4, 4, 5, 5, 7, 9])
    #expect(moments.count == 8)
    #expect(moments.mean == 5)
    #expect(abs(moments.variance - 32.0 / 7) < 1e-14)
    let interval = try #require(moments.interval(confidence: 0.95))
    // 2.364624 × √(32 / 56).
    #expect(abs(interval.halfWidth - 1.787487) < 1e-6)
    #expect(abs(interval.low + interval.high - 10) < 1e-12)
    let relative = try #require(moments.relativeHalfWidth(confidence: 0.95))
    #expect(abs(relative - 0.3574974) < 1e-6)
  }

  @Test func `of no sample or one have no interval`() {
    #expect(Moments().interval(confidence: 0.95) == nil)
    #expect(Moments([3]).interval(confidence: 0.95) == nil)
    #expect(Moments([3]).probabilityOfZeroMean == nil)
    #expect(Moments([3]).variance == 0)
  }

  @Test func `of equal samples are certain`() {
    let equal = Moments([3, 3, 3])
    #expect(equal.interval(confidence: 0.95) == ConfidenceInterval(low: 3, high: 3))
    #expect(equal.probabilityOfZeroMean == 0)
    #expect(equal.relativeHalfWidth(confidence: 0.95) == 0)
    #expect(Moments([0, 0]).probabilityOfZeroMean == 1)
    #expect(Moments([-1, 1]).relativeHalfWidth(confidence: 0.95) == nil)
  }

  @Test func `do not lose small deviations beside a large mean`() {
    let moments = Moments((0..<1_000).map { 1e9 + Double($0 % 2) })
    #expect(abs(moments.variance - 250.0 / 999) < 1e-9)
  }
}
