/// A timer that can be withdrawn: the slot it holds and the generation in which it was set.
package struct Timer: Hashable, Sendable, BitwiseCopyable {
  fileprivate let bits: UInt64

  /// No timer: withdrawing it does nothing.
  package static let none = Timer(bits: 0)

  fileprivate init(bits: UInt64) { self.bits = bits }
  fileprivate init(slot: UInt32, generation: UInt32) {
    bits = UInt64(slot) | UInt64(generation) &<< 32
  }
  fileprivate var slot: Int { Int(bits & 0xffff_ffff) }
  fileprivate var generation: UInt32 { UInt32(truncatingIfNeeded: bits &>> 32) }
}

/// The events to come, in the order of time and, at one instant, in the order they were scheduled.
///
/// A monotone radix heap (Ahuja, Mehlhorn, Orlin and Tarjan, 1990): bucket `k` holds the events
/// whose time first differs from the current floor in bit `k − 1`, and the lowest bucket is spread
/// over those below it when bucket 0 is used up. Nothing may be scheduled before the last event
/// taken, which a simulation never does. Equal times always share a bucket and buckets keep their
/// order, so ties need no sequence number. Withdrawn timers are left behind at the next spreading.
struct FutureEvents: ~Copyable {
  /// Kept at 32 bytes, half a line of cache.
  struct Entry: BitwiseCopyable {
    var time: Int64
    var parcel: Parcel
    var timer: Timer
  }

  private var buckets: InlineArray<65, Buffer<Entry>>
  private var occupied: UInt64 = 0
  /// How far bucket 0 has been taken out.
  private var cursor = 0
  private var floor: Int64 = 0
  /// The generation in which each timer slot is; slot 0 is every plain event's and never changes.
  private var generations = Buffer<UInt32>()
  private var spareSlots = Buffer<UInt32>()
  /// The time of the event taken last.
  private(set) var now = Instant.start

  init() {
    buckets = InlineArray { _ in Buffer<Entry>() }
    generations.append(0)
  }

  /// Schedules an event.
  ///
  /// - Precondition: The time is not before `now`.
  @inline(__always)
  mutating func insert(_ parcel: Parcel, at time: Instant) {
    place(Entry(time: time.nanoseconds, parcel: parcel, timer: .none))
  }

  /// Schedules an event that can be withdrawn.
  @inline(__always)
  mutating func arm(_ parcel: Parcel, at time: Instant) -> Timer {
    let timer: Timer
    if let slot = spareSlots.popLast() {
      timer = Timer(slot: slot, generation: generations[Int(slot)])
    } else {
      timer = Timer(slot: UInt32(truncatingIfNeeded: generations.count), generation: 1)
      generations.append(1)
    }
    place(Entry(time: time.nanoseconds, parcel: parcel, timer: timer))
    return timer
  }

  /// Withdraws a timer; one that has gone off or was withdrawn before is left alone.
  @inline(__always)
  mutating func cancel(_ timer: Timer) {
    if timer.slot != 0, isLive(timer) { retire(timer) }
  }

  /// The next event due strictly before `end`, having moved the clock to it.
  @inline(__always)
  mutating func next(before end: Instant) -> Parcel? {
    while true {
      while cursor == buckets[0].count {
        guard descend(before: end) else { return nil }
      }
      // A wave at one instant may have been met before a nearer horizon was asked for.
      guard floor < end.nanoseconds else { return nil }
      let entry = buckets[0][cursor]
      cursor &+= 1
      guard isLive(entry.timer) else { continue }
      if entry.timer.slot != 0 { retire(entry.timer) }
      now = Instant(nanoseconds: entry.time)
      return entry.parcel
    }
  }

  /// Moves the clock on to an instant before which nothing is left to happen.
  mutating func advance(to time: Instant) {
    if now < time { now = time }
  }

  /// How many events are held, withdrawn ones that were not yet dropped among them.
  var count: Int {
    var sum = -cursor
    for index in 0..<65 { sum += buckets[index].count }
    return sum
  }

  @inline(__always)
  private borrowing func isLive(_ timer: Timer) -> Bool {
    generations[timer.slot] == timer.generation
  }

  @inline(__always)
  private mutating func retire(_ timer: Timer) {
    generations[timer.slot] = timer.generation &+ 1
    spareSlots.append(UInt32(truncatingIfNeeded: timer.slot))
  }

  @inline(__always)
  private mutating func place(_ entry: Entry) {
    assert(entry.time >= floor, "an event at \(entry.time) lies before the floor \(floor)")
    let bucket = 64 &- (entry.time ^ floor).leadingZeroBitCount
    buckets[bucket].append(entry)
    occupied |= 1 &<< UInt64(truncatingIfNeeded: bucket)
  }

  /// Spreads the lowest bucket over those below it, leaving withdrawn events behind.
  ///
  /// A bucket whose earliest event lies beyond the horizon is left alone: the floor must not pass
  /// a time at which the next caller may still schedule.
  private mutating func descend(before end: Instant) -> Bool {
    buckets[0].removeAll()
    cursor = 0
    occupied &= ~1
    if occupied == 0 { return false }
    let bucket = occupied.trailingZeroBitCount
    let count = buckets[bucket].count
    var earliest = Int64.max
    for index in 0..<count where isLive(buckets[bucket][index].timer) {
      earliest = min(earliest, buckets[bucket][index].time)
    }
    if earliest != .max, earliest >= end.nanoseconds { return false }
    occupied &= occupied &- 1
    if earliest != .max {
      floor = earliest
      for index in 0..<count where isLive(buckets[bucket][index].timer) {
        place(buckets[bucket][index])
      }
    }
    buckets[bucket].removeAll()
    return true
  }
}
