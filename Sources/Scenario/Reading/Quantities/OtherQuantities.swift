import Simulation

/// Numbers of bytes as a scenario writes them: `2KB`.
package enum SizeText {
  private static let units: [(name: String, bytes: UInt64)] = [
    ("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10), ("B", 1),
  ]

  /// Reads a number with one of the units of 1,024 bytes.
  package static func reading(_ text: String) -> QuantityReading<Int> {
    single(text) { amount, sign in
      if let unit = units.first(where: { $0.name == amount.unit }), !amount.hasBlanks {
        return .value(sign * Int(amount.scaled(by: unit.bytes) ?? .max))
      }
      let name = amount.unit.uppercased().replacing("IB", with: "B", maxReplacements: 1)
      let meant = units.first { $0.name == name || $0.name.first.map(String.init) == name }
      return meant.map { .misspelt("\(amount.digits)\($0.name)") } ?? .unknownUnit(amount.unit)
    }
  }

  /// The size in the largest unit that divides it.
  package static func spelt(_ bytes: Int) -> String {
    let unit = units.first { bytes != 0 && bytes.magnitude % UInt($0.bytes) == 0 }
    return "\(bytes / Int(unit?.bytes ?? 1))\(unit?.name ?? "B")"
  }
}

/// Rates as a scenario writes them: `10/s`.
package enum RateText {
  private static let secondsPerUnit = ["s": 1.0, "m": 60, "h": 3_600, "d": 86_400]

  /// A rate per second in the unit that needs the fewest digits: `90/h` rather than `0.025/s`.
  package static func spelt(_ rate: Double) -> String {
    let candidates = ["s", "m", "h", "d"].map { unit in
      (rate * (secondsPerUnit[unit] ?? 1)).spelt + "/" + unit
    }
    return candidates.min { $0.count < $1.count } ?? rate.spelt + "/s"
  }

  /// Reads a number with `/s`, `/m`, `/h` or `/d`, per second.
  package static func reading(_ text: String) -> QuantityReading<Double> {
    single(text) { amount, sign in
      guard amount.unit.first == "/" else { return .unknownUnit(amount.unit) }
      let unit = String(amount.unit.dropFirst())
      if let seconds = secondsPerUnit[unit], !amount.hasBlanks {
        return .value(Double(sign) * amount.double / seconds)
      }
      guard let meant = Interval.unit(calledElsewhere: unit), secondsPerUnit[meant] != nil else {
        return .unknownUnit(amount.unit)
      }
      return .misspelt("\(amount.digits)/\(meant)")
    }
  }
}

/// Shares as a scenario writes them: `5%`.
package enum ShareText {
  /// A fraction in percent, to twelve decimals: 0.000001 is `0.0001%`.
  package static func spelt(_ fraction: Double) -> String {
    ((fraction * 1e14).rounded() / 1e12).spelt + "%"
  }

  /// Reads a number of percent as a fraction.
  package static func reading(_ text: String) -> QuantityReading<Double> {
    single(text) { amount, sign in
      guard ["%", "percent"].contains(amount.unit) else { return .unknownUnit(amount.unit) }
      if amount.hasBlanks || amount.unit != "%" { return .misspelt("\(amount.digits)%") }
      return .value(Double(sign) * amount.double / 100)
    }
  }
}

extension Double {
  /// The shortest digits that stand for the number, without a needless `.0`.
  package var spelt: String {
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

/// Reads a text of one number with one unit.
private func single<Value>(
  _ text: String, value: (_ amount: Amount, _ sign: Int) -> QuantityReading<Value>
) -> QuantityReading<Value> {
  var rest = text[...]
  let isNegative = rest.first == "-"
  if isNegative || rest.first == "+" { rest.removeFirst() }
  guard let amount = Amount(takenFrom: &rest), rest.isEmpty else { return .malformed }
  guard !amount.unit.isEmpty else { return .noUnit }
  switch value(amount, isNegative ? -1 : 1) {
  case .misspelt(let fix): return .misspelt(isNegative ? "-" + fix : fix)
  case .unknownUnit(let unit): return .unknownUnit(unit.printable(upTo: 20))
  case let reading: return reading
  }
}
