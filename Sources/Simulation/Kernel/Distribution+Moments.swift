extension Distribution {
  /// The mean, in closed form; `nil` when it is infinite.
  package var mean: Double? {
    guard scale > 0 else { return shift }
    guard let standardMean else { return nil }
    let mean = shift + scale * standardMean
    return mean.isFinite ? mean : nil
  }

  /// The value of a quantity that never varies, and `nil` for one that does.
  package var constantValue: Double? { family == .constant || scale == 0 ? shift : nil }

  /// The distribution of a multiple of the quantity.
  ///
  /// - Precondition: `factor` is at least zero.
  package func scaled(by factor: Double) -> Distribution {
    // A draw may be infinite, and nought times that is no number.
    if factor == 0 { return .constant(0) }
    return Distribution(family, scale: scale * factor, shift: shift * factor, parts: parts)
  }

  /// The distribution of the quantity plus a fixed amount, which may be negative.
  package func shifted(by amount: Double) -> Distribution {
    Distribution(family, scale: scale, shift: shift + amount, parts: parts)
  }

  private var standardMean: Double? {
    switch family {
    case .constant, .normal: 0
    case .uniform: 0.5
    case .exponential: 1
    case .lognormal(let deviation): Elementary.exp(deviation * deviation / 2)
    case .gamma(let shape): shape
    case .pareto(let shape): shape > 1 ? shape / (shape - 1) : nil
    case .weibull(let shape): Elementary.exp(Elementary.logGamma(1 + 1 / shape))
    case .mixture: meanOfParts
    }
  }

  private var meanOfParts: Double? {
    var sum = 0.0
    for part in parts {
      guard let mean = part.distribution.mean else { return nil }
      sum += (part.upper - part.lower) * mean
    }
    return sum
  }
}
