/// The calendar rule of a `cron(...)` schedule, and the minutes that satisfy it.
package struct CronExpression: Hashable, Sendable {
  /// A rule for days that depends on the month they lie in.
  enum DayRule: Hashable, Sendable {
    /// The last day of the month (`L`).
    case last
    /// The last day of the month that is not on a weekend (`LW`).
    case lastWeekday
    /// The day from Monday to Friday, in the same month, that is nearest to a day (`3W`).
    case nearestWeekday(Int)
    /// The last Friday, say, of the month (`6L`).
    case lastOf(weekday: Int)
    /// The second Tuesday, say, of the month (`3#2`).
    case nth(weekday: Int, Int)
  }

  var minutes = NumberSet()
  var hours = NumberSet()
  var daysOfMonth = NumberSet()
  var months = NumberSet()
  var daysOfWeek = NumberSet()
  var years = NumberSet()
  /// Whether it is the day of the week that counts, or that of the month.
  var goesByWeekday = false
  var rules: [DayRule] = []

  /// The first minute, counted from 1970, that satisfies the rule and is not before another.
  package func next(fromMinute first: Int) -> Int? {
    let start = CivilTime(epochSeconds: first * 60)
    if let minute = minuteOfDay(from: start.hour * 60 + start.minute),
      years.contains(start.year), months.contains(start.month), includes(start)
    {
      return start.epochDay * 1_440 + minute
    }
    guard let minute = minuteOfDay(from: 0) else { return nil }
    return day(from: CivilTime(epochDay: start.epochDay + 1)).map { $0 * 1_440 + minute }
  }

  /// The first day from one on, counted from 1970, that satisfies the rule.
  private func day(from first: CivilTime) -> Int? {
    var date = first
    while date.year <= CronField.year.range.upperBound {
      if years.contains(date.year), months.contains(date.month) {
        for day in date.day...CivilTime.days(inMonth: date.month, of: date.year) {
          let candidate = CivilTime(date.year, date.month, day)
          if includes(candidate) { return candidate.epochDay }
        }
      }
      date =
        date.month == 12
        ? CivilTime(date.year + 1, 1, 1) : CivilTime(date.year, date.month + 1, 1)
    }
    return nil
  }

  private func minuteOfDay(from first: Int) -> Int? {
    guard first < 1_440 else { return nil }
    if hours.contains(first / 60), let minute = minutes.first(from: first % 60) {
      return first / 60 * 60 + minute
    }
    guard let hour = hours.first(from: first / 60 + 1), let minute = minutes.first(from: 0) else {
      return nil
    }
    return hour * 60 + minute
  }

  private func includes(_ date: CivilTime) -> Bool {
    let isListed =
      goesByWeekday ? daysOfWeek.contains(date.weekday) : daysOfMonth.contains(date.day)
    return isListed || rules.contains { $0.day(in: date.month, of: date.year) == date.day }
  }
}

extension CronExpression.DayRule {
  /// The day of a month that the rule means, or `nil` if the month has none.
  func day(in month: Int, of year: Int) -> Int? {
    let length = CivilTime.days(inMonth: month, of: year)
    switch self {
    case .last: return length
    case .lastWeekday: return Self.weekday(nearest: length, in: month, of: year, length: length)
    case .nearestWeekday(let day):
      return day <= length ? Self.weekday(nearest: day, in: month, of: year, length: length) : nil
    case .lastOf(let weekday):
      let last = CivilTime(year, month, length).weekday
      return length - (last - weekday + 7) % 7
    case .nth(let weekday, let count):
      let first = CivilTime(year, month, 1).weekday
      let day = 1 + (weekday - first + 7) % 7 + 7 * (count - 1)
      return day <= length ? day : nil
    }
  }

  private static func weekday(nearest day: Int, in month: Int, of year: Int, length: Int) -> Int {
    switch CivilTime(year, month, day).weekday {
    case 7: day > 1 ? day - 1 : day + 2  // Saturday: Friday, but not in the month before.
    case 1: day < length ? day + 1 : day - 2  // Sunday: Monday, but not in the month after.
    default: day
    }
  }
}
