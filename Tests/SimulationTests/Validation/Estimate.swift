/// What independent replications say of a quantity: its mean with a confidence interval.
struct Estimate: CustomStringConvertible {
  /// One value a replication.
  let values: [Double]

  /// Student's t for a two-sided interval of 99 %, by degrees of freedom.
  private static let quantiles = [9: 3.2498, 19: 2.8609, 29: 2.7564, 39: 2.7079, 59: 2.6618]

  var mean: Double { values.reduce(0, +) / Double(values.count) }

  /// Half the width of the 99 % confidence interval.
  var halfWidth: Double {
    guard let quantile = Self.quantiles[values.count - 1] else {
      preconditionFailure("no quantile is known for \(values.count) replications")
    }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / Double(values.count - 1)).squareRoot()
    return quantile * deviation / Double(values.count).squareRoot()
  }

  /// Whether the value of a closed form lies inside the interval.
  func covers(_ theory: Double) -> Bool { abs(mean - theory) <= halfWidth }

  /// How far the mean is off a closed form, as a share of it.
  func bias(against theory: Double) -> Double { mean / theory - 1 }

  var description: String { "\(mean) ± \(halfWidth)" }
}
