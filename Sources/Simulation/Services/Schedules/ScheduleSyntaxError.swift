/// A mistake in a schedule expression: what is wrong, and where.
package struct ScheduleSyntaxError: Error, Hashable, Sendable {
  /// The facts of a mistake, enough to make its sentence.
  package enum Problem: Hashable, Sendable {
    case unknownKind(String)
    case missingParenthesis
    case notADate(String)
    case notARate(String)
    case rateValue(String)
    case rateUnit(String)
    case rateNumber(value: Int, unit: String, right: String)
    case fieldCount(Int)
    case emptyPart(CronField)
    case notAValue(String, CronField)
    case wildcard(String, CronField)
    case step(String, CronField)
    case notAlone(String, CronField)
    case backwards(String, CronField)
    case bothDays
    case noDay
  }

  /// What is wrong.
  package let problem: Problem
  /// The column of the expression in which the mistake begins, counted from 1.
  package let column: Int

  init(_ problem: Problem, at column: Int) {
    self.problem = problem
    self.column = column
  }
}

extension ScheduleSyntaxError: CustomStringConvertible {
  /// A sentence that quotes what was given and says what is allowed.
  package var description: String {
    switch problem {
    case .unknownKind(let text):
      "'\(text)' is no schedule; use at(yyyy-mm-ddThh:mm:ss), rate(value unit) or "
        + "cron(minutes hours day-of-month month day-of-week year)"
    case .missingParenthesis:
      "the closing parenthesis is missing"
    case .notADate(let text):
      "'\(text)' is no date and time; write it as 2025-12-01T09:30:00, without a time zone (UTC)"
    case .notARate(let text):
      "'\(text)' is no rate; use a value and a unit, such as rate(5 minutes)"
    case .rateValue(let text):
      "'\(text)' is no value of a rate; use a whole number from 1 to 1000000, at most 100 years"
    case .rateUnit(let text):
      "'\(text)' is no unit of a rate; use minute, minutes, hour, hours, day or days"
    case .rateNumber(let value, let unit, let right):
      "'\(unit)' does not go with the value \(value); use \(right)"
    case .fieldCount(let count):
      "a cron expression has six fields (minutes hours day-of-month month day-of-week year), "
        + "not \(count)"
    case .emptyPart(let field):
      "a value is missing in the field \(field.name); use \(field.allowed)"
    case .notAValue(let text, let field):
      "'\(text)' is no value of the field \(field.name); use \(field.allowed)"
    case .wildcard(let text, let field):
      "'\(text)' is not allowed in the field \(field.name); use \(field.allowed)"
    case .step(let text, let field):
      "'\(text)' is no step of the field \(field.name); use a whole number from 1 to "
        + "\(field.range.upperBound - field.range.lowerBound + 1)"
    case .notAlone(let text, let field):
      "'\(text)' must stand alone in the field \(field.name)"
    case .backwards(let text, let field):
      "'\(text)' runs backwards in the field \(field.name); put the smaller value first"
    case .bothDays:
      "day-of-month and day-of-week cannot both be given; use ? in one of them"
    case .noDay:
      "day-of-month and day-of-week cannot both be ?; use * in one of them"
    }
  }
}
