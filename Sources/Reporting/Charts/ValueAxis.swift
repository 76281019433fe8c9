/// A value axis from zero upwards: the step between its ticks, and how many steps there are.
struct ValueAxis {
  /// What one axis has to show.
  struct Demand {
    let unit: DisplayUnit
    let largest: Double
    /// Whether there are only whole numbers, so that no tick may stand between two of them.
    let isWhole: Bool

    init(unit: DisplayUnit, series: [Chart.Series], reach: Double) {
      let values = series.flatMap(\.values).compactMap { $0 } + [reach]
      self.unit = unit
      largest = values.reduce(0, max)
      isWhole = unit == .count && values.allSatisfy { $0 == $0.rounded() }
    }

    fileprivate func step(cuttingInto count: Int) -> Double {
      let least = isWhole || largest == 0 ? 1.0 : 0
      return TickLadder.step(atLeast: largest / Double(count), unit: unit, least: least)
    }

    /// How much of the axis would be empty, as a factor of at least one.
    fileprivate func waste(cuttingInto count: Int) -> Double {
      step(cuttingInto: count) * Double(count) / (largest > 0 ? largest : 1)
    }
  }

  let unit: DisplayUnit
  let step: Double
  let stepCount: Int

  /// The value of the topmost tick.
  var maximum: Double { step * Double(stepCount) }

  /// Axes with the same number of steps that leave least empty, with about four steps.
  static func fitting(_ demands: [Demand]) -> [ValueAxis] {
    let counts = [4, 5, 3, 6, 2, 1]  // In the order of liking, where they fit as well.
    let wastes = counts.map { count in
      demands.reduce(0) { $0 + $1.waste(cuttingInto: count) }
    }
    let least = wastes.reduce(.infinity, min) * (1 + 1e-9)
    let count = zip(counts, wastes).first { $0.1 <= least }?.0 ?? 4
    return demands.map {
      ValueAxis(unit: $0.unit, step: $0.step(cuttingInto: count), stepCount: count)
    }
  }

  /// The labels of all ticks, from zero up, in one scale and with the same decimals.
  var labels: [String] {
    let scale = scale
    let scaledStep = step / scale.factor
    let decimals = (0...6).first { decimals in
      let text = NumberText.fixed(scaledStep, decimals: decimals)
      return (Double(text) ?? 0).isNearly(scaledStep)
    }
    return (0...stepCount).map { tick in
      if tick == 0 { return "0" }
      let value = scaledStep * Double(tick)
      guard let decimals, value < 1e6 else { return unit.text(step * Double(tick)) }
      return scale.prefix + NumberText.fixed(value, decimals: decimals) + scale.suffix
    }
  }

  private var scale: (factor: Double, prefix: String, suffix: String) {
    switch unit {
    case .count, .countPerSecond, .none:
      let letter = NumberText.thousands.last { maximum >= max($0.scale, 10_000) }
      let ending = unit == .countPerSecond ? "/s" : ""
      return (letter?.scale ?? 1, "", (letter?.letter ?? "") + ending)
    case .bytes:
      let names = [" B", " KB", " MB", " GB", " TB"]
      let factors = [1.0, 0x1p10, 0x1p20, 0x1p30, 0x1p40]
      let index = factors.lastIndex { maximum >= $0 } ?? 0
      return (factors[index], "", names[index])
    case .milliseconds, .seconds:
      let secondsPerUnit = unit.secondsPerUnit ?? 1
      let clock = ClockUnit.suiting(seconds: maximum * secondsPerUnit)
      return (clock.seconds / secondsPerUnit, "", " " + clock.name)
    case .percent: return (1, "", "%")
    case .dollars: return (1, "$", "")
    }
  }
}

extension Double {
  fileprivate func isNearly(_ other: Double) -> Bool {
    (self - other).magnitude <= other.magnitude * 1e-9
  }
}

/// The unit in which an axis of time is labelled.
struct ClockUnit {
  let name: String
  let seconds: Double

  /// The unit for a length: up to two minutes are seconds, up to two hours minutes, and up to four
  /// days hours.
  static func suiting(seconds: Double) -> ClockUnit {
    switch seconds {
    case ..<1e-6: ClockUnit(name: "ns", seconds: 1e-9)
    case ..<1e-3: ClockUnit(name: "µs", seconds: 1e-6)
    case ..<1: ClockUnit(name: "ms", seconds: 1e-3)
    case ...120: ClockUnit(name: "s", seconds: 1)
    case ...7_200: ClockUnit(name: "min", seconds: 60)
    case ...345_600: ClockUnit(name: "h", seconds: 3_600)
    default: ClockUnit(name: "d", seconds: 86_400)
    }
  }
}
