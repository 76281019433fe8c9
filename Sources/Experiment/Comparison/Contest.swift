/// Every variant held against every other in the dimensions that count.
struct Contest: Sendable {
  /// How a variant stands to another in a dimension.
  private struct Standing: Sendable {
    enum Rank: Sendable {
      case ahead
      case behind
      /// No difference was found.
      case level
    }

    var rank = Rank.level
    /// Whether the replications are enough to say so.
    var isSure = true
  }

  /// How many variants there are.
  let count: Int
  /// The dimensions that are measured, the weightiest first.
  let dimensions: [Criterion.Dimension]
  /// By dimension, then by variant: how it stands to each other.
  private let standings: [[[Standing]]]
  /// By dimension: the variants, the best estimate first.
  private let orders: [[Int]]

  init(_ result: ExperimentResult) {
    count = result.variants.count
    dimensions = Criterion.Dimension.allCases.filter { !result.criteria(of: $0).isEmpty }
    standings = dimensions.map { Self.standings(in: $0, of: result) }
    orders = dimensions.map { Self.order(in: $0, of: result) }
  }

  /// Whether a variant is better than another in a dimension, as far as the replications can tell.
  func beats(_ variant: Int, _ other: Int, in dimension: Int) -> Bool {
    standings[dimension][variant][other].rank == .ahead
  }

  /// Whether a variant is surely better than another in some dimension, and in every other one surely
  /// better or surely alike.
  ///
  /// That too few replications tell a difference does not mean that there is none (Altman and Bland,
  /// "Absence of evidence is not evidence of absence", *BMJ* 311 (1995) 485).
  func dominates(_ variant: Int, _ other: Int) -> Bool {
    mayDominate(variant, other) && standings.allSatisfy { $0[variant][other].isSure }
  }

  /// Whether a variant is better than another in some dimension, and worse in none as far as the
  /// replications can tell.
  func mayDominate(_ variant: Int, _ other: Int) -> Bool {
    let ranks = standings.map { $0[variant][other].rank }
    return ranks.contains(.ahead) && !ranks.contains(.behind)
  }

  /// Of some variants the one with the best estimate in a dimension; the first of equals.
  func leader(of variants: [Int], in dimension: Int) -> Int? {
    orders[dimension].first(where: variants.contains)
  }

  /// Whether some variants all have better estimates in a dimension than some others.
  func precede(_ variants: [Int], _ others: [Int], in dimension: Int) -> Bool {
    let ranked = orders[dimension].filter { variants.contains($0) || others.contains($0) }
    return ranked.prefix(variants.count).allSatisfy(variants.contains)
  }

  private static func standings(
    in dimension: Criterion.Dimension, of result: ExperimentResult
  ) -> [[Standing]] {
    let count = result.variants.count
    let pairs = (0..<count).flatMap { own in (0..<own).map { (own: own, other: $0) } }
    var standings = Array(repeating: Array(repeating: Standing(), count: count), count: count)
    for criterion in result.criteria(of: dimension) {
      let family = Difference.family(
        of: result.criteria[criterion], result.observations(of: criterion), pairs: pairs,
        confidence: result.confidence)
      // A later criterion of the dimension counts only where the earlier ones tell no difference.
      for ((own, other), difference) in zip(pairs, family)
      where standings[own][other].rank == .level {
        switch difference.outcome {
        case .better: (standings[own][other].rank, standings[other][own].rank) = (.ahead, .behind)
        case .worse: (standings[own][other].rank, standings[other][own].rank) = (.behind, .ahead)
        case .undecided where !difference.isNil:
          standings[own][other].isSure = false
          standings[other][own].isSure = false
        case .different, .alike, .undecided, .unmeasured: continue
        }
      }
    }
    return standings
  }

  private static func order(
    in dimension: Criterion.Dimension, of result: ExperimentResult
  ) -> [Int] {
    let places = result.criteria(of: dimension)
    let keys = result.variants.indices.map { variant in
      places.map { place -> Double in
        guard let mean = result.summary(of: place, for: variant).mean else { return .infinity }
        return result.criteria[place].direction == .moreIsBetter ? -mean : mean
      }
    }
    return result.variants.indices.sorted { left, right in
      for (own, other) in zip(keys[left], keys[right]) where own != other { return own < other }
      return left < right
    }
  }
}

/// The variants that no other one beats, for whoever weighs the dimensions in another way.
package struct ParetoFront: Hashable, Sendable {
  /// The places of the variants on the front: those that are not surely beaten.
  package let variants: [Int]
  /// For each variant the first one that is surely better in some dimension and in every other one
  /// better or alike.
  package let dominators: [Int?]
  /// For each variant on the front the first one that may beat it: too few replications tell.
  package let challengers: [Int?]

  /// The places of the variants that more replications may take from the front.
  package var doubtful: [Int] { variants.filter { challengers[$0] != nil } }

  init(_ contest: Contest) {
    let all = 0..<contest.count
    let dominators = all.map { variant in all.first { contest.dominates($0, variant) } }
    self.dominators = dominators
    variants = all.filter { dominators[$0] == nil }
    challengers = all.map { variant in
      dominators[variant] == nil ? all.first { contest.mayDominate($0, variant) } : nil
    }
  }
}

/// Which variants survive best, and in which dimension the others fell out.
///
/// The dimensions are gone through from the weightiest on. In each, whoever is worse than the best of
/// those still in the contest falls out; whoever cannot be told from the best stays in.
package struct Survival: Hashable, Sendable {
  /// A dimension in which variants fell out.
  package struct Round: Hashable, Sendable {
    /// The dimension.
    package let dimension: Criterion.Dimension
    /// Who was worse than the best.
    package let fallen: [Int]

    /// A dimension with those who fell out in it.
    package init(dimension: Criterion.Dimension, fallen: [Int]) {
      self.dimension = dimension
      self.fallen = fallen
    }
  }

  /// The places of the variants that are left: one, or several that tie.
  package let best: [Int]
  /// The rounds that decided, in their order.
  package let rounds: [Round]
  /// Whether those who are left have better estimates than all who fell out, each where it fell.
  ///
  /// What scatters so much that it cannot be told from the best stays in the contest, even beside
  /// steadier ones with better estimates that fall out. Then more replications are needed.
  package let isDecided: Bool
  /// Who may be called the best: nobody while that is not decided.
  package var winners: [Int] { isDecided ? best : [] }

  init(_ contest: Contest) {
    var left = Array(0..<contest.count)
    var rounds: [Round] = []
    for (place, dimension) in contest.dimensions.enumerated() {
      guard left.count > 1, let leader = contest.leader(of: left, in: place) else { break }
      let fallen = left.filter { contest.beats(leader, $0, in: place) }
      guard !fallen.isEmpty else { continue }
      left.removeAll(where: fallen.contains)
      rounds.append(Round(dimension: dimension, fallen: fallen))
    }
    best = left
    self.rounds = rounds
    isDecided = rounds.allSatisfy { round in
      contest.dimensions.firstIndex(of: round.dimension)
        .map { contest.precede(left, round.fallen, in: $0) } ?? true
    }
  }
}
