/// How an on-demand stream follows its traffic
/// (https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html).
///
/// A shard takes in the same in both modes. The service splits a shard that takes in more than half of
/// that; so the whole stream takes twice its own peak. New shards are there 15 minutes later, and until
/// then what is beyond is refused. That a stream has a peak of 30 days to go by means that it does not
/// shrink within any run of less.
extension DataStream {
  /// How often the service looks at the traffic; a modelling choice.
  package static let lookPause = Interval.minutes(1)
  /// How long it takes until a shard that has become hot is split.
  package static let scalingTime = Interval.minutes(15)

  /// Takes note of which shards have become hot in the last minute, and splits those whose time has come.
  mutating func followTraffic(at now: Instant) {
    nextLook = now + Self.lookPause
    for shard in open { shards[shard].heat.close(at: now) }
    let due = open.filter {
      shards[$0].heat.since + Self.scalingTime <= now && shards[$0].low < shards[$0].high
    }
    guard !due.isEmpty, shards.count + 2 * due.count <= Settings.shardLimit else { return }
    replace(due, by: due.flatMap { halves(of: $0) }, at: now)
  }
}

/// How much a shard has taken in lately.
struct ShardHeat: Sendable, BitwiseCopyable {
  private var records = 0
  private var bytes = 0
  /// When it first took in more than half of what it may, over a minute; `never` before.
  private(set) var since = Instant.never

  /// Takes note of a record.
  @inline(__always)
  mutating func note(bytes size: Int) {
    records &+= 1
    bytes &+= size
  }

  /// Ends a minute.
  mutating func close(at now: Instant) {
    let seconds = Int(DataStream.lookPause.seconds)
    let isHot =
      2 * records > Shard.recordsPerSecond * seconds || 2 * bytes > Shard.bytesPerSecond * seconds
    if isHot, since == .never { since = now }
    (records, bytes) = (0, 0)
  }
}
