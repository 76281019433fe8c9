internal import Simulation

/// Independent samples in rising order, with what their ranks tell about percentiles.
package struct OrderStatistics: Hashable, Sendable {
  /// The samples in rising order.
  package let sorted: [Double]

  /// Puts samples in order; infinity stands for a sample that was cut off before it had its value.
  package init(_ samples: some Sequence<Double>) { sorted = samples.sorted() }

  /// The p-quantile by nearest rank; `nil` without samples.
  package func quantile(_ p: Double) -> Double? { NearestRank.quantile(p, ofSorted: sorted) }

  /// An interval between two samples that covers the true p-quantile with at least the confidence,
  /// whatever the distribution.
  ///
  /// Each end leaves at most half of the risk (David and Nagaraja, *Order Statistics*, 3rd ed.,
  /// §7.1). Where there are too few samples the interval is open on that side; `nil` without any.
  package func interval(ofQuantile p: Double, confidence: Double) -> ConfidenceInterval? {
    guard !sorted.isEmpty else { return nil }
    let risk = (1 - confidence) / 2
    let n = sorted.count
    // The quantile lies below the k-th sample when fewer than k samples lie below the quantile.
    var low = -Double.infinity
    for k in 1...n {
      guard Binomial.share(upTo: k - 1, of: n, probability: p) <= risk else { break }
      low = sorted[k - 1]
    }
    var high = Double.infinity
    for k in stride(from: n, through: 1, by: -1) {
      guard 1 - Binomial.share(upTo: k - 1, of: n, probability: p) <= risk else { break }
      high = sorted[k - 1]
    }
    return ConfidenceInterval(low: low, high: high)
  }
}
