/// When a schedule of EventBridge Scheduler is due: once, at a steady rate, or by the calendar.
///
/// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html. All times are UTC:
/// time zones and daylight saving are left out. Within the minute, and within a flexible window, it
/// is the caller who draws when the target is really invoked.
package enum ScheduleExpression: Hashable, Sendable {
  /// `at(yyyy-mm-ddThh:mm:ss)`: once.
  case at(CivilTime)
  /// `rate(value unit)`: again and again after a whole number of minutes, hours or days.
  case rate(Interval)
  /// `cron(minutes hours day-of-month month day-of-week year)`: by the calendar.
  case cron(CronExpression)

  /// Reads an expression.
  package init(_ text: String) throws(ScheduleSyntaxError) {
    var reader = ScheduleReader(text)
    let kind = try reader.openingWord()
    let content = try reader.closingContent()
    switch kind {
    case .at: self = .at(try Self.date(content))
    case .rate: self = .rate(try Self.period(content))
    case .cron: self = .cron(try CronExpression(fields: content))
    }
  }

  /// The first time the schedule is due after an instant, or `nil` when it never is again.
  ///
  /// - Parameters:
  ///   - clock: The calendar of the run.
  ///   - start: When the schedule came into being, or its `StartDate`: a rate is counted from there.
  package func next(
    after instant: Instant, on clock: WallClock = WallClock(), startingAt start: Instant = .start
  ) -> Instant? {
    instant == .never
      ? nil : first(from: instant + .nanoseconds(1), on: clock, startingAt: start)
  }

  /// The first time the schedule is due at or after an instant, or `nil` when it never is again.
  ///
  /// A rate is due for the first time when it starts, not one period later.
  package func first(
    from instant: Instant, on clock: WallClock = WallClock(), startingAt start: Instant = .start
  ) -> Instant? {
    switch self {
    case .at(let time):
      guard let due = clock.instant(epochSeconds: time.epochSeconds) else { return nil }
      return due >= instant ? due : nil
    case .rate(let period):
      guard instant > start else { return start }
      let periods = ((instant - start).nanoseconds - 1) / period.nanoseconds + 1
      let (length, overflow) = period.nanoseconds.multipliedReportingOverflow(by: periods)
      let due = start + Interval(nanoseconds: length)
      return overflow || due == .never ? nil : due
    case .cron(let expression):
      return expression.next(fromMinute: clock.minute(from: instant))
        .flatMap { clock.instant(epochSeconds: $0 * 60) }
    }
  }

  private static func date(_ content: ScheduleReader.Word) throws(ScheduleSyntaxError) -> CivilTime
  {
    guard let time = CivilTime(content.text), !content.text.hasSuffix("Z") else {
      throw ScheduleSyntaxError(.notADate(content.text), at: content.column)
    }
    return time
  }

  private static func period(_ content: ScheduleReader.Word) throws(ScheduleSyntaxError) -> Interval
  {
    let words = content.split()
    guard words.count == 2 else {
      throw ScheduleSyntaxError(.notARate(content.text), at: content.column)
    }
    guard let value = decimalNumber(words[0].text), (1...1_000_000).contains(value) else {
      throw ScheduleSyntaxError(.rateValue(words[0].text), at: words[0].column)
    }
    let units: [(one: String, many: String, length: Interval)] = [
      ("minute", "minutes", .minutes(1)), ("hour", "hours", .hours(1)), ("day", "days", .days(1)),
    ]
    for unit in units {
      let right = value == 1 ? unit.one : unit.many
      if words[1].text == right {
        guard unit.length.nanoseconds <= Interval.longest.nanoseconds / Int64(value) else {
          throw ScheduleSyntaxError(.rateValue(words[0].text), at: words[0].column)
        }
        return unit.length * value
      }
      if words[1].text == unit.one || words[1].text == unit.many {
        throw ScheduleSyntaxError(
          .rateNumber(value: value, unit: words[1].text, right: right), at: words[1].column)
      }
    }
    throw ScheduleSyntaxError(.rateUnit(words[1].text), at: words[1].column)
  }
}
