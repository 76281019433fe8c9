/// How consumers read: by asking now and then, or by being pushed what comes.
extension DataStream {
  /// A lane of a consumer in a shard.
  package struct Lane: Hashable, Sendable, BitwiseCopyable {
    package var consumer: Int
    package var shard: Int
    package var lane: Int

    /// A lane.
    package init(consumer: Int, shard: Int, lane: Int = 0) {
      self.consumer = consumer
      self.shard = shard
      self.lane = lane
    }
  }

  /// What a consumer that asks for records gets.
  package enum ReadAnswer: Hashable, Sendable {
    /// Records, which stand in `handed`; pushed ones have arrived at a rate of their own by `at`.
    case records(at: Instant)
    /// None now.
    case nothing
    /// None now; the lane is among those of `nextReady()` when there are some.
    case waits
    /// `ProvisionedThroughputExceededException`: too many reads, or too many bytes.
    case throttled
    /// The shard is closed, and the lane has had all of its records.
    case endOfShard
  }

  /// The most bytes that are handed out at once, which is what a function is invoked with at most.
  package static let payloadLimit = 6 << 20
  /// The rhythm in which a consumer asks a shard that had nothing more
  /// (https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html).
  package static let readInterval = Interval.seconds(1)

  /// Hands out the lane's next records.
  ///
  /// A consumer without fan-out fetches for all of its lanes at once: a lane takes what an earlier
  /// read has brought, and only when that is used up does a further read count against the shard's
  /// limits, once in `readInterval` at most while the shard has no more.
  ///
  /// - Parameters:
  ///   - restarts: Whether to begin again behind the last record that was passed for good.
  ///   - mayWait: Whether a consumer with fan-out is content to wait for an answer.
  package mutating func read(
    _ lane: Lane, maximum: Int, restarts: Bool = false, mayWait: Bool = true, at now: Instant
  ) -> ReadAnswer {
    let place = place(of: lane)
    let reader = lane.shard * settings.consumers.count + lane.consumer
    expire(lane.shard, at: now)
    handed.removeAll()
    lanes[place].isWaiting = false
    if restarts {
      lanes[place].read = lanes[place].committed
      lanes[place].handed = lanes[place].committed
    }
    lanes[place].read = max(lanes[place].read, shards[lane.shard].log.start)
    if settings.consumers[lane.consumer].hasFanOut {
      readers[reader].fetched = shards[lane.shard].log.end
      hand(lane, place, maximum: maximum)
      if handed.count > 0 { return push(reader, at: now) }
      return isRead(lane, place) || !mayWait ? end(lane, place, reader) : wait(place)
    }
    hand(lane, place, maximum: maximum)
    if handed.count > 0 { return .records(at: now) }
    if isRead(lane, place) { return end(lane, place, reader) }
    // What the last read returned was all there was, and it is too early for the next one.
    let asked = readers[reader].askedAt
    if asked != .never, now < asked + Self.readInterval { return .nothing }
    guard shards[lane.shard].admitsRead(at: now) else { return .throttled }
    fetch(reader, lane.shard, at: now)
    hand(lane, place, maximum: maximum)
    return handed.count > 0 ? .records(at: now) : .nothing
  }

  /// Passes all records of a lane before a number for good: nobody will ask for them again.
  ///
  /// - Parameter number: The lowest 32 bits of the number of the record behind the last one passed.
  package mutating func commit(_ lane: Lane, upTo number: UInt32, at now: Instant) {
    let place = place(of: lane)
    let width = UInt32(settings.consumers[lane.consumer].lanes)
    var position = lanes[place].committed
    let distance = Int32(bitPattern: number &- UInt32(truncatingIfNeeded: position))
    guard distance > 0 else { return }
    let end = min(position &+ UInt64(distance), shards[lane.shard].log.end)
    position = max(position, shards[lane.shard].log.start)
    while position < end {
      let record = shards[lane.shard].log[position]
      if width == 1 || record.key % width == UInt32(lane.lane) { pass(position, of: lane.shard) }
      position &+= 1
    }
    lanes[place].committed = max(lanes[place].committed, end)
    trim(lane.shard)
  }

  /// The next lane that waited to be pushed records, and now can be.
  package mutating func nextReady() -> Lane? {
    while let place = ready.popFirst() {
      guard lanes[Int(place)].isWaiting else { continue }
      return lane(at: Int(place))
    }
    return nil
  }

  @inline(__always)
  private func place(of lane: Lane) -> Int {
    lane.shard &* lanesPerShard &+ laneOffsets[lane.consumer] &+ lane.lane
  }

