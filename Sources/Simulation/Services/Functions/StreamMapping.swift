/// Names a lane of an event source mapping: one of the batches that it works on at a time.
package struct LaneID: Hashable, Sendable, BitwiseCopyable {
  /// The shard times the lanes of a shard, plus the place among them.
  package let slot: UInt32

  /// The lane in a slot.
  @inline(__always)
  package init(slot: UInt32) { self.slot = slot }
}

/// The event source mapping of a stream: it reads each shard in order, and does not go on before a
/// batch has succeeded or is given up.
///
/// Each lane has one batch in hand at most and goes round: read, invoke, pass, read again. The caller
/// holds the records of each lane in order and carries out what each method returns; what falls due
/// by itself it fetches with `nextAction(at:)`. Rules from
/// https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html and
/// https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html; when something
/// is tried again is a modelling choice.
package struct StreamMapping: ~Copyable, Sendable {
  /// What the caller must do for a lane.
  package enum Action: Hashable, Sendable, BitwiseCopyable {
    /// Read up to so many records; report with `received`, `readFailed` or `shardEnded`.
    case read(LaneID, maximum: Int)
    /// Call the function with the first records of the batch; report with `gaveUp` for those that
    /// are too old, and with `invocationEnded` or `throttled`.
    case invoke(LaneID, count: Int)
    /// Nothing: the lane waits, or is no more.
    case nothing
  }

  /// How an invocation went.
  package enum Outcome: Hashable, Sendable, BitwiseCopyable {
    case success
    /// The function has done so many records and named the next one as failed.
    case partial(done: Int)
    /// An error, a time-out or a crash.
    case failure
  }

  /// What becomes of the first records of a batch.
  package struct Settlement: Hashable, Sendable, BitwiseCopyable {
    /// So many are done.
    package var passed: Int
    /// So many after those have been tried often enough, and go to the on-failure destination.
    package var givenUp: Int
    /// What to do next, when the records above are off the caller's hands.
    package var next: Action

    /// What becomes of so many records.
    @inline(__always)
    package init(passed: Int = 0, givenUp: Int = 0, next: Action = .nothing) {
      self.passed = passed
      self.givenUp = givenUp
      self.next = next
    }
  }

  enum Phase: UInt8, BitwiseCopyable {
    /// The shard has not begun, or has ended.
    case closed
    /// A read is outstanding. To `invoking`, `reading`, `waiting` or `closed`.
    case reading
    /// Has nothing to do before a time. To `reading`.
    case waiting
    /// The function runs, or is being called. To `invoking`, `pausing` or `reading`.
    case invoking
    /// The batch was not taken, or failed; waits to call again. To `invoking`.
    case pausing
  }

  struct Lane: Sendable, BitwiseCopyable {
    /// Records in hand.
    var count: Int32 = 0
    var bytes: Int32 = 0
    /// The first records in hand, that the function is called with.
    var current: Int32 = 0
    /// Records in the parts that a batch was split into, the next part last.
    var parts = InlineArray<16, UInt16>(repeating: 0)
    var partCount: UInt8 = 0
    /// Failures and refusals in a row without progress; the former count as attempts.
    var failures: Int32 = 0
    var pauses: UInt8 = 0
    var phase = Phase.closed
    /// When the batch is not gathered any longer.
    var windowEnd = Instant.never
    /// Distinguishes the waits of a lane.
    var epoch: UInt32 = 0
  }

  /// The rhythm in which a shard without news is read.
  package static let readInterval = Interval.seconds(1)
  /// The longest pause between two attempts.
  package static let longestPause = Interval.seconds(30)
  /// The most bytes of a batch.
  package static let payloadLimit = 6 * 1_024 * 1_024

  private let settings: Settings
  private var lanes = Buffer<Lane>()
  private var waits = Deadlines()
  private var earliest = Instant.never
  /// Whether the mapping is enabled; disabled, it finishes the batches that it has in hand.
  package private(set) var isEnabled = true
  /// How many invocations run.
  package private(set) var invoking = 0

  /// A mapping whose stream has not told it of any shard yet.
  package init(_ settings: Settings = Settings()) {
    settings.check()
    self.settings = settings
  }

  /// How many lanes a shard has.
  package var lanesPerShard: Int { settings.parallelizationFactor }

  /// When `nextAction(at:)` has something to do.
  @inline(__always)
  package var nextWakeUp: Instant { earliest }

  /// Begins to read a shard.
  package mutating func open(shard: Int, at now: Instant) {
    let first = shard * lanesPerShard
    while lanes.count < first + lanesPerShard { lanes.append(Lane()) }
    for slot in first..<(first + lanesPerShard) {
      wait(LaneID(slot: UInt32(slot)), as: .waiting, until: now)
    }
  }

  /// Stops the lanes, each as soon as it has nothing in hand.
  package mutating func disable() { isEnabled = false }

  /// Sends the lanes out anew, from where they were.
  package mutating func enable(at now: Instant) {
    guard !isEnabled else { return }
    isEnabled = true
    for slot in 0..<lanes.count where lanes[slot].phase == .waiting {
      wait(LaneID(slot: UInt32(slot)), as: .waiting, until: now)
    }
  }

  /// What falls due by itself; call it until it gives `nil`.
  package mutating func nextAction(at now: Instant) -> Action? {
    guard earliest <= now else { return nil }
    while let due = popDue(at: now) {
      let lane = LaneID(slot: due)
      if lanes[Int(due)].phase == .pausing { return invoke(lane) }
      if isEnabled { return read(lane) }
    }
    return nil
  }

  /// Takes the records that a read has brought.
  ///
  /// None is news, too: the lane reads again after a second, or hands over what it has gathered.
  package mutating func received(
    _ id: LaneID, _ count: Int, bytes: Int, at now: Instant
  ) -> Action {
    let slot = Int(id.slot)
    precondition(lanes[slot].phase == .reading, "records for a lane that did not read")
    if lanes[slot].count == 0, count > 0 {
      lanes[slot].windowEnd = now + settings.maximumBatchingWindow
    }
    lanes[slot].count += Int32(truncatingIfNeeded: count)
    lanes[slot].bytes += Int32(truncatingIfNeeded: bytes)
    let lane = lanes[slot]
    if lane.count > 0, isComplete(lane, at: now) { return begin(id) }
    guard count == 0 else { return read(id) }
    let due =
      lane.count > 0 ? min(now + Self.readInterval, lane.windowEnd) : now + Self.readInterval
    wait(id, as: .waiting, until: due)
    return .nothing
  }

  /// Takes note that a read failed or was refused: what the lane has goes to the function, or it
  /// reads again after a second.
  package mutating func readFailed(_ id: LaneID, at now: Instant) -> Action {
    if lanes[Int(id.slot)].count > 0 { return begin(id) }
    wait(id, as: .waiting, until: now + Self.readInterval)
    return .nothing
  }

  /// Takes note that a shard is read to its end.
  package mutating func shardEnded(_ id: LaneID) {
    precondition(lanes[Int(id.slot)].count == 0, "the end of a shard with records in hand")
    lanes[Int(id.slot)].phase = .closed
  }

  /// Whether a record is too old to be worth another attempt.
  @inline(__always)
  package func isTooOld(age: Interval) -> Bool {
    settings.maximumRecordAge.map { age > $0 } ?? false
  }

  /// Takes note that the first records of a batch were given up, or have expired, before a call.
  package mutating func gaveUp(_ id: LaneID, _ count: Int, at now: Instant) -> Action {
    leaveInvocation(id)
    lanes[Int(id.slot)].count -= Int32(count)
    lanes[Int(id.slot)].current -= Int32(count)
    lanes[Int(id.slot)].failures = 0
    return lanes[Int(id.slot)].current > 0 ? invoke(id) : nextPart(id)
  }

  /// Takes the end of an invocation.
  ///
  /// - Parameter draw: A uniform number, which spreads the pause before the next attempt.
  @inline(__always)
  package mutating func invocationEnded(
    _ id: LaneID, _ outcome: Outcome, draw: Double, at now: Instant
  ) -> Settlement {
    leaveInvocation(id)
    let current = Int(lanes[Int(id.slot)].current)
    switch outcome {
    case .success: return settle(id, passed: current)
    case .partial(let done) where settings.reportsBatchItemFailures && done > 0:
      return advance(id, past: done, draw: draw, at: now)
    case .partial where !settings.reportsBatchItemFailures:
      return settle(id, passed: current)  // Nobody reads the function's answer.
    case .partial, .failure: return fail(id, draw: draw, at: now)
    }
  }

  /// Takes note that the function was too busy: the same batch is tried again, however often.
  package mutating func throttled(_ id: LaneID, draw: Double, at now: Instant) {
    leaveInvocation(id)
    pause(id, draw: draw, at: now)
  }
}

