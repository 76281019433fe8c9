/// How far a reader has come in a partition.
struct ReaderPosition: Sendable, BitwiseCopyable {
  /// The next record that was not handed out.
  var read: UInt64 = 0
  /// The next record that was not committed.
  var committed: UInt64 = 0
}

extension KafkaTopic {
  /// Where a reader goes on whose place has been dropped from the log (`auto.offset.reset`).
  package enum OffsetReset: String, CaseIterable, Sendable {
    /// With the oldest record there is.
    case earliest
    /// With the next record that will be written: what is there is skipped.
    case latest
  }

  /// The most bytes that are handed out at once, unless a single record is larger.
  package static let fetchLimit = 1 << 20

  /// Hands out a reader's next records of a partition, as far as all in-sync replicas have them;
  /// they stand in `handed`.
  ///
  /// - Parameters:
  ///   - restarts: Whether to begin again behind the last record that was committed.
  package mutating func read(
    _ partition: Int, by reader: Int, maximum: Int, restarts: Bool = false,
    reset: OffsetReset = .earliest, at now: Instant
  ) {
    handed.removeAll()
    expire(partition, at: now)
    let place = partition &* settings.readers &+ reader
    if restarts { positions[place].read = positions[place].committed }
    guard partitions[partition].leader >= 0 else { return }
    let start = partitions[partition].log.start
    if positions[place].read < partitions[partition].cutTo {
      resetOffset(partition, by: reader, reset)
    } else if positions[place].read < start {
      // What was there has been compacted away, and nothing is lost by that.
      positions[place].read = start
      positions[place].committed = max(positions[place].committed, start)
    }
    let end = visibleEnd(of: partition, for: reader)
    let passesOver = readsCommitted(reader) && !partitions[partition].aborted.isEmpty
    let begin = positions[place].read
    var position = begin
    var bytes = 0
    while position < end, handed.count < maximum {
      if passesOver, partitions[partition].isAborted(position) {
        position &+= 1
        continue
      }
      let record = partitions[partition].log[position]
      guard !record.isDropped else {
        position &+= 1
        continue
      }
      bytes &+= Int(record.size)
      if bytes > Self.fetchLimit, handed.count > 0 { break }
      books.bytesRead &+= Int(record.size)
      handed.append(
        HandedRecord(message: record.message, number: position, writtenAt: record.writtenAt))
      position &+= 1
    }
    positions[place].read = max(position, positions[place].read)
    // Nobody will ever commit what consists of aborted records only, or of gaps.
    if handed.count == 0, position > begin, positions[place].committed >= begin {
      pass(partition, by: reader, upTo: position)
    }
  }

  /// Whether there are records that a reader has not got yet.
  package func hasNews(_ partition: Int, for reader: Int) -> Bool {
    partitions[partition].leader >= 0
      && positions[partition &* settings.readers &+ reader].read
        < visibleEnd(of: partition, for: reader)
  }

  /// Begins again behind the last record that was committed, as whoever takes a partition over does.
  package mutating func restart(_ partition: Int, by reader: Int) {
    let place = partition &* settings.readers &+ reader
    positions[place].read = positions[place].committed
  }

  /// Commits all records before an offset.
  ///
  /// - Parameter offset: The lowest 32 bits of the offset behind the last record.
  package mutating func commit(_ partition: Int, by reader: Int, upTo offset: UInt32) {
    let place = partition &* settings.readers &+ reader
    let committed = positions[place].committed
    let distance = Int32(bitPattern: offset &- UInt32(truncatingIfNeeded: committed))
    guard distance > 0 else { return }
    pass(partition, by: reader, upTo: committed &+ UInt64(distance))
  }

  /// Commits all records that a reader was given of a partition.
  package mutating func commitRead(_ partition: Int, by reader: Int) {
    let place = partition &* settings.readers &+ reader
    pass(partition, by: reader, upTo: positions[place].read)
  }

  /// How many records of a partition a reader has not committed, by their offsets: gaps count, too.
  package func lag(_ partition: Int, of reader: Int) -> Int {
    let place = partition &* settings.readers &+ reader
    let start = max(positions[place].committed, partitions[partition].cutTo)
    let end = partitions[partition].log.end
    return start < end ? Int(end &- start) : 0
  }

  private mutating func resetOffset(_ partition: Int, by reader: Int, _ reset: OffsetReset) {
    let place = partition &* settings.readers &+ reader
    let start = partitions[partition].log.start
    positions[place].read = start
    positions[place].committed = max(positions[place].committed, start)
    if reset == .latest {
      pass(partition, by: reader, upTo: partitions[partition].log.end)
      positions[place].read = positions[place].committed
    }
  }

  private mutating func pass(_ partition: Int, by reader: Int, upTo offset: UInt64) {
    let place = partition &* settings.readers &+ reader
    let end = min(offset, partitions[partition].log.end)
    var position = max(positions[place].committed, partitions[partition].log.start)
    while position < end {
      let record = partitions[partition].log[position]
      if !record.isDropped {
        partitions[partition].log[position].unread = record.unread &- 1
        if record.unread == 1 {
          books.passed &+= 1
          notices.append(.passed(record.message))
        }
      }
      position &+= 1
    }
    positions[place].committed = max(positions[place].committed, end)
    partitions[partition].trim()
  }
}
