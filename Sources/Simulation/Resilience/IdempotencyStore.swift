/// The records of an idempotency store by their keys, as a table holds them.
///
/// A key belongs to an owner, such as the order a message is about, and goes with it: an owner that
/// is gone cannot be asked for again. An owner may have several keys, as when each copy of a message
/// has one of its own.
package struct IdempotencyStore: ~Copyable, Sendable {
  /// What a record is found by.
  package typealias Key = SlotRecords<IdempotencyRecord>.Key

  private var records = SlotRecords<IdempotencyRecord>()

  /// A store without records.
  package init() {}

  /// How many records there are, those of owners that are gone included until their slots are used.
  package var count: Int { records.count }

  /// The record under a key, whatever it says.
  package func record(of key: Key) -> IdempotencyRecord? { records[key] }

  /// Stores a record unless there is one that counts; answers with that one if there is.
  package mutating func putIfAbsent(
    _ record: IdempotencyRecord, under key: Key, at now: Instant
  ) -> IdempotencyRecord? {
    if let old = records[key], !old.yields(at: now) { return old }
    records[key] = record
    return nil
  }

  /// Stores a record whatever there was.
  package mutating func put(_ record: IdempotencyRecord, under key: Key) {
    records[key] = record
  }

  /// Deletes a record if there is one.
  package mutating func delete(_ key: Key) { records[key] = nil }
}
