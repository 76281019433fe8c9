import Foundation

/// How well samples agree with a continuous law (Kolmogorov 1933, Smirnov 1948).
enum KolmogorovSmirnov {
  /// The probability that samples of the law lie at least as far from it as these do.
  ///
  /// The limit law with Stephens' correction for a finite number (1970).
  static func agreement(_ samples: [Double], with law: (Double) -> Double) -> Double {
    let root = Double(samples.count).squareRoot()
    let t = (root + 0.12 + 0.11 / root) * distance(samples, from: law)
    if t < 0.2 { return 1 }
    let terms = (1...100).map { k in (k % 2 == 1 ? 2 : -2) * exp(-2 * Double(k * k) * t * t) }
    return min(max(terms.reduce(0, +), 0), 1)
  }

  private static func distance(_ samples: [Double], from law: (Double) -> Double) -> Double {
    let count = Double(samples.count)
    return samples.sorted().enumerated().map { index, sample in
      let share = law(sample)
      return max(share - Double(index) / count, Double(index + 1) / count - share)
    }.max() ?? 1
  }
}

/// How well counts agree with equal chances (Pearson 1900).
enum ChiSquare {
  /// By how many deviations the statistic lies above what equal chances give (Wilson–Hilferty).
  static func excess(_ counts: [Int]) -> Double {
    let expected = Double(counts.reduce(0, +)) / Double(counts.count)
    let statistic = counts.reduce(0.0) { $0 + pow(Double($1) - expected, 2) / expected }
    let freedom = Double(counts.count - 1)
    let variance = 2 / (9 * freedom)
    return (pow(statistic / freedom, 1 / 3.0) - (1 - variance)) / variance.squareRoot()
  }
}
