/// The steps between ticks that people read easily: 1, 2 and 5 with zeros, and those of a clock.
enum TickLadder {
  /// The smallest easy step of a unit that is at least as large as asked for; `least` bounds it.
  static func step(atLeast wanted: Double, unit: DisplayUnit, least: Double = 0) -> Double {
    let wanted = max(wanted, least)
    if let secondsPerUnit = unit.secondsPerUnit {
      return clockStep(atLeast: wanted * secondsPerUnit) / secondsPerUnit
    }
    return unit == .bytes ? byteStep(atLeast: wanted) : decimalStep(atLeast: wanted)
  }

  /// In seconds: decimal below ten, then the divisions of the clock, then decimal in days.
  static func clockStep(atLeast seconds: Double) -> Double {
    if seconds <= 10 { return decimalStep(atLeast: seconds) }
    return clock.first { $0 >= seconds * tolerance } ?? decimalStep(atLeast: seconds / 86_400)
      * 86_400
  }

  /// 1, 2 or 5 times a power of ten.
  static func decimalStep(atLeast wanted: Double) -> Double {
    // Powers are multiplied up, not taken from the C library, whose results differ by platform.
    var power = 1.0
    while power < wanted { power *= 10 }
    while power > wanted * 10, power > .leastNormalMagnitude { power /= 10 }
    // Below one a division keeps 0.2 what it is in decimals, where a multiplication would not.
    let candidates = [power / 10, power / 5, power / 2, power, power * 2, power * 5]
    return candidates.first { $0 >= wanted * tolerance } ?? power
  }

  private static func byteStep(atLeast wanted: Double) -> Double {
    var unit = 1.0
    while unit < 0x1p40, wanted >= unit * 1024 * tolerance { unit *= 1024 }
    let step = decimalStep(atLeast: max(wanted / unit, unit == 1 ? 1 : 0))
    return step > 512 && unit < 0x1p40 ? unit * 1024 : step * unit
  }

  /// A step that misses what was asked for by a rounding error is large enough.
  private static let tolerance = 1 - 1e-9

  private static let clock: [Double] = [
    10, 15, 20, 30, 60, 120, 300, 600, 900, 1_200, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200,
    86_400,
  ]
}
