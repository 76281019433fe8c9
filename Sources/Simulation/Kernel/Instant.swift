/// A point on the virtual clock: whole nanoseconds since the start of the run.
///
/// An `Int64` reaches 292 years. Swift's own `Duration` costs 10 to 25 times more per operation, so
/// it belongs at the rim of the program only.
package struct Instant: InstantProtocol, Hashable, Sendable, BitwiseCopyable {
  /// Nanoseconds since the start of the run; never negative inside a run.
  package var nanoseconds: Int64

  /// The instant so many nanoseconds after the start of the run.
  @inline(__always)
  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The start of the run.
  package static let start = Instant(nanoseconds: 0)
  /// An instant that no event reaches: the deadline of what has none.
  package static let never = Instant(nanoseconds: .max)

  /// The whole run's clock reading in seconds, for reports.
  package var seconds: Double { Double(nanoseconds) / 1e9 }

  @inline(__always)
  package func advanced(by interval: Interval) -> Instant {
    Instant(nanoseconds: nanoseconds &+ interval.nanoseconds)
  }

  @inline(__always)
  package func duration(to other: Instant) -> Interval {
    Interval(nanoseconds: other.nanoseconds &- nanoseconds)
  }

  @inline(__always)
  package static func < (left: Instant, right: Instant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The instant an interval later; one that would lie past the clock's end is `never`.
  @inline(__always)
  package static func + (left: Instant, right: Interval) -> Instant {
    let (sum, overflow) = left.nanoseconds.addingReportingOverflow(right.nanoseconds)
    return overflow ? .never : Instant(nanoseconds: sum)
  }

  /// The instant an interval earlier.
  @inline(__always)
  package static func - (left: Instant, right: Interval) -> Instant {
    Instant(nanoseconds: left.nanoseconds &- right.nanoseconds)
  }

  /// The interval between two instants.
  @inline(__always)
  package static func - (left: Instant, right: Instant) -> Interval {
    Interval(nanoseconds: left.nanoseconds &- right.nanoseconds)
  }
}
