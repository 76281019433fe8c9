/// A timer that can be withdrawn: the slot it holds and the generation in which it was set.
package struct Timer: Hashable, Sendable, BitwiseCopyable {
  fileprivate let slot: UInt32
  fileprivate let generation: UInt32

  /// No timer: withdrawing it does nothing.
  package static let none = Timer(slot: 0, generation: .max)
}

/// The events to come, in the order of time and, at one instant, in the order they were scheduled.
///
/// A monotone radix heap (Ahuja, Mehlhorn, Orlin and Tarjan, 1990): bucket `k` holds the events
/// whose time first differs from the current floor in bit `k − 1`, and the lowest bucket is spread
/// over those below it when bucket 0 is used up. Nothing may be scheduled before the last event
/// taken, which a simulation never does. Equal times always share a bucket and buckets keep their
/// order, so ties need no sequence number. Withdrawn timers are left behind at the next spreading.
struct FutureEvents: ~Copyable {
  /// Kept at 24 bytes; what only timers need lies in a table of their own.
  struct Entry: BitwiseCopyable {
    var time: Int64
    var parcel: Parcel
  }

  struct Armed: BitwiseCopyable {
    var parcel: Parcel
    /// Moves on when the timer goes off or is withdrawn.
    var generation: UInt32
  }

  /// Times are not negative, so two of them differ in one of 63 bits.
  private var buckets: InlineArray<64, Buffer<Entry>>
  /// A bit for every bucket above bucket 0 that may hold something.
  private var occupied: UInt64 = 0
  /// How far bucket 0 has been taken out, and how much of it was thrown away before.
  private var cursor = 0
  private var dropped = 0
  /// The time of everything in bucket 0.
  private var floor: Int64 = 0
  private var timers = Buffer<Armed>()
  private var spareTimers = Buffer<UInt32>()
  /// The time of the event taken last, or what the clock was moved on to since.
  private(set) var now = Instant.start

  /// When bucket 0 is taken out so far, what is left of it moves to the front.
  private static let longBucket = 1 << 16

  init() { buckets = InlineArray { _ in Buffer<Entry>() } }

  /// Schedules an event.
  ///
  /// - Precondition: The time is not before `now`.
  @inline(__always)
  mutating func insert(_ parcel: Parcel, at time: Instant) {
    assert(time.nanoseconds >= floor, "an event at \(time) lies before the floor \(floor)")
    place(Entry(time: time.nanoseconds, parcel: parcel))
  }

  /// Schedules an event for this very instant, behind those that are due at it already.
  @inline(__always)
  mutating func insertNow(_ parcel: Parcel) {
    if now.nanoseconds == floor {
      buckets[0].append(Entry(time: floor, parcel: parcel))
    } else {
      insert(parcel, at: now)
    }
  }

  /// Schedules an event that can be withdrawn.
  @inline(__always)
  mutating func arm(_ parcel: Parcel, at time: Instant) -> Timer {
    let timer: Timer
    if let slot = spareTimers.popLast() {
      timer = Timer(slot: slot, generation: timers[Int(slot)].generation)
      timers[Int(slot)].parcel = parcel
    } else {
      timer = Timer(slot: UInt32(truncatingIfNeeded: timers.count), generation: 0)
      timers.append(Armed(parcel: parcel, generation: 0))
    }
    insert(Parcel(timer), at: time)
    return timer
  }

  /// Withdraws a timer; one that has gone off or was withdrawn before is left alone.
  @inline(__always)
  mutating func cancel(_ timer: Timer) {
    if timer != .none, isArmed(timer) { retire(timer) }
  }

  /// The next event due strictly before `end`, having moved the clock to it.
  ///
  /// - Precondition: `end` is after `now`; what is due now is taken without a look at it.
  @inline(__always)
  mutating func next(before end: Instant) -> Parcel? {
    while true {
      let parcel: Parcel
      if cursor < buckets[0].count {
        parcel = buckets[0][cursor].parcel
        cursor &+= 1
      } else {
        emptyLowest()
        guard occupied != 0 else { return nil }
        let bucket = occupied.trailingZeroBitCount
        if buckets[bucket].count == 1 {  // Often so.
          guard buckets[bucket][0].time < end.nanoseconds else { return nil }
          parcel = takeOnly(of: bucket)
        } else {
          guard descend(to: bucket, before: end) else { return nil }
          continue
        }
      }
      guard parcel.isTimer else { return parcel }
      if let parcel = goOff(parcel.open(as: Timer.self)) { return parcel }
    }
  }

