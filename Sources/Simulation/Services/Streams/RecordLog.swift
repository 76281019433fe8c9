/// A record of a log.
package struct LoggedRecord: Sendable, BitwiseCopyable {
  /// The message that the record holds.
  package var message: MessageID
  /// What the record's key comes to; equal keys have equal numbers.
  package var key: UInt32
  /// The size in bytes.
  package var size: UInt32
  /// How many consumers have not passed the record for good.
  package var unread: UInt32
  /// When the record was written.
  package var writtenAt: Instant

  /// A record just written.
  package init(
    message: MessageID, key: UInt32, size: UInt32, unread: Int = 0, writtenAt: Instant
  ) {
    self.message = message
    self.key = key
    self.size = size
    self.unread = UInt32(truncatingIfNeeded: unread)
    self.writtenAt = writtenAt
  }

  /// Whether the record was dropped from among others, and only its number is left.
  @inline(__always)
  package var isDropped: Bool { message.slot == .max }
}

/// An append-only log: records keep their numbers, and mostly the oldest are dropped.
package struct RecordLog: ~Copyable, Sendable {
  private var records = Fifo<LoggedRecord>()
  /// The number of the oldest record that is kept, or of the next one if none is.
  package private(set) var start: UInt64 = 0
  /// The bytes of the records that are kept.
  package private(set) var bytes = 0

  /// An empty log.
  package init() {}

  /// The number of the next record.
  @inline(__always)
  package var end: UInt64 { start &+ UInt64(truncatingIfNeeded: records.count) }
  /// How many records are kept.
  @inline(__always)
  package var count: Int { records.count }
  /// The oldest record.
  @inline(__always)
  package var first: LoggedRecord? { records.first }
  /// The newest record.
  @inline(__always)
  package var last: LoggedRecord? { records.last }

  /// The record with a number.
  ///
  /// - Precondition: It is kept: `start ≤ number < end`.
  @inline(__always)
  package subscript(number: UInt64) -> LoggedRecord {
    get { records[Int(truncatingIfNeeded: number &- start)] }
    set { records[Int(truncatingIfNeeded: number &- start)] = newValue }
  }

  /// Writes a record at the end.
  @inline(__always)
  package mutating func append(_ record: LoggedRecord) {
    bytes &+= Int(record.size)
    records.append(record)
  }

  /// Drops the oldest record.
  @inline(__always)
  package mutating func removeFirst() {
    if let first = records.popFirst() { bytes &-= Int(first.size) }
    start &+= 1
  }

  /// Drops a record from among others, which keep their numbers.
  package mutating func drop(_ number: UInt64) {
    bytes &-= Int(self[number].size)
    self[number].message = MessageID(slot: .max)
    self[number].size = 0
    self[number].unread = 0
  }

  /// Drops the newest record, as a log does whose leader never had it.
  package mutating func removeLast() {
    if let last = records.popLast() { bytes &-= Int(last.size) }
  }
}
