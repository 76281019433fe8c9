/// One of the six fields of a cron expression: its values, their names and its wildcards.
///
/// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
package enum CronField: Int, CaseIterable, Hashable, Sendable {
  case minutes
  case hours
  case dayOfMonth
  case month
  case dayOfWeek
  case year

  /// The name in AWS's documentation.
  package var name: String {
    switch self {
    case .minutes: "minutes"
    case .hours: "hours"
    case .dayOfMonth: "day-of-month"
    case .month: "month"
    case .dayOfWeek: "day-of-week"
    case .year: "year"
    }
  }

  /// The numbers it may hold.
  package var range: ClosedRange<Int> {
    switch self {
    case .minutes: 0...59
    case .hours: 0...23
    case .dayOfMonth: 1...31
    case .month: 1...12
    case .dayOfWeek: 1...7
    case .year: 1970...2199
    }
  }

  /// The names that stand for its numbers, from the smallest on.
  package var names: [String] {
    switch self {
    case .month:
      ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    case .dayOfWeek: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
    case .minutes, .hours, .dayOfMonth, .year: []
    }
  }

  /// The characters with a meaning of their own.
  package var wildcards: String {
    switch self {
    case .minutes, .hours, .month, .year: ",-*/"
    case .dayOfMonth: ",-*?/LW"
    case .dayOfWeek: ",-*?L#"
    }
  }

  /// What may stand in the field, for error messages: `1-12 or JAN-DEC, and , - * /`.
  package var allowed: String {
    var text = "\(range.lowerBound)-\(range.upperBound)"
    if let first = names.first, let last = names.last { text += " or \(first)-\(last)" }
    return text + ", and " + wildcards.map(String.init).joined(separator: " ")
  }

  /// The number that a text stands for in this field.
  func value(_ text: some StringProtocol) -> Int? {
    if let number = decimalNumber(text) { return range.contains(number) ? number : nil }
    return names.firstIndex(of: text.uppercased()).map { range.lowerBound + $0 }
  }
}