extension StreamMapping {
  @inline(__always)
  private func isComplete(_ lane: Lane, at now: Instant) -> Bool {
    Int(lane.count) >= settings.batchSize || lane.windowEnd <= now
      || Int(lane.bytes) >= Self.payloadLimit || !isEnabled
  }

  @inline(__always)
  private mutating func read(_ id: LaneID) -> Action {
    lanes[Int(id.slot)].phase = .reading
    let room = settings.batchSize &- Int(lanes[Int(id.slot)].count)
    return .read(id, maximum: room)
  }

  /// Calls the function with all there is in hand.
  @inline(__always)
  private mutating func begin(_ id: LaneID) -> Action {
    lanes[Int(id.slot)].current = lanes[Int(id.slot)].count
    return invoke(id)
  }

  @inline(__always)
  private mutating func invoke(_ id: LaneID) -> Action {
    lanes[Int(id.slot)].phase = .invoking
    invoking &+= 1
    return .invoke(id, count: Int(lanes[Int(id.slot)].current))
  }

  @inline(__always)
  private mutating func leaveInvocation(_ id: LaneID) {
    precondition(lanes[Int(id.slot)].phase == .invoking, "an invocation ended that was not begun")
    invoking &-= 1
  }

  /// Moves on behind records that are done or given up.
  @inline(__always)
  private mutating func settle(_ id: LaneID, passed: Int = 0, givenUp: Int = 0) -> Settlement {
    lanes[Int(id.slot)].count -= lanes[Int(id.slot)].current
    return Settlement(passed: passed, givenUp: givenUp, next: nextPart(id))
  }

