internal import Synchronization

/// Runs the cases of the self-test on all processors.
package struct SelfTest: Sendable {
  /// What came of a case.
  package enum Outcome: Sendable {
    /// What its checks found.
    case findings([SelfTestFinding])
    /// The run that it rests on could not go on.
    case failure(String)
    /// It was not begun, since the self-test was interrupted.
    case notRun

    /// Whether all checks hold.
    package var holds: Bool {
      if case .findings(let findings) = self { findings.allSatisfy(\.holds) } else { false }
    }
  }

  private let cases: [SelfTestCase]

  /// A self-test of some cases.
  package init(_ cases: [SelfTestCase] = SelfTestCase.all) { self.cases = cases }

  /// Runs the cases and gives what came of each, in their order.
  ///
  /// - Parameters:
  ///   - jobs: How many threads run at a time.
  ///   - progress: Told after each case how many are done, on the calling thread.
  ///   - isInterrupted: Asked before each case whether to stop.
  package func outcomes(
    jobs: Int = Replications.processorCount, progress: (Int) -> Void = { _ in },
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) -> [Outcome] {
    let bench = Bench(cases, isInterrupted: isInterrupted)
    let others = (1..<max(1, min(jobs, cases.count))).compactMap { _ in
      WorkerThread { bench.work { _ in } }
    }
    bench.work(progress)
    for other in others { other.join() }
    return bench.outcomes
  }
}

/// The cases that are left, and what came of the others.
private final class Bench: Sendable {
  private let cases: [SelfTestCase]
  private let isInterrupted: @Sendable () -> Bool
  private let next = Atomic<Int>(0)
  private let done: Mutex<[SelfTest.Outcome]>

  init(_ cases: [SelfTestCase], isInterrupted: @escaping @Sendable () -> Bool) {
    self.cases = cases
    self.isInterrupted = isInterrupted
    done = Mutex(Array(repeating: .notRun, count: cases.count))
  }

  var outcomes: [SelfTest.Outcome] { done.withLock { $0 } }

  /// Does one case after the other until none is left.
  func work(_ progress: (Int) -> Void) {
    while !isInterrupted() {
      let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard place < cases.count else { return }
      let outcome: SelfTest.Outcome
      do {
        outcome = .findings(try cases[place].findings())
      } catch {
        outcome = .failure("\(error)")
      }
      done.withLock { $0[place] = outcome }
      progress(min(cases.count, next.load(ordering: .relaxed)))
    }
  }
}
