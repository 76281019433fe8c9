/// Compaction: older records of a key go when there is a newer one, and a slow reader never sees them.
extension KafkaTopic {
  /// What becomes of old records (`cleanup.policy`).
  package enum CleanupPolicy: String, CaseIterable, Sendable {
    /// They go when they have been kept long enough.
    case delete
    /// They go when there is a newer one of their key.
    case compact
    /// They go for either reason.
    case both = "compact,delete"
  }

  /// What the log cleaner goes by.
  package struct Compaction: Hashable, Sendable {
    /// How old a record must be to be cleaned (`min.compaction.lag.ms`).
    package var minCompactionLag = Interval.zero
    /// How long a tombstone stays after it was cleaned (`delete.retention.ms`).
    package var deleteRetention = Interval.hours(24)
    /// What share of the log must be dirty (`min.cleanable.dirty.ratio`).
    package var minCleanableDirtyRatio = 0.5
    /// After which time, and at what size, a new segment is begun: the one that is written to is never
    /// cleaned (`segment.ms`, `segment.bytes`).
    package var segmentTime = Interval.days(7)
    package var segmentBytes = 1 << 30

    /// The defaults of Apache Kafka.
    package init() {}
  }

  /// How long the cleaner sleeps before it looks again (`log.cleaner.backoff.ms`).
  package static let cleanerPause = Interval.seconds(15)

  /// Notes what the cleaner must know of the record just written.
  mutating func noteDirty(_ partition: Int, key: UInt32, isTombstone: Bool) {
    guard let record = partitions[partition].log.last else { return }
    cleaners[partition].append(
      .init(
        key: key, size: record.size, writtenAt: record.writtenAt, isTombstone: isTombstone))
  }

  /// Lets the cleaner look at all partitions that somebody leads.
  mutating func clean(at now: Instant) {
    nextCleaning = now + Self.cleanerPause
    for partition in cleaners.indices where partitions[partition].leader >= 0 {
      cleaners[partition].clean(partitions[partition], at: now)
      while let removal = cleaners[partition].nextRemoval() { drop(removal, from: partition) }
      partitions[partition].trim()
    }
  }

  /// Takes out a record that was cleaned away, and tells what became of it if somebody had not read it.
  private mutating func drop(_ removal: LogCleaner.Removal, from partition: Int) {
    books.compacted &+= 1
    books.bytesCompacted &+= Int(removal.size)
    guard removal.offset >= partitions[partition].log.start else { return }
    let record = partitions[partition].log[removal.offset]
    partitions[partition].log.drop(removal.offset)
    guard record.unread > 0 else { return }
    if removal.isSuperseded {
      books.superseded &+= 1
      notices.append(.superseded(record.message))
    } else {
      books.expired &+= 1
      notices.append(.expired(record.message))
    }
  }
}

extension KafkaPartition {
  /// Drops the oldest records, as long as nobody has to read them and all replicas have them.
  mutating func trim() {
    while let first = log.first, first.unread == 0, log.start < highWatermark {
      log.removeFirst()
    }
  }
}
