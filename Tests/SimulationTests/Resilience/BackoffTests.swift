import Foundation
import Simulation
import Testing

@Suite struct `Waits between retries` {
  private func backoff(_ jitter: Backoff.Jitter, factor: Double = 2) -> Backoff {
    Backoff(base: .seconds(1), cap: .seconds(20), factor: factor, jitter: jitter)
  }

  /// The waits, in seconds, of so many draws for one retry.
  private func waits(
    _ backoff: Backoff, retry: Int, previous: Interval = .zero, count: Int = 20_000
  ) -> [Double] {
    var stream = RandomStream(seed: 10, replication: 0, component: "client", purpose: "jitter")
    return (0..<count).map { _ in
      backoff.delay(retry: retry, previous: previous, draw: stream.uniform()).seconds
    }
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  /// How far a mean of 20,000 even draws over a span may stray: 3.3 deviations, one in a thousand.
  private func tolerance(span: Double) -> Double { 3.3 * span / (12 * 20_000.0).squareRoot() }

  @Test func `double up to the cap without jitter`() {
    let seconds = (0..<8).map {
      backoff(.none).delay(retry: $0, previous: .zero, draw: 0.3).seconds
    }
    #expect(seconds == [1, 2, 4, 8, 16, 20, 20, 20])
  }

  @Test func `are capped however many retries there were`() {
    let cap = Interval.longest
    let patient = Backoff(base: .nanoseconds(1), cap: cap, jitter: .none)
    #expect(
      [61, 62, 63, 64, 1_000].map { patient.ceiling(retry: $0) == cap }
        == [false, true, true, true, true])
    #expect(Backoff(base: .seconds(30), cap: .seconds(20)).ceiling(retry: 0) == .seconds(20))
  }

  @Test func `grow by the factor, and not at all by one`() {
    let waits = [1.0, 1.5, 3].map { factor in
      (0..<4).map { backoff(.none, factor: factor).ceiling(retry: $0).seconds }
    }
    #expect(waits == [[1, 1, 1, 1], [1, 1.5, 2.25, 3.375], [1, 3, 9, 20]])
  }

  @Test func `of nothing stay nothing`() {
    for jitter in Backoff.Jitter.allCases {
      let none = Backoff(base: .zero, cap: .seconds(20), jitter: jitter)
      #expect(none.delay(retry: 5, previous: .zero, draw: 0.9) == .zero)
    }
  }

  @Test(arguments: [(0, 1.0), (3, 8), (9, 20)])
  func `with full jitter are even from zero to the ceiling`(retry: Int, ceiling: Double) {
    let waits = waits(backoff(.full), retry: retry)
    #expect(KolmogorovSmirnov.agreement(waits) { $0 / ceiling } > 0.001)
    #expect(abs(mean(waits) - ceiling / 2) < tolerance(span: ceiling))
  }

  @Test(arguments: [(0, 1.0), (3, 8), (9, 20)])
  func `with equal jitter are even from half the ceiling to it`(retry: Int, ceiling: Double) {
    let waits = waits(backoff(.equal), retry: retry)
    #expect(KolmogorovSmirnov.agreement(waits) { 2 * $0 / ceiling - 1 } > 0.001)
    #expect(abs(mean(waits) - 0.75 * ceiling) < tolerance(span: ceiling / 2))
  }

  @Test(arguments: [1, 2, 6])
  func `with decorrelated jitter are even from the base to three times the last`(previous: Int) {
    let waits = waits(backoff(.decorrelated), retry: 1, previous: .seconds(previous))
    let span = Double(3 * previous - 1)
    #expect(KolmogorovSmirnov.agreement(waits) { ($0 - 1) / span } > 0.001)
  }

  @Test func `with decorrelated jitter take the first to follow one of the base`() {
    let waits = waits(backoff(.decorrelated), retry: 0)
    #expect(KolmogorovSmirnov.agreement(waits) { ($0 - 1) / 2 } > 0.001)
  }

  /// The second wait x after a first s, even on (b, 3b), is even on (b, 3s): integrated over s.
  @Test func `with decorrelated jitter follow the exact law of the second`() {
    let policy = backoff(.decorrelated)
    var stream = RandomStream(seed: 11, replication: 0, component: "client", purpose: "jitter")
    let seconds = (0..<20_000).map { _ in
      let first = policy.delay(retry: 0, previous: .zero, draw: stream.uniform())
      return policy.delay(retry: 1, previous: first, draw: stream.uniform()).seconds
    }
    let agreement = KolmogorovSmirnov.agreement(seconds) { x in
      let certain = max(1, x / 3)
      return ((certain - 1) + (x - 1) / 3 * log(8 / (3 * certain - 1))) / 2
    }
    #expect(agreement > 0.001)
  }

  @Test func `with decorrelated jitter are cut to the cap`() {
    let waits = waits(backoff(.decorrelated), retry: 4, previous: .seconds(20))
    // Even on (1, 60): 40 of 59 exceed the cap of 20.
    let capped = Double(waits.count { $0 == 20 }) / 20_000
    #expect(abs(capped - 40.0 / 59) < 3.3 * (40.0 / 59 * 19 / 59 / 20_000).squareRoot())
    #expect(KolmogorovSmirnov.agreement(waits.filter { $0 < 20 }) { ($0 - 1) / 19 } > 0.001)
  }

  @Test func `with decorrelated jitter survive the longest of intervals`() {
    let patient = Backoff(base: .seconds(1), cap: .longest, jitter: .decorrelated)
    let wait = patient.delay(retry: 9, previous: .longest, draw: 0.5)
    #expect(wait > .days(18_000) && wait <= .longest)
  }
}

@Suite struct `A policy of trying again` {
  private func decision(
    attempts: Int, at second: Int, maximumAttempts: Int = 3, deadline: Interval? = nil
  ) -> RetryPolicy.Decision {
    let backoff = Backoff(base: .seconds(1), cap: .seconds(20), jitter: .none)
    let policy = RetryPolicy(
      maximumAttempts: maximumAttempts, backoff: backoff, deadline: deadline)
    return policy.decision(
      afterAttempts: attempts, firstBegan: .start + .seconds(100), previous: .zero, draw: 0.5,
      at: .start + .seconds(second))
  }

  @Test func `waits after every attempt but the last allowed`() {
    let decisions = (1...4).map { decision(attempts: $0, at: 101) }
    #expect(
      decisions == [
        .retry(after: .seconds(1)), .retry(after: .seconds(2)), .giveUpAttemptsExhausted,
        .giveUpAttemptsExhausted,
      ])
  }

  @Test func `never retries when one attempt is all there is`() {
    #expect(decision(attempts: 1, at: 101, maximumAttempts: 1) == .giveUpAttemptsExhausted)
  }

  @Test func `begins no attempt at the deadline or after`() {
    let decisions = [107, 108, 109].map { decision(attempts: 1, at: $0, deadline: .seconds(10)) }
    #expect(
      decisions == [
        .retry(after: .seconds(1)), .retry(after: .seconds(1)), .giveUpDeadlineReached,
      ])
  }
}
