/// A length of virtual time in whole nanoseconds.
///
/// Named `Interval` because the standard library already has a `Duration` and a `Span`.
package struct Interval: DurationProtocol, Hashable, Sendable, BitwiseCopyable {
  /// The length in nanoseconds; may be negative as a difference.
  package var nanoseconds: Int64

  /// The interval of so many nanoseconds.
  @inline(__always)
  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The interval nearest to a length in seconds, at least zero and at most `longest`.
  ///
  /// A sampled `Double` becomes time here and nowhere else, rounded once.
  @inline(__always)
  package init(seconds: Double) {
    let nanoseconds = seconds * 1e9
    if nanoseconds >= Double(Interval.longest.nanoseconds) {
      self = .longest
    } else {
      self.nanoseconds = nanoseconds > 0 ? Int64(nanoseconds + 0.5) : 0
    }
  }

  /// No time at all.
  package static let zero = Interval(nanoseconds: 0)
  /// A hundred years: the longest interval a scenario may name, and what "for ever" is cut to.
  package static let longest = Interval.days(36_500)

  /// So many nanoseconds.
  package static func nanoseconds(_ count: Int) -> Interval { Interval(nanoseconds: Int64(count)) }
  /// So many microseconds.
  package static func microseconds(_ count: Int) -> Interval { .nanoseconds(count * 1_000) }
  /// So many milliseconds.
  package static func milliseconds(_ count: Int) -> Interval { .nanoseconds(count * 1_000_000) }
  /// So many seconds.
  package static func seconds(_ count: Int) -> Interval { .nanoseconds(count * 1_000_000_000) }
  /// So many minutes.
  package static func minutes(_ count: Int) -> Interval { .seconds(count * 60) }
  /// So many hours.
  package static func hours(_ count: Int) -> Interval { .seconds(count * 3_600) }
  /// So many days of 24 hours.
  package static func days(_ count: Int) -> Interval { .seconds(count * 86_400) }

  /// The length in seconds.
  @inline(__always)
  package var seconds: Double { Double(nanoseconds) / 1e9 }
  /// The length in milliseconds, CloudWatch's unit for durations.
  @inline(__always)
  package var milliseconds: Double { Double(nanoseconds) / 1e6 }

  @inline(__always)
  package static func < (left: Interval, right: Interval) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
  @inline(__always)
  package static func + (left: Interval, right: Interval) -> Interval {
    Interval(nanoseconds: left.nanoseconds &+ right.nanoseconds)
  }
  @inline(__always)
  package static func - (left: Interval, right: Interval) -> Interval {
    Interval(nanoseconds: left.nanoseconds &- right.nanoseconds)
  }
  @inline(__always)
  package static func * (left: Interval, right: Int) -> Interval {
    Interval(nanoseconds: left.nanoseconds &* Int64(right))
  }
  @inline(__always)
  package static func / (left: Interval, right: Int) -> Interval {
    Interval(nanoseconds: left.nanoseconds / Int64(right))
  }
  @inline(__always)
  package static func / (left: Interval, right: Interval) -> Double {
    Double(left.nanoseconds) / Double(right.nanoseconds)
  }
  /// The interval scaled by a factor of at least zero, rounded to the nearest nanosecond.
  @inline(__always)
  package static func * (left: Interval, right: Double) -> Interval {
    Interval(seconds: left.seconds * right)
  }
}
