/// A stream of Amazon Kinesis: records in shards by their keys, kept for a time, read by whoever
/// likes, each from a position of its own.
///
/// Nothing is taken out by being read. A record that every consumer has passed for good is dropped
/// all the same, since nobody can tell: consumers of a stream are known from its beginning. Each
/// consumer reads a shard in lanes, each of which gets the records of its own keys, in order.
/// Rules from https://docs.aws.amazon.com/streams/latest/dev/key-concepts.html.
package struct DataStream: ~Copyable, Sendable {
  /// What becomes of a record that is to be written.
  package enum PutAnswer: Hashable, Sendable {
    case stored(shard: Int)
    /// `ProvisionedThroughputExceededException`: the shard has taken in as much as it may.
    case throttled(shard: Int)
    /// Larger than the stream takes.
    case tooLarge
  }

  /// What becomes of a record in the end.
  package enum Notice: Hashable, Sendable, BitwiseCopyable {
    /// All consumers have passed it.
    case passed(MessageID)
    /// It was dropped before all consumers had passed it.
    case expired(MessageID)
  }

  /// A shard that a consumer may begin to read.
  package struct Opening: Hashable, Sendable, BitwiseCopyable {
    package let consumer: Int
    package let shard: Int

    /// A shard for a consumer.
    package init(consumer: Int, shard: Int) {
      self.consumer = consumer
      self.shard = shard
    }
  }

  private(set) var settings: Settings
  var shards: Parts<Shard>
  /// The open shards by their hash keys.
  private(set) var open: ContiguousArray<Int> = []
  /// Readers by shard and consumer.
  var readers = Buffer<ShardReader>()
  /// Lanes by shard, consumer and lane.
  var lanes = Buffer<LanePosition>()
  /// Where the lanes of each consumer begin among those of a shard, and how many there are in all.
  let laneOffsets: [Int]
  let lanesPerShard: Int
  /// Whether any consumer is pushed records.
  private let pushes: Bool
  var notices = Fifo<Notice>()
  private var openings = Fifo<Opening>()
  /// Lanes that wait to be pushed records and can be now.
  var ready = Fifo<UInt32>()
  /// The records of the latest read.
  package internal(set) var handed = HandedRecords()
  /// When the first record may expire, or somewhat earlier.
  private var nextExpiry = Instant.never
  private var change: Change?
  /// When the service next looks at the traffic of an on-demand stream.
  var nextLook = Instant.never
  /// Records that were written, and those that have gone, by the way they went.
  package internal(set) var books = StreamBooks()

  private struct Change: Hashable, Sendable {
    var at: Instant
    var closing: [Int]
    var ranges: [ClosedRange<UInt128>]
  }

  /// A stream with its shards, which share the hash keys evenly.
  package init(_ settings: Settings, at now: Instant = .start) {
    precondition(settings.shards > 0, "a stream of \(settings.shards) shards")
    self.settings = settings
    var offsets: [Int] = []
    var total = 0
    for consumer in settings.consumers {
      precondition(consumer.lanes > 0, "a consumer with \(consumer.lanes) lanes")
      offsets.append(total)
      total += consumer.lanes
    }
    laneOffsets = offsets
    lanesPerShard = total
    pushes = settings.consumers.contains { $0.hasFanOut }
    shards = Parts(capacity: max(settings.shards, Settings.shardLimit))
    for range in Self.ranges(settings.shardsAtFirst) { add(range, at: now) }
    if settings.mode == .onDemand { nextLook = now + Self.lookPause }
    for consumer in settings.consumers.indices {
      for shard in open { announce(shard, to: consumer) }
    }
  }

  /// How many shards take records.
  package var openShards: Int { open.count }
  /// How many shards were ever made.
  package var shardCount: Int { shards.count }
  /// How many records are kept that somebody may still read.
  package var kept: Int { books.written - books.passed - books.expired }

  /// Writes a record to the shard that its hash key belongs to.
  ///
  /// - Parameter key: What the record's partition key hashes to.
  @inline(__always)
  package mutating func put(
    _ message: MessageID, key: UInt128, bytes: Int, at now: Instant
  ) -> PutAnswer {
    guard bytes <= settings.maximumRecordSize else { return .tooLarge }
    let shard = shard(of: key)
    guard shards[shard].admits(bytes: bytes, at: now) else { return .throttled(shard: shard) }
    if shards[shard].log.count == 0 { nextExpiry = min(nextExpiry, now + settings.retention) }
    let number = UInt32(truncatingIfNeeded: key)
    shards[shard].log.append(
      LoggedRecord(
        message: message, key: number, size: UInt32(truncatingIfNeeded: bytes),
        unread: max(1, settings.consumers.count), writtenAt: now))
    books.written &+= 1
    if settings.mode == .onDemand { shards[shard].heat.note(bytes: bytes) }
    if pushes { wakeLanes(of: shard, key: number) }
    return .stored(shard: shard)
  }

  /// The open shard that a hash key belongs to.
  @inline(__always)
  package func shard(of key: UInt128) -> Int {
    var (low, high) = (0, open.count - 1)
    while low < high {
      let middle = (low &+ high &+ 1) / 2
      if shards[open[middle]].low <= key { low = middle } else { high = middle &- 1 }
    }
    return open[low]
  }

  /// When time alone changes something.
  @inline(__always)
  package var nextWakeUp: Instant { min(nextExpiry, nextLook, change?.at ?? .never) }

  /// Drops what is too old, and finishes a resharding that is due, or that the traffic asks for.
  package mutating func advance(to now: Instant) {
    if nextExpiry <= now {
      nextExpiry = .never
      for shard in shards.indices { expire(shard, at: now) }
    }
    if let due = change, due.at <= now {
      change = nil
      carryOut(due, at: now)
    }
    if nextLook <= now { followTraffic(at: now) }
  }

  /// What has become of records since this was last asked.
  @inline(__always)
  package mutating func nextNotice() -> Notice? { notices.popFirst() }

  /// The next shard that a consumer may begin to read.
  package mutating func nextOpening() -> Opening? { openings.popFirst() }

  /// Drops the records of a shard that have been kept for the retention period.
  mutating func expire(_ shard: Int, at now: Instant) {
    while let first = shards[shard].log.first {
      let due = first.writtenAt + settings.retention
      guard due <= now else {
        nextExpiry = min(nextExpiry, due)
        return
      }
      shards[shard].log.removeFirst()
      if first.unread > 0 {
        books.expired &+= 1
        notices.append(.expired(first.message))
      }
    }
  }

  /// How many records the shard keeps that has most of them, closed ones among them.
  package var unreadInFullestShard: Int {
    shards.indices.reduce(0) { max($0, shards[$1].log.count) }
  }

  /// Calls a body with every message that somebody may still read.
  package func visit(_ body: (MessageID) -> Void) {
    for shard in shards.indices {
      var number = shards[shard].log.start
      while number < shards[shard].log.end {
        let record = shards[shard].log[number]
        if record.unread > 0 { body(record.message) }
        number += 1
      }
    }
  }
}

