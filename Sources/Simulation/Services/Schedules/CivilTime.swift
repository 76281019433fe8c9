/// A date and time of the Gregorian calendar in UTC, to the second.
///
/// Conversions are Howard Hinnant's `days_from_civil` and `civil_from_days`
/// (https://howardhinnant.github.io/date_algorithms.html): years begin in March there, so that the
/// leap day is a year's last and no table of months is needed.
package struct CivilTime: Hashable, Sendable, Comparable {
  /// The year, 1970 to 2199 in schedules.
  package var year: Int
  /// The month, 1 to 12.
  package var month: Int
  /// The day of the month, from 1.
  package var day: Int
  /// The hour, 0 to 23.
  package var hour: Int
  /// The minute, 0 to 59.
  package var minute: Int
  /// The second, 0 to 59.
  package var second: Int

  /// A date and time.
  package init(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0
  ) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// The date and time so many seconds after the start of 1970.
  package init(epochSeconds: Int) {
    let days = floorDivided(epochSeconds, by: 86_400)
    let rest = epochSeconds - days * 86_400
    self.init(epochDay: days)
    hour = rest / 3_600
    minute = rest / 60 % 60
    second = rest % 60
  }

  /// The midnight so many days after 1 January 1970.
  package init(epochDay: Int) {
    let shifted = epochDay + 719_468
    let era = floorDivided(shifted, by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    self.init(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The days from 1 January 1970.
  package var epochDay: Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = floorDivided(marchYear, by: 400)
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The seconds from the start of 1970.
  package var epochSeconds: Int {
    epochDay * 86_400 + hour * 3_600 + minute * 60 + second
  }

  /// The day of the week as AWS counts: 1 is Sunday, 7 is Saturday.
  package var weekday: Int { Self.weekday(epochDay: epochDay) }

  /// The day of the week of a day counted from 1 January 1970, which was a Thursday.
  package static func weekday(epochDay: Int) -> Int {
    epochDay + 4 - floorDivided(epochDay + 4, by: 7) * 7 + 1
  }

  /// The number of days of a month.
  package static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  package static func < (left: CivilTime, right: CivilTime) -> Bool {
    left.epochSeconds < right.epochSeconds
  }
}

extension CivilTime: CustomStringConvertible {
  /// Reads `yyyy-mm-ddThh:mm:ss`, with or without a final `Z`; `nil` if it is no such date.
  package init?(_ text: some StringProtocol) {
    var digits = Array(text.utf8)
    if digits.last == UInt8(ascii: "Z") { digits.removeLast() }
    guard digits.count == 19 else { return nil }
    for (position, mark) in [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")]
      as [(Int, Unicode.Scalar)]
    where digits[position] != UInt8(ascii: mark) { return nil }
    func number(_ range: Range<Int>) -> Int? {
      range.reduce(Int?(0)) { value, position in
        let digit = Int(digits[position]) - 48
        return (0...9).contains(digit) ? value.map { $0 * 10 + digit } : nil
      }
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, of: year),
      hour < 24, minute < 60, second < 60
    else { return nil }
    self.init(year, month, day, hour, minute, second)
  }

  /// `yyyy-mm-ddThh:mm:ssZ`.
  package var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) + "T"
      + padded(hour, 2) + ":" + padded(minute, 2) + ":" + padded(second, 2) + "Z"
  }
}

/// The quotient rounded towards minus infinity, for dates before an epoch.
private func floorDivided(_ number: Int, by divisor: Int) -> Int {
  number >= 0 ? number / divisor : -((divisor - 1 - number) / divisor)
}
