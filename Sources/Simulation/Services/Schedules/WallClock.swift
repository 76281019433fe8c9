/// What a clock on the wall shows during a run: the calendar date of the run's start, and on from it.
package struct WallClock: Hashable, Sendable {
  /// The date and time at the start of the run, in UTC.
  package let origin: CivilTime

  /// A clock that shows a date and time at the start of the run; unless told otherwise, midnight of
  /// Monday, 1 December 2025.
  package init(origin: CivilTime = CivilTime(2025, 12, 1)) { self.origin = origin }

  /// The date and time at an instant of the run, cut to the second.
  package func time(at now: Instant) -> CivilTime {
    CivilTime(epochSeconds: origin.epochSeconds + Int(now.nanoseconds / 1_000_000_000))
  }

  /// The first minute, counted from 1970, that begins at or after an instant of the run.
  func minute(from now: Instant) -> Int {
    let (seconds, rest) = now.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    let second = origin.epochSeconds + Int(seconds) + (rest > 0 ? 1 : 0)
    return (second + 59) / 60
  }

  /// The instant of the run at so many seconds since 1970; negative before the run's start, and
  /// `nil` where the virtual clock does not reach.
  package func instant(epochSeconds: Int) -> Instant? {
    let (nanoseconds, overflow) = Int64(epochSeconds - origin.epochSeconds)
      .multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? nil : Instant(nanoseconds: nanoseconds)
  }
}
