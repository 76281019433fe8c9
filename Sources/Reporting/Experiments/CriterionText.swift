internal import Experiment

/// How the values of criteria look in tables and sentences for people.
struct CriterionText {
  /// The style of the place where the text goes.
  let style: TerminalStyle

  init(in style: TerminalStyle) { self.style = style }

  private var plusMinus: String { style.glyphs == .unicode ? " ± " : " +- " }

  /// A value in its unit: `1,234`, `12.3`, `5 min`, `$0.0123`, `97.5%`.
  func value(_ value: Double, _ unit: Criterion.Unit) -> String {
    guard value.isFinite else { return "-" }
    return switch unit {
    case .count: Self.count(value)
    case .seconds: DisplayUnit.seconds.text(value)
    case .dollars: NumberText.dollars(value)
    case .share: NumberText.percent(value)
    }
  }

  /// A value with half the width of its interval; an interval without width is left out.
  func value(_ value: Double, plusMinus halfWidth: Double?, _ unit: Criterion.Unit) -> String {
    guard let halfWidth, halfWidth > 0, halfWidth.isFinite else { return self.value(value, unit) }
    if unit == .count || unit == .dollars {
      let decimals = Self.decimals(for: halfWidth)
      let (sign, currency) = (value < 0 ? "-" : "", unit == .dollars ? "$" : "")
      return sign + currency + NumberText.grouped(value.magnitude, decimals: decimals) + plusMinus
        + currency + NumberText.grouped(halfWidth, decimals: decimals)
    }
    return self.value(value, unit) + plusMinus + self.value(halfWidth, unit)
  }

  /// The mean with its interval, or the probability with its own.
  func estimate(_ summary: CriterionSummary) -> String {
    guard let mean = summary.mean else { return "-" }
    let unit = summary.criterion.unit
    guard summary.proportion != nil, let interval = summary.interval else {
      return value(mean, plusMinus: summary.interval?.halfWidth, unit)
    }
    return "\(value(mean, unit)) (\(value(interval.low, unit)) to \(value(interval.high, unit)))"
  }

  /// A difference with its sign.
  func difference(_ difference: Difference, _ unit: Criterion.Unit) -> String {
    let sign = difference.mean > 0 ? "+" : ""
    return sign + value(difference.mean, plusMinus: difference.interval?.halfWidth, unit)
  }

  /// The sentence about the variants of a result.
  func sentence(_ sentence: Sentence, of result: ExperimentResult) -> String {
    sentence.text(
      variant: { "'\(result.variants[$0].name)'" },
      value: { self.value($0, plusMinus: $1, $2) })
  }

  /// Whole numbers in full, others with three digits.
  private static func count(_ value: Double) -> String {
    value == value.rounded() || value.magnitude >= 1_000
      ? NumberText.grouped(value) : NumberText.significant(value, digits: 3)
  }

  /// The decimals with which half a width has two digits, from none to nine.
  private static func decimals(for halfWidth: Double) -> Int {
    var decimals = 0
    var scaled = halfWidth
    while scaled < 9.95, decimals < 9 {
      scaled *= 10
      decimals += 1
    }
    return decimals
  }
}
