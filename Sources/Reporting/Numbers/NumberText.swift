/// Numbers as text: the one formatter of every report, so that the same number always looks the same.
///
/// It reads no locale: the decimal mark is a full stop, and thousands are parted by commas only where
/// a person reads. What is not a number is `nan`, `inf` or `-inf`; zero bears no sign.
package enum NumberText {
  /// The most decimals that `fixed` writes.
  package static let mostDecimals = 20

  /// A number with exactly so many decimals.
  ///
  /// The exact binary value is rounded, half to even: 0.125 becomes `0.12` and 0.375 `0.38`, while
  /// 1.005, which is a little less than it looks, becomes `1.00`. From 2¹²⁸ (about 3.4e38) on the
  /// shortest form is given instead.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    precondition((0...mostDecimals).contains(decimals), "\(decimals) decimals are out of range")
    guard value.isFinite else { return notFinite(value) }
    let scaled: String
    if value.magnitude < 0x1p52 {
      scaled = scaledInteger(value.magnitude, decimals: decimals).description
    } else if let whole = UInt128(exactly: value.magnitude) {
      scaled = whole.description + String(repeating: "0", count: decimals)
    } else {
      return value.description
    }
    let isZero = scaled == "0"
    return (value < 0 && !isZero ? "-" : "") + placing(decimalMarkAt: decimals, in: scaled)
  }

  /// A number with at most so many decimals: `fixed` without the zeros at its end.
  package static func trimmed(_ value: Double, decimals: Int) -> String {
    withoutTrailingZeros(fixed(value, decimals: decimals))
  }

  /// The fewest digits from which the same number can be read back; whole numbers have no decimals.
  ///
  /// Below 2⁵³ whole numbers are written out; very large and very small ones have an exponent, as in
  /// `1e+16` and `1e-05`, which CSV and JSON readers understand.
  package static func shortest(_ value: Double) -> String {
    guard value.isFinite else { return notFinite(value) }
    if value.magnitude < 0x1p53, value == value.rounded(.towardZero) {
      return Int64(value).description
    }
    return value.description
  }

  /// A number for people: thousands parted by commas, as in `1,234,567.50`.
  package static func grouped(_ value: Double, decimals: Int = 0) -> String {
    groupingThousands(of: fixed(value, decimals: decimals))
  }

  /// A whole number for people: thousands parted by commas.
  package static func grouped(_ value: Int) -> String { groupingThousands(of: value.description) }

  static func withoutTrailingZeros(_ text: String) -> String {
    guard text.contains("."), !text.contains("e") else { return text }
    var kept = Substring(text)
    while kept.last == "0" { kept.removeLast() }
    if kept.last == "." { kept.removeLast() }
    return String(kept)
  }

  /// Works on text so that the sign, the decimals and an exponent stay as they are.
  static func groupingThousands(of text: String) -> String {
    let start = text.firstIndex { $0 != "-" } ?? text.startIndex
    let end = text[start...].firstIndex { !("0"..."9").contains($0) } ?? text.endIndex
    var grouped = String(text[..<start])
    let digits = text[start..<end]
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position).isMultiple(of: 3) { grouped.append(",") }
      grouped.append(digit)
    }
    return grouped + text[end...]
  }

  private static func notFinite(_ value: Double) -> String {
    value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
  }

  /// The whole number nearest to `magnitude * 10^decimals`, half to even.
  ///
  /// Exact: a double below 2⁵² is a whole number below 2⁵³ divided by a power of two, and 10²⁰ is
  /// below 2⁶⁷, so that their product has at most 120 bits.
  private static func scaledInteger(_ magnitude: Double, decimals: Int) -> UInt128 {
    guard magnitude.isNormal, magnitude.exponent - 52 > -128 else {
      return 0  // Less than half of the last decimal.
    }
    let power = (0..<decimals).reduce(into: UInt128(1)) { power, _ in power *= 10 }
    let product = UInt128(magnitude.significandBitPattern | 1 << 52) * power
    let shift = UInt128(52 - magnitude.exponent)
    let quotient = product >> shift
    let remainder = product - (quotient << shift)
    let half = UInt128(1) << (shift - 1)
    let roundsUp = remainder > half || (remainder == half && !quotient.isMultiple(of: 2))
    return roundsUp ? quotient + 1 : quotient
  }

  private static func placing(decimalMarkAt decimals: Int, in digits: String) -> String {
    guard decimals > 0 else { return digits }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }
}
