import Foundation
import Simulation
import Testing

/// A distribution with the law and mean that theory gives it.
struct Theory: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let distribution: Distribution
  let mean: Double?
  let law: @Sendable (Double) -> Double

  static func normal(_ z: Double) -> Double { erfc(-z / 2.0.squareRoot()) / 2 }

  static let families = [
    Theory(
      testDescription: "uniform", distribution: .uniform(from: 2, to: 5), mean: 3.5,
      law: { ($0 - 2) / 3 }),
    Theory(
      testDescription: "exponential", distribution: .exponential(mean: 0.2), mean: 0.2,
      law: { 1 - exp(-$0 / 0.2) }),
    Theory(
      testDescription: "normal", distribution: .normal(mean: 10, deviation: 2), mean: 10,
      law: { normal(($0 - 10) / 2) }),
    Theory(
      testDescription: "lognormal by percentiles", distribution: .lognormal(p50: 0.08, p99: 0.4),
      mean: 0.08 * exp(pow(log(5) / 2.3263478740408408, 2) / 2),
      law: { normal(log($0 / 0.08) * 2.3263478740408408 / log(5)) }),
    Theory(
      testDescription: "lognormal by moments", distribution: .lognormal(mean: 3, cv: 0.5), mean: 3,
      law: { normal((log($0 / 3) + log(1.25) / 2) / log(1.25).squareRoot()) }),
    Theory(
      testDescription: "gamma of four stages", distribution: .gamma(mean: 2, cv: 0.5), mean: 2,
      law: { value in
        let x = value * 2
        return 1 - exp(-x) * (1 + x + x * x / 2 + x * x * x / 6)
      }),
    Theory(
      testDescription: "gamma of half a stage", distribution: .gamma(mean: 1, cv: 2.0.squareRoot()),
      mean: 1, law: { erf(($0 / 2).squareRoot()) }),
    Theory(
      testDescription: "Pareto", distribution: .pareto(minimum: 0.5, shape: 2.5), mean: 2.5 / 3,
      law: { 1 - pow(0.5 / $0, 2.5) }),
    Theory(
      testDescription: "Weibull", distribution: .weibull(scale: 4, shape: 1.5),
      mean: 4 * tgamma(1 + 1 / 1.5), law: { 1 - exp(-pow($0 / 4, 1.5)) }),
    Theory(
      testDescription: "mixture",
      distribution: .mixture([
        (weight: 3, of: .exponential(mean: 1)), (weight: 1, of: .uniform(from: 0, to: 2)),
      ]),
      mean: 1, law: { 0.75 * (1 - exp(-$0)) + 0.25 * min($0 / 2, 1) }),
    Theory(
      testDescription: "scaled and shifted",
      distribution: .exponential(mean: 1).shifted(by: 2).scaled(by: 3), mean: 9,
      law: { 1 - exp(-($0 / 3 - 2)) }),
  ]
}

@Suite struct `Draws from a distribution` {
  @Test(arguments: Theory.families)
  func `follow its law`(theory: Theory) {
    var stream = RandomStream(seed: 7, replication: 0, component: "law", purpose: "draws")
    let samples = (0..<20_000).map { _ in theory.distribution.sample(using: &stream) }
    #expect(KolmogorovSmirnov.agreement(samples, with: theory.law) > 0.001)
  }

  @Test func `of a slightly wrong law are told apart from the right one`() {
    var stream = RandomStream(seed: 7, replication: 0, component: "law", purpose: "draws")
    let wrong = Distribution.exponential(mean: 1.05)
    let samples = (0..<20_000).map { _ in wrong.sample(using: &stream) }
    #expect(KolmogorovSmirnov.agreement(samples) { 1 - exp(-$0) } < 0.001)
  }

  @Test(arguments: Theory.families)
  func `have the mean that theory gives`(theory: Theory) throws {
    let expected = try #require(theory.mean)
    let mean = try #require(theory.distribution.mean)
    #expect(abs(mean / expected - 1) <= 1e-14)
  }

  @Test(arguments: Theory.families.filter { $0.testDescription != "mixture" })
  func `rise with the uniform number`(theory: Theory) {
    let rising = [0x1p-53, 1e-9, 0.01, 0.075, 0.5, 0.925, 0.99, 1 - 1e-9, 1 - 0x1p-53]
    let quantiles = rising.map { theory.distribution.quantile($0) }
    #expect(zip(quantiles, quantiles.dropFirst()).allSatisfy { $0 < $1 })
    #expect(quantiles.allSatisfy { $0.isFinite })
  }