// MARK: - Resharding

extension DataStream {
  /// Why a resharding is refused.
  package enum ReshardProblem: String, Hashable, Sendable {
    case underWay = "ResourceInUseException: the shards are being changed already"
    case tooFar = "LimitExceededException: at most twice and at least half as many shards"
    case tooMany = "LimitExceededException: the stream has made too many shards"
    case noSuchShard = "ResourceNotFoundException: there is no such open shard"
    case onDemand = "ValidationException: the service sees to the shards of an on-demand stream"
  }

  /// Begins to change the number of shards, which will share the hash keys evenly again
  /// (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html).
  ///
  /// The service splits and merges in steps; here the new shards take over together when the last
  /// of them is ready.
  package mutating func reshard(to count: Int, at now: Instant) -> ReshardProblem? {
    guard count >= (open.count + 1) / 2, count <= 2 * open.count else { return .tooFar }
    return begin(closing: Array(open), opening: Self.ranges(count), at: now)
  }

  /// Begins to split an open shard in the middle of its hash keys.
  package mutating func split(shard: Int, at now: Instant) -> ReshardProblem? {
    guard open.contains(shard), shards[shard].low < shards[shard].high else { return .noSuchShard }
    return begin(closing: [shard], opening: halves(of: shard), at: now)
  }

  /// The two halves of a shard's hash keys.
  func halves(of shard: Int) -> [ClosedRange<UInt128>] {
    let (low, high) = (shards[shard].low, shards[shard].high)
    let middle = low + (high - low) / 2
    return [low...middle, (middle + 1)...high]
  }

  /// Begins to merge two open shards whose hash keys follow on one another.
  package mutating func merge(shard: Int, with other: Int, at now: Instant) -> ReshardProblem? {
    guard open.contains(shard), open.contains(other), shards[shard].high < .max,
      shards[shard].high + 1 == shards[other].low
    else { return .noSuchShard }
    let range = shards[shard].low...shards[other].high
    return begin(closing: [shard, other], opening: [range], at: now)
  }

