internal import Scenario
internal import Simulation

/// Values at equal distances.
struct SweepRange {
  /// How many values there are.
  let count: Int
  private let spelling: (Int64) -> String
  private let first: Int64
  private let step: Int64

  /// The values from the first on.
  var values: [String] { (0..<Int64(count)).map { spelling(first + $0 * step) } }

  /// Reads `1s..60s step 5s`; `nil` for what is one plain value.
  init?(reading text: Substring) throws(SweepMistake) {
    guard text.first.map({ $0.isNumber || $0 == "-" || $0 == "." }) ?? false,
      let dots = text.indices.first(where: { text[$0...].hasPrefix("..") })
    else { return nil }
    let start = text[..<dots].trimmed
    var end = text[text.index(dots, offsetBy: 2)...].trimmed
    var step: Substring?
    if let word = end.indices.first(where: { end[$0...].hasPrefix("step") }) {
      step = end[end.index(word, offsetBy: 4)...].trimmed
      end = end[..<word].trimmed
    }
    guard let scale = RangeScale(start: start, end: end, step: step) else {
      throw .badRange(String(text))
    }
    guard scale.step > 0 else { throw .badStep(String(text)) }
    let (distance, overflow) = scale.end.subtractingReportingOverflow(scale.start)
    guard !overflow else { throw .badRange(String(text)) }
    // More steps than an axis takes values are only counted as too many.
    count = 1 + Int(min(distance.magnitude / scale.step.magnitude, UInt64(SweepAxis.limit)))
    first = scale.start
    self.step = distance < 0 ? -scale.step : scale.step
    spelling = scale.spelling
  }
}

/// The ends and the step of a range in whole numbers of one unit, and how to write such a number.
private struct RangeScale {
  let start: Int64
  let end: Int64
  let step: Int64
  let spelling: (Int64) -> String

  init?(start: Substring, end: Substring, step: Substring?) {
    guard let first = Quantity(start), let last = Quantity(end) else { return nil }
    let by = step.map(Quantity.init) ?? Quantity(whole: 1, decimals: 0, unit: last.unit)
    guard let by else { return nil }
    // "1..60s" means seconds all through.
    let units = [first.unit, last.unit, by.unit].filter { !$0.isEmpty }
    // "1m30s" is a number of its own kind, with several units at once.
    if units.allSatisfy({ $0 == units[0] && !$0.contains(where: \.isNumber) }) {
      let decimals = max(first.decimals, last.decimals, by.decimals)
      guard let start = first.whole(decimals), let end = last.whole(decimals),
        let step = by.whole(decimals)
      else { return nil }
      (self.start, self.end, self.step) = (start, end, step)
      let unit = units.first ?? ""
      spelling = { Quantity.spelt($0, decimals: decimals) + unit }
      return
    }
    guard let step, case .value(let start) = Interval.reading(String(start)),
      case .value(let end) = Interval.reading(String(end)),
      case .value(let distance) = Interval.reading(String(step))
    else { return nil }
    (self.start, self.end) = (start.nanoseconds, end.nanoseconds)
    self.step = distance.nanoseconds
    spelling = { Interval(nanoseconds: $0).spelt }
  }
}

/// A decimal number and its unit.
private struct Quantity {
  /// The number without its point.
  let whole: Int64
  /// How many of its digits stand after the point.
  let decimals: Int
  /// What follows the number.
  let unit: String

  init(whole: Int64, decimals: Int, unit: String) {
    self.whole = whole
    self.decimals = decimals
    self.unit = unit
  }

  init?(_ text: Substring) {
    let sign = text.first == "-" ? "-" : ""
    let digits = text.dropFirst(sign.count)
    let before = digits.prefix { $0.isASCII && $0.isNumber }
    var rest = digits.dropFirst(before.count)
    var after = rest.prefix(0)
    if rest.first == "." {
      after = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(after.count + 1)
    }
    guard after.count <= 9, let whole = Int64(sign + before + after) else { return nil }
    self.init(whole: whole, decimals: after.count, unit: String(rest.trimmed))
  }

  /// The number in units of so many decimals; `nil` where that is too large.
  func whole(_ decimals: Int) -> Int64? {
    (self.decimals..<decimals).reduce(Int64?(whole)) { whole, _ in
      whole.flatMap { value in
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        return overflow ? nil : product
      }
    }
  }

  /// A number of so many decimals, without zeros at its end.
  static func spelt(_ whole: Int64, decimals: Int) -> String {
    guard decimals > 0 else { return String(whole) }
    let digits = String(whole.magnitude)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    var text = padded.dropLast(decimals) + "." + padded.suffix(decimals)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return (whole < 0 ? "-" : "") + text
  }
}

extension Substring {
  /// The text without blanks around it.
  var trimmed: Substring {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }
}
