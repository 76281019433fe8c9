/// A topic of Apache Kafka: partitions on brokers, each led by one and copied by others.
///
/// What a producer was promised depends on what it waits for, and on which replicas are in sync when
/// a leader dies. Rules from https://kafka.apache.org/documentation/#replication and
/// https://docs.aws.amazon.com/msk/latest/developerguide/msk-default-configuration.html.
package struct KafkaTopic: ~Copyable, Sendable {
  /// What becomes of a record that is to be written.
  package enum AppendAnswer: Hashable, Sendable {
    /// It is written, and its producer content.
    case written(partition: Int)
    /// It is written; `nextAcknowledgement()` says when its producer can be content.
    case waits(partition: Int)
    /// The same producer had written it before.
    case known
    /// `NOT_LEADER_OR_FOLLOWER`: nobody leads the partition just now; try again.
    case noLeader
    /// `NOT_ENOUGH_REPLICAS`: too few replicas are in sync; try again.
    case notEnoughReplicas
    /// `MESSAGE_TOO_LARGE`.
    case tooLarge
  }

  /// How a producer's wait ends.
  package struct Acknowledged: Hashable, Sendable, BitwiseCopyable {
    /// The producer's own name for the record.
    package let waiter: UInt64
    /// Whether all in-sync replicas have it; otherwise the leader died first.
    package let isWritten: Bool

    /// The end of a wait.
    package init(waiter: UInt64, isWritten: Bool) {
      self.waiter = waiter
      self.isWritten = isWritten
    }
  }

  /// What becomes of a record in the end.
  package enum Notice: Hashable, Sendable, BitwiseCopyable {
    /// All readers have committed it.
    case passed(MessageID)
    /// It was dropped before that, for its age.
    case expired(MessageID)
    /// It was dropped before that, since there is a newer record of its key.
    case superseded(MessageID)
    /// The replica that leads now never had it; its producer, where that may send it again.
    case lost(MessageID, producer: UInt32)
  }

  let settings: Settings
  var partitions: Parts<KafkaPartition>
  /// A cleaner for each partition of a topic that is compacted.
  var cleaners: Parts<LogCleaner>
  /// Up to where each reader has got each partition, and has committed it.
  var positions = Buffer<ReaderPosition>()
  private var acknowledgements = Fifo<Acknowledged>()
  var notices = Fifo<Notice>()
  /// Partitions of which readers can see more than before.
  private var news = Fifo<UInt32>()
  private var watches = Deadlines()
  private var earliestWatch = Instant.never
  var nextExpiry = Instant.never
  /// When the first transaction may have been open for too long.
  var nextTimeout = Instant.never
  /// When the cleaner looks again.
  var nextCleaning = Instant.never
  /// Records that their producers may send again.
  private var known = SlotRecords<Bool>()
  /// What was written, and how it went.
  package internal(set) var books = KafkaBooks()
  /// The records of the latest read.
  package internal(set) var handed = HandedRecords()

  /// A topic with all of its replicas in sync.
  package init(_ settings: Settings, at now: Instant = .start) {
    settings.check()
    self.settings = settings.cleanedUp
    partitions = Parts(capacity: settings.partitions)
    cleaners = Parts(capacity: settings.partitions)
    for place in 0..<settings.partitions {
      partitions.append(
        KafkaPartition(
          firstBroker: place % settings.brokers, replicas: settings.replicationFactor))
    }
    for _ in 0..<(settings.partitions * settings.readers) { positions.append(ReaderPosition()) }
    if settings.isCompacted {
      nextCleaning = now + Self.cleanerPause
      for _ in partitions.indices {
        cleaners.append(LogCleaner(settings.compaction, retention: self.settings.retention))
      }
    }
  }

  /// Writes a record.
  ///
  /// - Parameters:
  ///   - partition: Which partition its key belongs to.
  ///   - identity: What tells the record from others of its producer, where the producer sends it
  ///     again by itself; `nil` for one that its application sends.
  ///   - waiter: The producer's own name for the record.
  ///   - acknowledgement: What the producer waits for, if not what is set for the topic.
  ///   - transaction: The transaction that the record belongs to.
  ///   - key: The record's key, by which a topic is compacted.
  ///   - isTombstone: Whether the record has no value: it deletes its key.
  @inline(__always)
  package mutating func append(
    _ message: MessageID, to partition: Int, bytes: Int, identity: RecordIdentity?,
    waiter: UInt64, acknowledgement: Acknowledgement? = nil,
    transaction: TransactionID? = nil, key: UInt32 = 0, isTombstone: Bool = false, at now: Instant
  ) -> AppendAnswer {
    guard bytes <= settings.maximumRecordSize else { return .tooLarge }
    guard partitions[partition].leader >= 0 else { return .noLeader }
    let waitsForAll = (acknowledgement ?? settings.acknowledgement) == .all
    if waitsForAll, partitions[partition].inSyncCount < settings.minInSyncReplicas {
      return .notEnoughReplicas
    }
    if settings.isIdempotent, let identity, isKnown(identity) { return .known }
    if partitions[partition].log.count == 0 {
      nextExpiry = min(nextExpiry, now + settings.retention)
    }
    let offset = partitions[partition].log.end
    partitions[partition].log.append(
      LoggedRecord(
        message: message, key: identity?.producer ?? .max, size: UInt32(truncatingIfNeeded: bytes),
        unread: max(1, settings.readers), writtenAt: now))
    books.written &+= 1
    books.bytesWritten &+= bytes
    if settings.isCompacted { noteDirty(partition, key: key, isTombstone: isTombstone) }
    if let limit = settings.retentionBytes { shrink(partition, to: limit) }
    if let transaction { open(message, in: transaction, partition, at: now) }
    if settings.replicationFactor == 1 || partitions[partition].inSyncCount == 1 {
      announce(partition)
      return .written(partition: partition)
    }
    watch(partition, at: now)
    guard waitsForAll else { return .written(partition: partition) }
    partitions[partition].pending.append(.init(offset: offset, waiter: waiter))
    return .waits(partition: partition)
  }

  /// Whether a producer's wait has ended since this was last asked.
  @inline(__always)
  package mutating func nextAcknowledgement() -> Acknowledged? { acknowledgements.popFirst() }

  /// What has become of records since this was last asked.
  @inline(__always)
  package mutating func nextNotice() -> Notice? { notices.popFirst() }

  /// The next partition of which readers can see more than before.
  @inline(__always)
  package mutating func nextNews() -> Int? { news.popFirst().map { Int($0) } }

  /// When time alone changes something.
  @inline(__always)
  package var nextWakeUp: Instant { min(earliestWatch, nextExpiry, nextTimeout, nextCleaning) }

  /// Lets time pass: replication, elections, replicas falling out of sync and back, retention and
  /// compaction.
  package mutating func advance(to now: Instant) {
    while let due = watches.popDue(at: now, where: { _ in true }) {
      let partition = Int(due.slot)
      if due.epoch == 0 { partitions[partition].isWatched = false }
      look(at: partition, now)
    }
    earliestWatch = watches.first { _ in true }?.due ?? .never
    if nextTimeout <= now { abortOverdue(at: now) }
    if nextExpiry <= now {
      nextExpiry = .never
      for partition in partitions.indices { expire(partition, at: now) }
    }
    if nextCleaning <= now { clean(at: now) }
  }

  /// How many partitions nobody leads.
  package var offlinePartitions: Int { count { $0.leader < 0 } }
  /// How many partitions have a replica that is not in sync.
  package var underReplicatedPartitions: Int {
    count { $0.inSyncCount < settings.replicationFactor }
  }
  /// How many partitions refuse producers that wait for all replicas.
  package var partitionsUnderMinimum: Int {
    count { $0.inSyncCount < settings.minInSyncReplicas }
  }
  /// How many records somebody may still read.
  package var kept: Int {
    books.written - books.passed - books.expired - books.superseded - books.lost
  }

  private func count(where matches: (borrowing KafkaPartition) -> Bool) -> Int {
    partitions.indices.reduce(0) { $0 + (matches(partitions[$1]) ? 1 : 0) }
  }

  /// Forgets a record that was lost with a leader, so that its producer can send it again.
  package mutating func forget(_ identity: RecordIdentity) {
    known[key(of: identity)] = nil
  }

  private func key(of identity: RecordIdentity) -> SlotRecords<Bool>.Key {
    .init(owner: identity.slot, birth: identity.birth, part: UInt64(identity.producer))
  }

  private mutating func isKnown(_ identity: RecordIdentity) -> Bool {
    let key = key(of: identity)
    guard known[key] == nil else { return true }
    known[key] = true
    return false
  }

  /// Tells a producer how its wait ends.
  mutating func acknowledge(_ waiter: UInt64, isWritten: Bool) {
    acknowledgements.append(Acknowledged(waiter: waiter, isWritten: isWritten))
  }

  /// Tells that readers can see more of a partition.
  @inline(__always)
  mutating func announce(_ partition: Int) {
    if settings.readers > 0 { news.append(UInt32(truncatingIfNeeded: partition)) }
  }

  /// Looks at the replication of a partition when its latest records have reached its followers.
  @inline(__always)
  private mutating func watch(_ partition: Int, at now: Instant) {
    guard !partitions[partition].isWatched else { return }
    partitions[partition].isWatched = true
    wake(partition, at: now + settings.replicationDelay, kind: 0)
  }

  mutating func wake(_ partition: Int, at time: Instant, kind: UInt32) {
    watches.insert(time, slot: UInt32(truncatingIfNeeded: partition), epoch: kind)
    earliestWatch = min(earliestWatch, time)
  }
}

