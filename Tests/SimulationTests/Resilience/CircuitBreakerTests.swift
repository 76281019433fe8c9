import Simulation
import Testing

@Suite struct `A circuit breaker like resilience4j's` {
  @Test func `counts calls, opens on the share of failures, probes and closes`() {
    let policy = rates(.calls(4), minimum: 2, probes: 2)
    #expect(
      trace(
        policy,
        [
          (0, .success, 0.1), (1, .failure, 0.1), (5, .success, 0.1), (11.1, .success, 0.1),
          (11.2, .success, 0.1), (12, .success, 0.1), (13, .success, 0.1),
        ]) == [
          "yes CLOSED -1.0% of 1, 0 failed, 0 slow",
          "yes OPEN 50.0% of 2, 1 failed, 0 slow",
          "no OPEN 50.0% of 2, 1 failed, 0 slow",
          "no OPEN 50.0% of 2, 1 failed, 0 slow",  // The wait ends at 11.1 s, itself still in it.
          "yes HALF_OPEN -1.0% of 1, 0 failed, 0 slow",
          "yes CLOSED -1.0% of 0, 0 failed, 0 slow",
          "yes CLOSED -1.0% of 1, 0 failed, 0 slow",
        ])
  }

  @Test func `shows the probes' results after they have opened it again`() {
    let policy = rates(.calls(4), minimum: 2, probes: 2)
    #expect(
      trace(
        policy,
        [
          (0, .failure, 0), (0, .failure, 0), (11, .failure, 0), (11, .success, 0),
          (12, .success, 0), (21.5, .success, 0),
        ]) == [
          "yes CLOSED -1.0% of 1, 1 failed, 0 slow",
          "yes OPEN 100.0% of 2, 2 failed, 0 slow",
          "yes HALF_OPEN -1.0% of 1, 1 failed, 0 slow",
          "yes OPEN 50.0% of 2, 1 failed, 0 slow",
          "no OPEN 50.0% of 2, 1 failed, 0 slow",
          "yes HALF_OPEN -1.0% of 1, 0 failed, 0 slow",
        ])
  }

  @Test func `forgets the oldest call of a full window`() {
    let policy = rates(.calls(3), minimum: 3, threshold: 60)
    #expect(
      trace(
        policy,
        [(0, .failure, 0), (1, .success, 0), (2, .success, 0), (3, .failure, 0), (4, .failure, 0)])
        == [
          "yes CLOSED -1.0% of 1, 1 failed, 0 slow",
          "yes CLOSED -1.0% of 2, 1 failed, 0 slow",
          "yes CLOSED 33.333332% of 3, 1 failed, 0 slow",
          "yes CLOSED 33.333332% of 3, 1 failed, 0 slow",
          "yes OPEN 66.666664% of 3, 2 failed, 0 slow",
        ])
  }

  @Test func `can open on a success that makes enough calls`() {
    let policy = rates(.calls(10), minimum: 2)
    #expect(
      trace(policy, [(0, .failure, 0), (1, .success, 0)]).last
        == "yes OPEN 50.0% of 2, 1 failed, 0 slow")
  }

  @Test func `needs no more calls than the window of calls can hold`() {
    let policy = rates(.calls(2), minimum: 100)
    #expect(
      trace(policy, [(0, .failure, 0), (1, .failure, 0)]).last
        == "yes OPEN 100.0% of 2, 2 failed, 0 slow")
  }

  @Test func `decides on the probes as soon as the minimum is known`() {
    let policy = rates(.calls(10), minimum: 2, probes: 5)
    #expect(
      trace(
        policy,
        [(0, .failure, 0), (0, .failure, 0), (20, .success, 0), (20, .success, 0)]
      ).suffix(2) == [
        "yes HALF_OPEN -1.0% of 1, 0 failed, 0 slow", "yes CLOSED -1.0% of 0, 0 failed, 0 slow",
      ])
  }

  @Test func `opens on slow calls, of which one that takes exactly the threshold is none`() {
    var policy = rates(.calls(4), minimum: 2)
    policy.rule = .rates(
      .init(
        window: .calls(4), minimumNumberOfCalls: 2, failureRateThreshold: 100,
        slowCallDurationThreshold: .seconds(2), slowCallRateThreshold: 50))
    #expect(
      trace(
        policy,
        [(0, .success, 2), (2, .success, 1), (4, .success, 2.000_000_001), (7, .failure, 3)]) == [
          "yes CLOSED -1.0% of 1, 0 failed, 0 slow",
          "yes CLOSED 0.0% of 2, 0 failed, 0 slow",
          "yes CLOSED 0.0% of 3, 0 failed, 1 slow",
          "yes OPEN 25.0% of 4, 1 failed, 2 slow",
        ])
  }

  @Test func `forgets a second as a whole when the window of seconds has moved past it`() {
    let policy = rates(.seconds(3), minimum: 3, threshold: 100)
    #expect(
      trace(
        policy,
        [
          (0.9, .failure, 0), (0.999_999_999, .failure, 0), (2.999_999_999, .success, 0),
          (3, .failure, 0), (6, .failure, 0),
        ]) == [
          "yes CLOSED -1.0% of 1, 1 failed, 0 slow",
          "yes CLOSED -1.0% of 2, 2 failed, 0 slow",
          "yes CLOSED 66.666664% of 3, 2 failed, 0 slow",
          "yes CLOSED -1.0% of 2, 1 failed, 0 slow",
          "yes CLOSED -1.0% of 1, 1 failed, 0 slow",
        ])
  }

  @Test func `forgets by time while it is open, too`() {
    let policy = rates(.seconds(2), minimum: 1)
    var breaker = CircuitBreaker(policy)
    let opened = breaker.record(.failure, duration: .zero, at: .start)
    let figures = [0, 1, 2].map { breaker.metrics(at: .start + .seconds($0)).bufferedCalls }
    #expect(opened == .opened(until: Instant(nanoseconds: 10_000_000_001)))
    #expect(figures == [1, 1, 0])
  }

  @Test func `counts a late result in the state in which it comes in`() {
    var breaker = CircuitBreaker(rates(.calls(4), minimum: 2, probes: 2))
    let permissions = (0..<4).map { breaker.permit(at: at($0)) }
    #expect(permissions == Array(repeating: .permitted, count: 4))
    #expect(breaker.record(.failure, duration: .seconds(1), at: at(4)) == .nothing)
    let until = at(15) + .nanoseconds(1)
    #expect(breaker.record(.failure, duration: .seconds(1), at: at(5)) == .opened(until: until))
    #expect(breaker.record(.failure, duration: .seconds(1), at: at(6)) == .nothing)
    #expect(breaker.metrics(at: at(6)).failedCalls == 3)
    #expect(breaker.permit(at: at(15)) == .refused(until: until))
    #expect(breaker.permit(at: at(16)) == .permitted)
    #expect(breaker.record(.failure, duration: .seconds(9), at: at(16)) == .nothing)
    #expect(breaker.metrics(at: at(16)).failedCalls == 1)
  }

  @Test func `lets so many probes pass, and one more for each permission given back`() {
    var breaker = CircuitBreaker(rates(.calls(2), minimum: 2, probes: 2))
    _ = breaker.open(at: at(0))
    let permissions = (0..<3).map { _ in breaker.permit(at: at(20)) }
    #expect(permissions == [.permitted, .permitted, .refused(until: .never)])
    breaker.release(at: at(21))
    #expect(breaker.permit(at: at(21)) == .permitted)
    #expect(breaker.permit(at: at(21)) == .refused(until: .never))
  }

  @Test func `turns half-open by itself where that is asked for`() {
    var policy = rates(.calls(1), minimum: 1)
    policy.automaticTransitionFromOpenToHalfOpen = true
    var breaker = CircuitBreaker(policy)
    #expect(breaker.wakesAt == .never)
    #expect(breaker.record(.failure, duration: .zero, at: at(1)) == .opened(until: at(11)))
    #expect(breaker.wakesAt == at(11))
    #expect(breaker.elapse(at: at(10)) == .nothing)
    #expect(breaker.elapse(at: at(11)) == .halfOpened)
    #expect(breaker.metrics(at: at(11)).bufferedCalls == 0)
  }

  @Test func `opens again when the probes have told nothing for too long`() {
    var policy = rates(.calls(2), minimum: 2, probes: 2)
    policy.maxWaitDurationInHalfOpenState = .seconds(5)
    var breaker = CircuitBreaker(policy)
    _ = breaker.open(at: at(0))
    #expect(breaker.permit(at: at(20)) == .permitted)
    #expect(breaker.state == .halfOpen(permitsLeft: 1, giveUpAt: at(25)))
    #expect(breaker.wakesAt == at(25))
    #expect(breaker.permit(at: at(30)) == .refused(until: at(35) + .nanoseconds(1)))
    #expect(breaker.permit(at: at(36)) == .permitted)
  }

  @Test func `compares rates in single precision`() {
    let policy = rates(.calls(3), minimum: 3, threshold: 33.333_333_4)
    #expect(
      trace(policy, [(0, .failure, 0), (1, .success, 0), (2, .success, 0)]).last
        == "yes OPEN 33.333332% of 3, 1 failed, 0 slow")
  }

  @Test func `is opened and closed from outside`() {
    var breaker = CircuitBreaker(rates(.calls(2), minimum: 2))
    #expect(breaker.record(.failure, duration: .zero, at: at(0)) == .nothing)
    #expect(breaker.open(at: at(1)) == .opened(until: at(11) + .nanoseconds(1)))
    #expect(breaker.open(at: at(1)) == .nothing)
    #expect(breaker.close(at: at(2)) == .closed)
    #expect(breaker.close(at: at(2)) == .nothing)
    #expect(breaker.metrics(at: at(2)).bufferedCalls == 0)
  }
}

