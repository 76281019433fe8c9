internal import Simulation

/// Student's t distribution, which the mean of few normal samples follows (Student, 1908).
package struct StudentT: Hashable, Sendable {
  /// From here on the distribution is taken for the normal one; they differ by less than 10⁻⁷.
  private static let nearlyNormal = 1e7

  /// The degrees of freedom: samples less one.
  package let degreesOfFreedom: Double

  /// The distribution of some degrees of freedom.
  ///
  /// - Precondition: `degreesOfFreedom` is positive.
  package init(degreesOfFreedom: Int) {
    precondition(degreesOfFreedom > 0, "t needs a degree of freedom, not \(degreesOfFreedom)")
    self.degreesOfFreedom = Double(degreesOfFreedom)
  }

  /// How far from zero a two-sided interval of a given confidence reaches.
  ///
  /// - Precondition: `0 < confidence < 1`.
  package func reach(confidence: Double) -> Double {
    precondition(confidence > 0 && confidence < 1, "no interval has confidence \(confidence)")
    return distance(leavingAbove: (1 - confidence) / 2)
  }

  /// The value below which a share of the distribution lies (`0 < share < 1`).
  package func quantile(_ share: Double) -> Double {
    share < 0.5 ? -distance(leavingAbove: share) : distance(leavingAbove: 1 - share)
  }

  /// The probability of a value at least as far from zero, on either side: the p-value of a t-test.
  package func probability(beyond t: Double) -> Double { 2 * upperShare(t.magnitude) }

  /// The value of at least zero above which a share of at most a half lies.
  ///
  /// Newton's method for the logarithm of the share as a function of the logarithm of the value,
  /// which is concave, so that the second step on approaches from above.
  private func distance(leavingAbove share: Double) -> Double {
    guard share < 0.5 else { return 0 }
    let normal = -Elementary.normalQuantile(share)
    guard degreesOfFreedom < Self.nearlyNormal else { return normal }
    var t = normal
    for _ in 0..<100 where t > 0 {
      let above = upperShare(t)
      let change = Elementary.log(above / share) * above / (t * density(t))
      t *= Elementary.exp(change)
      if change.magnitude < 1e-14 { break }
    }
    return t
  }

  /// Abramowitz and Stegun, 26.7.1.
  private func upperShare(_ t: Double) -> Double {
    let n = degreesOfFreedom
    return Elementary.betaShare(at: n / (n + t * t), n / 2, 0.5) / 2
  }

  private func density(_ t: Double) -> Double {
    let n = degreesOfFreedom
    let height = Elementary.logGamma((n + 1) / 2) - Elementary.logGamma(n / 2)
    let fall = (n + 1) / 2 * Elementary.log1p(t * t / n)
    return Elementary.exp(height - fall) / Elementary.squareRoot(n * Double.pi)
  }
}
