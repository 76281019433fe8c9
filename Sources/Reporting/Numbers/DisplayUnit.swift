internal import Simulation

/// What a measured number counts, and so how people read it; the raw values are CloudWatch's names.
///
/// CloudWatch has no unit for money; its billing metrics write the currency, `USD`.
package enum DisplayUnit: String, CaseIterable, Sendable {
  case count = "Count"
  case countPerSecond = "Count/Second"
  case bytes = "Bytes"
  case milliseconds = "Milliseconds"
  case seconds = "Seconds"
  /// From 0 to 100.
  case percent = "Percent"
  case dollars = "USD"
  case none = "None"

  /// A value with its unit, as a person reads it: `30 s`, `1.2k`, `256 KB`, `12.5%`, `$0.0012`.
  package func text(_ value: Double) -> String {
    switch self {
    case .count, .none: NumberText.short(value)
    case .countPerSecond: NumberText.short(value) + "/s"
    case .bytes: NumberText.bytes(value)
    case .milliseconds: Self.durationText(seconds: value / 1e3)
    case .seconds: Self.durationText(seconds: value)
    case .percent: NumberText.trimmed(value, decimals: 1) + "%"
    case .dollars: NumberText.dollars(value)
    }
  }

  /// How many seconds the unit stands for, where it is one of time.
  var secondsPerUnit: Double? {
    switch self {
    case .milliseconds: 1e-3
    case .seconds: 1
    case .count, .countPerSecond, .bytes, .percent, .dollars, .none: nil
    }
  }

  private static func durationText(seconds: Double) -> String {
    guard seconds.magnitude < Interval.longest.seconds else {
      return NumberText.short(seconds) + " s"
    }
    let text = NumberText.duration(Interval(seconds: seconds.magnitude))
    return seconds < 0 ? "-" + text : text
  }
}