@Suite struct `Presets of the circuit breaker` {
  @Test func `the talk's opens on the first error and closes only when told to`() {
    var breaker = CircuitBreaker(.talk)
    #expect(breaker.record(.success, duration: .seconds(90), at: at(1)) == .nothing)
    #expect(breaker.record(.failure, duration: .seconds(30), at: at(2)) == .opened(until: .never))
    #expect(breaker.record(.failure, duration: .seconds(30), at: at(3)) == .nothing)
    #expect(breaker.permit(at: at(1_000_000)) == .refused(until: .never))
    #expect(breaker.close(at: at(1_000_000)) == .closed)
    #expect(breaker.permit(at: at(1_000_000)) == .permitted)
  }

  @Test func `the classic one opens on five failures in a row, and one probe decides`() {
    var breaker = CircuitBreaker(.classic)
    var changes: [CircuitBreaker.Transition] = []
    for outcome in "FFFFSFFFFF" {
      changes.append(
        breaker.record(outcome == "F" ? .failure : .success, duration: .zero, at: at(0)))
    }
    #expect(changes == Array(repeating: .nothing, count: 9) + [.opened(until: at(30))])
    #expect(breaker.permit(at: at(29)) == .refused(until: at(30)))
    #expect(breaker.permit(at: at(30)) == .permitted)
    #expect(breaker.permit(at: at(30)) == .refused(until: .never))
    #expect(breaker.record(.failure, duration: .zero, at: at(31)) == .opened(until: at(61)))
    #expect(breaker.permit(at: at(61)) == .permitted)
    #expect(breaker.record(.success, duration: .zero, at: at(62)) == .closed)
    for _ in 0..<4 {
      #expect(breaker.record(.failure, duration: .zero, at: at(63)) == .nothing)
    }
    #expect(breaker.record(.failure, duration: .zero, at: at(63)) == .opened(until: at(93)))
  }