  /// Why another retention period is refused.
  package enum RetentionProblem: String, Hashable, Sendable {
    case outOfRange = "InvalidArgumentException: records are kept for 24 hours to 365 days"
  }

  /// Keeps records longer, or less long: what is too old then goes at once, and what has gone does not
  /// come back
  /// (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DecreaseStreamRetentionPeriod.html).
  package mutating func keep(for retention: Interval, at now: Instant) -> RetentionProblem? {
    guard Settings.retentions.contains(retention) else { return .outOfRange }
    settings.retention = retention
    nextExpiry = .never
    for shard in shards.indices { expire(shard, at: now) }
    return nil
  }

  /// Begins to merge the two neighbouring open shards that have fewest unread records together.
  package mutating func mergeEmptiest(at now: Instant) -> ReshardProblem? {
    let pairs = zip(open, open.dropFirst())
    let fewest = pairs.min {
      shards[$0.0].log.count + shards[$0.1].log.count
        < shards[$1.0].log.count + shards[$1.1].log.count
    }
    guard let (one, other) = fewest else { return .noSuchShard }
    return merge(shard: one, with: other, at: now)
  }

  /// How long records are kept.
  package var retention: Interval { settings.retention }

  /// The open shard with the most records that somebody may still read.
  package var fullestShard: Int {
    var best = open[0]
    for shard in open where shards[shard].log.count > shards[best].log.count { best = shard }
    return best
  }

  private mutating func begin(
    closing: [Int], opening ranges: [ClosedRange<UInt128>], at now: Instant
  ) -> ReshardProblem? {
    guard settings.mode == .provisioned else { return .onDemand }
    guard change == nil else { return .underWay }
    guard shards.count + ranges.count <= Settings.shardLimit else { return .tooMany }
    change = Change(
      at: now + settings.reshardingTimePerShard * ranges.count, closing: closing, ranges: ranges)
    return nil
  }

  private mutating func carryOut(_ change: Change, at now: Instant) {
    replace(change.closing, by: change.ranges, at: now)
  }

  /// Closes shards, and opens others for their hash keys.
  mutating func replace(
    _ closing: [Int], by ranges: [ClosedRange<UInt128>], at now: Instant
  ) {
    for shard in closing {
      shards[shard].isOpen = false
      wakeAllLanes(of: shard)
    }
    open.removeAll { closing.contains($0) }
    for range in ranges { add(range, at: now) }
    open.sort { shards[$0].low < shards[$1].low }
    for consumer in settings.consumers.indices { openChildren(for: consumer) }
  }

  /// Lets a consumer begin with every shard whose parents it has read to their ends.
  mutating func openChildren(for consumer: Int) {
    for shard in shards.indices where !hasBegun(shard, consumer) {
      let isReady = (0..<shard).allSatisfy { parent in
        hasEnded(parent, consumer) || !overlap(parent, shard)
      }
      if isReady { announce(shard, to: consumer) }
    }
  }

  private func overlap(_ one: Int, _ other: Int) -> Bool {
    shards[one].low <= shards[other].high && shards[other].low <= shards[one].high
  }

  private mutating func add(_ range: ClosedRange<UInt128>, at now: Instant) {
    open.append(shards.count)
    shards.append(Shard(low: range.lowerBound, high: range.upperBound, at: now))
    for _ in settings.consumers { readers.append(ShardReader(at: now)) }
    for _ in 0..<lanesPerShard { lanes.append(LanePosition()) }
  }

  private mutating func announce(_ shard: Int, to consumer: Int) {
    readers[shard * settings.consumers.count + consumer].hasBegun = true
    openings.append(Opening(consumer: consumer, shard: shard))
  }

  private func hasBegun(_ shard: Int, _ consumer: Int) -> Bool {
    readers[shard * settings.consumers.count + consumer].hasBegun
  }

  private func hasEnded(_ shard: Int, _ consumer: Int) -> Bool {
    readers[shard * settings.consumers.count + consumer].hasEnded
  }

  /// The hash keys of so many shards that share them evenly.
  private static func ranges(_ count: Int) -> [ClosedRange<UInt128>] {
    let share = UInt128.max / UInt128(count)
    return (0..<count).map { place in
      let low = place == 0 ? 0 : share * UInt128(place) + 1
      return low...(place == count - 1 ? .max : share * UInt128(place + 1))
    }
  }
}