  @Test func `take one number from the stream, whatever is drawn`() {
    let kinds = Theory.families.map(\.distribution) + [.constant(3), .empirical([(1, 1), (2, 1)])]
    for distribution in kinds {
      var stream = RandomStream(seed: 1, replication: 0, component: "a", purpose: "b")
      var beside = stream
      _ = distribution.sample(using: &stream)
      _ = beside.uniform()
      #expect(stream == beside)
    }
  }

  @Test func `become times that are never negative`() {
    var stream = RandomStream(seed: 1, replication: 0, component: "a", purpose: "b")
    let late = Distribution.constant(-1).interval(using: &stream)
    let exact = Distribution.constant(0.0305).interval(using: &stream)
    let endless = Distribution.pareto(minimum: 1, shape: 0.001).shifted(by: 1e300)
      .interval(using: &stream)
    #expect([late, exact, endless] == [.zero, .microseconds(30_500), .longest])
  }

  @Test(arguments: [
    (-7.0, 1), (1.49, 1), (1.5, 2), (2.5, 3), (9.9, 10), (10.1, 10), (.greatestFiniteMagnitude, 10),
  ])
  func `become whole numbers within bounds`(value: Double, expected: Int) {
    var stream = RandomStream(seed: 1, replication: 0, component: "a", purpose: "b")
    #expect(Distribution.constant(value).count(in: 1...10, using: &stream) == expected)
  }
}

@Suite struct `A distribution's parameters` {
  @Test func `are met by a lognormal's percentiles`() {
    let latency = Distribution.lognormal(p50: 0.08, p99: 0.4)
    #expect(latency.quantile(0.5) == 0.08)
    #expect(abs(latency.quantile(0.99) / 0.4 - 1) < 1e-14)
  }

  @Test(arguments: [
    Distribution.uniform(from: 3, to: 3), .exponential(mean: 0).shifted(by: 3),
    .normal(mean: 3, deviation: 0), .lognormal(p50: 3, p99: 3), .lognormal(mean: 3, cv: 0),
    .gamma(mean: 3, cv: 0), .empirical([(3, 0.2)]),
    .mixture([(0, .constant(1)), (9, .constant(3))]),
    .exponential(mean: 5).scaled(by: 0).shifted(by: 3),
  ])
  func `may leave nothing to chance`(distribution: Distribution) {
    #expect([0x1p-53, 0.5, 1 - 0x1p-53].map(distribution.quantile) == [3, 3, 3])
    #expect(distribution.mean == 3)
  }

  @Test func `may make the mean infinite`() {
    let heavy = Distribution.pareto(minimum: 1, shape: 1)
    #expect(heavy.mean == nil)
    #expect(heavy.scaled(by: 2).shifted(by: 1).mean == nil)
    #expect(Distribution.mixture([(1, .constant(1)), (1, heavy)]).mean == nil)
    #expect(heavy.scaled(by: 0).mean == 0)
  }

  @Test func `are read back from a constant only`() {
    #expect(Distribution.constant(2).shifted(by: 1).scaled(by: 3).constantValue == 9)
    #expect(Distribution.exponential(mean: 2).constantValue == nil)
  }
}

@Suite struct `A table of observed values` {
  let table = Distribution.empirical([(30, 1), (10, 2), (20, 1)])

  @Test func `is drawn from in rising order, each value by its share`() {
    let draws = [0x1p-53, 0.25, 0.5 - 0x1p-53, 0.5, 0.75 - 0x1p-53, 0.75, 1 - 0x1p-53]
    #expect(draws.map(table.quantile) == [10, 10, 10, 20, 20, 30, 30])
    #expect(table.mean == 17.5)
  }

  @Test func `may be long`() {
    let long = Distribution.empirical((0..<1_000).map { (value: Double($0), share: 1.0) })
    let draws = (0..<1_000).map { long.quantile((Double($0) + 0.5) / 1_000) }
    #expect(draws == (0..<1_000).map { Double($0) })
  }

  @Test func `hands a part what is left of the uniform number`() {
    let halves = Distribution.mixture([
      (weight: 1, of: .uniform(from: 0, to: 1)), (weight: 1, of: .uniform(from: 10, to: 11)),
    ])
    #expect([0.125, 0.375, 0.625, 0.875].map(halves.quantile) == [0.25, 0.75, 10.25, 10.75])
    #expect(halves.quantile(0.5) == 10)
  }
}