  @Test func `resilience4j's judges the hundredth call`() {
    var breaker = CircuitBreaker(.resilience4j)
    for index in 0..<99 {
      let outcome: CircuitBreaker.Outcome = index < 50 ? .failure : .success
      #expect(breaker.record(outcome, duration: .seconds(60), at: at(index)) == .nothing)
    }
    let until = at(160) + .nanoseconds(1)
    #expect(breaker.record(.success, duration: .zero, at: at(100)) == .opened(until: until))
    #expect(breaker.permit(at: until) == .permitted)
    for _ in 0..<9 {
      #expect(breaker.record(.success, duration: .zero, at: until) == .nothing)
    }
    #expect(breaker.record(.failure, duration: .zero, at: until) == .closed)
  }

  @Test func `Polly's opens only on a failure, for five seconds, and one probe decides`() {
    var breaker = CircuitBreaker(.polly)
    for index in 0..<100 {
      let outcome: CircuitBreaker.Outcome = index < 10 ? .failure : .success
      #expect(breaker.record(outcome, duration: .seconds(99), at: at(0)) == .nothing)
    }
    #expect(breaker.record(.failure, duration: .zero, at: at(1)) == .opened(until: at(6)))
    #expect(breaker.permit(at: at(5)) == .refused(until: at(6)))
    #expect(breaker.permit(at: at(6)) == .permitted)
    #expect(breaker.permit(at: at(60)) == .refused(until: .never))
    #expect(breaker.record(.failure, duration: .zero, at: at(60)) == .opened(until: at(65)))
    #expect(breaker.permit(at: at(65)) == .permitted)
    #expect(breaker.record(.success, duration: .zero, at: at(66)) == .closed)
    #expect(breaker.metrics(at: at(66)).bufferedCalls == 0)
  }

