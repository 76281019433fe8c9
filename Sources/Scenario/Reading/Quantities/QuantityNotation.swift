package import Simulation

/// How a quantity is written: its units, how to read it, and what a bare number probably means.
package struct QuantityNotation<Value: Comparable & Sendable>: Sendable {
  /// The units, in the order in which a message lists them.
  package let units: [String]
  /// Reads a text.
  package let read: @Sendable (String) -> QuantityReading<Value>
  /// The texts that a bare number may have been meant as, the likeliest first.
  package let likelyTexts: @Sendable (Numeral) -> [String]
}

extension QuantityNotation<Interval> {
  /// A length of time: `"30s"`, `"1.5m"`, `"1h30m"`.
  package static let duration = Self(
    units: ["ms", "s", "m", "h", "d"], read: Interval.reading,
    likelyTexts: { number in ["s", "ms", "m", "h", "d"].map { number.text + $0 } })
}

extension QuantityNotation<Int> {
  /// A number of bytes: `"2KB"`, with units of 1,024.
  package static let size = Self(
    units: ["B", "KB", "MB", "GB"], read: SizeText.reading,
    likelyTexts: { number in ["B", "KB", "MB", "GB"].map { number.text + $0 } })
}

extension QuantityNotation<Double> {
  /// So many per unit of time: `"10/s"`, per second in memory.
  package static let rate = Self(
    units: ["/s", "/m", "/h", "/d"], read: RateText.reading,
    likelyTexts: { number in ["/s", "/m", "/h", "/d"].map { number.text + $0 } })

  /// A share of one hundred percent: `"5%"`, a fraction in memory.
  package static let share = Self(
    units: ["%"], read: ShareText.reading,
    likelyTexts: { number in
      let isFraction = number.double > 0 && number.double <= 1
      return isFraction ? [(number.double * 100).spelt + "%"] : [number.text + "%"]
    })
}

/// A quantity that can vary, as the distributions of a scenario do.
package enum Quantity: String, Hashable, Sendable {
  /// A length of time, in seconds in memory.
  case duration
  /// A number of bytes.
  case size
}
