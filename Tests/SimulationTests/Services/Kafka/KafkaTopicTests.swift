import Simulation
import Testing

private func topic(_ change: (inout KafkaTopic.Settings) -> Void = { _ in }) -> KafkaTopic {
  var settings = KafkaTopic.Settings()
  settings.partitions = 1
  settings.readers = 1
  change(&settings)
  return KafkaTopic(settings)
}

extension KafkaTopic {
  fileprivate mutating func append(
    _ number: UInt32, identity: RecordIdentity? = nil, at now: Instant = .start
  ) -> AppendAnswer {
    append(
      MessageID(slot: number), to: 0, bytes: 100, identity: identity, waiter: UInt64(number),
      at: now)
  }

  fileprivate mutating func acknowledged() -> [Acknowledged] {
    var all: [Acknowledged] = []
    while let one = nextAcknowledgement() { all.append(one) }
    return all
  }

  fileprivate mutating func allNotices() -> [Notice] {
    var all: [Notice] = []
    while let notice = nextNotice() { all.append(notice) }
    return all
  }

  fileprivate mutating func numbers(at now: Instant) -> [UInt32] {
    read(0, by: 0, maximum: 100, at: now)
    return (0..<handed.count).map { handed[$0].message.slot }
  }
}

private let soon = Instant.start + .milliseconds(3)
private let later = Instant.start + .seconds(1)

@Suite struct `A topic of Kafka` {
  @Test func `acknowledges a record when all in-sync replicas have it`() {
    var topic = topic()
    #expect(topic.append(1) == .waits(partition: 0))
    #expect(topic.nextWakeUp == soon)
    topic.advance(to: soon)
    #expect(topic.acknowledged() == [.init(waiter: 1, isWritten: true)])
  }

  @Test func `shows readers what all in-sync replicas have, and no more`() {
    var topic = topic { $0.acknowledgement = .leader }
    #expect(topic.append(1) == .written(partition: 0))
    #expect(topic.numbers(at: .start) == [])
    topic.advance(to: soon)
    #expect(topic.nextNews() == 0)
    #expect(topic.numbers(at: soon) == [1])
  }

  @Test func `hands out again from what was committed`() {
    var topic = topic()
    for number in 1...3 { _ = topic.append(UInt32(number)) }
    topic.advance(to: soon)
    #expect(topic.numbers(at: soon) == [1, 2, 3])
    topic.commit(0, by: 0, upTo: 2)
    #expect(topic.lag(0, of: 0) == 1)
    topic.restart(0, by: 0)
    #expect(topic.numbers(at: soon) == [3])
    #expect(topic.allNotices() == [.passed(MessageID(slot: 1)), .passed(MessageID(slot: 2))])
  }

  @Test func `knows what its producer sends again, but not what the application does`() {
    var topic = topic()
    let identity = RecordIdentity(slot: 1, birth: 7, producer: 2)
    #expect(topic.append(1, identity: identity) == .waits(partition: 0))
    #expect(topic.append(1, identity: identity) == .known)
    #expect(topic.append(1) == .waits(partition: 0))
    var plain = KafkaTopic.Settings()
    plain.partitions = 1
    plain.isIdempotent = false
    var other = KafkaTopic(plain)
    #expect(other.append(1, identity: identity) == .waits(partition: 0))
    #expect(other.append(1, identity: identity) == .waits(partition: 0))
  }

  @Test func `expires records whoever has read them, and readers go on behind`() {
    var topic = topic { $0.retention = .hours(1) }
    _ = topic.append(1)
    topic.advance(to: soon)
    _ = topic.append(2, at: later)
    topic.advance(to: .start + .hours(1))
    #expect(topic.allNotices() == [.expired(MessageID(slot: 1))])
    #expect(topic.numbers(at: .start + .hours(1)) == [2])
  }

  @Test func `lets a reader that lost its place skip what is there, if it is told to`() {
    var topic = topic { $0.retention = .hours(1) }
    _ = topic.append(1)
    _ = topic.append(2, at: later)
    topic.advance(to: .start + .hours(1))
    topic.read(0, by: 0, maximum: 10, reset: .latest, at: .start + .hours(1))
    #expect(topic.handed.count == 0)
    #expect(
      topic.allNotices() == [.expired(MessageID(slot: 1)), .passed(MessageID(slot: 2))])
  }
}

