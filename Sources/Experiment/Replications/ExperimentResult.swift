package import Scenario
package import Simulation

/// What many runs of one or more variants came to.
package struct ExperimentResult: Sendable {
  /// What the runs are judged by.
  package let criteria: [Criterion]
  /// The variants, in the order in which they were asked for.
  package let variants: [VariantResult]
  /// How many replications each variant has; the k-th ones of all lived through the same arrivals,
  /// faults and draws, as far as their seeds are the same.
  package let replications: Int
  /// The confidence of all intervals.
  package let confidence: Double
  /// Whether the experiment was stopped before all replications were run.
  package let wasInterrupted: Bool
  /// The run that met a limit and so stopped the experiment, if one did.
  package let failure: ExperimentError?

  /// The results of some variants, each of so many replications.
  package init(
    criteria: [Criterion], variants: [VariantResult], replications: Int, confidence: Double = 0.95,
    wasInterrupted: Bool = false, failure: ExperimentError? = nil
  ) {
    self.criteria = criteria
    self.variants = variants
    self.replications = replications
    self.confidence = confidence
    self.wasInterrupted = wasInterrupted
    self.failure = failure
  }
}

/// What the replications of one variant came to.
package struct VariantResult: Sendable {
  /// What was run, and what is expected of it.
  package let variant: ScenarioDocument.Variant
  /// The whole result of replication 0, for graphs; `nil` where it was not to be kept.
  package internal(set) var first: RunResult?
  /// What each replication showed, by the place of the criterion, then by replication.
  package var observations: [[Verdict.Observation]]
  /// What each replication showed of the variant's expectations, likewise.
  package var expectations: [[Verdict.Observation]]
  /// All samples of all replications together.
  package internal(set) var pooled: [PooledSeries] = []
  /// How many events happened in all.
  package internal(set) var eventCount = 0
  /// A hash of the fingerprints of all replications, in their order.
  package internal(set) var fingerprint: UInt64 = 0

  /// The variant's name; empty for the scenario as it stands.
  package var name: String { variant.name }

  /// A variant that has not been run.
  package init(_ variant: ScenarioDocument.Variant, criteria: Int) {
    self.variant = variant
    observations = Array(repeating: [], count: criteria)
    expectations = Array(repeating: [], count: variant.expectations.count)
  }
}

extension ExperimentResult {
  /// The summary of a criterion for a variant, both by their places.
  package func summary(of criterion: Int, for variant: Int) -> CriterionSummary {
    CriterionSummary(
      of: variants[variant].observations[criterion], for: criteria[criterion],
      confidence: confidence)
  }

  /// The summaries of all criteria for a variant.
  package func summaries(for variant: Int) -> [CriterionSummary] {
    criteria.indices.map { summary(of: $0, for: variant) }
  }
}
