/// The variants of an experiment held against one of them, and against each other.
package struct Comparison: Sendable {
  /// What is compared.
  package let result: ExperimentResult
  /// The place of the variant against which the others are held.
  package let baseline: Int
  /// How each variant differs from the baseline: by the place of the criterion, then of the variant;
  /// `nil` at the baseline.
  package let differences: [[Difference?]]
  /// Which variants no other one beats.
  package let front: ParetoFront
  /// Which variants survive best.
  package let survival: Survival

  /// Compares the variants of an experiment.
  ///
  /// - Precondition: `baseline` is the place of a variant.
  package init(_ result: ExperimentResult, baseline: Int = 0) {
    precondition(
      result.variants.indices.contains(baseline),
      "variant \(baseline) is none of \(result.variants.count)")
    self.result = result
    self.baseline = baseline
    let others = result.variants.indices.filter { $0 != baseline }
    differences = result.criteria.indices.map { criterion in
      let family = Difference.family(
        of: result.criteria[criterion], result.observations(of: criterion),
        pairs: others.map { ($0, baseline) }, confidence: result.confidence)
      var row = [Difference?](repeating: nil, count: result.variants.count)
      for (other, difference) in zip(others, family) { row[other] = difference }
      return row
    }
    let contest = Contest(result)
    front = ParetoFront(contest)
    survival = Survival(contest)
  }
}

extension ExperimentResult {
  /// The place of the variant of a name, such as the baseline of a comparison.
  package func place(ofVariant name: String) -> Int? { variants.firstIndex { $0.name == name } }

  /// What each variant showed of a criterion, by variant, then by replication.
  func observations(of criterion: Int) -> [[Verdict.Observation]] {
    variants.map { $0.observations[criterion] }
  }

  /// The places of the criteria that stand for a dimension, the first one first.
  package func criteria(of dimension: Criterion.Dimension) -> [Int] {
    criteria.indices.filter { criteria[$0].dimension == dimension }
  }
}