  @Test func `Polly's stays closed below a tenth and below a hundred calls`() {
    var breaker = CircuitBreaker(.polly)
    for _ in 0..<99 {
      #expect(breaker.record(.failure, duration: .zero, at: at(0)) == .nothing)
    }
    breaker = CircuitBreaker(.polly)
    for index in 0..<110 {
      let outcome: CircuitBreaker.Outcome = index < 100 ? .success : .failure
      #expect(breaker.record(outcome, duration: .zero, at: at(0)) == .nothing)
    }
    #expect(breaker.metrics(at: at(0)).failureRate == Float(1_000) / 110)
  }
}

private func at(_ seconds: Int) -> Instant { .start + .seconds(seconds) }

private func rates(
  _ window: SlidingWindow.Extent, minimum: Int, threshold: Float = 50, probes: Int = 10
) -> CircuitBreakerPolicy {
  CircuitBreakerPolicy(
    rule: .rates(
      .init(
        window: window, minimumNumberOfCalls: minimum, failureRateThreshold: threshold)),
    coolDown: .seconds(10), permittedNumberOfCallsInHalfOpenState: probes)
}

/// Makes calls one after the other and writes down what the breaker shows at each one's end.
private func trace(
  _ policy: CircuitBreakerPolicy, _ calls: [(at: Double, CircuitBreaker.Outcome, lasts: Double)]
) -> [String] {
  var breaker = CircuitBreaker(policy)
  return calls.map { start, outcome, length in
    var now = Instant.start + Interval(seconds: start)
    let isPermitted = breaker.permit(at: now) == .permitted
    if isPermitted {
      let duration = Interval(seconds: length)
      now = now + duration
      _ = breaker.record(outcome, duration: duration, at: now)
    }
    let metrics = breaker.metrics(at: now)
    let state =
      switch breaker.state {
      case .closed: "CLOSED"
      case .open: "OPEN"
      case .halfOpen: "HALF_OPEN"
      }
    return "\(isPermitted ? "yes" : "no") \(state) \(metrics.failureRate)% of "
      + "\(metrics.bufferedCalls), \(metrics.failedCalls) failed, \(metrics.slowCalls) slow"
  }
}
