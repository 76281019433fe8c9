internal import Scenario
internal import Simulation

/// One run of an experiment: one variant, one replication.
struct RunTask: Hashable, Sendable {
  /// The run's place among all: the variants of replication 0, then those of 1, and so on.
  let index: Int
  /// The variant's place.
  let variant: Int
  /// The replication.
  let replication: Int
}

/// Which runs are to be done, and what came of those that are finished, in whatever order.
///
/// Results are taken over in the order of the index, a replication of all variants at a time, so
/// that neither their order nor the number of threads shows. What is finished too early waits here.
struct ReplicationBoard: Sendable {
  private var rule: StoppingRule
  private(set) var variants: [VariantResult]
  private(set) var replications = 0
  private var nextIndex = 0
  /// The first index that need not be run; it sinks when there is enough, or an error.
  private(set) var end: Int
  private var waiting: [Int: RunDigest] = [:]
  private var failure: (index: Int, error: ExperimentError)?

  init(
    _ variants: [ScenarioDocument.Variant], criteria: [Criterion], count: ReplicationCount,
    confidence: Double
  ) {
    self.variants = variants.map { VariantResult($0, criteria: criteria.count) }
    rule = StoppingRule(
      count, confidence: confidence, variants: variants.count, criteria: criteria)
    end = max(0, count.limit) * variants.count
  }

  /// How many runs there are to be, as far as is known.
  var plannedRuns: Int { end }
  /// How many runs are finished.
  var finishedRuns: Int { replications * variants.count + waiting.count }
  /// Whether every replication that was needed is there.
  var isComplete: Bool { replications * variants.count >= end }

  /// The run to do next; `nil` when all are done or being done.
  mutating func next() -> RunTask? {
    guard nextIndex < end else { return nil }
    defer { nextIndex += 1 }
    let (replication, variant) = nextIndex.quotientAndRemainder(dividingBy: variants.count)
    return RunTask(index: nextIndex, variant: variant, replication: replication)
  }

  /// Takes in what a run came to.
  mutating func finish(_ task: RunTask, with digest: RunDigest) {
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
  mutating func fail(_ task: RunTask, with error: ExperimentError) {
    guard task.index < end else { return }
    end = task.index
    failure = (task.index, error)
  }

  /// The error of the earliest run that failed, unless enough replications came before it.
  var error: ExperimentError? {
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
