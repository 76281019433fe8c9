import Simulation
import Testing

@Suite struct `A sliding window` {
  @Test(arguments: [
    SlidingWindow.Extent.calls(1), .calls(7), .seconds(1), .seconds(5),
  ])
  func `counts what a list of all calls counts`(extent: SlidingWindow.Extent) {
    var stream = RandomStream(seed: 7, replication: 0, component: "window", purpose: "test")
    var window = SlidingWindow(extent)
    var calls: [(at: Instant, failed: Bool, slow: Bool)] = []
    var now = Instant.start
    for _ in 0..<2_000 {
      now = now + .milliseconds(stream.below(10) == 0 ? stream.below(9_000) : stream.below(300))
      let call = (at: now, failed: stream.chance(0.4), slow: stream.chance(0.2))
      calls.append(call)
      window.record(failed: call.failed, slow: call.slow, at: now)
      #expect(window.counts(at: now) == expected(calls, extent, at: now))
      let later = now + .milliseconds(stream.below(3_000))
      #expect(window.counts(at: later) == expected(calls, extent, at: later))
    }
  }

  @Test func `with slices begins one with the first call after the last and drops it whole`() {
    var window = SlidingWindow(.sampling(.seconds(30), slices: 10))
    // The slice that begins at 1 s holds the call at 3.9 s; the one at 4 s begins the next.
    for seconds in [1.0, 3.9, 4.0] {
      window.record(failed: true, slow: false, at: .start + Interval(seconds: seconds))
    }
    let counts = [30.9, 31.0, 33.9, 34.0].map {
      window.counts(at: .start + Interval(seconds: $0)).calls
    }
    #expect(counts == [3, 1, 1, 0])
  }

  @Test func `that is reset remembers nothing`() {
    var window = SlidingWindow(.calls(3))
    for _ in 0..<5 { window.record(failed: true, slow: true, at: .start) }
    window.reset()
    #expect(window.counts(at: .start) == .init())
  }

  private func expected(
    _ calls: [(at: Instant, failed: Bool, slow: Bool)], _ extent: SlidingWindow.Extent,
    at now: Instant
  ) -> SlidingWindow.Counts {
    func second(_ time: Instant) -> Int64 { time.nanoseconds / 1_000_000_000 }
    let remembered =
      switch extent {
      case .calls(let count): Array(calls.suffix(count))
      case .seconds(let length): calls.filter { second($0.at) > second(now) - Int64(length) }
      case .sampling: calls
      }
    var counts = SlidingWindow.Counts()
    counts.calls = remembered.count
    counts.failed = remembered.count { $0.failed }
    counts.slow = remembered.count { $0.slow }
    return counts
  }
}
