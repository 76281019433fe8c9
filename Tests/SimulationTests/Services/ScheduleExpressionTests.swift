import Simulation
import Testing

@Suite struct `A schedule by the calendar` {
  @Test(arguments: [
    // Every day, hour, minute.
    ("0 10 * * ? *", "2025-12-01T10:00:00", ["2025-12-02T10:00:00Z", "2025-12-03T10:00:00Z"]),
    ("0 10 * * ? *", "2025-12-01T09:59:59", ["2025-12-01T10:00:00Z"]),
    ("* * * * ? *", "2025-12-31T23:58:30", ["2025-12-31T23:59:00Z", "2026-01-01T00:00:00Z"]),
    ("15 12 ? * * *", "2025-12-01T00:00:00", ["2025-12-01T12:15:00Z"]),
    // Steps, lists, ranges.
    (
      "0/15 * * * ? *", "2025-12-01T00:00:00",
      ["2025-12-01T00:15:00Z", "2025-12-01T00:30:00Z", "2025-12-01T00:45:00Z"]
    ),
    ("1/10 * * * ? *", "2025-12-01T00:00:00", ["2025-12-01T00:01:00Z", "2025-12-01T00:11:00Z"]),
    (
      "10-30/10 8 * * ? *", "2025-12-01T08:20:00", ["2025-12-01T08:30:00Z", "2025-12-02T08:10:00Z"]
    ),
    ("*/20 */12 * * ? *", "2025-12-01T00:40:00", ["2025-12-01T12:00:00Z"]),
    ("5,35 14 * * ? *", "2025-12-01T14:05:00", ["2025-12-01T14:35:00Z", "2025-12-02T14:05:00Z"]),
    ("0 22-2 * * ? *", "2025-12-01T23:00:00", ["2025-12-02T00:00:00Z", "2025-12-02T01:00:00Z"]),
    // Months and years.
    ("0 8 1 * ? *", "2025-12-01T08:00:00", ["2026-01-01T08:00:00Z"]),
    ("0 0 1 JAN,jul ? *", "2025-12-01T00:00:00", ["2026-01-01T00:00:00Z", "2026-07-01T00:00:00Z"]),
    ("0 0 1 1/3 ? *", "2026-01-02T00:00:00", ["2026-04-01T00:00:00Z", "2026-07-01T00:00:00Z"]),
    ("0 0 1 1 ? 2030", "2025-12-01T00:00:00", ["2030-01-01T00:00:00Z", "never"]),
    ("0 0 1 1 ? 2026/50", "2026-06-01T00:00:00", ["2076-01-01T00:00:00Z", "2126-01-01T00:00:00Z"]),
    ("0 0 1 1 ? 1970-2025", "2025-12-01T00:00:00", ["never"]),
    ("59 23 31 12 ? 2199", "2025-12-01T00:00:00", ["2199-12-31T23:59:00Z", "never"]),
    // Leap years.
    ("0 0 29 2 ? *", "2025-12-01T00:00:00", ["2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z"]),
    ("0 0 29 2 ? *", "2096-03-01T00:00:00", ["2104-02-29T00:00:00Z"]),
    ("0 0 30 2 ? *", "2025-12-01T00:00:00", ["never"]),
    ("0 0 31 * ? *", "2026-01-31T00:00:00", ["2026-03-31T00:00:00Z", "2026-05-31T00:00:00Z"]),
    // The last day, and the weekday nearest to a day.
    ("0 0 L * ? *", "2028-01-31T12:00:00", ["2028-02-29T00:00:00Z", "2028-03-31T00:00:00Z"]),
    ("0 0 LW * ? *", "2026-01-01T00:00:00", ["2026-01-30T00:00:00Z", "2026-02-27T00:00:00Z"]),
    ("0 0 1W * ? *", "2026-01-31T00:00:00", ["2026-02-02T00:00:00Z", "2026-03-02T00:00:00Z"]),
    ("0 0 1W 8 ? *", "2026-01-01T00:00:00", ["2026-08-03T00:00:00Z"]),
    ("0 0 31W 5 ? *", "2026-01-01T00:00:00", ["2026-05-29T00:00:00Z"]),
    ("0 0 31W * ? *", "2026-04-01T00:00:00", ["2026-05-29T00:00:00Z", "2026-07-31T00:00:00Z"]),
    ("0 0 15W * ? *", "2025-12-16T00:00:00", ["2026-01-15T00:00:00Z", "2026-02-16T00:00:00Z"]),
    ("0 0 1,L 2 ? *", "2026-01-15T00:00:00", ["2026-02-01T00:00:00Z", "2026-02-28T00:00:00Z"]),
    // Days of the week: 1 is Sunday.
    ("0 18 ? * MON-FRI *", "2025-12-05T18:00:00", ["2025-12-08T18:00:00Z"]),
    ("0 18 ? * 1 *", "2025-12-01T00:00:00", ["2025-12-07T18:00:00Z"]),
    ("0 9 ? * SAT,SUN *", "2025-12-01T00:00:00", ["2025-12-06T09:00:00Z", "2025-12-07T09:00:00Z"]),
    ("0 9 ? * FRI-MON *", "2025-12-01T09:00:00", ["2025-12-05T09:00:00Z", "2025-12-06T09:00:00Z"]),
    ("0 9 ? * L *", "2025-12-01T00:00:00", ["2025-12-06T09:00:00Z"]),
    ("0 9 ? * 6L *", "2025-12-01T00:00:00", ["2025-12-26T09:00:00Z", "2026-01-30T09:00:00Z"]),
    ("0 9 ? * FRIL *", "2026-02-01T00:00:00", ["2026-02-27T09:00:00Z"]),
    ("0 9 ? * 3#2 *", "2025-12-01T00:00:00", ["2025-12-09T09:00:00Z", "2026-01-13T09:00:00Z"]),
    ("0 9 ? * MON#1 *", "2025-12-01T09:00:00", ["2026-01-05T09:00:00Z"]),
    ("0 9 ? * 7#5 *", "2025-12-01T00:00:00", ["2026-01-31T09:00:00Z", "2026-05-30T09:00:00Z"]),
    ("0  9\t? * 3#2 2026", "2025-12-01T00:00:00", ["2026-01-13T09:00:00Z"]),
  ])
  func `is due when the calendar says so`(fields: String, after: String, expected: [String]) throws
  {
    let schedule = try ScheduleExpression("cron(\(fields))")
    let clock = WallClock(origin: try #require(CivilTime(after)))
    var now: Instant? = .start
    var times: [String] = []
    for _ in expected {
      now = now.flatMap { schedule.next(after: $0, on: clock) }
      times.append(now.map { clock.time(at: $0).description } ?? "never")
    }
    #expect(times == expected)
  }

  @Test func `agrees with a search through every minute of a year`() throws {
    let clock = WallClock(origin: CivilTime(2027, 12, 30, 23, 58))
    for fields in ["*/7 3,21 L * ? *", "0 5-7 ? 2-4 2#3 2028", "30 0 15W * ? *", "5 4 ? * 4L *"] {
      let schedule = try ScheduleExpression("cron(\(fields))")
      var due = schedule.first(from: .start, on: clock)
      for minute in 0..<(366 * 1_440) {
        let now = Instant.start + .minutes(minute)
        let isDue = schedule.first(from: now, on: clock) == now
        if isDue != (due == now) { Issue.record("\(fields) at \(clock.time(at: now))") }
        if due == now { due = schedule.next(after: now, on: clock) }
      }
    }
  }

  @Test func `can be due at the very start of a run`() throws {
    let midnight = try ScheduleExpression("cron(0 0 * * ? *)")
    #expect(midnight.first(from: .start) == .start)
    #expect(midnight.next(after: .start) == .start + .days(1))
    #expect(midnight.first(from: .start + .nanoseconds(1)) == .start + .days(1))
  }
}

@Suite struct `A schedule by rate or once` {
  @Test(arguments: [
    ("rate(1 minute)", 60), ("rate(5 minutes)", 300), ("rate(1 hour)", 3_600),
    ("rate(12 hours)", 43_200), ("rate(1 day)", 86_400), ("rate( 7  days )", 604_800),
  ])
  func `is due at its start and every period after`(text: String, seconds: Int) throws {
    let schedule = try ScheduleExpression(text)
    let start = Instant.start + .seconds(30)
    let period = Interval.seconds(seconds)
    #expect(schedule.first(from: .start, startingAt: start) == start)
    #expect(schedule.next(after: .start, startingAt: start) == start)
    #expect(schedule.next(after: start, startingAt: start) == start + period)
    let third = start + period * 2
    #expect(schedule.next(after: third - .nanoseconds(1), startingAt: start) == third)
    #expect(schedule.next(after: third, startingAt: start) == third + period)
    #expect(schedule.next(after: .never, startingAt: start) == nil)
  }

