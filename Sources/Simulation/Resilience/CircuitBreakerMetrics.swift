/// What a circuit breaker has counted, in resilience4j's terms.
package struct CircuitBreakerMetrics: Hashable, Sendable {
  /// The percentage of calls that failed; −1 while too few are known.
  package let failureRate: Float
  /// The percentage of calls that were slow; −1 while too few are known.
  package let slowCallRate: Float
  /// The calls in the window.
  package let bufferedCalls: Int
  /// Those of them that failed.
  package let failedCalls: Int
  /// Those of them that were slow, failed or not.
  package let slowCalls: Int

  /// The figures of a window in which rates are known from a number of calls on.
  package init(_ counts: SlidingWindow.Counts, minimumNumberOfCalls: Int) {
    let isKnown = counts.calls > 0 && counts.calls >= minimumNumberOfCalls
    // As resilience4j's `SnapshotImpl`: first times 100, then divided, in single precision.
    failureRate = isKnown ? Float(counts.failed) * 100 / Float(counts.calls) : -1
    slowCallRate = isKnown ? Float(counts.slow) * 100 / Float(counts.calls) : -1
    bufferedCalls = counts.calls
    failedCalls = counts.failed
    slowCalls = counts.slow
  }
}
