import Simulation
import Testing

/// A compacted topic of one partition and broker, whose every record begins a segment of its own.
private func topic(_ change: (inout KafkaTopic.Settings) -> Void = { _ in }) -> KafkaTopic {
  var settings = KafkaTopic.Settings()
  settings.partitions = 1
  settings.brokers = 1
  settings.replicationFactor = 1
  settings.minInSyncReplicas = 1
  settings.readers = 1
  settings.cleanupPolicy = .compact
  settings.compaction.segmentBytes = 1
  settings.compaction.minCleanableDirtyRatio = 0
  change(&settings)
  return KafkaTopic(settings)
}

extension KafkaTopic {
  /// Writes records of keys, numbered from a number on.
  fileprivate mutating func write(
    _ keys: [UInt32], from number: UInt32 = 1, isTombstone: Bool = false, at now: Instant = .start
  ) {
    for (place, key) in keys.enumerated() {
      let message = MessageID(slot: number + UInt32(place))
      _ = append(
        message, to: 0, bytes: 100, identity: nil, waiter: 0, key: key, isTombstone: isTombstone,
        at: now)
    }
  }

  /// Reads and commits so many records.
  fileprivate mutating func taken(_ count: Int, by reader: Int, at now: Instant) -> [UInt32] {
    read(0, by: reader, maximum: count, at: now)
    commitRead(0, by: reader)
    return (0..<handed.count).map { handed[$0].message.slot }
  }

  fileprivate mutating func notices() -> [Notice] {
    var all: [Notice] = []
    while let notice = nextNotice() { all.append(notice) }
    return all
  }

  fileprivate mutating func numbers(reset: OffsetReset = .earliest, at now: Instant) -> [UInt32] {
    read(0, by: 0, maximum: 1_000, reset: reset, at: now)
    return (0..<handed.count).map { handed[$0].message.slot }
  }
}

extension KafkaTopic.Notice {
  fileprivate static func gone(_ number: UInt32) -> Self { .superseded(MessageID(slot: number)) }
}

private let swept = Instant.start + KafkaTopic.cleanerPause

@Suite struct `Compaction` {
  @Test func `keeps the latest record of each key, in the order of the log`() {
    var topic = topic()
    topic.write([7, 8, 7, 9, 8, 7, 1])
    topic.advance(to: swept)
    #expect(topic.numbers(at: swept) == [4, 5, 6, 7])
    #expect(topic.notices() == [.gone(1), .gone(2), .gone(3)])
    #expect((topic.kept, topic.books.superseded, topic.books.compacted) == (4, 3, 3))
  }

  @Test func `hides nothing from a reader who keeps up`() {
    var topic = topic()
    topic.write([7, 7, 7])
    #expect(topic.numbers(at: .start) == [1, 2, 3])
    topic.commitRead(0, by: 0)
    topic.advance(to: swept)
    #expect(topic.notices() == (1...3).map { .passed(MessageID(slot: $0)) })
    // What was read is compacted as well, which saves room.
    #expect((topic.books.superseded, topic.books.compacted) == (0, 1))
  }

  @Test func `tells what is gone while a reader has it in hand, and lets that be committed`() {
    var topic = topic()
    topic.write([7, 7, 1])
    #expect(topic.numbers(at: .start) == [1, 2, 3])
    topic.advance(to: swept)
    topic.commitRead(0, by: 0)
    #expect(topic.notices() == [.gone(1)] + (2...3).map { .passed(MessageID(slot: $0)) })
    #expect((topic.kept, topic.lag(0, of: 0)) == (0, 0))
  }

  /// A reader whose next record has been compacted away has not lost its place.
  @Test func `does not reset a reader's offset`() {
    var topic = topic()
    topic.write([7, 7, 7, 1])
    topic.advance(to: swept)
    #expect(topic.numbers(reset: .latest, at: swept) == [3, 4])
  }

  @Test func `leaves the segment that is written to alone`() {
    var topic = topic { $0.compaction.segmentBytes = 1 << 30 }
    topic.write([7, 7, 7])
    topic.advance(to: .start + .hours(1))
    #expect(topic.numbers(at: .start + .hours(1)) == [1, 2, 3])
  }

  @Test(arguments: [(59, [UInt32(1), 2, 3]), (75, [2, 3])])
  func `leaves records alone that are too young`(second: Int, left: [UInt32]) {
    var topic = topic { $0.compaction.minCompactionLag = .seconds(60) }
    topic.write([7, 7, 1])
    for look in 1...5 where 15 * look <= second { topic.advance(to: .start + .seconds(15 * look)) }
    #expect(topic.numbers(at: .start + .seconds(second)) == left)
  }

