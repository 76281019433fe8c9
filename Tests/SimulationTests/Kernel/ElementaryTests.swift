import Foundation
import Simulation
import Testing

@Suite struct `Elementary functions` {
  @Test func `have a logarithm within two last places of the C library's`() {
    var bits = RandomStream(seed: 1, replication: 0, component: "log", purpose: "bits")
    let edges: [Double] = [
      .leastNonzeroMagnitude, 0x1p-1030, .leastNormalMagnitude, 0x1p-53, 0.5, 0.70710678118654746,
      0.70710678118654757, 1 - 0x1p-53, 1, 1 + 0x1p-52, 1.4142135623730949, 1.4142135623730951, 2,
      .greatestFiniteMagnitude,
    ]
    let anywhere = (0..<100_000).map { _ in Double(bitPattern: bits.bits() >> 1) }
    let belowOne = (0..<100_000).map { _ in bits.uniform() }
    for x in edges + anywhere.filter(\.isFinite) + belowOne {
      #expect(lastPlaces(Elementary.log(x), Foundation.log(x)) <= 2, "log of \(x)")
    }
  }

  @Test func `have an exponential within two last places of the C library's`() {
    var stream = RandomStream(seed: 1, replication: 0, component: "exp", purpose: "x")
    let edges: [Double] = [
      -745.2, -745.1, -708.5, -708, -0.5, -1e-300, 0, 1e-300, 0.34657359027997, 0.346573590279973,
      1, 709.7, 709.782712893384, 709.79, .infinity, -.infinity,
    ]
    let anywhere = (0..<100_000).map { _ in 1460 * stream.uniform() - 747 }
    let nearZero = (0..<100_000).map { _ in 4 * stream.uniform() - 2 }
    for x in edges + anywhere + nearZero {
      #expect(lastPlaces(Elementary.exp(x), Foundation.exp(x)) <= 2, "exp of \(x)")
    }
  }

  @Test func `have a logarithm of one plus something tiny`() {
    for x in [-0.999, -0.5, -1e-9, -1e-17, 0, 1e-300, 1e-17, 1e-9, 0.01, 0.5, 1, 1e6, 1e300] {
      #expect(lastPlaces(Elementary.log1p(x), Foundation.log1p(x)) <= 4, "log1p of \(x)")
    }
  }

  @Test func `have a square root within one last place`() {
    var stream = RandomStream(seed: 1, replication: 0, component: "root", purpose: "x")
    let anywhere = (0..<100_000).map { _ in Double(bitPattern: stream.bits() >> 1) }
    for x in [.leastNormalMagnitude, 0, 1, 2, 4, 1e300] + anywhere.filter(\.isNormal) {
      #expect(lastPlaces(Elementary.squareRoot(x), x.squareRoot()) <= 1, "root of \(x)")
    }
  }

  @Test func `say what has no logarithm, exponential or root`() {
    #expect(Elementary.log(0) == -.infinity)
    #expect(Elementary.log(.infinity) == .infinity)
    #expect(Elementary.log(-1).isNaN && Elementary.log(.nan).isNaN)
    #expect(Elementary.log1p(-1) == -.infinity && Elementary.log1p(-2).isNaN)
    #expect(Elementary.exp(.nan).isNaN && Elementary.squareRoot(-1).isNaN)
  }

  @Test func `raise to a power`() {
    for (base, exponent) in [(2, 0.5), (0.01, -3), (1e-16, 0.4), (1e-16, -1 / 2.5), (7, 0), (1, 9)]
    {
      let expected = Foundation.pow(base, exponent)
      let error = abs(Elementary.power(base, exponent) / expected - 1)
      #expect(error <= 0x1p-53 * (3 * abs(exponent * Foundation.log(base)) + 3))
    }
  }

  /// Computed with 40 digits by mpmath.
  @Test(arguments: [
    (0x1p-53, -8.20953615160138686), (0x1p-36, -6.65103537989301055),
    (1 / 128.0, -2.41755901623650506), (5 / 64.0, -1.41779713799626734),
    (0.25, -0.674489750196081743), (0.5, 0),
  ])
  func `know the quantiles of the normal distribution`(u: Double, z: Double) {
    #expect(abs(Elementary.normalQuantile(u) - z) <= 1e-15 * max(abs(z), 1))
    #expect(Elementary.normalQuantile(1 - u) == -Elementary.normalQuantile(u))
  }

  @Test func `know that no share at all of the normal distribution lies below minus infinity`() {
    #expect(Elementary.normalQuantile(0) == -.infinity)
    #expect(Elementary.normalQuantile(1) == .infinity)
  }

  @Test(arguments: [0.01, 0.5, 1, 1.5, 2, 3.7, 11.9, 12, 100, 10_001])
  func `have a logarithm of the gamma function`(x: Double) {
    let (expected, _) = lgamma(x)
    #expect(abs(Elementary.logGamma(x) - expected) <= 1e-14 * max(abs(expected), 1))
  }

  @Test(arguments: [1, 2, 5, 40], [0.01, 0.5, 0.99, 1.0, 1.5, 3])
  func `share the gamma distribution as Erlang's formula does`(shape: Int, relative: Double) {
    let x = relative * Double(shape)
    var term = exp(-x)
    var above = term
    for stage in stride(from: 1, to: shape, by: 1) {
      term *= x / Double(stage)
      above += term
    }
    let shares = Elementary.gammaShares(shape: Double(shape), at: x)
    #expect(abs(shares.upper - above) <= 1e-13)
    #expect(abs(shares.lower + shares.upper - 1) <= 1e-15)
  }
}

/// How many representable numbers lie between two of the same sign, plus one.
private func lastPlaces(_ left: Double, _ right: Double) -> Int64 {
  if left == right { return 0 }
  guard (left < 0) == (right < 0), !left.isNaN, !right.isNaN else { return .max }
  return abs(Int64(bitPattern: left.bitPattern) &- Int64(bitPattern: right.bitPattern))
}
