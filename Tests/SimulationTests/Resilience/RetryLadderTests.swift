import Simulation
import Testing

@Suite struct `A ladder of retries` {
  /// The waits in whole seconds, without jitter: a draw of one half is the middle.
  private func waits(_ ladder: RetryLadder, _ retries: Range<Int>) -> [Int] {
    retries.map { Int((ladder.delay(retry: $0, draw: 0.5).seconds).rounded()) }
  }

  @Test(arguments: [
    (RetryLadder.Curve.linear, [5, 33, 62, 90, 118, 147, 175, 203, 232, 260]),
    (.arithmetic, [5, 11, 22, 39, 62, 90, 124, 164, 209, 260]),
    (.geometric, [5, 8, 12, 19, 29, 45, 70, 108, 168, 260]),
    (.exponential, [5, 10, 20, 40, 80, 160, 260, 260, 260, 260]),
  ])
  func `climbs from the shortest wait to the longest`(curve: RetryLadder.Curve, waits: [Int]) {
    var ladder = RetryLadder()
    ladder.backingOff = 10
    ladder.shortest = .seconds(5)
    ladder.longest = .seconds(260)
    ladder.curve = curve
    #expect(self.waits(ladder, 0..<10) == waits)
  }

  @Test func `of AWS's own endpoints lasts for 23 days`() {
    let ladder = RetryLadder.managedByAWS
    #expect(ladder.retries == 100_015)
    #expect(waits(ladder, 0..<16) == [0, 0, 0, 1, 1, 1, 1, 2, 3, 4, 5, 7, 10, 14, 20, 20])
    let days = (0..<ladder.retries).reduce(0.0) { $0 + ladder.delay(retry: $1, draw: 0.5).seconds }
    #expect((23.1...23.2).contains(days / 86_400))
  }

  @Test func `of mail and text messages lasts for over six hours`() {
    let ladder = RetryLadder.managedByCustomer
    #expect(ladder.retries == 50)
    let hours = (0..<50).reduce(0.0) { $0 + ladder.delay(retry: $1, draw: 0.5).seconds } / 3_600
    #expect((6.5...7).contains(hours))
  }

  @Test func `spreads waits over 0.8 to 1.2 of their length`() {
    let ladder = RetryLadder()
    #expect(ladder.delay(retry: 0, draw: 0).seconds == 16)
    #expect(ladder.delay(retry: 2, draw: 1).seconds == 24)
  }

  @Test func `ends a policy's attempts`() {
    let policy = RetryPolicy(RetryLadder())
    func decision(after attempts: Int) -> RetryPolicy.Decision {
      policy.decision(
        afterAttempts: attempts, firstBegan: .start, previous: .zero, draw: 0.5, at: .start)
    }
    #expect(decision(after: 1) == .retry(after: .seconds(20)))
    #expect(decision(after: 3) == .retry(after: .seconds(20)))
    #expect(decision(after: 4) == .giveUpAttemptsExhausted)
  }
}
