/// How one variant differs from another in a criterion, replication by replication.
///
/// Both lived through the same arrivals, faults and draws, so what they have in common cancels out
/// (common random numbers; Law, *Simulation Modeling and Analysis*, 5th ed., §11.2).
package struct Difference: Hashable, Sendable {
  /// What a difference means.
  package enum Outcome: String, Sendable {
    /// The variant has the better values.
    case better
    /// The variant has the worse values.
    case worse
    /// The values differ, but neither side is the good one.
    case different
    /// The difference is nil, or surely less than a hundredth of the larger value.
    case alike
    /// There are too few replications to tell.
    case undecided
    /// There is no replication in which both have a value.
    case unmeasured
  }

  /// A difference of less than this share of the larger value is none that anybody would act on.
  package static let leastRelevant = 0.01

  /// In how many replications both had a value.
  package let pairs: Int
  /// The mean of the variant's values in those replications.
  package let own: Double
  /// The mean of the other's values in those replications.
  package let other: Double
  /// The interval for the mean of the differences, its confidence raised for the family; `nil` for
  /// fewer than two pairs.
  package let interval: ConfidenceInterval?
  /// The p-value of the test that there is no difference; `nil` for fewer than two pairs.
  package let probability: Double?
  /// The same, corrected for the family: to be held against one less the confidence.
  package let adjustedProbability: Double?
  /// What the difference means.
  package let outcome: Outcome
  /// Whether both had the same value in every replication in which both had one.
  let isNil: Bool

  /// The mean of the variant's value less the other's.
  package var mean: Double { own - other }

  fileprivate init(
    _ sample: PairedSample, probability: Double?, adjusted: Double?, confidence: Double,
    isSignificant: Bool, direction: Criterion.Direction
  ) {
    pairs = sample.count
    own = sample.own
    other = sample.other
    interval = sample.interval(confidence: confidence)
    self.probability = probability
    isNil = sample.isNil
    adjustedProbability = adjusted
    outcome = Self.outcome(
      of: sample, interval: interval, isSignificant: isSignificant, direction: direction)
  }

  private static func outcome(
    of sample: PairedSample, interval: ConfidenceInterval?, isSignificant: Bool,
    direction: Criterion.Direction
  ) -> Outcome {
    if sample.count == 0 { return .unmeasured }
    guard let interval else { return .undecided }
    let tolerance = leastRelevant * max(sample.own.magnitude, sample.other.magnitude)
    if -tolerance <= interval.low && interval.high <= tolerance { return .alike }
    guard isSignificant else { return .undecided }
    switch direction {
    case .neither: return .different
    case .lessIsBetter: return sample.own < sample.other ? .better : .worse
    case .moreIsBetter: return sample.own > sample.other ? .better : .worse
    }
  }
}

extension Difference {
  /// The differences of a criterion between some pairs of variants, which are one family of tests.
  ///
  /// Each criterion is a question of its own; within it the chance of any false finding is at most one
  /// less the confidence (Holm).
  ///
  /// - Parameters:
  ///   - observations: What each variant showed, by variant, then by replication.
  ///   - pairs: The places of each variant and of the other that it is held against.
  package static func family(
    of criterion: Criterion, _ observations: [[Verdict.Observation]],
    pairs: [(own: Int, other: Int)], confidence: Double
  ) -> [Difference] {
    let samples = pairs.map {
      PairedSample(
        observations[$0.own], observations[$0.other], areProportions: criterion.isProportion)
    }
    let probabilities = samples.map(\.probability)
    // What cannot be tested is no member of the family.
    let tested = samples.indices.filter { probabilities[$0] != nil }
    let holm = HolmCorrection(tested.compactMap { probabilities[$0] }, confidence: confidence)
    return samples.indices.map { index in
      let rank = tested.firstIndex(of: index)
      return Difference(
        samples[index], probability: probabilities[index],
        adjusted: rank.map { holm.adjusted[$0] },
        confidence: rank.map { holm.confidences[$0] } ?? confidence,
        isSignificant: rank.map { holm.isRejected[$0] } ?? false, direction: criterion.direction)
    }
  }
}

/// The values of two variants in the replications in which both have one.
private struct PairedSample {
  private(set) var own = 0.0
  private(set) var other = 0.0
  private var differences = Moments()
  /// Whether no pair differs.
  private(set) var isNil = true
  private var proportions: PairedProportions?

  init(
    _ owns: [Verdict.Observation], _ others: [Verdict.Observation], areProportions: Bool
  ) {
    if areProportions { proportions = PairedProportions() }
    var (ownMoments, otherMoments) = (Moments(), Moments())
    for (own, other) in zip(owns, others) {
      guard let own = own.number, let other = other.number else { continue }
      ownMoments.add(own)
      otherMoments.add(other)
      differences.add(own - other)
      if own != other { isNil = false }
      proportions?.add(first: own > 0, second: other > 0)
    }
    own = ownMoments.mean
    other = otherMoments.mean
  }

  var count: Int { differences.count }

  func interval(confidence: Double) -> ConfidenceInterval? {
    guard count >= 2 else { return nil }
    return proportions?.interval(confidence: confidence)
      ?? differences.interval(confidence: confidence)
  }

  var probability: Double? {
    guard count >= 2 else { return nil }
    return proportions?.probabilityOfEquality ?? differences.probabilityOfZeroMean
  }
}