  private func lane(at place: Int) -> Lane {
    let (shard, rest) = place.quotientAndRemainder(dividingBy: lanesPerShard)
    let consumer = laneOffsets.lastIndex { $0 <= rest } ?? 0
    return Lane(consumer: consumer, shard: shard, lane: rest - laneOffsets[consumer])
  }

  /// Hands out what was fetched and belongs to the lane.
  private mutating func hand(_ lane: Lane, _ place: Int, maximum: Int) {
    let fetched =
      readers[lane.shard * settings.consumers.count + lane.consumer].fetched
    let width = UInt32(settings.consumers[lane.consumer].lanes)
    var position = lanes[place].read
    var bytes = 0
    while position < fetched, handed.count < maximum {
      let record = shards[lane.shard].log[position]
      if width == 1 || record.key % width == UInt32(lane.lane) {
        bytes &+= Int(record.size)
        if bytes > Self.payloadLimit, handed.count > 0 { break }
        lanes[place].handed = position &+ 1
        handed.append(
          HandedRecord(
            message: record.message, number: position, writtenAt: record.writtenAt))
      }
      position &+= 1
    }
    lanes[place].read = position
  }

  /// Fetches the next records for all lanes of a consumer.
  private mutating func fetch(_ reader: Int, _ shard: Int, at now: Instant) {
    var position = max(readers[reader].fetched, shards[shard].log.start)
    let end = shards[shard].log.end
    var (records, bytes) = (0, 0)
    while position < end, records < Shard.recordsPerRead, bytes < Shard.bytesPerRead {
      bytes &+= Int(shards[shard].log[position].size)
      records &+= 1
      position &+= 1
    }
    shards[shard].noteRead(bytes: bytes, at: now)
    readers[reader].fetched = position
    // Having fetched all there is, it waits; otherwise it goes on at once.
    readers[reader].askedAt = position == end ? now : .never
  }

  /// Lets what is handed out arrive at the rate of a consumer with fan-out.
  private mutating func push(_ reader: Int, at now: Instant) -> ReadAnswer {
    var bytes = 0
    for place in 0..<handed.count {
      bytes += Int(shards[reader / settings.consumers.count].log[handed[place].number].size)
    }
    let begin = max(readers[reader].pushedUntil, now)
    readers[reader].pushedUntil = begin + Shard.readingTime(of: bytes)
    return .records(at: begin)
  }

  /// Lets a lane of a consumer with fan-out wait.
  private mutating func wait(_ place: Int) -> ReadAnswer {
    lanes[place].isWaiting = true
    return .waits
  }

  private func isRead(_ lane: Lane, _ place: Int) -> Bool {
    !shards[lane.shard].isOpen && lanes[place].read >= shards[lane.shard].log.end
  }

  /// Ends a lane of a closed shard once it has passed all that it was handed, so that nobody gets a
  /// key's later records from another shard before.
  private mutating func end(_ lane: Lane, _ place: Int, _ reader: Int) -> ReadAnswer {
    guard isRead(lane, place), lanes[place].committed >= lanes[place].handed else {
      return .nothing
    }
    lanes[place].hasEnded = true
    let first = lane.shard * lanesPerShard + laneOffsets[lane.consumer]
    let count = settings.consumers[lane.consumer].lanes
    if (first..<(first + count)).allSatisfy({ lanes[$0].hasEnded }), !readers[reader].hasEnded {
      readers[reader].hasEnded = true
      openChildren(for: lane.consumer)
    }
    return .endOfShard
  }

  @inline(__always)
  private mutating func pass(_ position: UInt64, of shard: Int) {
    shards[shard].log[position].unread &-= 1
    let record = shards[shard].log[position]
    guard record.unread == 0 else { return }
    books.passed &+= 1
    notices.append(.passed(record.message))
  }

  /// Drops what nobody can ask for any longer.
  @inline(__always)
  private mutating func trim(_ shard: Int) {
    while let first = shards[shard].log.first, first.unread == 0 { shards[shard].log.removeFirst() }
  }

  /// Readies the lanes that wait for a record of a key.
  @inline(__always)
  mutating func wakeLanes(of shard: Int, key: UInt32) {
    for consumer in settings.consumers.indices where settings.consumers[consumer].hasFanOut {
      let width = settings.consumers[consumer].lanes
      let lane = width == 1 ? 0 : Int(key % UInt32(width))
      let place = shard * lanesPerShard + laneOffsets[consumer] + lane
      if lanes[place].isWaiting { ready.append(UInt32(place)) }
    }
  }

  /// Readies all lanes that wait for records of a shard, which will never come.
  mutating func wakeAllLanes(of shard: Int) {
    for place in (shard * lanesPerShard)..<((shard + 1) * lanesPerShard)
    where lanes[place].isWaiting {
      ready.append(UInt32(place))
    }
  }
}
