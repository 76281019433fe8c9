/// A shard of a stream: a range of hash keys, the records written to it, and its limits.
///
/// Limits from https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html; as token
/// buckets that hold one second's worth, a modelling choice.
struct Shard: ~Copyable, Sendable {
  /// What a shard takes in a second.
  static let recordsPerSecond = 1_000
  static let bytesPerSecond = 1 << 20
  /// What all consumers without fan-out together may read from a shard in a second.
  static let readsPerSecond = 5
  static let readBytesPerSecond = 2 << 20
  /// What one read returns at most.
  static let recordsPerRead = 10_000
  static let bytesPerRead = 10 << 20

  /// The lowest and the highest hash key that belong here.
  let low: UInt128
  let high: UInt128
  /// Whether records are still written here; a resharding closes shards for good.
  var isOpen = true
  var log = RecordLog()
  /// What an on-demand stream goes by.
  var heat = ShardHeat()
  private var records: TokenBucket
  private var bytes: TokenBucket
  private var reads: TokenBucket
  /// When all that was read would have been read at the rate allowed.
  private var readUntil = Instant.start
  /// Until when a read that returned all that one can keeps others out.
  private var closedUntil = Instant.start

  init(low: UInt128, high: UInt128, at now: Instant) {
    self.low = low
    self.high = high
    records = TokenBucket(rate: Self.recordsPerSecond, burst: Self.recordsPerSecond, at: now)
    // A single record may be larger than a second's worth, and then uses up the seconds before it.
    bytes = TokenBucket(rate: Self.bytesPerSecond, burst: Self.bytesPerSecond, at: now)
    reads = TokenBucket(rate: Self.readsPerSecond, burst: Self.readsPerSecond, at: now)
  }

  /// Whether one more record of a size may be written now, which uses up its share.
  @inline(__always)
  mutating func admits(bytes size: Int, at now: Instant) -> Bool {
    guard records.take(1, at: now) else { return false }
    if bytes.take(min(size, Self.bytesPerSecond), at: now) { return true }
    records.giveBack(1)
    return false
  }

  /// Whether one more read is allowed now, whatever it returns.
  mutating func admitsRead(at now: Instant) -> Bool {
    guard now >= closedUntil, readUntil <= now + .seconds(1) else { return false }
    return reads.take(1, at: now)
  }

  /// Counts what a read returned.
  mutating func noteRead(bytes: Int, at now: Instant) {
    readUntil = max(readUntil, now) + Self.readingTime(of: bytes)
    if bytes >= Self.bytesPerRead { closedUntil = now + Self.readingTime(of: bytes) }
  }

  /// How long so many bytes take at a consumer's rate.
  static func readingTime(of bytes: Int) -> Interval {
    .nanoseconds(bytes * 1_000_000_000 / readBytesPerSecond)
  }
}
