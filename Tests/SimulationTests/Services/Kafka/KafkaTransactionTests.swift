import Simulation
import Testing

/// What readers see of records that are written within transactions.
@Suite struct `A transaction of Kafka` {
  private static let one = KafkaTopic.TransactionID(producer: 1, member: 0)
  private static let other = KafkaTopic.TransactionID(producer: 1, member: 1)

  /// A topic of one partition without replicas; its first reader sees committed records only.
  private static func topic(_ change: (inout KafkaTopic.Settings) -> Void = { _ in }) -> KafkaTopic
  {
    var settings = KafkaTopic.Settings()
    settings.partitions = 1
    settings.brokers = 1
    settings.replicationFactor = 1
    settings.minInSyncReplicas = 1
    settings.readers = 2
    settings.readsCommitted = [true, false]
    change(&settings)
    return KafkaTopic(settings)
  }

  private static func write(
    _ slot: UInt32, to topic: inout KafkaTopic, in transaction: KafkaTopic.TransactionID? = nil,
    at now: Instant = .start
  ) {
    _ = topic.append(
      MessageID(slot: slot), to: 0, bytes: 100, identity: nil, waiter: 0,
      transaction: transaction, at: now)
  }

  private static func read(
    _ topic: inout KafkaTopic, by reader: Int, at now: Instant = .start
  ) -> [UInt32] {
    topic.read(0, by: reader, maximum: 100, at: now)
    return (0..<topic.handed.count).map { topic.handed[$0].message.slot }
  }

  @Test func `hides its records, and all behind them, from who reads committed ones`() {
    var topic = Self.topic()
    Self.write(1, to: &topic)
    Self.write(2, to: &topic, in: Self.one)
    Self.write(3, to: &topic)
    let committed = Self.read(&topic, by: 0)
    let all = Self.read(&topic, by: 1)
    #expect(committed == [1])
    #expect(all == [1, 2, 3])
  }

  @Test func `shows them when it is committed`() {
    var topic = Self.topic()
    Self.write(2, to: &topic, in: Self.one)
    Self.write(3, to: &topic)
    let aborted = topic.end(Self.one, of: MessageID(slot: 2), in: 0, commits: true)
    let seen = Self.read(&topic, by: 0)
    #expect(aborted == 0)
    #expect(seen == [2, 3])
  }

  @Test func `takes them away when it is aborted, but not from who reads everything`() {
    var topic = Self.topic()
    Self.write(2, to: &topic, in: Self.one)
    Self.write(3, to: &topic)
    let aborted = topic.end(Self.one, of: MessageID(slot: 2), in: 0, commits: false)
    let committed = Self.read(&topic, by: 0)
    let all = Self.read(&topic, by: 1)
    #expect(aborted == 1)
    #expect(committed == [3])
    #expect(all == [2, 3])
  }

  @Test func `is not another member's`() {
    var topic = Self.topic()
    Self.write(2, to: &topic, in: Self.one)
    Self.write(2, to: &topic, in: Self.other)
    _ = topic.end(Self.one, of: MessageID(slot: 2), in: 0, commits: false)
    let before = Self.read(&topic, by: 0)
    _ = topic.end(Self.other, of: MessageID(slot: 2), in: 0, commits: true)
    let after = Self.read(&topic, by: 0)
    #expect(before == [])
    #expect(after == [2])
  }

  @Test func `that was open for too long is aborted`() {
    var topic = Self.topic()
    Self.write(2, to: &topic, in: Self.one)
    Self.write(3, to: &topic)
    let due = topic.nextWakeUp
    topic.advance(to: .start + .minutes(1))
    let late = topic.end(Self.one, of: MessageID(slot: 2), in: 0, commits: true)
    let seen = Self.read(&topic, by: 0, at: .start + .minutes(1))
    #expect(due == .start + .minutes(1))
    #expect(late == 0)
    #expect(seen == [3])
  }

  @Test func `leaves nothing behind when all it wrote was aborted`() {
    var topic = Self.topic { $0.readers = 1 }
    Self.write(2, to: &topic, in: Self.one)
    _ = topic.end(Self.one, of: MessageID(slot: 2), in: 0, commits: false)
    let seen = Self.read(&topic, by: 0)
    #expect(seen == [])
    #expect(topic.kept == 0)
  }

  @Test func `is apart from retention by size, which drops the oldest records`() {
    var topic = Self.topic { $0.retentionBytes = 250 }
    for slot in 1...4 { Self.write(UInt32(slot), to: &topic) }
    let seen = Self.read(&topic, by: 1)
    #expect(seen == [3, 4])
    #expect(topic.books.expired == 2)
  }
}
