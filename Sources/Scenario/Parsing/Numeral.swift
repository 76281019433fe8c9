/// A number as it is written in a file: nothing is lost before someone asks for a unit or a range.
package struct Numeral: Hashable, Sendable {
  /// The digits as they stand in the file.
  package let text: String
  /// The nearest double; infinite for what is too large, and for `Infinity`.
  package let double: Double

  /// The number that a text is by JSON5's grammar (spec.json5.org §6), or `nil`.
  package init?(_ text: String) {
    var digits = Substring(text)
    let isNegative = digits.first == "-"
    if isNegative || digits.first == "+" { digits.removeFirst() }
    guard let magnitude = Self.magnitude(digits) else { return nil }
    self.text = text
    double = isNegative ? -magnitude : magnitude
  }

  /// The number as a whole one, or `nil` if it is not whole or beyond an `Int`.
  package var integer: Int? {
    if let exact = Int(text) { return exact }
    guard double.magnitude <= 0x1p53 else { return nil }
    return Int(exactly: double)
  }

  /// Whether the digits stand in the file as JSON, too, would write them.
  package var isPlainJSON: Bool {
    guard let first = text.utf8.first(where: { $0 != UInt8(ascii: "-") }) else { return false }
    guard let last = text.utf8.last, Self.isDigit(first), Self.isDigit(last) else { return false }
    return double.isFinite && !text.utf8.contains { $0 | 0x20 == UInt8(ascii: "x") }
      && !text.contains(".e") && !text.contains(".E")
  }

  private static func magnitude(_ digits: Substring) -> Double? {
    switch digits {
    case "Infinity": return .infinity
    case "NaN": return .nan
    case _ where digits.hasPrefix("0x") || digits.hasPrefix("0X"):
      let hexadecimal = digits.dropFirst(2)
      guard !hexadecimal.isEmpty, hexadecimal.utf8.allSatisfy(isHexDigit) else { return nil }
      return Double("0x\(hexadecimal)p0")
    default: return decimal(digits)
    }
  }

  /// Digits with a point somewhere and an exponent, without a needless leading zero.
  private static func decimal(_ digits: Substring) -> Double? {
    var rest = digits.utf8[...]
    let whole = takeDigits(from: &rest)
    var fraction = rest.prefix(0)
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = takeDigits(from: &rest)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    guard whole.count < 2 || whole.first != UInt8(ascii: "0") else { return nil }
    guard let exponent = takeExponent(from: &rest), rest.isEmpty else { return nil }
    return Double("\(text(whole)).\(text(fraction))e\(exponent)")
  }

  private static func takeDigits(from rest: inout Substring.UTF8View) -> Substring.UTF8View {
    let digits = rest.prefix(while: isDigit)
    rest = rest.dropFirst(digits.count)
    return digits
  }

  /// The exponent's text, `"0"` where there is none, or `nil` for an `e` without digits.
  private static func takeExponent(from rest: inout Substring.UTF8View) -> String? {
    guard let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") else { return "0" }
    rest.removeFirst()
    var sign = ""
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
      sign = rest.removeFirst() == UInt8(ascii: "-") ? "-" : ""
    }
    let digits = takeDigits(from: &rest)
    return digits.isEmpty ? nil : sign + text(digits)
  }

  private static func text(_ digits: Substring.UTF8View) -> String {
    digits.isEmpty ? "0" : String(Substring(digits))
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f"))
  }
}
