package import Simulation

extension NumberText {
  /// A number in three or four characters, as on an axis: `950`, `1.2k`, `34k`, `5.6M`, `7G`, `8T`.
  ///
  /// Two digits are kept below ten, whole numbers above; below one two significant digits, down to
  /// a millionth.
  package static func short(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 999.5e15 else { return scientific(value) }
    let magnitude = value.magnitude
    if magnitude == 0 { return "0" }
    if magnitude < 1 { return significant(value, digits: 2) }
    if magnitude < 999.5 { return trimmed(value, decimals: magnitude < 9.95 ? 1 : 0) }
    let (letter, scale) = thousands.last { magnitude >= 0.9995 * $0.scale } ?? ("", 1)
    return trimmed(value / scale, decimals: magnitude / scale < 9.95 ? 1 : 0) + letter
  }

  /// The letters for powers of a thousand.
  static let thousands: [(letter: String, scale: Double)] = [
    ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("P", 1e15),
  ]

  /// A number with so many significant digits and no exponent, down to a millionth.
  package static func significant(_ value: Double, digits: Int) -> String {
    guard value.isFinite, value.magnitude >= 1e-6 else {
      return value == 0 ? "0" : scientific(value)
    }
    var decimals = digits - 1
    var bound = 1.0
    while decimals > 0, value.magnitude >= bound * 10 {
      decimals -= 1
      bound *= 10
    }
    bound = 1
    while decimals < digits + 6, value.magnitude < bound {
      decimals += 1
      bound /= 10
    }
    return trimmed(value, decimals: decimals)
  }

  /// A share of one as a percentage: 0.125 is `12.5%`.
  package static func percent(_ fraction: Double, decimals: Int = 1) -> String {
    trimmed(fraction * 100, decimals: decimals) + "%"
  }

  /// An amount of money: `$12.34`, and below ten cents three significant digits, as in `$0.000123`.
  package static func dollars(_ amount: Double) -> String {
    guard amount.isFinite else { return "$" + fixed(amount, decimals: 0) }
    let sign = amount < 0 ? "-$" : "$"
    let magnitude = amount.magnitude
    if magnitude == 0 || magnitude >= 0.0995 { return sign + grouped(magnitude, decimals: 2) }
    return sign + significant(magnitude, digits: 3)
  }

  /// A number of bytes in units of 1,024, as the services' quotas count: `512 B`, `256 KB`, `1.5 MB`.
  package static func bytes(_ count: Double) -> String {
    let names = ["B", "KB", "MB", "GB", "TB"]
    var scaled = count
    var unit = 0
    while unit + 1 < names.count, scaled.magnitude >= 1023.95 {
      scaled /= 1024
      unit += 1
    }
    return trimmed(scaled, decimals: 1) + " " + names[unit]
  }

  /// A length of time as people say it, to its two largest units: `250 ms`, `30 s`, `1 min 30 s`, `4 d`.
  ///
  /// Below a minute one number with at most three significant decimals; from a minute on whole
  /// units, the second of which is rounded and left out when it is zero.
  package static func duration(_ interval: Interval) -> String {
    if interval.nanoseconds < 0 {
      // The shortest interval has no positive counterpart; one nanosecond does not show there.
      return "-" + duration(Interval(nanoseconds: -max(interval.nanoseconds, -.max)))
    }
    let nanoseconds = interval.nanoseconds
    if nanoseconds < 59_999_500_000 { return belowAMinute(nanoseconds) }
    let steps: [(large: Int64, largeName: String, small: Int64, smallName: String)] = [
      (60, "min", 1, "s"), (3_600, "h", 60, "min"), (86_400, "d", 3_600, "h"),
    ]
    var text = ""
    for step in steps {
      let (small, ratio) = (step.small * 1_000_000_000, step.large / step.small)
      let count = nanoseconds / small + (nanoseconds % small >= small / 2 ? 1 : 0)
      if count < ratio { break }
      text = "\(count / ratio) \(step.largeName)"
      if count % ratio != 0 { text += " \(count % ratio) \(step.smallName)" }
    }
    return text
  }

  private static func belowAMinute(_ nanoseconds: Int64) -> String {
    let value = Double(nanoseconds)
    return switch nanoseconds {
    case 0: "0 s"
    case ..<1_000: "\(nanoseconds) ns"
    case ..<999_950: significantOrWhole(value / 1e3) + " µs"
    case ..<999_950_000: significantOrWhole(value / 1e6) + " ms"
    default: trimmed(value / 1e9, decimals: nanoseconds < 10_000_000_000 ? 2 : 1) + " s"
    }
  }

  private static func significantOrWhole(_ value: Double) -> String {
    trimmed(value, decimals: value < 9.995 ? 2 : value < 99.95 ? 1 : 0)
  }

  /// One decimal and a power of ten, for what no other form can hold.
  private static func scientific(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return fixed(value, decimals: 0) }
    var mantissa = value.magnitude
    var exponent = 0
    while mantissa >= 9.95 {
      mantissa /= 10
      exponent += 1
    }
    while mantissa < 0.995 {
      mantissa *= 10
      exponent -= 1
    }
    return (value < 0 ? "-" : "") + trimmed(mantissa, decimals: 1) + "e\(exponent)"
  }
}
