import Simulation
import Testing

/// A stream read by consumers, with records put by number.
private func stream(
  shards: Int = 1, _ consumers: DataStream.Consumer..., retention: Interval = .hours(24)
) -> DataStream {
  var settings = DataStream.Settings()
  settings.shards = shards
  settings.consumers = consumers
  settings.retention = retention
  return DataStream(settings)
}

extension DataStream {
  fileprivate mutating func put(
    _ number: UInt32, key: UInt128 = 0, bytes: Int = 100, at now: Instant = .start
  ) -> PutAnswer { put(MessageID(slot: number), key: key, bytes: bytes, at: now) }

  fileprivate mutating func texts(
    _ lane: Lane, maximum: Int = 100, restarts: Bool = false, at now: Instant
  ) -> [UInt32] {
    guard case .records = read(lane, maximum: maximum, restarts: restarts, at: now) else {
      return []
    }
    return (0..<handed.count).map { handed[$0].message.slot }
  }

  fileprivate mutating func allNotices() -> [Notice] {
    var all: [Notice] = []
    while let notice = nextNotice() { all.append(notice) }
    return all
  }
}

private let quarter = UInt128.max / 4
private let lane = DataStream.Lane(consumer: 0, shard: 0)

@Suite struct `A data stream` {
  @Test(
    arguments: zip([0, quarter, quarter + 1, 2 * quarter + 1, .max], [0, 0, 1, 2, 3]))
  func `stores a record in the shard of its hash key`(key: UInt128, shard: Int) {
    let stream = stream(shards: 4)
    #expect(stream.shard(of: key) == shard)
  }

  @Test func `takes a thousand records a second and shard`() {
    var stream = stream()
    let answers = (0..<1_001).map { stream.put(UInt32($0)) }
    #expect(answers.count { $0 == .stored(shard: 0) } == 1_000)
    #expect(answers.last == .throttled(shard: 0))
    #expect(stream.put(0, at: .start + .milliseconds(1)) == .stored(shard: 0))
    #expect(stream.put(0, at: .start + .milliseconds(1)) == .throttled(shard: 0))
  }

  @Test func `takes a mebibyte a second and shard`() {
    var stream = stream(shards: 2)
    #expect(stream.put(0, bytes: 1 << 20) == .stored(shard: 0))
    #expect(stream.put(1, bytes: 1) == .throttled(shard: 0))
    #expect(stream.put(2, key: .max, bytes: 1 << 20) == .stored(shard: 1))
    #expect(stream.put(3, bytes: 1 + 1 << 20, at: .start + .seconds(1)) == .tooLarge)
    #expect(stream.put(4, bytes: 1 << 20, at: .start + .seconds(1)) == .stored(shard: 0))
  }

  @Test func `keeps what was read until every consumer has passed it`() {
    var stream = stream(.init(), .init())
    for number in 1...3 { _ = stream.put(UInt32(number)) }
    let other = DataStream.Lane(consumer: 1, shard: 0)
    #expect(stream.texts(lane, maximum: 2, at: .start) == [1, 2])
    #expect(stream.texts(other, at: .start) == [1, 2, 3])
    stream.commit(lane, upTo: 2, at: .start)
    #expect(stream.allNotices() == [])
    stream.commit(other, upTo: 3, at: .start)
    #expect(stream.allNotices() == [.passed(MessageID(slot: 1)), .passed(MessageID(slot: 2))])
    #expect(stream.kept == 1)
  }

  @Test func `hands out again what was not passed when a reader begins anew`() {
    var stream = stream(.init())
    for number in 1...3 { _ = stream.put(UInt32(number)) }
    #expect(stream.texts(lane, at: .start) == [1, 2, 3])
    stream.commit(lane, upTo: 1, at: .start)
    #expect(stream.texts(lane, at: .start) == [])
    #expect(stream.texts(lane, restarts: true, at: .start) == [2, 3])
  }

  @Test func `drops records after the retention period, read or not`() {
    var stream = stream(.init(), retention: .hours(24))
    _ = stream.put(1)
    _ = stream.put(2, at: .start + .hours(1))
    #expect(stream.nextWakeUp == .start + .hours(24))
    stream.advance(to: .start + .hours(24))
    #expect(stream.allNotices() == [.expired(MessageID(slot: 1))])
    #expect(stream.texts(lane, at: .start + .hours(24)) == [2])
    #expect(stream.nextWakeUp == .start + .hours(25))
  }

  @Test func `gives each lane the records of its own keys, in order`() {
    var stream = stream(.init(lanes: 2))
    for number in 0..<6 { _ = stream.put(UInt32(number), key: UInt128(number)) }
    let second = DataStream.Lane(consumer: 0, shard: 0, lane: 1)
    #expect(stream.texts(lane, at: .start) == [0, 2, 4])
    #expect(stream.texts(second, maximum: 2, at: .start) == [1, 3])
    #expect(stream.texts(second, at: .start) == [5])
    stream.commit(lane, upTo: 5, at: .start)
    #expect(stream.kept == 3)
    stream.commit(second, upTo: 6, at: .start)
    #expect(stream.kept == 0)
    #expect(stream.allNotices().count == 6)
  }

  @Test func `is asked once a second for all lanes while it has nothing more`() {
    var stream = stream(.init(lanes: 2))
    let second = DataStream.Lane(consumer: 0, shard: 0, lane: 1)
    #expect(stream.read(lane, maximum: 10, at: .start) == .nothing)
    _ = stream.put(1, key: 1)
    #expect(stream.texts(second, at: .start + .milliseconds(999)) == [])
    #expect(stream.texts(second, at: .start + .seconds(1)) == [1])
  }

