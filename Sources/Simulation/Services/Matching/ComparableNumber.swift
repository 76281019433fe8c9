/// A number as matchers compare it: the IEEE double that says all that was written.
///
/// Numbers are equal by value, not by their text: `5`, `5.0` and `50e-1` are one number. One with more
/// digits than a double keeps has no such value and equals only its own text. So event-ruler, the
/// matcher that EventBridge publishes (README, "Numeric matching": the precision and range of Java's
/// `double`); the user guide still names the range of older versions, ±5·10⁹ with six decimals.
package struct ComparableNumber: Hashable, Comparable, Sendable {
  /// The number.
  package let value: Double

  /// The number of a numeral, or `nil` if a double cannot keep it or it is no numeral.
  ///
  /// A sign, leading zeros and a point at either end may stand here though JSON forbids them, since
  /// message attributes bring their numbers as texts.
  package init?(numeral: String) {
    guard let shape = NumeralShape(numeral), let value = Double(numeral), value.isFinite,
      shape.isKept(by: value)
    else { return nil }
    self.value = value == 0 ? 0 : value
  }

  /// The number of a JSON value, with the numeral that it was read from.
  init?(_ value: Double, source: String?) {
    guard let source else {
      guard value.isFinite else { return nil }
      self.value = value == 0 ? 0 : value
      return
    }
    guard value.isFinite, let shape = NumeralShape(source), shape.isKept(by: value) else {
      return nil
    }
    self.value = value == 0 ? 0 : value
  }

  /// Whether one number is less than another.
  package static func < (left: ComparableNumber, right: ComparableNumber) -> Bool {
    left.value < right.value
  }
}

/// What can be told of a numeral by looking at its characters: how many digits count, and how large
/// it is.
private struct NumeralShape {
  /// The digits from the first to the last that is not zero.
  private(set) var significantDigits = 0
  /// The power of ten of the first digit that is not zero.
  private(set) var magnitude = 0
  private let text: String

  init?(_ text: String) {
    self.text = text
    var rest = text.utf8[...]
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    var seen = 0
    var zeros = 0
    var point: Int?
    var first: Int?
    while let byte = rest.first, byte != UInt8(ascii: "e"), byte != UInt8(ascii: "E") {
      rest.removeFirst()
      if byte == UInt8(ascii: "."), point == nil {
        point = seen
        continue
      }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      if byte == UInt8(ascii: "0") {
        zeros += 1
      } else {
        first = first ?? seen
        if significantDigits > 0 { significantDigits += zeros }
        significantDigits += 1
        zeros = 0
      }
      seen += 1
    }
    guard seen > 0, let exponent = Self.exponent(in: rest) else { return nil }
    magnitude = (point ?? seen) - (first ?? 0) - 1 + exponent
  }

  /// The exponent after the `e`, 0 without one; far more than any double has where it is longer.
  private static func exponent(in rest: Substring.UTF8View) -> Int? {
    guard !rest.isEmpty else { return 0 }
    var digits = rest.dropFirst()
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
    guard !digits.isEmpty else { return nil }
    var exponent = 0
    for byte in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      exponent = min(exponent * 10 + Int(byte - UInt8(ascii: "0")), 100_000)
    }
    return isNegative ? -exponent : exponent
  }

  /// Whether a double says the same as the numeral: whether its shortest digits are the numeral's.
  func isKept(by value: Double) -> Bool {
    if significantDigits == 0 { return true }
    // Every numeral of up to fifteen digits comes back from a double of ordinary size.
    if significantDigits <= 15, abs(magnitude) < 300 { return true }
    let shortest = value.description
    guard significantDigits <= 17, let other = NumeralShape(shortest) else { return false }
    return other.magnitude == magnitude && other.digits.elementsEqual(digits)
  }

  /// The digits that count.
  private var digits: some Sequence<UInt8> {
    text.utf8.prefix { $0 | 0x20 != UInt8(ascii: "e") }
      .filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      .drop { $0 == UInt8(ascii: "0") }.prefix(significantDigits)
  }
}
