extension Distribution {
  /// A distribution as a scenario would spell it out.
  package enum Outline: Sendable {
    /// The quantity alone: it never varies.
    case quantity(Double)
    /// A family in one of its forms, with a value for each of the form's arguments.
    case form(DistributionFamily, DistributionFamily.Form, values: [Double])
    /// One of several, each with its share.
    case mixture([(share: Double, of: Distribution)])
  }

  /// How a scenario would spell the distribution out, whichever way it did.
  package var outline: Outline {
    switch family {
    case .constant: .quantity(shift)
    case .uniform: .first(formOf: .uniform, [shift, shift + scale])
    case .exponential: .first(formOf: .exponential, [scale])
    case .normal: .first(formOf: .normal, [shift, scale])
    case .lognormal: .first(formOf: .lognormal, [scale, quantile(0.99)])
    case .gamma(let shape):
      .first(formOf: .gamma, [scale * shape, 1 / Elementary.squareRoot(shape)])
    case .pareto(let shape): .first(formOf: .pareto, [scale, shape])
    case .weibull(let shape): .first(formOf: .weibull, [scale, shape])
    case .mixture:
      .mixture(parts.map { (share: $0.upper - $0.lower, of: $0.distribution) })
    }
  }
}

extension Distribution.Outline {
  fileprivate static func first(formOf family: DistributionFamily, _ values: [Double]) -> Self {
    guard case .forms(let forms) = family.content, let form = forms.first else {
      preconditionFailure("'\(family.name)' has no form with arguments")
    }
    return .form(family, form, values: values)
  }
}
