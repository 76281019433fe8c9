/// Refuses calls to a failing dependency, then lets a few probes through (Nygard, *Release It!*).
///
/// With a rate rule it behaves as resilience4j 2: windows, rates, probes, late results and metrics
/// follow `CircuitBreakerStateMachine` and `CircuitBreakerMetrics` of that library. A result is
/// counted in the state in which it comes in, even when its call was let through in another.
package struct CircuitBreaker: Sendable {
  /// Where the breaker stands.
  package enum State: Hashable, Sendable {
    /// Calls pass. To `open` when the rule says so.
    case closed
    /// Calls are refused. To `halfOpen` at the first call from `until` on (`.never`: not by itself).
    case open(until: Instant)
    /// Probes pass, so many more. To `closed` or `open` when enough results are known, to `open`
    /// also when none has decided by `giveUpAt`.
    case halfOpen(permitsLeft: Int, giveUpAt: Instant)
  }

  /// The answer to a call that wants to pass.
  package enum Permission: Hashable, Sendable {
    /// The call may be made; its result is to be recorded, or the permission released.
    case permitted
    /// The call must not be made before an instant; `.never` when none is known.
    case refused(until: Instant)
  }

  /// How a permitted call ended.
  package enum Outcome: Hashable, Sendable {
    case success
    case failure
  }

  /// What an event changed.
  package enum Transition: Hashable, Sendable {
    case nothing
    /// The breaker opened, and refuses calls before an instant (`.never`: until it is told to close).
    case opened(until: Instant)
    case halfOpened
    case closed
  }

  private let policy: CircuitBreakerPolicy
  /// Where the breaker stands; a cool-down that has ended shows with the next event.
  package private(set) var state = State.closed
  /// The calls of the closed state, kept while the breaker is open, as resilience4j keeps them.
  private var calls: SlidingWindow
  /// The results of the half-open state, kept when the breaker opens again.
  private var probes: SlidingWindow
  /// Whether `probes` is the window of the present state.
  private var countsProbes = false

  /// A closed breaker that has seen no call.
  package init(_ policy: CircuitBreakerPolicy) {
    self.policy = policy
    calls = SlidingWindow(policy.rule.window)
    probes = SlidingWindow(.calls(policy.permittedNumberOfCallsInHalfOpenState))
  }

  /// When the breaker next changes without an event from outside; `.never` if it does not.
  package var wakesAt: Instant {
    switch state {
    case .closed: .never
    case .open(let until): policy.automaticTransitionFromOpenToHalfOpen ? until : .never
    case .halfOpen(_, let giveUpAt): giveUpAt
    }
  }

  /// Makes the changes that time alone has brought about.
  ///
  /// Every other event does so first; a timer for `wakesAt` makes the change show in time.
  package mutating func elapse(at now: Instant) -> Transition {
    let before = state
    settle(at: now)
    return change(since: before)
  }

  /// Asks whether a call may be made.
  package mutating func permit(at now: Instant) -> Permission {
    settle(at: now)
    switch state {
    case .closed:
      return .permitted
    case .open(let until) where now < until:
      return .refused(until: until)
    case .open:
      halfOpen(at: now)
      return takeProbe()
    case .halfOpen:
      return takeProbe()
    }
  }

  /// Gives a permission back whose call was not made or whose outcome must not count.
  package mutating func release(at now: Instant) {
    settle(at: now)
    guard case .halfOpen(let permitsLeft, let giveUpAt) = state else { return }
    // A permission of an earlier state must not make room for more probes than are due.
    let outstanding =
      policy.permittedNumberOfCallsInHalfOpenState - metrics(at: now).bufferedCalls
    guard permitsLeft < outstanding else { return }
    state = .halfOpen(permitsLeft: permitsLeft + 1, giveUpAt: giveUpAt)
  }

  /// Counts a call that ended now after a duration.
  package mutating func record(
    _ outcome: Outcome, duration: Interval, at now: Instant
  ) -> Transition {
    let before = state
    settle(at: now)
    count(outcome, duration: duration, at: now)
    switch state {
    case .closed:
      if verdict(on: outcome, at: now) == .failing { open(from: now) }
    case .open:
      break  // Let through before the breaker opened, ended after: counted, but no news.
    case .halfOpen:
      switch verdict(on: outcome, at: now) {
      case .failing: open(from: now)
      case .healthy: becomeClosed()
      case .undecided: break
      }
    }
    return change(since: before)
  }

  /// Opens the breaker from outside, for its cool-down.
  package mutating func open(at now: Instant) -> Transition {
    let before = state
    settle(at: now)
    open(from: now)
    return change(since: before)
  }

  /// Closes the breaker from outside, with nothing counted.
  package mutating func close(at now: Instant) -> Transition {
    let before = state
    settle(at: now)
    becomeClosed()
    return change(since: before)
  }

  /// What is counted in the present state; an open breaker shows what it opened on.
  package func metrics(at now: Instant) -> CircuitBreakerMetrics {
    let counts = countsProbes ? probes.counts(at: now) : calls.counts(at: now)
    return CircuitBreakerMetrics(counts, minimumNumberOfCalls: minimumNumberOfCalls)
  }

  // MARK: - The machine

  private mutating func settle(at now: Instant) {
    while wakesAt <= now, wakesAt != .never {
      switch state {
      case .closed: return
      case .open(let until): halfOpen(at: until)
      case .halfOpen(_, let giveUpAt): open(from: giveUpAt)
      }
    }
  }

  private mutating func open(from now: Instant) {
    guard let coolDown = policy.coolDown else {
      state = .open(until: .never)
      return
    }
    // Without a timer of its own, resilience4j lets a call pass strictly after the wait.
    let isExclusive =
      policy.refusesAtEndOfCoolDown && !policy.automaticTransitionFromOpenToHalfOpen
    state = .open(until: now + coolDown + (isExclusive ? .nanoseconds(1) : .zero))
  }

  private mutating func halfOpen(at now: Instant) {
    let wait = policy.maxWaitDurationInHalfOpenState
    probes.reset()
    countsProbes = true
    state = .halfOpen(
      permitsLeft: policy.permittedNumberOfCallsInHalfOpenState,
      giveUpAt: wait > .zero ? now + wait : .never)
  }

  private mutating func becomeClosed() {
    calls.reset()
    countsProbes = false
    state = .closed
  }

  private mutating func takeProbe() -> Permission {
    guard case .halfOpen(let permitsLeft, let giveUpAt) = state, permitsLeft > 0 else {
      return .refused(until: .never)
    }
    state = .halfOpen(permitsLeft: permitsLeft - 1, giveUpAt: giveUpAt)
    return .permitted
  }

  private mutating func count(_ outcome: Outcome, duration: Interval, at now: Instant) {
    let failed = outcome == .failure
    if case .consecutiveFailures = policy.rule, !failed, !countsProbes { calls.reset() }
    let slow = duration > policy.rule.slowCallDurationThreshold
    if countsProbes {
      probes.record(failed: failed, slow: slow, at: now)
    } else {
      calls.record(failed: failed, slow: slow, at: now)
    }
  }

  // MARK: - The rule

  private enum Verdict: Hashable {
    case undecided
    case healthy
    case failing
  }

  /// The smallest number of calls from which a rate is known, in the window of the present state.
  private var minimumNumberOfCalls: Int {
    let size: Int? =
      if countsProbes {
        policy.permittedNumberOfCallsInHalfOpenState
      } else if case .calls(let size) = policy.rule.window {
        size
      } else {
        nil
      }
    return min(policy.rule.minimumNumberOfCalls, size ?? .max)
  }

  /// What the calls counted so far say, the latest among them.
  private func verdict(on outcome: Outcome, at now: Instant) -> Verdict {
    let metrics = metrics(at: now)
    switch policy.rule {
    case .consecutiveFailures(let limit):
      if outcome == .failure {
        return countsProbes || metrics.failedCalls >= limit ? .failing : .undecided
      }
      return metrics.bufferedCalls >= policy.permittedNumberOfCallsInHalfOpenState
        ? .healthy : .undecided
    case .rates(let rule):
      guard metrics.failureRate >= 0 else { return .undecided }
      let isFailing =
        metrics.failureRate >= rule.failureRateThreshold
        || metrics.slowCallRate >= rule.slowCallRateThreshold
      return isFailing ? .failing : .healthy
    case .failureRatio(let rule):
      if countsProbes { return outcome == .failure ? .failing : .healthy }
      let isFailing =
        outcome == .failure && metrics.failureRate >= rule.failureRateThreshold
      return isFailing ? .failing : .undecided
    }
  }

  private func change(since before: State) -> Transition {
    switch (before, state) {
    case (.closed, .closed), (.halfOpen, .halfOpen): .nothing
    case (.open(let old), .open(let new)): old == new ? .nothing : .opened(until: new)
    case (_, .closed): .closed
    case (_, .open(let until)): .opened(until: until)
    case (_, .halfOpen): .halfOpened
    }
  }
}

extension CircuitBreakerPolicy.Rule {
  /// The window of the closed state; failures in a row are a window that a success empties.
  fileprivate var window: SlidingWindow.Extent {
    switch self {
    case .consecutiveFailures(let limit): .calls(limit)
    case .rates(let rule), .failureRatio(let rule): rule.window
    }
  }

  fileprivate var minimumNumberOfCalls: Int {
    switch self {
    case .consecutiveFailures(let limit): limit
    case .rates(let rule), .failureRatio(let rule): rule.minimumNumberOfCalls
    }
  }

  fileprivate var slowCallDurationThreshold: Interval {
    switch self {
    case .consecutiveFailures: .longest
    case .rates(let rule), .failureRatio(let rule): rule.slowCallDurationThreshold
    }
  }
}