/// What tells a record from others that its producer sends.
package struct RecordIdentity: Hashable, Sendable {
  package var slot: UInt32
  package var birth: UInt64
  package var producer: UInt32

  /// A record of a producer.
  package init(slot: UInt32, birth: UInt64, producer: UInt32) {
    self.slot = slot
    self.birth = birth
    self.producer = producer
  }
}

/// How many records a topic has taken in, and how they went.
package struct KafkaBooks: Hashable, Sendable {
  /// Records that were written.
  package internal(set) var written = 0
  /// The bytes of all records that were written, and of all that were handed out.
  package internal(set) var bytesWritten = 0
  package internal(set) var bytesRead = 0
  /// Records that every reader has committed.
  package internal(set) var passed = 0
  /// Records dropped before that for their age.
  package internal(set) var expired = 0
  /// Records dropped before that for a newer one of their key.
  package internal(set) var superseded = 0
  /// Records that the cleaner took out, whoever had read them, and their bytes.
  package internal(set) var compacted = 0
  package internal(set) var bytesCompacted = 0
  /// Records that went with a leader.
  package internal(set) var lost = 0
  /// How often a new leader was elected, and how often one that was not in sync.
  package internal(set) var elections = 0
  package internal(set) var uncleanElections = 0

  /// Books without entries.
  package init() {}
}