  @Test func `throttles the sixth read of a second`() {
    let consumers = (0..<6).map { _ in DataStream.Consumer() }
    var settings = DataStream.Settings()
    settings.consumers = consumers
    var stream = DataStream(settings)
    let answers = (0..<6).map {
      stream.read(.init(consumer: $0, shard: 0), maximum: 10, at: .start)
    }
    #expect(answers == [.nothing, .nothing, .nothing, .nothing, .nothing, .throttled])
  }

  @Test func `keeps readers out for five seconds after a read of ten megabytes`() {
    var stream = stream(.init(), .init())
    for second in 0..<11 {
      _ = stream.put(UInt32(second), bytes: 1 << 20, at: .start + .seconds(second))
    }
    let other = DataStream.Lane(consumer: 1, shard: 0)
    let now = Instant.start + .seconds(10)
    #expect(stream.texts(lane, maximum: 3, at: now) == [0, 1, 2])
    #expect(stream.read(other, maximum: 10, at: now + .milliseconds(4_999)) == .throttled)
    #expect(stream.texts(other, maximum: 1, at: now + .seconds(5)) == [0])
  }
}

@Suite struct `Enhanced fan-out` {
  @Test func `lets a lane wait until a record of its keys comes`() {
    var stream = stream(.init(lanes: 2, hasFanOut: true))
    #expect(stream.read(lane, maximum: 10, at: .start) == .waits)
    _ = stream.put(1, key: 1)
    #expect(stream.nextReady() == nil)
    _ = stream.put(2, key: 2)
    #expect(stream.nextReady() == lane)
    #expect(stream.texts(lane, at: .start) == [2])
  }

  @Test func `pushes two megabytes a second to each consumer`() {
    var stream = stream(.init(hasFanOut: true), .init(hasFanOut: true))
    _ = stream.put(1, bytes: 1 << 20)
    _ = stream.put(2, bytes: 1 << 20, at: .start + .seconds(1))
    let now = Instant.start + .seconds(1)
    #expect(stream.read(lane, maximum: 1, at: now) == .records(at: now))
    #expect(stream.read(lane, maximum: 1, at: now) == .records(at: now + .milliseconds(500)))
    let other = DataStream.Lane(consumer: 1, shard: 0)
    #expect(stream.read(other, maximum: 2, at: now) == .records(at: now))
  }
}

@Suite struct `Resharding` {
  @Test func `closes the old shards and opens the new ones when it is done`() {
    var stream = stream(.init())
    #expect(stream.nextOpening() == .init(consumer: 0, shard: 0))
    _ = stream.put(1)
    #expect(stream.reshard(to: 2, at: .start) == nil)
    #expect(stream.reshard(to: 2, at: .start) == .underWay)
    #expect(stream.nextWakeUp == .start + .seconds(60))
    stream.advance(to: .start + .seconds(60))
    #expect(stream.openShards == 2)
    #expect(stream.put(2, key: 0, at: .start + .seconds(60)) == .stored(shard: 1))
    #expect(stream.put(3, key: .max, at: .start + .seconds(60)) == .stored(shard: 2))
  }

  @Test func `lets a consumer begin with the children when it has passed the parent`() {
    var stream = stream(.init())
    _ = stream.nextOpening()
    _ = stream.put(1)
    _ = stream.reshard(to: 2, at: .start)
    let now = Instant.start + .seconds(60)
    stream.advance(to: now)
    #expect(stream.nextOpening() == nil)
    #expect(stream.texts(lane, at: now) == [1])
    #expect(stream.read(lane, maximum: 1, at: now) == .nothing)
    #expect(stream.nextOpening() == nil)
    stream.commit(lane, upTo: 1, at: now)
    #expect(stream.read(lane, maximum: 1, at: now) == .endOfShard)
    #expect(stream.nextOpening() == .init(consumer: 0, shard: 1))
    #expect(stream.nextOpening() == .init(consumer: 0, shard: 2))
    #expect(stream.nextOpening() == nil)
  }

  @Test(arguments: [(1, true), (2, false), (8, false), (9, true)])
  func `goes at most to the double or the half`(count: Int, isRefused: Bool) {
    var stream = stream(shards: 4)
    #expect(stream.reshard(to: count, at: .start) == (isRefused ? .tooFar : nil))
  }

  @Test func `splits the fullest shard and merges its children again`() {
    var stream = stream(shards: 2)
    _ = stream.put(1, key: .max)
    #expect(stream.fullestShard == 1)
    #expect(stream.split(shard: 1, at: .start) == nil)
    stream.advance(to: .start + .seconds(60))
    #expect(stream.openShards == 3)
    #expect(stream.shard(of: .max) == 3)
    #expect(stream.merge(shard: 3, with: 2, at: .start + .seconds(60)) == .noSuchShard)
    #expect(stream.merge(shard: 2, with: 3, at: .start + .seconds(60)) == nil)
    stream.advance(to: .start + .seconds(90))
    #expect(stream.openShards == 2)
    #expect(stream.shard(of: .max) == 4)
    #expect(stream.split(shard: 1, at: .start + .seconds(90)) == .noSuchShard)
  }

  @Test func `tells a waiting lane with fan-out that its shard has ended`() {
    var stream = stream(.init(hasFanOut: true))
    #expect(stream.read(lane, maximum: 1, at: .start) == .waits)
    _ = stream.reshard(to: 2, at: .start)
    stream.advance(to: .start + .seconds(60))
    #expect(stream.nextReady() == lane)
    #expect(stream.read(lane, maximum: 1, at: .start + .seconds(60)) == .endOfShard)
  }
}