  /// After the first cleaning one record is clean; the two next ones are two thirds of the log.
  @Test(arguments: [(0.6, [UInt32(2), 4, 5]), (0.7, [2, 3, 4, 5])])
  func `waits until enough of the log is new`(ratio: Double, left: [UInt32]) {
    var topic = topic { $0.compaction.minCleanableDirtyRatio = ratio }
    topic.write([7, 7, 8])
    topic.advance(to: swept)
    topic.write([8, 7], from: 4, at: swept)
    topic.advance(to: swept + KafkaTopic.cleanerPause)
    #expect(topic.numbers(at: swept + KafkaTopic.cleanerPause) == left)
  }

  @Test func `lets a tombstone go some time after it was cleaned`() {
    var topic = topic { $0.compaction.deleteRetention = .seconds(30) }
    topic.write([7])
    topic.write([7], from: 2, isTombstone: true)
    topic.write([1], from: 3)
    topic.advance(to: swept)
    #expect(topic.notices() == [.gone(1)])
    topic.advance(to: .start + .seconds(30))
    #expect(topic.notices() == [])
    topic.advance(to: .start + .seconds(45))
    #expect(topic.notices() == [.expired(MessageID(slot: 2))])
    #expect(topic.numbers(at: .start + .seconds(45)) == [3])
  }

  @Test func `does not let a tombstone take a key along that lives again`() {
    var topic = topic { $0.compaction.deleteRetention = .seconds(30) }
    topic.write([7], isTombstone: true)
    topic.write([7, 1], from: 2)
    for look in 1...9 { topic.advance(to: .start + .seconds(15 * look)) }
    #expect(topic.notices() == [.gone(1)])
    #expect(topic.numbers(at: .start + .seconds(135)) == [2, 3])
  }

  @Test(arguments: [
    (KafkaTopic.CleanupPolicy.delete, [KafkaTopic.Notice.expired(MessageID(slot: 1))], 3),
    (.compact, [.gone(1)], 0), (.both, [.gone(1)], 2),
  ])
  func `is a policy of its own, or one of two`(
    policy: KafkaTopic.CleanupPolicy, first: [KafkaTopic.Notice], expired: Int
  ) {
    var topic = topic {
      $0.cleanupPolicy = policy
      $0.retention = .minutes(1)
    }
    topic.write([7, 7, 1])
    for look in 1...8 { topic.advance(to: .start + .seconds(15 * look)) }
    #expect(Array(topic.notices().prefix(1)) == first)
    #expect(topic.books.expired == expired)
  }

  @Test func `stops before an open transaction, and goes by what was committed`() {
    var topic = topic { $0.readsCommitted = [true] }
    let member = KafkaTopic.TransactionID(producer: 1, member: 0)
    topic.write([7])
    _ = topic.append(
      MessageID(slot: 2), to: 0, bytes: 100, identity: nil, waiter: 0, transaction: member, key: 7,
      at: .start)
    topic.write([1], from: 3)
    topic.advance(to: swept)
    #expect(topic.notices() == [])
    #expect(topic.end(member, of: MessageID(slot: 2), in: 0, commits: false) == 1)
    topic.advance(to: .start + .seconds(30))
    // The aborted record does not take the first one's place.
    #expect(topic.notices() == [])
    #expect(topic.numbers(at: .start + .seconds(30)) == [1, 3])
  }

  /// Whatever is read when: nobody misses the last word on a key, nothing is told twice, and every record
  /// is somewhere.
  @Test(arguments: 0..<40)
  func `never hides the last word on a key`(seed: Int) {
    var random = RandomStream(
      seed: UInt64(seed), replication: 0, component: "topic", purpose: "compaction")
    var topic = topic {
      $0.readers = 2
      $0.compaction.segmentBytes = 100 + 200 * random.below(4)
      $0.compaction.minCleanableDirtyRatio = 0.2 * Double(random.below(5))
    }
    var keys: [UInt32] = [0]
    var last: [[UInt32: UInt32]] = [[:], [:]]
    func note(_ numbers: [UInt32], by reader: Int) {
      for number in numbers {
        #expect(number > last[reader][keys[Int(number)]] ?? 0)
        last[reader][keys[Int(number)]] = number
      }
    }
    for step in 1...200 {
      let now = Instant.start + .seconds(step)
      topic.advance(to: now)
      let key = UInt32(random.below(5))
      topic.write([key], from: UInt32(keys.count), at: now)
      keys.append(key)
      guard random.chance(0.3) else { continue }
      let reader = random.below(2)
      note(topic.taken(1 + random.below(5), by: reader, at: now), by: reader)
    }
    let end = Instant.start + .minutes(10)
    topic.advance(to: end)
    for reader in 0..<2 {
      while topic.hasNews(0, for: reader) { note(topic.taken(7, by: reader, at: end), by: reader) }
    }
    var expected: [UInt32: UInt32] = [:]
    for number in 1..<keys.count { expected[keys[number]] = UInt32(number) }
    #expect(last == [expected, expected])
    let notices = topic.notices()
    #expect((notices.count, Set(notices).count, topic.kept) == (200, 200, 0))
  }
}
