internal import Simulation

extension Chart {
  /// The chart as lines of text, each ended by a line feed: title, plot, time axis, faults, legend.
  package func text(in style: TerminalStyle) -> String {
    let axes = axes
    let leftWidth = axes[0].labels.reduce(1) { max($0, $1.count) }
    let rightWidth = axes.count > 1 ? axes[1].labels.reduce(1) { max($0, $1.count) } + 2 : 0
    let indentation = leftWidth + 2
    let room = style.width - indentation - max(rightWidth, Self.roomForTimeUnit)
    let plotWidth = plotWidth(within: room)
    let timeAxis = TimeAxis(duration: duration, width: plotWidth)
    let canvas = canvas(axes, timeAxis, style)
    let band = FaultBand(faults, on: timeAxis, glyphs: style.glyphs)
    return titleLine(width: indentation + plotWidth + rightWidth, in: style)
      + plotLines(canvas, axes, leftWidth: leftWidth, in: style)
      + axisLine(timeAxis, axes, leftWidth: leftWidth, in: style)
      + timeAxis.labelLine(indentation: indentation) + "\n"
      + band.text(in: style, indentation: indentation)
      + legend(in: style, axisCount: axes.count)
      + notes(columnCount: plotWidth, in: style)
  }

  /// What the last label of the time axis takes beside the plot.
  private static let roomForTimeUnit = 6

  /// As many columns to each period, where that costs less than a quarter of the room: so bars are
  /// equally wide and ticks equally far apart.
  private func plotWidth(within room: Int) -> Int {
    let periods = Int((duration / period).rounded(.up))
    guard periods <= room else { return room }
    let even = room - room % periods
    return even * 4 >= room * 3 ? even : room
  }

  /// The axis of the first series, and a second one where the second series has another unit.
  private var axes: [ValueAxis] {
    let unit = series[0].unit
    var demands = [
      ValueAxis.Demand(unit: unit, series: series.filter { $0.unit == unit }, reach: reach)
    ]
    if let other = series.first(where: { $0.unit != unit }) {
      demands.append(ValueAxis.Demand(unit: other.unit, series: [other], reach: 0))
    }
    return ValueAxis.fitting(demands)
  }

  private func canvas(
    _ axes: [ValueAxis], _ timeAxis: TimeAxis, _ style: TerminalStyle
  ) -> PlotCanvas {
    let steps = axes[0].stepCount
    let rowsPerStep = max(1, (height + steps / 2) / steps)
    var canvas = PlotCanvas(
      width: timeAxis.width, height: steps * rowsPerStep, glyphs: style.glyphs)
    // The first series is drawn last and stands in front, except that bars stand behind lines.
    let order = series[0].drawing == .bars ? [0, 1] : [1, 0]
    for index in order where index < series.count {
      let axis = series[index].unit == axes[0].unit ? axes[0] : axes[axes.count - 1]
      draw(index, against: axis, on: &canvas)
    }
    markEdges(on: &canvas, timeAxis)
    return canvas
  }

  private func draw(_ index: Int, against axis: ValueAxis, on canvas: inout PlotCanvas) {
    let isBars = index == 0 && series[index].drawing == .bars
    let spans = PlotSpan.spans(
      of: series[index], period: period, duration: duration,
      columnCount: canvas.width * (isBars ? 1 : canvas.dotsAcross))
    let pen = PlotPen(
      spans: spans, axis: axis, mark: Self.marks[index], paint: Self.paints[index],
      isDashed: index > 0 && series[0].drawing != .bars)
    isBars ? pen.drawBars(on: &canvas) : pen.draw(series[index].drawing, on: &canvas)
  }

  private static let marks: [Character] = ["*", "o"]
  private static let paints: [Paint] = [.firstSeries, .secondSeries]

  /// Dotted lines where faults begin and end, unless there are so many that they would hide the plot.
  private func markEdges(on canvas: inout PlotCanvas, _ timeAxis: TimeAxis) {
    let visible = faults.filter { $0.start.nanoseconds < duration.nanoseconds }
    guard visible.count <= 6 else { return }
    let glyph: Character = canvas.glyphs == .unicode ? "┊" : ":"
    for fault in visible {
      let edges = [timeAxis.column(of: fault.start), timeAxis.column(of: fault.end)]
      for column in edges where column < canvas.width {
        canvas.fillEmptyCells(ofColumn: column, with: glyph, paint: .fault)
      }
    }
  }

  /// The title on the left; on the right what a point is, where there is room for both.
  private func titleLine(width: Int, in style: TerminalStyle) -> String {
    let title = CellText.cut(CellText.printable(title), to: style.width, glyphs: style.glyphs)
    let gap = width - CellText.width(of: title) - CellText.width(of: subtitle)
    let painted = style.painted(title, .heading)
    guard !subtitle.isEmpty else { return painted + "\n" }
    let note = style.painted(subtitle, .quiet)
    return painted + (gap >= 2 ? CellText.spaces(gap) : "\n") + note + "\n"
  }

  private func plotLines(
    _ canvas: PlotCanvas, _ axes: [ValueAxis], leftWidth: Int, in style: TerminalStyle
  ) -> String {
    let rowsPerStep = canvas.height / axes[0].stepCount
    let frame = PlotFrame(glyphs: style.glyphs)
    let labels = axes.map(\.labels)
    var text = ""
    for row in (0..<canvas.height).reversed() {
      let isTick = (row + 1) % rowsPerStep == 0
      let tick = (row + 1) / rowsPerStep
      let left = isTick ? labels[0][tick] : ""
      var line = style.painted(
        CellText.rightAligned(left, in: leftWidth) + " " + (isTick ? frame.leftTick : frame.side),
        .quiet)
      line += canvas.text(ofRow: row, in: style)
      if axes.count > 1 {
        let right = isTick ? frame.rightTick + " " + labels[1][tick] : frame.side
        line += style.painted(right, .quiet)
      }
      text += CellText.withoutTrailingSpaces(line) + "\n"
    }
    return text
  }

  private func axisLine(
    _ timeAxis: TimeAxis, _ axes: [ValueAxis], leftWidth: Int, in style: TerminalStyle
  ) -> String {
    let frame = PlotFrame(glyphs: style.glyphs)
    var floor = Array(repeating: frame.floor, count: timeAxis.width + 1)
    for (column, _) in timeAxis.ticks where column > 0 { floor[column] = frame.floorTick }
    let right = axes.count > 1 ? " 0" : ""
    let line =
      CellText.rightAligned("0", in: leftWidth) + " " + frame.corner + floor.joined() + right
    return style.painted(line, .quiet) + "\n"
  }
}

/// The characters of the lines around a plot.
struct PlotFrame {
  let side, leftTick, rightTick, corner, floor, floorTick: String

  init(glyphs: TerminalStyle.Glyphs) {
    switch glyphs {
    case .unicode:
      (side, leftTick, rightTick) = ("│", "┤", "├")
      (corner, floor, floorTick) = ("┼", "─", "┬")
    case .ascii:
      (side, leftTick, rightTick) = ("|", "+", "+")
      (corner, floor, floorTick) = ("+", "-", "+")
    }
  }
}
