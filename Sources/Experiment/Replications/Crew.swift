internal import Synchronization
package import Simulation

/// Threads that share out numbered pieces of work and hand the results over in the order of the numbers.
///
/// A piece depends on nothing but its number, so the results are the same for any number of threads.
package struct Crew: Sendable {
  /// How many threads work at a time.
  package let jobs: Int
  /// Asked before every piece, and now and then within, whether to stop.
  package let isInterrupted: @Sendable () -> Bool

  /// So many threads; as many as the machine has processors if left out.
  package init(jobs: Int? = nil, isInterrupted: @escaping @Sendable () -> Bool = { false }) {
    self.jobs = jobs ?? WorkerThread.processorCount
    self.isInterrupted = isInterrupted
  }

  /// A piece of work; `goOn` is to be asked now and then, and the result is of no interest once it has
  /// said no.
  package typealias Piece<Result> =
    @Sendable (_ index: Int, _ goOn: () -> Bool) throws(RunError) -> Result

  /// Does some pieces of work, up to the first whose result ends the search for one.
  ///
  /// - Parameter isLast: Whether the pieces after one need not be done.
  /// - Returns: The results from the first piece on, as far as they go without a gap.
  /// - Throws: The error of the earliest piece that failed, unless one before it was the last.
  package func results<Result: Sendable>(
    of count: Int, isLast: @escaping @Sendable (Result) -> Bool = { _ in false },
    _ piece: @escaping Piece<Result>
  ) throws(RunError) -> [Result] {
    let bench = Bench(count: count, isInterrupted: isInterrupted, isLast: isLast, piece: piece)
    let others = (1..<max(1, min(jobs, count))).compactMap { _ in WorkerThread { bench.work() } }
    bench.work()
    for other in others { other.join() }
    return try bench.results()
  }
}

/// What the threads of a crew share.
private final class Bench<Result: Sendable>: Sendable {
  private let isInterrupted: @Sendable () -> Bool
  private let isLast: @Sendable (Result) -> Bool
  private let piece: Crew.Piece<Result>
  private let next = Atomic<Int>(0)
  /// The first number that is of no interest any longer.
  private let end: Atomic<Int>
  private let finished: Mutex<[Swift.Result<Result, RunError>?]>

  init(
    count: Int, isInterrupted: @escaping @Sendable () -> Bool,
    isLast: @escaping @Sendable (Result) -> Bool, piece: @escaping Crew.Piece<Result>
  ) {
    self.isInterrupted = isInterrupted
    self.isLast = isLast
    self.piece = piece
    end = Atomic(count)
    finished = Mutex(Array(repeating: nil, count: count))
  }

  func work() {
    while true {
      let index = next.add(1, ordering: .relaxed).oldValue
      let goOn = { index < self.end.load(ordering: .relaxed) && !self.isInterrupted() }
      guard goOn() else { return }
      do throws(RunError) {
        let result = try piece(index, goOn)
        guard goOn() else { return }
        if isLast(result) { end.min(index + 1, ordering: .relaxed) }
        finished.withLock { $0[index] = .success(result) }
      } catch {
        end.min(index + 1, ordering: .relaxed)
        finished.withLock { $0[index] = .failure(error) }
      }
    }
  }

  func results() throws(RunError) -> [Result] {
    var results: [Result] = []
    let end = end.load(ordering: .relaxed)
    for outcome in finished.withLock({ $0 }).prefix(end) {
      guard let outcome else { break }
      results.append(try outcome.get())
    }
    return results
  }
}
