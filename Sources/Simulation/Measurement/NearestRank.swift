/// The nearest-rank definition of a percentile, on which stored samples and sketches agree.
///
/// The p-quantile of n samples is the smallest of them that at least p × n do not exceed: the one
/// of rank ⌈p × n⌉, counted from one (Hyndman and Fan, 1996, definition 1).
package enum NearestRank {
  /// The rank, from one, of the p-quantile among so many samples.
  ///
  /// A share such as 0.07 is not exact in binary; what its rounding adds to the product is cut off.
  ///
  /// - Precondition: `0 ≤ p ≤ 1` and `count` is positive.
  package static func rank(_ p: Double, of count: Int) -> Int {
    precondition(p >= 0 && p <= 1 && count > 0, "no \(p)-quantile of \(count) samples")
    let position = p * Double(count) * (1 - 0x1p-50)
    let below = Int(position)
    return min(max(Double(below) < position ? below + 1 : below, 1), count)
  }

  /// The p-quantile of samples that stand in rising order; `nil` when there are none.
  package static func quantile<Sample>(_ p: Double, ofSorted samples: [Sample]) -> Sample? {
    samples.isEmpty ? nil : samples[rank(p, of: samples.count) - 1]
  }
}
