package import Scenario
package import Simulation
internal import Synchronization

/// How far an experiment is.
package struct ExperimentProgress: Hashable, Sendable {
  /// How many runs are finished.
  package let finishedRuns: Int
  /// How many there are to be; with an automatic number of replications at most.
  package let plannedRuns: Int
  /// How much virtual time was simulated, counting each run as long as the average one.
  package let done: Interval
  /// How much there is to simulate.
  package let whole: Interval
}

/// Runs variants many times over and brings the results together.
///
/// A run depends on nothing but its blueprint and the index of its replication, so runs are dealt
/// out to threads as these become free, and the result is the same for any number of threads.
/// Memory grows by the observations of each run only, a few hundred bytes.
package struct Replications: Sendable {
  /// How often each variant is run.
  package var count: ReplicationCount
  /// The confidence of the intervals, those of an automatic number of replications among them.
  package var confidence = 0.95
  /// How many threads run at a time.
  package var jobs = Self.processorCount
  /// Whether what graphs are drawn from is kept: the whole result of each variant's replication 0, and
  /// all samples by period.
  package var keepsPeriods = true

  /// Runs each variant so often.
  package init(_ count: ReplicationCount) { self.count = count }

  /// How many threads can work at a time on this machine.
  package static var processorCount: Int { WorkerThread.processorCount }

  /// Runs the replications of some variants.
  ///
  /// - Parameters:
  ///   - variants: What to run; the k-th replications of all see common random numbers.
  ///   - criteria: What to judge by; the standard ones if left out.
  ///   - progress: Told now and then how far it is, on the calling thread.
  ///   - isInterrupted: Asked now and then by every thread whether to stop; what was finished by then
  ///     is the result, as far as it is whole replications of all variants.
  /// - Throws: When a run fails, or nothing was finished; of several failures the earliest run's. A
  ///   limit that a run meets leaves the whole replications before it as the result.
  /// - Precondition: There is a variant, a replication and a thread.
  package func run(
    _ variants: [ScenarioDocument.Variant], criteria: [Criterion]? = nil,
    progress: (ExperimentProgress) -> Void = { _ in },
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws(ExperimentError) -> ExperimentResult {
    precondition(
      !variants.isEmpty && count.limit > 0 && jobs > 0,
      "\(variants.count) variants, \(count.limit) times on \(jobs) threads are no experiment")
    let criteria = criteria ?? Criterion.all(for: variants.map(\.blueprint))
    let board = ReplicationBoard(
      variants, criteria: criteria, count: count, confidence: confidence)
    let workshop = Workshop(
      variants, criteria: criteria, board: board, keepsPeriods: keepsPeriods,
      isInterrupted: isInterrupted)
    let others = (1..<max(1, min(jobs, board.plannedRuns))).compactMap { _ in
      WorkerThread { workshop.work(progress: nil) }
    }
    withoutActuallyEscaping(progress) { workshop.work(progress: $0) }
    for other in others { other.join() }
    let outcome = workshop.outcome
    if let error = outcome.error, !error.isLimit || outcome.replications == 0 { throw error }
    guard outcome.replications > 0 else { throw .interrupted }
    return ExperimentResult(
      criteria: criteria, variants: outcome.variants, replications: outcome.replications,
      confidence: confidence, wasInterrupted: outcome.error != nil || !outcome.isComplete,
      failure: outcome.error)
  }
}

/// What the threads of an experiment share: the board, and the wish to stop.
private final class Workshop: Sendable {
  private let variants: [ScenarioDocument.Variant]
  private let criteria: [Criterion]
  private let keepsPeriods: Bool
  private let isInterrupted: @Sendable () -> Bool
  private let board: Mutex<ReplicationBoard>
  /// The first index that need not be run, read in the middle of runs without the lock.
  private let end: Atomic<Int>

  init(
    _ variants: [ScenarioDocument.Variant], criteria: [Criterion], board: ReplicationBoard,
    keepsPeriods: Bool, isInterrupted: @escaping @Sendable () -> Bool
  ) {
    self.variants = variants
    self.criteria = criteria
    self.keepsPeriods = keepsPeriods
    self.isInterrupted = isInterrupted
    self.board = Mutex(board)
    end = Atomic(board.end)
  }

  /// The board at last.
  var outcome: ReplicationBoard { board.withLock { $0 } }

  /// Does one run after the other until none is left or it is time to stop.
  func work(progress: ((ExperimentProgress) -> Void)?) {
    while !isInterrupted(), let task = board.withLock({ $0.next() }) {
      do throws(RunError) {
        let result = try run(task, progress: progress)
        if let limit = result.limit { throw RunError.limit(limit) }
        guard !result.wasInterrupted else { continue }
        let digest = RunDigest(
          of: result, criteria: criteria, expectations: variants[task.variant].expectations,
          keepsPeriods: keepsPeriods)
        record { $0.finish(task, with: digest) }
      } catch {
        let name = variants[task.variant].name
        record { $0.fail(task, with: .run(error, variant: name, replication: task.replication)) }
      }
      progress?(state(within: .zero))
    }
  }

  private func record(_ change: (inout ReplicationBoard) -> Void) {
    board.withLock {
      change(&$0)
      end.store($0.end, ordering: .relaxed)
    }
  }

  private func run(
    _ task: RunTask, progress: ((ExperimentProgress) -> Void)?
  ) throws(RunError) -> RunResult {
    var world = World(variants[task.variant].blueprint, replication: task.replication)
    return try world.run { now in
      progress?(state(within: now - .start))
      return task.index < end.load(ordering: .relaxed) && !isInterrupted()
    }
  }

  /// How far the experiment is, with a part of the run that the asking thread is about.
  private func state(within partOfRun: Interval) -> ExperimentProgress {
    let (finished, planned) = board.withLock { ($0.finishedRuns, $0.plannedRuns) }
    let cycle = variants.reduce(Interval.zero) { $0 + $1.blueprint.duration }
    let average = cycle / variants.count
    let whole = average * Double(planned)
    return ExperimentProgress(
      finishedRuns: finished, plannedRuns: planned,
      done: min(whole, average * (Double(finished) + partOfRun / average)), whole: whole)
  }
}