  /// Goes on with the next part of a batch that was split, or with the next batch.
  @inline(__always)
  private mutating func nextPart(_ id: LaneID) -> Action {
    let slot = Int(id.slot)
    (lanes[slot].failures, lanes[slot].pauses) = (0, 0)
    guard lanes[slot].partCount == 0 else {
      lanes[slot].partCount -= 1
      lanes[slot].current = Int32(lanes[slot].parts[Int(lanes[slot].partCount)])
      return invoke(id)
    }
    lanes[slot].current = 0
    lanes[slot].bytes = 0
    guard isEnabled else {
      lanes[slot].phase = .waiting
      return .nothing
    }
    return read(id)
  }

  /// The function has named its first failed record: what comes before is done, the rest is tried
  /// again.
  private mutating func advance(
    _ id: LaneID, past done: Int, draw: Double, at now: Instant
  ) -> Settlement {
    let slot = Int(id.slot)
    lanes[slot].count -= Int32(done)
    lanes[slot].current -= Int32(done)
    (lanes[slot].failures, lanes[slot].pauses) = (0, 0)
    pause(id, draw: draw, at: now)
    return Settlement(passed: done)
  }

  /// Splits a batch that failed, tries it again, or gives it up.
  private mutating func fail(_ id: LaneID, draw: Double, at now: Instant) -> Settlement {
    let slot = Int(id.slot)
    let current = lanes[slot].current
    // Splitting uses up no attempt.
    if settings.bisectsBatchOnFunctionError, current > 1 {
      let first = current / 2
      lanes[slot].parts[Int(lanes[slot].partCount)] = UInt16(current - first)
      lanes[slot].partCount += 1
      lanes[slot].current = first
      pause(id, draw: draw, at: now)
      return Settlement()
    }
    lanes[slot].failures += 1
    if let limit = settings.maximumRetryAttempts, Int(lanes[slot].failures) > limit {
      return settle(id, givenUp: Int(current))
    }
    pause(id, draw: draw, at: now)
    return Settlement()
  }

  /// Waits before the next attempt: up to 1 s, then 2 s and so on to 30 s.
  private mutating func pause(_ id: LaneID, draw: Double, at now: Instant) {
    let slot = Int(id.slot)
    let longest = min(.seconds(1 << Int(lanes[slot].pauses)), Self.longestPause)
    lanes[slot].pauses = min(lanes[slot].pauses + 1, 5)
    wait(id, as: .pausing, until: now + longest * draw)
  }

  private mutating func wait(_ id: LaneID, as phase: Phase, until due: Instant) {
    let slot = Int(id.slot)
    lanes[slot].phase = phase
    lanes[slot].epoch &+= 1
    waits.insert(due, slot: id.slot, epoch: lanes[slot].epoch)
    earliest = min(earliest, due)
  }

  private mutating func popDue(at now: Instant) -> UInt32? {
    let due = waits.popDue(at: now) { lanes[Int($0.slot)].epoch == $0.epoch }
    earliest = waits.first { lanes[Int($0.slot)].epoch == $0.epoch }?.due ?? .never
    return due?.slot
  }
}
