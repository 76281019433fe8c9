/// The outcomes of the latest calls, by number of calls or by time, with their running totals.
///
/// One ring of buckets serves every kind of window: a bucket holds one call, one second or one slice
/// of the sampling time. Recording costs constant time (amortised) and allocates nothing.
package struct SlidingWindow: Sendable {
  /// Which calls a window still remembers.
  package enum Extent: Hashable, Sendable {
    /// The latest so many calls (resilience4j's `COUNT_BASED`).
    case calls(Int)
    /// The calls of this second and of so many less one before it (resilience4j's `TIME_BASED`).
    ///
    /// The seconds are those of the clock, not counted from the first call, as in resilience4j's
    /// `SlidingTimeWindowMetrics`.
    case seconds(Int)
    /// The calls of a sampling time cut into slices; a slice begins with its first call and is
    /// forgotten as a whole (Polly's `RollingHealthMetrics`).
    case sampling(Interval, slices: Int)
  }

  /// How many calls there were, and how many of them failed or were slow.
  package struct Counts: Hashable, Sendable, BitwiseCopyable {
    /// All calls.
    package var calls = 0
    /// Calls that failed.
    package var failed = 0
    /// Calls that took longer than allowed, failed or not.
    package var slow = 0

    /// No calls.
    package init() {}
  }

  private struct Bucket: Sendable, BitwiseCopyable {
    /// The instant in nanoseconds, or the number of the second, with which the bucket begins.
    var start: Int64
    var calls: Int32
    var failed: Int32
    var slow: Int32
  }

  private let extent: Extent
  private var ring: ContiguousArray<Bucket>
  private var head = 0
  private var used = 0
  private var totals = Counts()

  /// An empty window.
  ///
  /// - Precondition: The window holds at least one call, second or slice.
  package init(_ extent: Extent) {
    let room =
      switch extent {
      case .calls(let count): count
      case .seconds(let count): count
      case .sampling(_, let slices): slices
      }
    precondition(room > 0, "a sliding window needs room for at least one bucket, not \(room)")
    self.extent = extent
    ring = ContiguousArray(
      repeating: Bucket(start: 0, calls: 0, failed: 0, slow: 0), count: room)
  }

  /// Remembers one call that ended now, and forgets those that have become too old.
  package mutating func record(failed: Bool, slow: Bool, at now: Instant) {
    let forgotten = lapsed(at: now)
    totals = remainder(after: forgotten)
    head = (head + forgotten) % ring.count
    used -= forgotten
    if used == 0 || beginsBucket(at: now) { append(at: now) }
    let last = (head + used - 1) % ring.count
    ring[last].calls += 1
    totals.calls += 1
    if failed {
      ring[last].failed += 1
      totals.failed += 1
    }
    if slow {
      ring[last].slow += 1
      totals.slow += 1
    }
  }

  /// What the window remembers at an instant.
  package func counts(at now: Instant) -> Counts {
    if case .calls = extent { return totals }
    return remainder(after: lapsed(at: now))
  }

  /// Forgets everything.
  package mutating func reset() {
    head = 0
    used = 0
    totals = Counts()
  }

  /// How many of the oldest buckets must make room for a call that ends now.
  private func lapsed(at now: Instant) -> Int {
    var count = 0
    switch extent {
    case .calls(let limit):
      count = used == limit ? 1 : 0
    case .seconds(let length):
      let oldest = now.wholeSeconds - Int64(length)
      while count < used, bucket(count).start <= oldest { count += 1 }
    case .sampling(let length, _):
      let oldest = now.nanoseconds - length.nanoseconds
      while count < used, bucket(count).start <= oldest { count += 1 }
    }
    return count
  }

  private func remainder(after forgotten: Int) -> Counts {
    var counts = totals
    for offset in 0..<forgotten {
      let old = bucket(offset)
      counts.calls -= Int(old.calls)
      counts.failed -= Int(old.failed)
      counts.slow -= Int(old.slow)
    }
    return counts
  }

  private func beginsBucket(at now: Instant) -> Bool {
    let latest = bucket(used - 1).start
    switch extent {
    case .calls: return true
    case .seconds: return now.wholeSeconds > latest
    case .sampling(let length, let slices):
      return now.nanoseconds - latest >= (length / slices).nanoseconds
    }
  }

  private mutating func append(at now: Instant) {
    let start =
      switch extent {
      case .calls, .sampling: now.nanoseconds
      case .seconds: now.wholeSeconds
      }
    // A slice can be a nanosecond short of its share, so that one more than `slices` are alive.
    if used == ring.count {
      totals = remainder(after: 1)
      head = (head + 1) % ring.count
      used -= 1
    }
    ring[(head + used) % ring.count] = Bucket(start: start, calls: 0, failed: 0, slow: 0)
    used += 1
  }

  private func bucket(_ offset: Int) -> Bucket { ring[(head + offset) % ring.count] }
}

extension Instant {
  /// The number of the clock's second in which the instant lies.
  fileprivate var wholeSeconds: Int64 { nanoseconds / 1_000_000_000 }
}
