internal import Simulation

extension Elementary {
  /// The regularised incomplete beta function I_x(a, b): the share of a beta distribution below x.
  ///
  /// The continued fraction of Numerical Recipes (Press et al., 3rd ed., §6.4; DLMF 8.17.22) by
  /// Lentz's method, taken from the end on which it converges fast.
  static func betaShare(at x: Double, _ a: Double, _ b: Double) -> Double {
    precondition(a > 0 && b > 0, "the beta distribution has no parameters \(a) and \(b)")
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    let logFactor =
      logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x)
    let factor = exp(logFactor)
    if x < (a + 1) / (a + b + 2) { return factor * betaFraction(at: x, a, b) / a }
    return 1 - factor * betaFraction(at: 1 - x, b, a) / b
  }

  private static func betaFraction(at x: Double, _ a: Double, _ b: Double) -> Double {
    var c = 1.0
    var d = 1 / away(1 - (a + b) * x / (a + 1))
    var fraction = d
    for index in 1...10_000 {
      let m = Double(index)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / away(1 + even * d)
      c = away(1 + even / c)
      fraction *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / away(1 + odd * d)
      c = away(1 + odd / c)
      fraction *= d * c
      if (d * c - 1).magnitude < 0x1p-51 { break }
    }
    return fraction
  }

  /// The number, or a tiny one where it is too near to zero to be divided by.
  private static func away(_ x: Double) -> Double { x.magnitude < 1e-300 ? 1e-300 : x }
}

/// The binomial distribution: how many of independent trials succeed.
enum Binomial {
  /// The probability of at most so many successes.
  static func share(upTo successes: Int, of trials: Int, probability: Double) -> Double {
    if successes < 0 { return 0 }
    if successes >= trials { return 1 }
    return Elementary.betaShare(
      at: 1 - probability, Double(trials - successes), Double(successes + 1))
  }
}
