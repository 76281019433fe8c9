internal import Simulation

extension Chart {
  /// A line for each series: how it is drawn, its name, and its last, mean and largest value.
  func legend(in style: TerminalStyle, axisCount: Int) -> String {
    let column = Table.Column(overflow: .cut)
    var table = Table([.init(), column, column, column, column], indentation: 2)
    for index in series.indices {
      let values = series[index].values.compactMap { $0 }
      let unit = series[index].unit
      let side = axisCount < 2 ? "" : index == 0 ? " (left axis)" : " (right axis)"
      var cells = [
        Table.Cell(sample(of: index, style.glyphs), index == 0 ? .firstSeries : .secondSeries),
        Table.Cell(series[index].name + side),
      ]
      if let last = values.last, let mean = Reduction.mean.apply(to: values) {
        let largest = values.reduce(0, max)
        cells += [
          "last \(unit.text(last))", "mean \(unit.text(mean))", "max \(unit.text(largest))",
        ]
      } else {
        cells += ["no data", "", ""]
      }
      table.append(cells)
    }
    return table.text(in: style)
  }

  /// Says so where a column stands for several periods, and what it then shows.
  func notes(columnCount: Int, in style: TerminalStyle) -> String {
    var text = ""
    for index in series.indices {
      let isBars = index == 0 && series[index].drawing == .bars
      let columns = columnCount * (isBars || style.glyphs == .ascii ? 1 : 2)
      let periods = duration / period
      guard periods > Double(columns) else { continue }
      let count = Int((periods / Double(columns)).rounded(.up))
      let note =
        "\(series[index].name): each column is the \(series[index].reduction.rawValue)"
        + " of up to \(count) points"
      for line in CellText.wrapped(note, to: style.width - 2) {
        text += "  " + style.painted(line, .quiet) + "\n"
      }
    }
    return text
  }

  private func sample(of index: Int, _ glyphs: TerminalStyle.Glyphs) -> String {
    let isBars = index == 0 && series[index].drawing == .bars
    return switch (glyphs, isBars) {
    case (.unicode, true): "███"
    case (.unicode, false): index == 0 || series[0].drawing == .bars ? "⠒⠒⠒" : "⠒ ⠒"
    case (.ascii, _): index == 0 ? "***" : "ooo"
    }
  }
}
