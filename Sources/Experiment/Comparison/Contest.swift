/// Every variant held against every other in the dimensions that count.
struct Contest: Sendable {
  /// How many variants there are.
  let count: Int
  /// The dimensions that are measured, the weightiest first.
  let dimensions: [Criterion.Dimension]
  /// By dimension, then by variant: whom it beats there.
  private let wins: [[[Bool]]]
  /// By dimension: the variants, the best estimate first.
  private let orders: [[Int]]

  init(_ result: ExperimentResult) {
    count = result.variants.count
    dimensions = Criterion.Dimension.allCases.filter { !result.criteria(of: $0).isEmpty }
    wins = dimensions.map { Self.wins(in: $0, of: result) }
    orders = dimensions.map { Self.order(in: $0, of: result) }
  }

  /// Whether a variant is better than another in a dimension, as far as the replications can tell.
  func beats(_ variant: Int, _ other: Int, in dimension: Int) -> Bool {
    wins[dimension][variant][other]
  }

  /// Whether a variant is better than another in some dimension and worse in none.
  func dominates(_ variant: Int, _ other: Int) -> Bool {
    let isWorse = dimensions.indices.contains { beats(other, variant, in: $0) }
    return !isWorse && dimensions.indices.contains { beats(variant, other, in: $0) }
  }

  /// Of some variants those that fall out in a dimension: the one with the best estimate among those
  /// that the best of all beats, and all whose estimates are worse than its.
  ///
  /// What scatters so much that it cannot be told from the best must not outlive what is better and
  /// steadier.
  func fallen(of variants: [Int], in dimension: Int) -> [Int] {
    let ranked = orders[dimension].filter(variants.contains)
    guard let leader = ranked.first else { return [] }
    return Array(ranked.drop { !beats(leader, $0, in: dimension) })
  }

  private static func wins(
    in dimension: Criterion.Dimension, of result: ExperimentResult
  ) -> [[Bool]] {
    let count = result.variants.count
    let pairs = (0..<count).flatMap { own in (0..<own).map { (own: own, other: $0) } }
    var wins = Array(repeating: Array(repeating: false, count: count), count: count)
    var isOpen = pairs.map { _ in true }
    for criterion in result.criteria(of: dimension) {
      let family = Difference.family(
        of: result.criteria[criterion], result.observations(of: criterion), pairs: pairs,
        confidence: result.confidence)
      // A later criterion of the dimension counts only where the earlier ones tell no difference.
      for (index, difference) in family.enumerated() where isOpen[index] {
        let (own, other) = pairs[index]
        switch difference.outcome {
        case .better: wins[own][other] = true
        case .worse: wins[other][own] = true
        case .different, .alike, .undecided, .unmeasured: continue
        }
        isOpen[index] = false
      }
    }
    return wins
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
  /// The places of the variants on the front.
  package let variants: [Int]
  /// For each variant the first one that is better in some dimension and worse in none.
  package let dominators: [Int?]

  init(_ contest: Contest) {
    let all = 0..<contest.count
    dominators = all.map { variant in all.first { contest.dominates($0, variant) } }
    variants = all.filter { [dominators] in dominators[$0] == nil }
  }
}

/// Which variants survive best, and in which dimension the others fell out.
///
/// The dimensions are gone through from the weightiest on. In each, whoever is worse than the best of
/// those still in the contest falls out, and with it whoever's estimate is worse still; of the others,
/// who cannot be told from the best, all stay in.
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

  init(_ contest: Contest) {
    var left = Array(0..<contest.count)
    var rounds: [Round] = []
    for (place, dimension) in contest.dimensions.enumerated() {
      let fallen = contest.fallen(of: left, in: place).sorted()
      guard !fallen.isEmpty else { continue }
      left.removeAll(where: fallen.contains)
      rounds.append(Round(dimension: dimension, fallen: fallen))
    }
    best = left
    self.rounds = rounds
  }
}
