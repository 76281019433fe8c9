/// How many records a stream has taken in, and how they went.
package struct StreamBooks: Hashable, Sendable {
  /// Records that were written.
  package internal(set) var written = 0
  /// Records that every consumer has passed for good.
  package internal(set) var passed = 0
  /// Records that were dropped before that.
  package internal(set) var expired = 0

  /// Books without entries.
  package init() {}
}

/// How far a consumer has read a shard.
struct ShardReader: Sendable, BitwiseCopyable {
  /// Up to where reads have fetched records, for all lanes together.
  var fetched: UInt64 = 0
  /// When the consumer last asked for records.
  var askedAt = Instant.never
  /// When all that was pushed would have been pushed at the rate allowed.
  var pushedUntil: Instant
  var hasBegun = false
  /// Whether every lane has come to the end of a closed shard.
  var hasEnded = false

  init(at now: Instant) { pushedUntil = now }
}

/// How far a lane of a consumer has come in a shard.
struct LanePosition: Sendable, BitwiseCopyable {
  /// The next record that was not handed out.
  var read: UInt64 = 0
  /// The record behind the last one that was handed out.
  var handed: UInt64 = 0
  /// The next record that was not passed for good.
  var committed: UInt64 = 0
  /// Whether the lane waits to be pushed records.
  var isWaiting = false
  var hasEnded = false
}

/// A record in a consumer's hands.
package struct HandedRecord: Hashable, Sendable, BitwiseCopyable {
  /// The message in it.
  package var message: MessageID
  /// Its number in its shard.
  package var number: UInt64
  /// When it was written.
  package var writtenAt: Instant
}

/// The records of one read, in memory that is used again by the next.
package struct HandedRecords: ~Copyable, Sendable {
  private var records = Buffer<HandedRecord>()

  /// How many there are.
  @inline(__always)
  package var count: Int { records.count }
  /// The record at a place.
  @inline(__always)
  package subscript(place: Int) -> HandedRecord { records[place] }

  @inline(__always)
  mutating func append(_ record: HandedRecord) { records.append(record) }
  @inline(__always)
  mutating func removeAll() { records.removeAll() }
}