  @Test func `is due once at a date, and never when that is past`() throws {
    let schedule = try ScheduleExpression("at(2025-12-01T00:10:00)")
    #expect(schedule.next(after: .start) == .start + .minutes(10))
    #expect(schedule.first(from: .start + .minutes(10)) == .start + .minutes(10))
    #expect(schedule.next(after: .start + .minutes(10)) == nil)
    let past = WallClock(origin: CivilTime(2026, 1, 1))
    #expect(schedule.next(after: .start, on: past) == nil)
  }
}

@Suite struct `A mistake in a schedule` {
  @Test(arguments: [
    (
      "every(1 minute)", 1,
      "'every(1 minute)' is no schedule; use at(yyyy-mm-ddThh:mm:ss), rate(value unit) or "
        + "cron(minutes hours day-of-month month day-of-week year)"
    ),
    (
      "", 1,
      "'' is no schedule; use at(yyyy-mm-ddThh:mm:ss), rate(value unit) or "
        + "cron(minutes hours day-of-month month day-of-week year)"
    ),
    ("rate(1 minute", 14, "the closing parenthesis is missing"),
    (
      "at(2025-02-29T00:00:00)", 4,
      "'2025-02-29T00:00:00' is no date and time; write it as 2025-12-01T09:30:00, without a time "
        + "zone (UTC)"
    ),
    (
      "at(2025-12-01T00:00:00Z)", 4,
      "'2025-12-01T00:00:00Z' is no date and time; write it as 2025-12-01T09:30:00, without a "
        + "time zone (UTC)"
    ),
    ("rate(1 minutes)", 8, "'minutes' does not go with the value 1; use minute"),
    ("rate(5 minute)", 8, "'minute' does not go with the value 5; use minutes"),
    (
      "rate(0 minutes)", 6,
      "'0' is no value of a rate; use a whole number from 1 to 1000000, at most 100 years"
    ),
    (
      "rate(1000000 days)", 6,
      "'1000000' is no value of a rate; use a whole number from 1 to 1000000, at most 100 years"
    ),
    (
      "rate(5 seconds)", 8,
      "'seconds' is no unit of a rate; use minute, minutes, hour, hours, day or days"
    ),
    ("rate(5m)", 6, "'5m' is no rate; use a value and a unit, such as rate(5 minutes)"),
    (
      "cron(0 10 * * ?)", 6,
      "a cron expression has six fields (minutes hours day-of-month month day-of-week year), not 5"
    ),
    ("cron(60 10 * * ? *)", 6, "'60' is no value of the field minutes; use 0-59, and , - * /"),
    ("cron(0 24 * * ? *)", 8, "'24' is no value of the field hours; use 0-23, and , - * /"),
    (
      "cron(0 0 0 * ? *)", 10,
      "'0' is no value of the field day-of-month; use 1-31, and , - * ? / L W"
    ),
    (
      "cron(0 0 * FOO ? *)", 12,
      "'FOO' is no value of the field month; use 1-12 or JAN-DEC, and , - * /"
    ),
    (
      "cron(0 0 ? * 0 *)", 14,
      "'0' is no value of the field day-of-week; use 1-7 or SUN-SAT, and , - * ? L #"
    ),
    (
      "cron(0 0 ? * MON#6 *)", 14,
      "'MON#6' is no value of the field day-of-week; use 1-7 or SUN-SAT, and , - * ? L #"
    ),
    ("cron(0 0 ? * 3#1,6#3 *)", 14, "'3#1' must stand alone in the field day-of-week"),
    (
      "cron(0 0 ? * 2/2 *)", 14,
      "'/' is not allowed in the field day-of-week; use 1-7 or SUN-SAT, and , - * ? L #"
    ),
    ("cron(? 0 * * ? *)", 6, "'?' is not allowed in the field minutes; use 0-59, and , - * /"),
    ("cron(0 0 1,? * ? *)", 12, "'?' must stand alone in the field day-of-month"),
    (
      "cron(0 0 1,,2 * ? *)", 12,
      "a value is missing in the field day-of-month; use 1-31, and , - * ? / L W"
    ),
    (
      "cron(0/0 0 * * ? *)", 8,
      "'0' is no step of the field minutes; use a whole number from 1 to 60"
    ),
    (
      "cron(0 0 * * ? 2030-2026)", 16,
      "'2030-2026' runs backwards in the field year; put the smaller value first"
    ),
    (
      "cron(0 0 * * ? 2200)", 16,
      "'2200' is no value of the field year; use 1970-2199, and , - * /"
    ),
    (
      "cron(0 0 * * * *)", 14,
      "day-of-month and day-of-week cannot both be given; use ? in one of them"
    ),
    (
      "cron(0 0 1 * MON *)", 14,
      "day-of-month and day-of-week cannot both be given; use ? in one of them"
    ),
    (
      "cron(0 0 ? * ? *)", 14, "day-of-month and day-of-week cannot both be ?; use * in one of them"
    ),
  ])
  func `says where it is and what is allowed`(text: String, column: Int, sentence: String) {
    let error = #expect(throws: ScheduleSyntaxError.self) { try ScheduleExpression(text) }
    #expect(error?.column == column)
    #expect(error?.description == sentence)
  }
}

@Suite struct `A date of the calendar` {
  @Test func `goes to days since 1970 and back, for every day of five hundred years`() {
    var expected = CivilTime(1850, 1, 1)
    let first = expected.epochDay
    for day in first..<(first + 182_621) {
      let date = CivilTime(epochDay: day)
      if date != expected || date.epochDay != day { Issue.record("\(date) is day \(day)") }
      expected.day += 1
      if expected.day > CivilTime.days(inMonth: expected.month, of: expected.year) {
        expected.day = 1
        expected.month = expected.month == 12 ? 1 : expected.month + 1
        if expected.month == 1 { expected.year += 1 }
      }
    }
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0, 5), ("1969-12-31T23:59:59Z", -1, 4),
    ("2000-02-29T12:00:00Z", 951_825_600, 3), ("2025-12-01T00:00:00Z", 1_764_547_200, 2),
    ("2038-01-19T03:14:08Z", 2_147_483_648, 3),
  ])
  func `is so many seconds from 1970, and a day of the week`(text: String, seconds: Int, day: Int)
    throws
  {
    let time = try #require(CivilTime(text))
    #expect(time.epochSeconds == seconds)
    #expect(CivilTime(epochSeconds: seconds).description == text)
    #expect(time.weekday == day)
  }

  @Test(arguments: [
    "2025-13-01T00:00:00", "2025-00-01T00:00:00", "2025-04-31T00:00:00", "2100-02-29T00:00:00",
    "2025-12-01T24:00:00", "2025-12-01T00:60:00", "2025-12-01T00:00:60", "2025-12-01",
    "2025-12-01 00:00:00", "2025-1-01T00:00:000", "+025-12-01T00:00:00", "",
  ])
  func `is not read from what is no date`(text: String) {
    #expect(CivilTime(text) == nil)
  }
}
