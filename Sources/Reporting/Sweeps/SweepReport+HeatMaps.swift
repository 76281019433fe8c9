internal import Experiment
internal import Scenario
internal import Simulation

/// What the heat maps of a measure have in common: the scale, and which points stand out.
private struct HeatScale {
  let measure: Int
  let low: Double
  let high: Double
  /// Whether each point surely differs from the lowest one; only then its shade says something.
  let standsOut: [Bool]
}

extension SweepReport {
  /// The heat maps of a measure, one for each choice of values on the third axis and those after it;
  /// none where all points have the same value, a sentence where they do not surely differ.
  func heatMaps(of measure: Int, in style: TerminalStyle) -> [String] {
    let others = sweep.sweep.axes.dropFirst(2).reduce([[Int]]()) { choices, axis in
      let all = Array(axis.values.indices)
      return choices.isEmpty ? all.map { [$0] } : choices.flatMap { old in all.map { old + [$0] } }
    }
    let maps = (others.isEmpty ? [[]] : others).map { others in
      (others: others, means: sweep.heatMap(of: measure, others: others))
    }
    let means = maps.flatMap(\.means).joined().compactMap(\.self)
    guard let low = means.min(), let high = means.max(), low < high else { return [] }
    let differences = sweep.differencesFromLowest(of: measure)
    let scale = HeatScale(
      measure: measure, low: low, high: high, standsOut: differences.map { $0?.isSure ?? false })
    guard scale.standsOut.contains(true) else {
      let sentence =
        "\(result.criteria[measure].label): no point surely differs from the lowest, so there is no map"
      return [CellText.wrapped(sentence, to: style.width).map { $0 + "\n" }.joined()]
    }
    return maps.map { heatMap($0.means, at: $0.others, scale, in: style) }
  }

  private func heatMap(
    _ means: [[Double?]], at others: [Int], _ scale: HeatScale, in style: TerminalStyle
  ) -> String {
    let criterion = result.criteria[scale.measure]
    let text = CriterionText(in: style)
    let axes = sweep.sweep.axes
    var hasNoise = false
    var table = Table(
      [.init(axisNames[0], .right)] + axes[1].values.map { .init($0, .right) })
    for (row, values) in means.enumerated() {
      var cells = [Table.Cell(axes[0].values[row])]
      for (column, value) in values.enumerated() {
        guard let value else {
          cells.append(Table.Cell("-", .quiet))
          continue
        }
        let share = (value - scale.low) / (scale.high - scale.low)
        let isNoise = share > 0 && !scale.standsOut[sweep.place(of: [row, column] + others)]
        hasNoise = hasNoise || isNoise
        let shade = isNoise ? "~~" : Self.shade(of: share, in: style)
        cells.append(Table.Cell(text.value(value, criterion.unit) + " " + shade))
      }
      table.append(cells)
    }
    let places = zip(axisNames.dropFirst(2), zip(axes.dropFirst(2), others))
      .map { "\($0) \($1.0.values[$1.1])" }
    let title = ([criterion.label + " by \(axisNames[0]) and \(axisNames[1])"] + places)
      .joined(separator: ", ")
    let legend = hasNoise ? "\n  ~~ does not surely differ from the lowest\n" : ""
    return ReportSection.text(title, table.text(in: style) + legend, in: style)
  }

  /// From nothing to all in five shades, two cells wide.
  private static func shade(of share: Double, in style: TerminalStyle) -> String {
    let shades: [Character] =
      style.glyphs == .unicode ? ["·", "░", "▒", "▓", "█"] : [".", ":", "+", "*", "#"]
    let place = min(shades.count - 1, Int(share * Double(shades.count)))
    return String(repeating: shades[place], count: 2)
  }
}

extension Difference {
  /// Whether the two surely differ, by more than a trifle.
  fileprivate var isSure: Bool {
    switch outcome {
    case .better, .worse, .different: true
    case .alike, .undecided, .unmeasured: false
    }
  }
}
