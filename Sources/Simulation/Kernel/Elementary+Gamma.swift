extension Elementary {
  /// The logarithm of the gamma function of a positive number, to about 10⁻¹⁴ absolutely.
  ///
  /// Stirling's series (Abramowitz and Stegun, 6.1.41) from 12 on; smaller arguments are first
  /// raised by the recurrence Γ(x + 1) = x Γ(x).
  package static func logGamma(_ x: Double) -> Double {
    precondition(x > 0, "the gamma function is wanted at \(x), which is not positive")
    var raised = x
    var product = 1.0
    while raised < 12 {
      product *= raised
      raised += 1
    }
    let inverse = 1 / raised
    let y = inverse * inverse
    let late = 1 / 1680.0 - y * (1 / 1188.0 - y * (691 / 360_360.0 - y / 156))
    let series = inverse * (1 / 12.0 - y * (1 / 360.0 - y * (1 / 1260.0 - y * late)))
    let halfLogOfTwoPi = 0.91893853320467274178
    return (raised - 0.5) * log(raised) - raised + halfLogOfTwoPi + series - log(product)
  }

  /// The two halves of the gamma function's integral, cut at a point.
  package struct GammaShares: Hashable, Sendable {
    /// The share below the point, P(shape, x).
    package let lower: Double
    /// The share above the point, Q(shape, x), exact where it is small.
    package let upper: Double
    /// The density at the point, times the point: how fast the share grows with log x.
    package let slope: Double
  }

  /// The regularised incomplete gamma functions of a positive shape at a point of at least zero.
  ///
  /// The power series below `shape + 1`, Legendre's continued fraction by Lentz's method above
  /// (Abramowitz and Stegun, 6.5.29 and 6.5.31). Takes about `8 √shape + 30` terms.
  package static func gammaShares(shape: Double, at x: Double) -> GammaShares {
    guard x > 0 else { return GammaShares(lower: 0, upper: 1, slope: 0) }
    let slope = exp(shape * log(x) - x - logGamma(shape))
    if x < shape + 1 {
      let lower = slope * lowerGammaSeries(shape: shape, at: x)
      return GammaShares(lower: lower, upper: 1 - lower, slope: slope)
    }
    let upper = slope * upperGammaFraction(shape: shape, at: x)
    return GammaShares(lower: 1 - upper, upper: upper, slope: slope)
  }

  /// The value below which a share `u` of the gamma distribution of unit scale lies (`0 < u < 1`).
  ///
  /// Newton's method on the logarithm of the smaller share, which converges from any start. From a
  /// shape of 10,000 on the cube of Wilson and Hilferty (1931) is taken as it is: right to 10⁻⁷ of
  /// the value in the middle 98 %, and to 4 × 10⁻⁶ where one draw in 10¹² falls.
  package static func gammaQuantile(shape: Double, _ u: Double) -> Double {
    guard shape < 10_000 else { return cubeOfNormal(shape: shape, u) }
    var x = firstGuess(shape: shape, u)
    for _ in 0..<50 where x > 0 {
      let shares = gammaShares(shape: shape, at: x)
      let previous = x
      if u <= 0.5 {
        x *= exp(-log(shares.lower / u) * (shares.lower / shares.slope))
      } else {
        x += log(shares.upper / (1 - u)) * (shares.upper / shares.slope) * x
        // From a point far on the left the tangent of a thin tail may lead below zero.
        if x <= 0 { x = previous / 2 }
      }
      let step = x - previous
      if step * step <= 1e-18 * x * x { break }
    }
    return x
  }

  private static func lowerGammaSeries(shape: Double, at x: Double) -> Double {
    var divisor = shape
    var term = 1 / shape
    var sum = term
    while term > sum * 0x1p-54 {
      divisor += 1
      term *= x / divisor
      sum += term
    }
    return sum
  }

  private static func upperGammaFraction(shape: Double, at x: Double) -> Double {
    let tiny = 1e-300
    var b = x + 1 - shape
    var c = 1 / tiny
    var d = 1 / b
    var fraction = d
    for index in 1...10_000 {
      let i = Double(index)
      let a = i * (shape - i)
      b += 2
      d = a * d + b
      if d.magnitude < tiny { d = tiny }
      c = b + a / c
      if c.magnitude < tiny { c = tiny }
      d = 1 / d
      let change = c * d
      fraction *= change
      if (change - 1).magnitude < 0x1p-52 { break }
    }
    return fraction
  }

  private static func cubeOfNormal(shape: Double, _ u: Double) -> Double {
    let root = 1 - 1 / (9 * shape) + normalQuantile(u) / (3 * squareRoot(shape))
    return root > 0 ? shape * root * root * root : 0
  }

  /// Where the search for a quantile begins; zero when the quantile is too small to be a number.
  private static func firstGuess(shape: Double, _ u: Double) -> Double {
    if shape > 1 {
      let cube = cubeOfNormal(shape: shape, u)
      // Where the cube fails, far down, the share grows as the power x^shape.
      if cube > 0.1 * shape { return cube }
      return exp((log(u) + logGamma(shape + 1)) / shape)
    }
    // Below the knee a power, above it an exponential tail (after Best and Roberts, AS 91, 1975).
    let knee = 1 - shape * (0.253 + shape * 0.12)
    return u < knee ? power(u / knee, 1 / shape) : 1 - log(1 - (u - knee) / (1 - knee))
  }
}
