import Simulation
import Testing

@Suite struct `The rate limiter of an SDK's adaptive mode` {
  /// Time in milliseconds, whether the answer was throttled, and the rates that botocore's code has.
  private static let history: [(at: Int, throttled: Bool, measured: Double, sent: Double)] = [
    (200, false, 0, 0.5), (400, false, 0, 0.5), (600, false, 4.8, 0.5), (800, false, 4.8, 0.5),
    (1_000, false, 4.16, 0.5), (1_200, false, 4.16, 0.6912), (1_400, false, 4.16, 1.0976),
    (1_600, false, 5.632, 1.6384), (1_800, false, 5.632, 2.3328),
    (2_000, true, 4.3264, 3.02848), (2_200, false, 4.3264, 3.486639),
    (2_400, false, 4.3264, 3.821874), (2_600, false, 5.66528, 4.053386),
    (2_800, false, 5.66528, 4.200373), (3_000, false, 4.333056, 4.282037),
  ]

  @Test func `follows botocore's curve from answer to answer`() {
    var limiter = AdaptiveRateLimiter()
    for step in Self.history {
      limiter.record(wasThrottled: step.throttled, at: .start + .milliseconds(step.at))
      #expect(abs(limiter.measuredRate - step.measured) < 1e-5, "at \(step.at) ms")
      #expect(abs(limiter.sendRate - step.sent) < 1e-5, "at \(step.at) ms")
      #expect(limiter.isEnabled == (step.at >= 2_000))
    }
  }

  @Test func `takes the lower of measured and allowed rate when it is throttled again`() {
    var limiter = AdaptiveRateLimiter()
    for step in Self.history {
      limiter.record(wasThrottled: step.throttled, at: .start + .milliseconds(step.at))
    }
    limiter.record(wasThrottled: true, at: .start + .milliseconds(3_200))
    #expect(abs(limiter.sendRate - 4.282037 * 0.7) < 1e-5)
  }

  @Test func `limits nothing before the first throttled answer`() {
    var limiter = AdaptiveRateLimiter()
    limiter.record(wasThrottled: false, at: .start + .seconds(1))
    let turns = (0..<50).map { _ in limiter.takeTurn(at: .start + .seconds(1)) }
    #expect(turns == Array(repeating: .now, count: 50))
    #expect(limiter.delay(of: .now, at: .start + .seconds(1)) == .zero)
  }

  @Test func `lets those who wait go in order, a token for each`() {
    var limiter = AdaptiveRateLimiter()
    limiter.record(wasThrottled: true, at: .start)
    let turns = (0..<3).map { _ in limiter.takeTurn(at: .start) }
    let sentAt = turns.map { turn in
      // Half a request a second.
      (0..<10).first { limiter.delay(of: turn, at: .start + .seconds($0)) == .zero }
    }
    #expect(sentAt == [2, 4, 6])
    #expect(limiter.delay(of: turns[2], at: .start + .milliseconds(5_500)) == .milliseconds(500))
  }

  @Test func `has whoever waits ask again within a second`() {
    var limiter = AdaptiveRateLimiter()
    limiter.record(wasThrottled: true, at: .start)
    let turn = limiter.takeTurn(at: .start)
    #expect(limiter.delay(of: turn, at: .start) == .seconds(1))
    #expect(limiter.delay(of: turn, at: .start + .milliseconds(1_750)) == .milliseconds(250))
  }

  @Test func `gives the token of whoever leaves to those who stay`() {
    var limiter = AdaptiveRateLimiter()
    limiter.record(wasThrottled: true, at: .start)
    let turns = (0..<2).map { _ in limiter.takeTurn(at: .start) }
    limiter.leave(turns[0])
    #expect(limiter.delay(of: turns[1], at: .start + .seconds(2)) == .zero)
  }
}
