import Simulation
import Testing

@Suite struct `Percentiles by nearest rank` {
  @Test(arguments: [
    (0.0, 10, 1), (0.1, 10, 1), (0.11, 10, 2), (0.5, 10, 5), (0.9, 10, 9), (0.91, 10, 10),
    (1, 10, 10), (0.5, 1, 1), (0.07, 100, 7), (0.29, 100, 29), (0.57, 100, 57), (0.99, 100, 99),
    (0.99, 101, 100), (0.999, 1_000_000_000, 999_000_000), (0.999, 1_000_000_001, 999_000_001),
  ])
  func `are the smallest sample that a share p does not exceed`(p: Double, count: Int, rank: Int) {
    #expect(NearestRank.rank(p, of: count) == rank)
  }

  @Test func `are exact on stored samples`() {
    let samples = [15, 20, 35, 40, 50]
    let quantiles = [0, 0.05, 0.3, 0.4, 0.5, 1].map { NearestRank.quantile($0, ofSorted: samples) }
    #expect(quantiles == [15, 15, 20, 20, 35, 50])
    #expect(NearestRank.quantile(0.5, ofSorted: [Int]()) == nil)
  }
}

@Suite struct `A quantile sketch` {
  static let shares = [0, 0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 1]
  static let shapes: [Distribution] = [
    .constant(30e9), .uniform(from: 0, to: 300), .uniform(from: 1e6, to: 2e6),
    .exponential(mean: 0.2e9), .lognormal(p50: 80e6, p99: 400e6), .pareto(minimum: 1e6, shape: 1.1),
    .mixture([(1, .exponential(mean: 1e6)), (1, .constant(30e9))]), .gamma(mean: 50, cv: 2),
  ]

  static func samples(of shape: Distribution) -> [Int64] {
    var stream = RandomStream(seed: 5, replication: 0, component: "sketch", purpose: "samples")
    return (0..<10_007).map { _ in Int64(shape.count(in: 0...Int.max / 2, using: &stream)) }
  }

  private static func sketch(of samples: some Sequence<Int64>) -> QuantileSketch {
    var sketch = QuantileSketch()
    for sample in samples { sketch.add(sample) }
    return sketch
  }

  @Test(arguments: shapes)
  func `is within one part in 128 of the stored samples`(shape: Distribution) throws {
    let samples = Self.samples(of: shape)
    let sketch = Self.sketch(of: samples)
    for p in Self.shares {
      let exact = try #require(NearestRank.quantile(p, ofSorted: samples.sorted()))
      let estimate = try #require(sketch.quantile(p))
      #expect(abs(estimate - exact) <= exact / 128, "share \(p)")
    }
    #expect(sketch.count == samples.count)
  }

  @Test(arguments: shapes)
  func `merges from any parts, in any order, to the whole`(shape: Distribution) {
    let samples = Self.samples(of: shape)
    let parts = stride(from: 0, to: samples.count, by: 1_500).map { start in
      Self.sketch(of: samples[start..<min(start + 1_500, samples.count)])
    }
    var forward = QuantileSketch()
    for part in parts { forward.merge(part) }
    var backward = QuantileSketch()
    for part in parts.reversed() { backward.merge(part) }
    backward.merge(QuantileSketch())
    #expect(forward == Self.sketch(of: samples))
    #expect(backward == forward)
  }

  @Test func `tells small values apart and halves the buckets of large ones`() {
    let edges: [Int64] = [
      0, 1, 63, 64, 126, 127, 128, 129, 130, 255, 256, 257, 259, 260, 511, 512,
    ]
    let middles = edges.map { Self.sketch(of: [$0]).quantile(0.5) }
    #expect(
      middles == [0, 1, 63, 64, 126, 127, 129, 129, 131, 255, 258, 258, 258, 262, 510, 516])
  }

  @Test func `holds every value that is not negative`() throws {
    let largest = try #require(Self.sketch(of: [.max]).quantile(1))
    #expect(Int64.max - largest <= Int64.max / 128)
    for bit in 7..<63 {
      for value in [(1 << bit) - 1, 1 << bit, (1 << bit) + 1] as [Int64] {
        let estimate = try #require(Self.sketch(of: [value]).quantile(0.5))
        #expect(abs(estimate - value) <= value / 128)
      }
    }
    #expect(Self.sketch(of: [-1, .min]) == Self.sketch(of: [0, 0]))
  }

  @Test func `counts many equal values at once`() {
    var atOnce = QuantileSketch()
    atOnce.add(7, times: 3)
    #expect(atOnce == Self.sketch(of: [7, 7, 7]))
  }

  @Test func `knows nothing before its first value and after its last is forgotten`() {
    var sketch = QuantileSketch()
    #expect(sketch.quantile(0.5) == nil)
    sketch.add(1_000_000)
    sketch.removeAll()
    #expect(sketch == QuantileSketch())
    sketch.add(5)
    #expect(sketch == Self.sketch(of: [5]))
    #expect(sketch.quantile(1) == 5)
  }
}
