/// The step-down correction for several tests made at once (Holm, 1979).
///
/// The k-th smallest of m p-values is held against α/(m − k + 1); the first that fails ends the
/// rejections. The chance that any true hypothesis is rejected is then at most α, whatever the
/// dependence among the tests.
package struct HolmCorrection: Hashable, Sendable {
  /// The p-values so corrected that each may be held against α itself, in the order they came in.
  package let adjusted: [Double]
  /// Which hypotheses are rejected, in the same order.
  package let isRejected: [Bool]
  /// The confidence that each test's interval needs to agree with the decision.
  ///
  /// An interval of that confidence leaves the hypothesis out exactly where it is rejected, if it is
  /// the test's own.
  package let confidences: [Double]

  /// Corrects the p-values of a family of tests.
  package init(_ probabilities: [Double], confidence: Double) {
    let order = probabilities.indices.sorted {
      (probabilities[$0], $0) < (probabilities[$1], $1)
    }
    var adjusted = probabilities
    var isRejected = probabilities.map { _ in false }
    var confidences = probabilities.map { _ in confidence }
    var least = 0.0
    var divisor = Double(probabilities.count)
    var goesOn = true
    for (rank, index) in order.enumerated() {
      let left = Double(probabilities.count - rank)
      least = max(least, min(1, probabilities[index] * left))
      adjusted[index] = least
      if goesOn { divisor = left }
      goesOn = goesOn && probabilities[index] <= (1 - confidence) / left
      isRejected[index] = goesOn
      confidences[index] = 1 - (1 - confidence) / divisor
    }
    self.adjusted = adjusted
    self.isRejected = isRejected
    self.confidences = confidences
  }
}
