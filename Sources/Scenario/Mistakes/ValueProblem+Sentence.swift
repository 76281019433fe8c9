extension ValueProblem {
  /// What is wrong with the value of `subject`, and what to write.
  func sentence(about subject: String) -> String {
    switch self {
    case .unsuitable(let found, let allowed): "\(subject) is \(found); use \(allowed.phrase)"
    case .outOfRange(let found, let allowed): "\(subject) is \(found); use \(allowed.rangePhrase)"
    case .noUnit(let found, let fix):
      "\(subject) is \(found), without a unit; write \(fix.inQuotes)"
    case .misspelt(let found, let fix): "\(subject) is \(found); write \(fix.inQuotes)"
    case .unknownUnit(let found, let unit, let units):
      "\(subject) is \(found); there is no unit \(unit.named), "
        + "use \(units.map(\.named).joined(lastBy: "or"))"
    case .needlessQuotes(let found, let fix):
      "\(subject) is \(found), in quotes; write \(fix)"
    case .missingQuotes(let found):
      "\(subject) is \(found), without quotes; write \"\(found)\""
    case .null(let allowed): "\(subject) is null; leave it out or use \(allowed.phrase)"
    case .unknownWord(let found, let nearest?, _):
      "\(subject) is \(found); did you mean \(nearest.inQuotes)?"
    case .unknownWord(let found, nil, let words):
      "\(subject) is \(found); use \(AllowedValue.choice(words).phrase)"
    case .count(let count, let allowed):
      "\(subject) has \(count.counted("element")); use \(allowed.countPhrase)"
    case .notAscending(let lower, let upper):
      "\(upper.named) must be greater than \(lower.named)"
    case .noWeight: "all shares in \(subject) are zero; make one of them positive"
    }
  }
}

extension ClosedRange<Int> {
  fileprivate var countPhrase: String {
    if lowerBound == upperBound { return "exactly \(lowerBound)" }
    return upperBound == .max
      ? "at least \(lowerBound)" : "\(lowerBound.grouped) to \(upperBound.grouped)"
  }
}
