/// How a quantity varies: drawn by inversion, one uniform number a draw.
///
/// A distribution has no unit; what is drawn is in the unit of its parameters (seconds for times).
/// Each is a standard form, stretched by `scale` and then moved by `shift`.
package struct Distribution: Hashable, Sendable {
  /// The standard form of a family: location zero, scale one.
  enum Family: Hashable, Sendable, BitwiseCopyable {
    /// Always zero.
    case constant
    /// Evenly between zero and one.
    case uniform
    /// Memoryless, with a mean of one.
    case exponential
    /// The bell curve of mean zero and deviation one.
    case normal
    /// The exponential of a normal quantity of this deviation, with a median of one.
    case lognormal(deviation: Double)
    /// The time to the `shape`-th event of a Poisson process of rate one.
    case gamma(shape: Double)
    /// At least one, with a tail of x^−shape (type I).
    case pareto(shape: Double)
    /// An exponential quantity to the power 1 / shape.
    case weibull(shape: Double)
    /// One of `parts`.
    case mixture
  }

  /// A distribution that a mixture draws from for uniform numbers `lower ≤ u < upper`.
  struct Part: Hashable, Sendable {
    let lower: Double
    let upper: Double
    let distribution: Distribution
  }

  let family: Family
  let scale: Double
  let shift: Double
  /// What a mixture mixes; empty otherwise.
  ///
  /// It lies beside the family, not in it: a draw of a plain family then touches no reference count.
  let parts: [Part]

  init(_ family: Family, scale: Double, shift: Double = 0, parts: [Part] = []) {
    precondition(
      scale >= 0 && scale.isFinite && shift.isFinite,
      "a distribution is scaled by \(scale), shifted by \(shift)")
    self.family = family
    self.scale = scale
    self.shift = shift
    self.parts = parts
  }
}

extension Distribution {
  /// Whether every draw gives the same.
  var isConstant: Bool { family == .constant }

  /// The quantity that never varies.
  package static func constant(_ value: Double) -> Distribution {
    Distribution(.constant, scale: 0, shift: value)
  }

  /// Every value between two bounds alike.
  ///
  /// - Precondition: `lower` is at most `upper`.
  package static func uniform(from lower: Double, to upper: Double) -> Distribution {
    Distribution(.uniform, scale: upper - lower, shift: lower)
  }

  /// The time between the events of a Poisson process.
  ///
  /// - Precondition: `mean` is at least zero.
  package static func exponential(mean: Double) -> Distribution {
    Distribution(.exponential, scale: mean)
  }

  /// The bell curve, which has negative values too.
  ///
  /// As a time a negative draw becomes zero (see `Interval.init(seconds:)`), so the mean of the times
  /// is a little larger; where that matters, a lognormal is the better model.
  ///
  /// - Precondition: `deviation` is at least zero.
  package static func normal(mean: Double, deviation: Double) -> Distribution {
    Distribution(.normal, scale: deviation, shift: mean)
  }

  /// The usual shape of latencies, by the median and the value that one in a hundred exceeds.
  ///
  /// - Precondition: `0 < p50 ≤ p99`.
  package static func lognormal(p50: Double, p99: Double) -> Distribution {
    precondition(
      p50 > 0 && p50 <= p99 && p99.isFinite,
      "a lognormal needs 0 < p50 ≤ p99, not p50 \(p50) and p99 \(p99)")
    let ninetyNinth = 2.3263478740408408  // The standard normal's p99.
    return Distribution(
      .lognormal(deviation: Elementary.log(p99 / p50) / ninetyNinth), scale: p50)
  }

  /// The usual shape of latencies, by the mean and the coefficient of variation (deviation / mean).
  ///
  /// - Precondition: `mean > 0`, `cv ≥ 0`.
  package static func lognormal(mean: Double, cv: Double) -> Distribution {
    precondition(
      mean > 0 && cv >= 0 && cv.isFinite,
      "a lognormal needs mean > 0 and cv ≥ 0, not mean \(mean) and cv \(cv)")
    let variance = Elementary.log1p(cv * cv)
    return Distribution(
      .lognormal(deviation: Elementary.squareRoot(variance)),
      scale: mean / Elementary.squareRoot(1 + cv * cv))
  }

  /// A sum of stages, by the mean and the coefficient of variation; a cv of zero never varies.
  ///
  /// The draw solves for the quantile: some 0.3 µs for `cv ≥ 0.3`, up to 2 µs as cv falls to 0.01,
  /// 20 ns from there on.
  ///
  /// - Precondition: `mean > 0`, `0 ≤ cv ≤ 100`.
  package static func gamma(mean: Double, cv: Double) -> Distribution {
    precondition(
      mean > 0 && cv >= 0 && cv <= 100,
      "a gamma needs mean > 0 and 0 ≤ cv ≤ 100, not mean \(mean) and cv \(cv)")
    guard cv >= 1e-6 else { return .constant(mean) }
    return Distribution(.gamma(shape: 1 / (cv * cv)), scale: mean * (cv * cv))
  }

  /// Rare values far beyond the rest: `P(X > x) = (minimum / x)^shape`.
  ///
  /// - Precondition: `minimum > 0`, `shape > 0`; the mean is infinite for a shape of one or less.
  package static func pareto(minimum: Double, shape: Double) -> Distribution {
    precondition(
      minimum > 0 && shape > 0 && shape.isFinite,
      "a Pareto needs minimum > 0 and shape > 0, not minimum \(minimum) and shape \(shape)")
    return Distribution(.pareto(shape: shape), scale: minimum)
  }

  /// Times to failure: `P(X > x) = exp(−(x / scale)^shape)`, worn out sooner the larger the shape.
  ///
  /// - Precondition: `scale > 0`, `shape > 0`.
  package static func weibull(scale: Double, shape: Double) -> Distribution {
    precondition(
      scale > 0 && shape > 0 && shape.isFinite,
      "a Weibull needs scale > 0 and shape > 0, not scale \(scale) and shape \(shape)")
    return Distribution(.weibull(shape: shape), scale: scale)
  }

  /// Values as often as they were observed; the shares need not add up to one.
  ///
  /// - Precondition: no share is negative and at least one is positive.
  package static func empirical(_ table: [(value: Double, share: Double)]) -> Distribution {
    let rising = table.sorted { ($0.value, $0.share) < ($1.value, $1.share) }
    return mixture(rising.map { (weight: $0.share, of: .constant($0.value)) })
  }

  /// One of several distributions, each as often as its weight says; they need not add up to one.
  ///
  /// - Precondition: no weight is negative and at least one is positive.
  package static func mixture(_ weighted: [(weight: Double, of: Distribution)]) -> Distribution {
    let total = weighted.reduce(0) { $0 + $1.weight }
    precondition(
      total > 0 && total.isFinite && weighted.allSatisfy { $0.weight >= 0 },
      "a mixture needs weights of at least zero with a positive sum, not \(weighted.map(\.weight))")
    let present = weighted.filter { $0.weight > 0 }
    var parts: [Part] = []
    var sum = 0.0
    for (index, (weight, distribution)) in present.enumerated() {
      let lower = sum / total
      sum += weight
      let upper = index == present.count - 1 ? 1 : sum / total
      parts.append(Part(lower: lower, upper: upper, distribution: distribution))
    }
    return Distribution(.mixture, scale: 1, parts: parts)
  }
}
