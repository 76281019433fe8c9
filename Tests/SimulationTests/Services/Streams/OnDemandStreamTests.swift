import Simulation
import Testing

extension DataStream {
  /// Puts so many records a second with keys that spread, and says how many are refused.
  fileprivate mutating func refused(
    of rate: Int, bytes: Int = 100, from start: Int, until end: Int, key: UInt128? = nil
  ) -> Int {
    var refused = 0
    for second in start..<end {
      for place in 0..<rate {
        let now = Instant.start + .seconds(second) + .nanoseconds(1_000_000_000 / rate * place)
        advance(to: now)
        let spread = UInt128.max / 1_024 * UInt128((place * 397) % 1_024)
        if case .throttled = put(MessageID(slot: 0), key: key ?? spread, bytes: bytes, at: now) {
          refused += 1
        }
      }
    }
    return refused
  }
}

private func stream() -> DataStream {
  var settings = DataStream.Settings()
  settings.mode = .onDemand
  return DataStream(settings)
}

@Suite struct `An on-demand stream` {
  @Test(arguments: [(4_096, 100, 0), (5_120, 100, 5), (16, 300_000, 5)])
  func `begins with four shards`(rate: Int, bytes: Int, seconds: Int) {
    var stream = stream()
    #expect(stream.openShards == 4)
    let refused = stream.refused(of: rate, bytes: bytes, from: 0, until: seconds)
    #expect((refused > 0) == (seconds > 0))
  }

  /// A quarter of an hour after shards take in more than half of what they may, there are twice as many.
  @Test(arguments: [(40, 4), (36, 8)])
  func `takes twice its peak a quarter of an hour later`(percent: Int, shards: Int) {
    // Of a shard's 1,000 a second: beneath its half for a minute, or above it for another.
    var stream = stream()
    let rate = percent == 40 ? 1_600 : 2_400
    #expect(stream.refused(of: rate, from: 0, until: 60) == 0)
    for minute in 1...15 { stream.advance(to: .start + .minutes(minute)) }
    #expect(stream.openShards == 4)
    stream.advance(to: .start + .minutes(16))
    #expect(stream.openShards == shards)
  }

  @Test func `goes by bytes as well`() {
    var stream = stream()
    #expect(stream.refused(of: 24, bytes: 110_000, from: 0, until: 60) == 0)
    for minute in 1...16 { stream.advance(to: .start + .minutes(minute)) }
    #expect(stream.openShards == 8)
  }

  /// One key never gets more than a shard, however often that is split.
  @Test func `cannot spread a single key`() {
    var stream = stream()
    #expect(stream.refused(of: 1_500, from: 0, until: 60, key: 0) > 25_000)
    for minute in 1...16 { stream.advance(to: .start + .minutes(minute)) }
    #expect(stream.openShards == 5)
    #expect(stream.refused(of: 1_500, from: 960, until: 1_020, key: 0) > 25_000)
  }

  @Test func `does not let others see to its shards`() {
    var stream = stream()
    #expect(stream.reshard(to: 8, at: .start) == .onDemand)
    #expect(stream.split(shard: 0, at: .start) == .onDemand)
    #expect(stream.mergeEmptiest(at: .start) == .onDemand)
  }
}
