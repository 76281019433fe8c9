import Simulation
import Testing

@Suite struct `A summary of a period` {
  private func summary(of samples: some Sequence<Int64>, percentiles: Bool = true) -> Summary {
    var summary = Summary(keepsPercentiles: percentiles)
    for sample in samples { summary.record(sample) }
    return summary
  }

  @Test func `has every statistic of its samples`() {
    #expect(
      summary(of: 1...100).statistics()
        == Statistics(
          sampleCount: 100, sum: 5_050, average: 50.5, minimum: 1, maximum: 100, p50: 50, p90: 90,
          p99: 99))
  }

  @Test func `reports milliseconds of what was recorded in nanoseconds`() {
    var durations = Summary(keepsPercentiles: true)
    durations.record(.seconds(30))
    durations.record(.seconds(30))
    #expect(
      durations.statistics(inUnitsOf: 1_000_000)
        == Statistics(
          sampleCount: 2, sum: 60_000, average: 30_000, minimum: 30_000, maximum: 30_000,
          p50: 30_000, p90: 30_000, p99: 30_000))
  }

  @Test func `has no statistics without samples`() {
    #expect(Summary(keepsPercentiles: true).statistics() == nil)
    #expect(Summary(keepsPercentiles: true).isEmpty)
    #expect(Summary(keepsPercentiles: true).quantile(0.5) == nil)
  }

  @Test func `knows percentiles without keeping them only where all samples are equal`() {
    let equal = summary(of: [-5, -5], percentiles: false).statistics()
    let unequal = summary(of: [-5, 6], percentiles: false).statistics()
    #expect(
      equal
        == Statistics(
          sampleCount: 2, sum: -10, average: -5, minimum: -5, maximum: -5, p50: -5, p90: -5,
          p99: -5))
    #expect(
      unequal
        == Statistics(
          sampleCount: 2, sum: 1, average: 0.5, minimum: -5, maximum: 6, p50: nil, p90: nil,
          p99: nil))
  }

  @Test func `keeps its percentiles between the extremes`() {
    // Both share the bucket 256…259, whose middle is 258.
    let narrow = summary(of: [256, 257])
    #expect([0, 0.5, 1].map(narrow.quantile) == [257, 257, 257])
  }

  @Test func `records equal samples at once, and none for none`() {
    var atOnce = Summary(keepsPercentiles: true)
    atOnce.record(1, times: 3)
    atOnce.record(0, times: 2)
    atOnce.record(9, times: 0)
    #expect(atOnce == summary(of: [1, 0, 1, 0, 1]))
  }

  @Test func `does not lose the smallest part of a sum beyond 64 bits`() {
    var sums = Summary(keepsPercentiles: false)
    sums.record(.max, times: 1_000)
    sums.record(1)
    #expect(sums.sum == Int128(Int64.max) * 1_000 + 1)
  }

  @Test(arguments: [true, false])
  func `merges to the summary of all samples`(percentiles: Bool) {
    let samples = QuantileSketchShapes.samples
    var merged = summary(of: samples[..<300], percentiles: percentiles)
    merged.merge(Summary(keepsPercentiles: percentiles))
    merged.merge(summary(of: samples[300...], percentiles: percentiles))
    #expect(merged == summary(of: samples, percentiles: percentiles))
  }

  @Test func `starts afresh for the next period`() {
    var periods = summary(of: 1...100)
    periods.removeAll()
    #expect(periods == Summary(keepsPercentiles: true))
  }
}

private enum QuantileSketchShapes {
  static let samples: [Int64] = {
    var stream = RandomStream(seed: 5, replication: 0, component: "summary", purpose: "samples")
    let latency = Distribution.lognormal(p50: 80e6, p99: 400e6)
    return (0..<1_000).map { _ in Int64(latency.count(in: 0...Int.max, using: &stream)) }
  }()
}