  /// Moves the clock on to an instant before which nothing is left to happen.
  mutating func advance(to time: Instant) {
    if now < time { now = time }
  }

  /// How many events were taken at the time of the one taken last.
  ///
  /// Asking now and then keeps the memory within bounds in which endless events at one instant lie.
  mutating func takenAtInstant() -> Int {
    if cursor >= Self.longBucket, cursor * 2 > buckets[0].count {
      buckets[0].removeFirst(cursor)
      dropped += cursor
      cursor = 0
    }
    return dropped + cursor
  }

  /// How many events are held, withdrawn ones that were not yet dropped among them.
  var count: Int {
    var sum = -cursor
    for index in 0..<64 { sum += buckets[index].count }
    return sum
  }

  @inline(__always)
  private mutating func place(_ entry: Entry) {
    let bucket = Self.bucket(of: entry.time, above: floor)
    buckets[bucket].append(entry)
    occupied |= 1 &<< UInt64(truncatingIfNeeded: bucket)
  }

  /// One more than the highest bit in which a time differs from the floor, or zero: without a branch.
  @inline(__always)
  private static func bucket(of time: Int64, above floor: Int64) -> Int {
    let difference = UInt64(bitPattern: time ^ floor)
    return (63 &- (difference &<< 1 | 1).leadingZeroBitCount) & 63
  }

  /// Begins with an empty bucket 0 again, all of which has been taken out.
  @inline(__always)
  private mutating func emptyLowest() {
    buckets[0].removeAll()
    (cursor, dropped) = (0, 0)
    occupied &= ~1
  }

  /// Takes the event out of a bucket that holds a single one; withdrawn, it moves the clock on to when
  /// it would have been due.
  @inline(__always)
  private mutating func takeOnly(of bucket: Int) -> Parcel {
    let entry = buckets[bucket][0]
    occupied &= occupied &- 1
    buckets[bucket].removeAll()
    floor = entry.time
    now = Instant(nanoseconds: entry.time)
    dropped = 1
    return entry.parcel
  }

  /// Spreads the lowest bucket over those below it, leaving withdrawn events behind.
  ///
  /// A bucket whose earliest event lies beyond the horizon is left alone: the floor must not pass
  /// a time at which the next caller may still schedule.
  @inline(__always)
  private mutating func descend(to bucket: Int, before end: Instant) -> Bool {
    if timers.count > 0 { sift(bucket) }
    // The smaller of two times without a branch, since which one it is cannot be foreseen.
    var earliest = Int64.max
    for index in 0..<buckets[bucket].count {
      let difference = buckets[bucket][index].time &- earliest
      earliest &+= difference & (difference &>> 63)
    }
    if earliest >= end.nanoseconds, earliest != .max { return false }
    occupied &= occupied &- 1
    guard earliest != .max else { return true }
    floor = earliest
    now = Instant(nanoseconds: earliest)
    spread(bucket)
    return true
  }

  /// Drops the withdrawn events of a bucket.
  private mutating func sift(_ bucket: Int) {
    var live = 0
    for index in 0..<buckets[bucket].count {
      let entry = buckets[bucket][index]
      if entry.parcel.isTimer, !isArmed(entry.parcel.open(as: Timer.self)) { continue }
      if live != index { buckets[bucket][live] = entry }
      live &+= 1
    }
    buckets[bucket].keepFirst(live)
  }

  /// Moves what a bucket holds to those below it.
  @inline(__always)
  private mutating func spread(_ bucket: Int) {
    var filled = occupied
    for index in 0..<buckets[bucket].count {
      let entry = buckets[bucket][index]
      let target = Self.bucket(of: entry.time, above: floor)
      buckets[target].append(entry)
      filled |= 1 &<< UInt64(truncatingIfNeeded: target)
    }
    occupied = filled
    buckets[bucket].removeAll()
  }

  // MARK: Timers

  @inline(__always)
  private borrowing func isArmed(_ timer: Timer) -> Bool {
    timers[Int(timer.slot)].generation == timer.generation
  }

  /// What a timer that goes off was set for; nothing if it was withdrawn.
  @inline(__always)
  private mutating func goOff(_ timer: Timer) -> Parcel? {
    guard isArmed(timer) else { return nil }
    retire(timer)
    return timers[Int(timer.slot)].parcel
  }

  @inline(__always)
  private mutating func retire(_ timer: Timer) {
    timers[Int(timer.slot)].generation &+= 1
    spareTimers.append(timer.slot)
  }
}
