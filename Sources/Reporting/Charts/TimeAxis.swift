internal import Simulation

/// The axis of virtual time: where an instant stands, and the ticks that are labelled.
struct TimeAxis {
  let duration: Interval
  /// How many columns the plot has.
  let width: Int

  /// The column in which an instant lies; the end of the axis is the column after the last.
  func column(of instant: Instant, in columns: Int? = nil) -> Int {
    let columns = columns ?? width
    let share = Double(instant.nanoseconds) / Double(duration.nanoseconds)
    return Int(min(max(share, 0), 1) * Double(columns))
  }

  /// The ticks with their labels; the last one bears the unit.
  var ticks: [(column: Int, label: String)] {
    let unit = ClockUnit.suiting(seconds: duration.seconds)
    let mostTicks = Double(max(1, width / 8))
    let step = TickLadder.clockStep(atLeast: duration.seconds / mostTicks)
    let count = Int(duration.seconds / step * (1 + 1e-12))
    return (0...count).map { tick in
      let seconds = Double(tick) * step
      let number = NumberText.trimmed(seconds / unit.seconds, decimals: 3)
      return (
        column(of: Instant.start + Interval(seconds: seconds)),
        tick == count ? "\(number) \(unit.name)" : number
      )
    }
  }

  /// The labels in one line, each with its number under its tick; the first is under the corner.
  func labelLine(indentation: Int) -> String {
    var line = ""
    for (column, label) in ticks {
      let number = label.prefix { $0 != " " }
      let center = column == 0 ? indentation - 1 : indentation + column
      let start = max(0, center - number.count / 2)
      let gap = start - line.count
      if !line.isEmpty, gap < 1 { continue }
      line += CellText.spaces(gap) + label
    }
    return line
  }
}
