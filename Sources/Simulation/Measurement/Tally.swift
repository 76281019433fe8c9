/// How often something happened in a period, and how often not: a metric of ones and zeros.
///
/// To count costs one addition, where a `Summary` costs a dozen instructions.
package struct Tally: Hashable, Sendable, BitwiseCopyable {
  private var ones = 0
  private var zeros = 0

  /// Nothing has happened yet.
  package init() {}

  /// Counts something that happened, or so often.
  @inline(__always)
  package mutating func count(times: Int = 1) { ones &+= times }

  /// Counts whether something happened.
  @inline(__always)
  package mutating func count(_ happened: Bool) {
    if happened { ones &+= 1 } else { zeros &+= 1 }
  }

  /// Hands the counts over as a metric's samples, and starts anew.
  package mutating func samples(of metric: Metric) -> Summary {
    var summary = metric.definition.summary
    summary.record(1, times: ones)
    summary.record(0, times: zeros)
    (ones, zeros) = (0, 0)
    return summary
  }
}
