/// How long a number of messages was in flight, of late: in the minute of the clock that is under way
/// and the one before it.
struct ProcessingTime: Sendable, BitwiseCopyable {
  private static let span = Interval.minutes(1).nanoseconds

  private(set) var count = 0
  private var changedAt = Instant.start
  private var previous: Int64 = 0
  private var current: Int64 = 0

  /// Counts a message that enters flight, or with -1 one that leaves it.
  mutating func add(_ change: Int, at now: Instant) {
    advance(to: now)
    count &+= change
  }

  /// The time of messages together, up to now.
  mutating func recent(at now: Instant) -> Interval {
    advance(to: now)
    return Interval(nanoseconds: previous &+ current)
  }

  private mutating func advance(to now: Instant) {
    let (old, new) = (changedAt.nanoseconds, now.nanoseconds)
    let begin = new / Self.span &* Self.span
    if old >= begin {
      current &+= Int64(count) &* (new &- old)
    } else {
      let isNext = old >= begin &- Self.span
      previous = isNext ? current &+ Int64(count) &* (begin &- old) : Int64(count) &* Self.span
      current = Int64(count) &* (new &- begin)
    }
    changedAt = now
  }
}
