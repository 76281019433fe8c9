package import Simulation

extension Interval {
  /// The units of a duration in nanoseconds, the longest first.
  private static let units: [(name: String, nanoseconds: Int64)] = [
    ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000),
    ("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1_000), ("ns", 1),
  ]

  /// What other notations call the units.
  static func unit(calledElsewhere name: String) -> String? {
    switch name.lowercased() {
    case "s", "sec", "secs", "second", "seconds": "s"
    case "m", "min", "mins", "minute", "minutes": "m"
    case "h", "hr", "hrs", "hour", "hours": "h"
    case "d", "day", "days": "d"
    case "ms", "msec", "msecs", "millisecond", "milliseconds", "millis": "ms"
    case "µs", "μs", "us", "usec", "microsecond", "microseconds": "us"
    case "ns", "nsec", "nanosecond", "nanoseconds": "ns"
    default: nil
    }
  }

  /// Reads numbers with their units, each unit shorter than the one before, as in `"1h30m"`.
  package static func reading(_ text: String) -> QuantityReading<Interval> {
    var rest = text[...]
    let isNegative = rest.first == "-"
    if isNegative || rest.first == "+" { rest.removeFirst() }
    var reading = DurationReading()
    while !rest.isEmpty {
      guard let amount = Amount(takenFrom: &rest) else { return .malformed }
      if let failure = reading.add(amount, isLast: rest.isEmpty) { return failure }
    }
    guard reading.parts > 0 else { return .malformed }
    let sign = isNegative ? "-" : ""
    if reading.isMisspelt { return .misspelt(sign + reading.text) }
    let nanoseconds = reading.nanoseconds ?? .max
    return .value(Interval(nanoseconds: isNegative ? -nanoseconds : nanoseconds))
  }

  /// The duration as a scenario writes it, exactly: `1h30m`.
  package var spelt: String {
    guard nanoseconds != 0 else { return "0s" }
    var rest = nanoseconds.magnitude
    var text = nanoseconds < 0 ? "-" : ""
    for unit in Self.units {
      let (count, remainder) = rest.quotientAndRemainder(dividingBy: unit.nanoseconds.magnitude)
      if count > 0 { text += "\(count)\(unit.name)" }
      rest = remainder
    }
    return text
  }

  /// The parts of a duration that were read so far.
  private struct DurationReading {
    var parts = 0
    var text = ""
    var isMisspelt = false
    var nanoseconds: Int64? = 0
    private var shortest = Interval.units.startIndex

    /// Adds a number with its unit, or says why the text is no duration.
    mutating func add(_ amount: Amount, isLast: Bool) -> QuantityReading<Interval>? {
      guard !amount.unit.isEmpty else { return parts == 0 && isLast ? .noUnit : .malformed }
      let known = Interval.units.firstIndex { $0.name == amount.unit }
      guard let name = known.map({ Interval.units[$0].name }) ?? unit(calledElsewhere: amount.unit),
        let index = Interval.units.firstIndex(where: { $0.name == name })
      else { return isLast ? .unknownUnit(amount.unit.printable(upTo: 20)) : .malformed }
      guard parts == 0 || index > shortest else { return .malformed }
      shortest = index
      parts += 1
      text += amount.digits + name
      isMisspelt = isMisspelt || known == nil || amount.hasBlanks
      let part = amount.scaled(by: Interval.units[index].nanoseconds.magnitude)
      nanoseconds = nanoseconds.flatMap { sum in
        part.flatMap { part in
          let (total, overflow) = sum.addingReportingOverflow(part)
          return overflow ? nil : total
        }
      }
      return nil
    }
  }
}
