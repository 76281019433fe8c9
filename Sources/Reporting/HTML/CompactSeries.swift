/// The values of a line of a graph in about a byte each, for the script of the page to unpack.
///
/// Each value is a whole number of steps, written as the difference to the value before, which is
/// small for what changes little from one period to the next. Differences of either sign are folded
/// into whole numbers from zero on (0, -1, 1, -2, …) and written in base 44, the lowest digit first:
/// the last digit of a number is one of 44 characters, each one before it of 44 others. A missing
/// value is an exclamation mark.
package struct CompactSeries: Hashable, Sendable {
  /// The values, one after the other.
  package let text: String
  /// How many steps make one unit: one for whole numbers, else a power of ten.
  package let stepsPerUnit: Int

  /// The largest value is written with at least so many steps, so that reading it off is exact to
  /// the digits that a report shows.
  private static let leastSteps = 1_000.0
  /// The most steps per unit, that is twelve decimals.
  private static let finest = 1_000_000_000_000
  /// Whole numbers up to this one keep their meaning in the script, which has floating point only.
  private static let largest = 0x1p52

  /// Packs values; those that are not finite count as missing.
  package init(_ values: [Double?]) {
    let known = values.map { $0.flatMap { $0.magnitude < Self.largest ? $0 : nil } }
    let steps = Self.stepsPerUnit(for: known.compactMap { $0 })
    var text = ""
    var before = 0
    for value in known {
      guard let value else {
        text.unicodeScalars.append("!")
        continue
      }
      let number = Int((value * Double(steps)).rounded())
      Self.append(number - before, to: &text)
      before = number
    }
    self.text = text
    stepsPerUnit = steps
  }

  private static func stepsPerUnit(for values: [Double]) -> Int {
    if values.allSatisfy({ $0 == $0.rounded() }) { return 1 }
    let highest = values.reduce(0) { max($0, $1.magnitude) }
    var steps = 1
    while highest * Double(steps) < leastSteps, steps < finest { steps *= 10 }
    return steps
  }

  private static func append(_ difference: Int, to text: inout String) {
    var rest = difference < 0 ? -2 * difference - 1 : 2 * difference
    while rest >= base {
      text.unicodeScalars.append(character(of: base + rest % base))
      rest /= base
    }
    text.unicodeScalars.append(character(of: rest))
  }

  private static let base = 44

  /// The printable ASCII characters from `#` on, less those that JSON or HTML would escape.
  private static func character(of digit: Int) -> Unicode.Scalar {
    var code = UInt8(digit) + 35
    if code >= UInt8(ascii: "<") { code += 1 }
    if code >= UInt8(ascii: "\\") { code += 1 }
    return Unicode.Scalar(code)
  }
}
