/// A circuit breaker driven by calls whose outcome is known before they are made.
///
/// Calls may overlap: each is counted when it ends, in whatever state the breaker is by then. At the
/// same instant calls end before others begin, in the order in which they began.
package struct CircuitBreakerDrill: Sendable {
  /// A call that somebody wants to make, and how it would go.
  package struct Call: Hashable, Sendable {
    package var at: Instant
    package var outcome: CircuitBreaker.Outcome
    package var duration: Interval

    /// A call.
    package init(at: Instant, outcome: CircuitBreaker.Outcome, duration: Interval = .zero) {
      self.at = at
      self.outcome = outcome
      self.duration = duration
    }
  }

  /// What became of a call: the breaker when it had ended, or when it was refused.
  package struct Observation: Sendable {
    package let isPermitted: Bool
    package let state: CircuitBreaker.State
    package let metrics: CircuitBreakerMetrics
  }

  private var breaker: CircuitBreaker
  private let calls: [Call]
  private var underWay: [(number: Int, end: Instant)] = []
  private var observations: [Observation?]

  /// What becomes of calls, in their order; they are made in the order of their times.
  package static func observations(
    of calls: [Call], with policy: CircuitBreakerPolicy
  ) -> [Observation] {
    var drill = CircuitBreakerDrill(calls, policy)
    let order = calls.indices.sorted { (calls[$0].at, $0) < (calls[$1].at, $1) }
    for number in order { drill.make(number) }
    drill.endCalls(until: .never)
    return drill.observations.compactMap { $0 }
  }

  private init(_ calls: [Call], _ policy: CircuitBreakerPolicy) {
    breaker = CircuitBreaker(policy)
    self.calls = calls
    observations = Array(repeating: nil, count: calls.count)
  }

  private mutating func make(_ number: Int) {
    let call = calls[number]
    endCalls(until: call.at)
    if breaker.permit(at: call.at) == .permitted {
      underWay.append((number, call.at + call.duration))
    } else {
      observe(number, isPermitted: false, at: call.at)
    }
  }

  private mutating func endCalls(until time: Instant) {
    while let next = underWay.indices.min(by: { underWay[$0].end < underWay[$1].end }),
      underWay[next].end <= time
    {
      let (number, end) = underWay.remove(at: next)
      _ = breaker.record(calls[number].outcome, duration: calls[number].duration, at: end)
      observe(number, isPermitted: true, at: end)
    }
  }

  private mutating func observe(_ number: Int, isPermitted: Bool, at time: Instant) {
    observations[number] = Observation(
      isPermitted: isPermitted, state: breaker.state, metrics: breaker.metrics(at: time))
  }
}
