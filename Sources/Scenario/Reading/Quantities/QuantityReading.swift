/// What comes of reading a text such as `"30s"` as a quantity.
package enum QuantityReading<Value: Sendable>: Sendable {
  /// The quantity; out of every range where it is too large to hold.
  case value(Value)
  /// A bare number.
  case noUnit
  /// Understandable, but to be spelt like this.
  case misspelt(String)
  /// A number with a unit that the quantity does not have.
  case unknownUnit(String)
  /// No number with a unit at all.
  case malformed
}

extension QuantityReading: Equatable where Value: Equatable {}

/// A number and what follows it, such as `1.5` and `h`.
struct Amount {
  /// The digits before the point; `UInt64.max` where there are too many.
  let whole: UInt64
  /// Up to eighteen digits after the point.
  let fraction: Substring
  /// The number as it is written.
  let digits: Substring
  /// What follows up to the next digit, without blanks around it.
  let unit: String
  /// Whether blanks stand before or after the unit.
  let hasBlanks: Bool

  /// Takes a number and its unit from the front of a text; `nil` where no number stands there.
  init?(takenFrom text: inout Substring) {
    let start = text
    let before = text.prefix(while: \.isASCIIDigit)
    text = text.dropFirst(before.count)
    var after = text.prefix(0)
    if text.first == ".", text.dropFirst().first?.isASCIIDigit == true {
      text.removeFirst()
      after = text.prefix(while: \.isASCIIDigit)
      text = text.dropFirst(after.count)
    }
    guard !before.isEmpty || !after.isEmpty else { return nil }
    digits = start[..<text.startIndex]
    whole = before.isEmpty ? 0 : UInt64(before) ?? .max
    fraction = after.prefix(18)
    let suffix = text.prefix { !$0.isASCIIDigit && $0 != "." }
    text = text.dropFirst(suffix.count)
    unit = suffix.filter { $0 != " " }
    hasBlanks = unit.count != suffix.count
  }

  /// The number times a unit, rounded to the nearest whole; `nil` where that exceeds an `Int64`.
  func scaled(by unit: UInt64) -> Int64? {
    let (product, overflow) = whole.multipliedReportingOverflow(by: unit)
    let (sum, carry) = product.addingReportingOverflow(scaledFraction(by: unit))
    return overflow || carry ? nil : Int64(exactly: sum)
  }

  private func scaledFraction(by unit: UInt64) -> UInt64 {
    guard let numerator = UInt64(fraction) else { return 0 }
    var denominator: UInt64 = 1
    for _ in fraction { denominator *= 10 }
    let product = numerator.multipliedFullWidth(by: unit)
    let (quotient, remainder) = denominator.dividingFullWidth(product)
    return remainder >= denominator - remainder ? quotient + 1 : quotient
  }

  /// The number as a double.
  var double: Double { Numeral(Self.withoutLeadingZeros(digits))?.double ?? .infinity }

  private static func withoutLeadingZeros(_ digits: Substring) -> String {
    let kept = digits.drop { $0 == "0" }
    return kept.first?.isASCIIDigit == true ? String(kept) : "0" + kept
  }
}

extension Character {
  /// Whether the character is one of `0` to `9`.
  var isASCIIDigit: Bool { self >= "0" && self <= "9" && isASCII }
}
