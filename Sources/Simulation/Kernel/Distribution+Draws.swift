extension Distribution {
  /// The value below which a share `u` of the draws fall (`0 < u < 1`), in the quantity's unit.
  ///
  /// Rises with `u`, so that variants that share their random numbers stay comparable; only a
  /// mixture does not, which picks a part by `u` and gives that part what is left of it.
  @inline(__always)
  package func quantile(_ u: Double) -> Double {
    switch family {
    case .constant: shift
    case .uniform: shift + scale * u
    // A generator's u is a multiple of 2⁻⁵³, so 1 − u is exact.
    case .exponential: shift - scale * Elementary.log(1 - u)
    case .normal, .lognormal, .gamma, .pareto, .weibull, .mixture: shift + scale * standard(u)
    }
  }

  /// Draws a value; each draw takes one number from the stream, a constant's too.
  ///
  /// So a stream stays aligned between variants that differ in the distribution only.
  @inline(__always)
  package func sample(using stream: inout RandomStream) -> Double { quantile(stream.uniform()) }

  /// Draws a length of time from a distribution in seconds; a negative draw is no time at all.
  @inline(__always)
  package func interval(using stream: inout RandomStream) -> Interval {
    Interval(seconds: sample(using: &stream))
  }

  /// Draws a whole number: the nearest, or the bound that was overstepped.
  @inline(__always)
  package func count(in range: ClosedRange<Int>, using stream: inout RandomStream) -> Int {
    let value = sample(using: &stream)
    if value <= Double(range.lowerBound) { return range.lowerBound }
    if value >= Double(range.upperBound) { return range.upperBound }
    return Int(value < 0 ? value - 0.5 : value + 0.5)
  }

  /// The quantile of the standard form.
  @inline(never)
  private func standard(_ u: Double) -> Double {
    switch family {
    case .constant: 0
    case .uniform: u
    case .exponential: -Elementary.log(1 - u)
    case .normal: Elementary.normalQuantile(u)
    case .lognormal(let deviation): Elementary.exp(deviation * Elementary.normalQuantile(u))
    case .gamma(let shape): Elementary.gammaQuantile(shape: shape, u)
    case .pareto(let shape): Elementary.power(1 - u, -1 / shape)
    case .weibull(let shape): Elementary.power(-Elementary.log(1 - u), 1 / shape)
    case .mixture: mixed(u)
    }
  }

  private func mixed(_ u: Double) -> Double {
    let part = parts[indexOfPart(for: u)]
    let within = (u - part.lower) / (part.upper - part.lower)
    return part.distribution.quantile(min(max(within, 0x1p-53), 1 - 0x1p-53))
  }

  /// The first part that ends above `u`, by halving.
  private func indexOfPart(for u: Double) -> Int {
    var low = 0
    var high = parts.count - 1
    while low < high {
      let middle = (low + high) / 2
      if u < parts[middle].upper { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
