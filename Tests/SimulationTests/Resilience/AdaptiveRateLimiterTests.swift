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
    let waits = (0..<50).map { _ in limiter.reserve(at: .start + .seconds(1)) }
    #expect(waits.allSatisfy { $0 == .zero })
  }

  @Test func `gives tokens of the future away in order`() {
    var limiter = AdaptiveRateLimiter()
    limiter.record(wasThrottled: true, at: .start)
    let waits = (0..<3).map { _ in limiter.reserve(at: .start) }
    #expect(waits == [.seconds(2), .seconds(4), .seconds(6)])
    #expect(limiter.reserve(at: .start + .seconds(8)) == .zero)
    #expect(limiter.reserve(at: .start + .seconds(8)) == .seconds(2))
  }
}
