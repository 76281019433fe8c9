/// Samples that fall into two heaps far apart, for which a mean would describe no run at all.
package struct TwoOutcomes: Hashable, Sendable {
  /// The mean of the lower heap.
  package let lower: Double
  /// The mean of the upper heap.
  package let upper: Double
  /// How many samples are in the upper heap.
  package let inUpper: Proportion

  /// The fewest samples among which heaps are looked for.
  package static let leastCount = 10

  /// Looks for two heaps of at least two samples and a twentieth of all each; `nil` where there are
  /// none.
  ///
  /// Heaps are apart when the widest gap between neighbours is at least twice as wide as both heaps
  /// together, and at least a tenth of the largest value (the buckets of a percentile are a sixtieth
  /// apart, and would pass for heaps). That is a rule of our own, plain and strict: ten samples that are evenly distributed
  /// meet it in one experiment of a thousand, 7 × 3⁻⁸.
  package init?(_ samples: [Double]) {
    let sorted = samples.sorted()
    let least = max(2, (sorted.count + 19) / 20)
    guard sorted.count >= Self.leastCount, let first = sorted.first, let last = sorted.last,
      last.isFinite
    else { return nil }
    let cuts = least...(sorted.count - least)
    func gap(_ cut: Int) -> Double { sorted[cut] - sorted[cut - 1] }
    guard let cut = cuts.max(by: { gap($0) < gap($1) }), gap(cut) > 0,
      gap(cut) * 3 >= (last - first) * 2,
      gap(cut) * 10 >= max(first.magnitude, last.magnitude)
    else { return nil }
    lower = Moments(sorted[..<cut]).mean
    upper = Moments(sorted[cut...]).mean
    inUpper = Proportion(sorted.count - cut, of: sorted.count)
  }
}