@Suite struct `The leader of a partition` {
  @Test func `takes along what it alone had, when it crashes`() {
    var topic = topic { $0.acknowledgement = .leader }
    _ = topic.append(1)
    topic.advance(to: later)
    #expect(topic.append(2, at: later) == .written(partition: 0))
    topic.brokerDown(0, noticedAfter: .seconds(10), at: later + .milliseconds(1))
    #expect(topic.append(3, at: later + .seconds(1)) == .noLeader)
    #expect(topic.offlinePartitions == 1)
    let elected = later + .milliseconds(10_501)
    topic.advance(to: elected)
    // The record was acknowledged, and is gone.
    #expect(topic.allNotices() == [.lost(MessageID(slot: 2), producer: .max)])
    #expect(topic.offlinePartitions == 0)
    #expect(topic.append(4, at: elected) == .written(partition: 0))
    topic.advance(to: elected + .milliseconds(3))
    #expect(topic.numbers(at: elected + .milliseconds(3)) == [1, 4])
  }

  @Test func `breaks no promise to who waited for all, when it crashes`() {
    var topic = topic()
    let identity = RecordIdentity(slot: 1, birth: 7, producer: 2)
    _ = topic.append(1, identity: identity)
    topic.brokerDown(0, noticedAfter: .seconds(10), at: .start + .milliseconds(1))
    #expect(topic.acknowledged() == [.init(waiter: 1, isWritten: false)])
    let elected = Instant.start + .milliseconds(10_501)
    topic.advance(to: elected)
    #expect(topic.allNotices() == [.lost(MessageID(slot: 1), producer: 2)])
    topic.forget(identity)
    #expect(topic.append(1, identity: identity, at: elected) == .waits(partition: 0))
  }

  @Test func `hands over in half a second when it is shut down`() {
    var topic = topic()
    _ = topic.append(1)
    topic.advance(to: later)
    topic.brokerDown(0, noticedAfter: .zero, at: later)
    topic.advance(to: later + .milliseconds(500))
    #expect(topic.offlinePartitions == 0)
    #expect(topic.underReplicatedPartitions == 1)
    #expect(topic.allNotices() == [])
  }

  @Test func `comes from the replicas in sync, or from none at all`() {
    var topic = topic { $0.allowsUncleanElection = false }
    strandLeader(&topic)
    #expect(topic.offlinePartitions == 1)
    topic.brokerUp(0, at: .start + .minutes(3))
    topic.advance(to: .start + .minutes(3) + .milliseconds(500))
    #expect(topic.offlinePartitions == 0)
    #expect(topic.books.lost == 0)
  }

  @Test func `comes from any replica where unclean elections are allowed, at a price`() {
    var topic = topic()
    strandLeader(&topic)
    #expect(topic.offlinePartitions == 0)
    #expect(topic.books.uncleanElections == 1)
    // Committed records among them.
    #expect(topic.allNotices() == [.lost(MessageID(slot: 2), producer: .max)])
  }

  /// Both followers are down while the leader goes on; then it dies, and they come back.
  private func strandLeader(_ topic: inout KafkaTopic) {
    _ = topic.append(1)
    topic.advance(to: later)
    for broker in [1, 2] { topic.brokerDown(broker, noticedAfter: .seconds(10), at: later) }
    topic.advance(to: .start + .minutes(1))
    #expect(topic.append(2, at: .start + .minutes(1)) == .notEnoughReplicas)
    // Who waits for the leader only gets through.
    #expect(
      topic.append(
        MessageID(slot: 2), to: 0, bytes: 100, identity: nil, waiter: 2,
        acknowledgement: .leader, at: .start + .minutes(1)) == .written(partition: 0))
    topic.advance(to: .start + .minutes(1) + .seconds(1))
    topic.brokerDown(0, noticedAfter: .seconds(10), at: .start + .minutes(2))
    for broker in [1, 2] { topic.brokerUp(broker, at: .start + .minutes(2)) }
    topic.advance(to: .start + .minutes(2) + .seconds(30))
  }
}

@Suite struct `Followers that stop fetching` {
  @Test func `keep those waiting who wait for all, until they fall out of sync`() {
    var topic = topic { $0.minInSyncReplicas = 1 }
    topic.pauseReplication(true, at: .start)
    _ = topic.append(1)
    topic.advance(to: .start + .seconds(29))
    #expect(topic.acknowledged() == [])
    #expect(topic.numbers(at: .start + .seconds(29)) == [])
    topic.advance(to: .start + .seconds(30))
    #expect(topic.acknowledged() == [.init(waiter: 1, isWritten: true)])
    #expect(topic.underReplicatedPartitions == 1)
    topic.pauseReplication(false, at: .start + .seconds(60))
    topic.advance(to: .start + .seconds(70))
    #expect(topic.underReplicatedPartitions == 0)
  }
}
