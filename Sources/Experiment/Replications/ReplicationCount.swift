/// How often each variant is run.
package enum ReplicationCount: Hashable, Sendable {
  /// So often.
  case fixed(Int)
  /// Until the intervals are narrow enough, but at least and at most so often.
  ///
  /// Narrow enough is an interval whose half-width is at most the precision times the largest mean
  /// among the variants; it is asked of every variant and every criterion that stands for a
  /// dimension, after every replication from the minimum on (the sequential procedure of Law,
  /// *Simulation Modeling and Analysis*, 5th ed., §9.4.1, which wants at least ten). The largest mean
  /// is the yardstick, since a variant that loses next to nothing needs no precise nothing. The
  /// share of runs that recover is not waited for.
  case auto(relativePrecision: Double, minimum: Int = 10, maximum: Int = 1_000)

  /// The most replications that there can be.
  package var limit: Int {
    switch self {
    case .fixed(let count): count
    case .auto(_, let minimum, let maximum): max(minimum, maximum)
    }
  }
}

/// Tells when enough replications have been run.
struct StoppingRule: Sendable {
  private let count: ReplicationCount
  private let confidence: Double
  /// The places of the criteria that are waited for.
  private let places: [Int]
  /// By variant, then by criterion waited for.
  private var moments: [[Moments]]
  private var replications = 0

  init(_ count: ReplicationCount, confidence: Double, variants: Int, criteria: [Criterion]) {
    self.count = count
    self.confidence = confidence
    places = criteria.indices.filter {
      criteria[$0].dimension != nil && !criteria[$0].isProportion
    }
    moments = Array(
      repeating: Array(repeating: Moments(), count: places.count), count: variants)
  }

  /// Takes in a replication of all variants and says whether it was the last that was needed.
  mutating func isEnough(after observations: [[Verdict.Observation]]) -> Bool {
    replications += 1
    guard case .auto(let precision, let minimum, _) = count else {
      return replications >= count.limit
    }
    for (variant, row) in observations.enumerated() {
      for (column, place) in places.enumerated() {
        if let value = row[place].number { moments[variant][column].add(value) }
      }
    }
    return replications >= count.limit
      || replications >= minimum && places.indices.allSatisfy { isNarrow($0, within: precision) }
  }

  private func isNarrow(_ column: Int, within precision: Double) -> Bool {
    let scale = moments.map { $0[column].mean.magnitude }.max() ?? 0
    return moments.allSatisfy { row in
      guard let interval = row[column].interval(confidence: confidence) else { return true }
      return interval.halfWidth <= precision * scale
    }
  }
}
