extension Elementary {
  /// The value below which a share `u` of the standard normal distribution lies (`0 < u < 1`).
  ///
  /// Algorithm AS 241, PPND16 (Wichura, Applied Statistics 37, 1988): about 16 digits.
  package static func normalQuantile(_ u: Double) -> Double {
    let q = u - 0.5
    guard q < -0.425 || q > 0.425 else { return q * centralRatio(0.180625 - q * q) }
    let tail = q < 0 ? u : 1 - u
    guard tail > 0 else { return q < 0 ? -.infinity : .infinity }
    let r = squareRoot(-log(tail))
    let magnitude = r <= 5 ? tailRatio(r - 1.6) : farTailRatio(r - 5)
    return q < 0 ? -magnitude : magnitude
  }

  /// The quotient of two polynomials of degree seven, coefficients from the lowest power on.
  @inline(__always)
  private static func ratio(
    _ x: Double,
    _ a: (Double, Double, Double, Double, Double, Double, Double, Double),
    _ b: (Double, Double, Double, Double, Double, Double, Double)
  ) -> Double {
    let over = (((a.7 * x + a.6) * x + a.5) * x + a.4) * x + a.3
    let under = (((b.6 * x + b.5) * x + b.4) * x + b.3) * x + b.2
    return (((over * x + a.2) * x + a.1) * x + a.0) / (((under * x + b.1) * x + b.0) * x + 1)
  }

  @inline(__always)
  private static func centralRatio(_ x: Double) -> Double {
    ratio(
      x,
      (
        3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3,
        1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
        3.3430575583588128105e+4, 2.5090809287301226727e+3
      ),
      (
        4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
        2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4,
        5.2264952788528545610e+3
      ))
  }

  @inline(__always)
  private static func tailRatio(_ x: Double) -> Double {
    ratio(
      x,
      (
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
        3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
        2.27238449892691845833e-2, 7.74545014278341407640e-4
      ),
      (
        2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
        1.05075007164441684324e-9
      ))
  }

  @inline(__always)
  private static func farTailRatio(_ x: Double) -> Double {
    ratio(
      x,
      (
        6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
        2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
        2.71155556874348757815e-5, 2.01033439929228813265e-7
      ),
      (
        5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
        2.04426310338993978564e-15
      ))
  }
}
