/// An amount of United States dollars in whole millionths of a millionth of one.
///
/// Fixed-point, so that a sum does not depend on the order of its terms, and fine enough for the
/// price of a byte.
package struct Dollars: Hashable, Sendable, Comparable {
  /// The amount in 10⁻¹² dollars.
  package var trillionths: Int128

  /// An amount in 10⁻¹² dollars.
  package init(trillionths: Int128) { self.trillionths = trillionths }

  /// Nothing.
  package static let zero = Dollars(trillionths: 0)
  private static let one: Int128 = 1_000_000_000_000

  /// An amount as a price list writes it, such as `"0.0000166667"`.
  ///
  /// - Precondition: Decimal digits, with at most one point and twelve digits after it.
  package init(_ decimal: StaticString) {
    let text = decimal.description
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int128(parts[0]) else {
      preconditionFailure("'\(text)' is no amount of dollars")
    }
    let fraction = parts.count == 2 ? String(parts[1]) : ""
    let padded = fraction + String(repeating: "0", count: max(0, 12 - fraction.utf8.count))
    guard fraction.utf8.count <= 12, let rest = Int128(padded) else {
      preconditionFailure("'\(text)' is no amount of dollars")
    }
    self.init(trillionths: whole * Self.one + rest)
  }

  /// The sum of two amounts.
  package static func + (left: Dollars, right: Dollars) -> Dollars {
    Dollars(trillionths: left.trillionths + right.trillionths)
  }
  /// The difference of two amounts.
  package static func - (left: Dollars, right: Dollars) -> Dollars {
    Dollars(trillionths: left.trillionths - right.trillionths)
  }
  /// Adds an amount.
  package static func += (left: inout Dollars, right: Dollars) {
    left.trillionths += right.trillionths
  }
  package static func < (left: Dollars, right: Dollars) -> Bool {
    left.trillionths < right.trillionths
  }

  /// The amount so many times, divided by a number, and rounded once, halves away from zero.
  package func times(_ count: Int128, dividedBy divisor: Int128 = 1) -> Dollars {
    Dollars(trillionths: roundedQuotient(trillionths * count, divisor))
  }

  /// The amount as a floating-point number, for statistics.
  package var amount: Double { Double(trillionths) / 1e12 }

  /// The amount with so many digits after the point, 0 to 12, halves rounded away from zero: `0.40`.
  package func text(digits: Int = 2) -> String {
    precondition((0...12).contains(digits), "0 to 12 digits, not \(digits)")
    let unit = (0..<(12 - digits)).reduce(Int128(1)) { power, _ in power * 10 }
    let rounded = roundedQuotient(trillionths, unit)
    let figures = String(rounded.magnitude)
    let padded = String(repeating: "0", count: max(0, digits + 1 - figures.count)) + figures
    let sign = rounded < 0 ? "-" : ""
    return digits == 0
      ? sign + padded : sign + padded.dropLast(digits) + "." + padded.suffix(digits)
  }
}

extension Dollars: CustomStringConvertible {
  /// The exact amount, without needless zeros but with at least two digits after the point.
  package var description: String {
    var text = text(digits: 12)
    while text.hasSuffix("0"), !text.dropLast(2).hasSuffix(".") { text.removeLast() }
    return text
  }
}

private func roundedQuotient(_ number: Int128, _ divisor: Int128) -> Int128 {
  let (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor)
  guard rest.magnitude * 2 >= divisor.magnitude else { return quotient }
  return number < 0 ? quotient - 1 : quotient + 1
}
