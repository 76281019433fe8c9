/// A set of whole numbers from 0 to 63 or from 1970 to 2199, as the fields of a cron expression hold.
struct NumberSet: Hashable, Sendable {
  /// Bits 0 to 63, then those of the years from 1970 on, 64 to a word.
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  private static let firstYear = CronField.year.range.lowerBound

  mutating func insert(_ number: Int) {
    let bit = Self.bit(number)
    let mask = UInt64(1) << UInt64(bit % 64)
    switch bit / 64 {
    case 0: words.0 |= mask
    case 1: words.1 |= mask
    case 2: words.2 |= mask
    default: words.3 |= mask
    }
  }

  func contains(_ number: Int) -> Bool {
    let bit = Self.bit(number)
    guard (0..<256).contains(bit) else { return false }
    let word =
      switch bit / 64 {
      case 0: words.0
      case 1: words.1
      case 2: words.2
      default: words.3
      }
    return word & (1 << UInt64(bit % 64)) != 0
  }

  /// The smallest member that is not below a number under 64.
  func first(from number: Int) -> Int? {
    guard number < 64 else { return nil }
    let rest = words.0 & (~0 << UInt64(number))
    return rest == 0 ? nil : rest.trailingZeroBitCount
  }

  private static func bit(_ number: Int) -> Int {
    number < 64 ? number : number - firstYear
  }

  static func == (left: NumberSet, right: NumberSet) -> Bool { left.words == right.words }

  func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}
