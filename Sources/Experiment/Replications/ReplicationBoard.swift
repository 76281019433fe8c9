package import Scenario

/// One run of an experiment: one variant, one replication.
package struct RunTask: Hashable, Sendable {
  /// The run's place among all: the variants of replication 0, then those of 1, and so on.
  package let index: Int
  /// The variant's place.
  package let variant: Int
  /// The replication.
  package let replication: Int
}

/// Which runs are to be done, and what came of those that are finished, in whatever order.
///
/// Results are taken over in the order of the index, a replication of all variants at a time, so
/// that neither their order nor the number of threads shows. What is finished too early waits here.
package struct ReplicationBoard: Sendable {
  private var rule: StoppingRule
  /// What came of the variants so far.
  package private(set) var variants: [VariantResult]
  /// How many replications of all variants were taken over.
  package private(set) var replications = 0
  private var nextIndex = 0
  /// The first index that need not be run; it sinks when there is enough, or an error.
  package private(set) var end: Int
  private var waiting: [Int: RunDigest] = [:]
  private var failure: (index: Int, error: ExperimentError)?

  /// A board on which no run is done yet.
  package init(
    _ variants: [ScenarioDocument.Variant], criteria: [Criterion], count: ReplicationCount,
    confidence: Double
  ) {
    self.variants = variants.map { VariantResult($0, criteria: criteria.count) }
    rule = StoppingRule(
      count, confidence: confidence, variants: variants.count, criteria: criteria)
    end = max(0, count.limit) * variants.count
  }

  /// How many runs there are to be, as far as is known.
  package var plannedRuns: Int { end }
  /// How many runs are finished.
  package var finishedRuns: Int { replications * variants.count + waiting.count }
  /// Whether every replication that was needed is there.
  package var isComplete: Bool { replications * variants.count >= end }

  /// The run to do next; `nil` when all are done or being done.
  package mutating func next() -> RunTask? {
    guard nextIndex < end else { return nil }
    defer { nextIndex += 1 }
    let (replication, variant) = nextIndex.quotientAndRemainder(dividingBy: variants.count)
    return RunTask(index: nextIndex, variant: variant, replication: replication)
  }

  /// Takes in what a run came to.
  package mutating func finish(_ task: RunTask, with digest: RunDigest) {
    guard task.index < end else { return }
    waiting[task.index] = digest
    while replications * variants.count < end, let row = takeReplication() {
      for (variant, digest) in row.enumerated() { variants[variant].add(digest) }
      replications += 1
      if rule.isEnough(after: row.map(\.observations)) {
        end = min(end, replications * variants.count)
      }
    }
  }

  /// Takes in that a run could not go on: no later one is of interest any longer.
  package mutating func fail(_ task: RunTask, with error: ExperimentError) {
    guard task.index < end else { return }
    end = task.index
    failure = (task.index, error)
  }

  /// The error of the earliest run that failed, unless enough replications came before it.
  package var error: ExperimentError? {
    failure.flatMap {
      replications * variants.count <= $0.index && $0.index == end ? $0.error : nil
    }
  }

  /// The runs of the next replication, once all of them are finished.
  private mutating func takeReplication() -> [RunDigest]? {
    let indices = (replications * variants.count)..<((replications + 1) * variants.count)
    guard indices.allSatisfy({ waiting[$0] != nil }) else { return nil }
    return indices.compactMap { waiting.removeValue(forKey: $0) }
  }
}
