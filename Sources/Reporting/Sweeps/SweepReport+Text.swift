internal import Experiment
internal import Scenario
internal import Simulation

extension SweepReport {
  /// The report in one of its forms.
  package func text(as format: ReportFormat, in style: TerminalStyle) -> String {
    switch format {
    case .text: text(in: style)
    case .json: json
    case .csv: table
    }
  }

  /// The report for people: the points, then a heat map for each measure that varies.
  private func text(in style: TerminalStyle) -> String {
    let maps = sweep.sweep.axes.count < 2 ? [] : measures.flatMap { heatMaps(of: $0, in: style) }
    let sections = [heading(in: style), pointsSection(in: style)] + maps + [commandLine + "\n"]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func heading(in style: TerminalStyle) -> String {
    let blueprint = result.variants[0].variant.blueprint
    let title = blueprint.title.isEmpty ? scenario : blueprint.title
    var lines = CellText.wrapped(CellText.printable(title), to: style.width)
      .map { style.painted($0, .heading) }
    let runs = result.replications == 1 ? "1 replication" : "\(result.replications) replications"
    lines += CellText.wrapped(
      "\(result.variants.count) points, \(runs) each, seed \(blueprint.seed), "
        + "\(NumberText.percent(result.confidence, decimals: 2)) confidence", to: style.width)
    if result.wasInterrupted {
      let reason = result.failure.map { $0.note + ";" } ?? "interrupted:"
      let note = reason + " what follows rests on the replications that were finished"
      lines += CellText.wrapped(note, to: style.width).map { style.painted($0, .warning) }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func pointsSection(in style: TerminalStyle) -> String {
    let text = CriterionText(in: style)
    let columns = measures.filter(hasValues).map { measure in
      MeasureColumn(
        heading: result.criteria[measure].label,
        cells: result.variants.indices.map {
          Table.Cell(text.estimate(result.summary(of: measure, for: $0)))
        })
    }
    let rows = sweep.sweep.points.map { $0.joined(separator: ", ") }
    let title = axisNames.joined(separator: ", ")
    return MeasureColumn.tables(
      of: columns + [expectationColumn].compactMap(\.self), rows: rows, title: title, in: style)
  }

  /// How many expectations hold at each point.
  private var expectationColumn: MeasureColumn? {
    guard verdicts.contains(where: { !$0.isEmpty }) else { return nil }
    return MeasureColumn(
      heading: "expectations",
      cells: verdicts.map { verdicts in
        let held = verdicts.count { $0.result == .pass }
        return Table.Cell(
          "\(held) of \(verdicts.count) hold", held == verdicts.count ? .good : .bad)
      })
  }

  private func hasValues(_ measure: Int) -> Bool {
    result.variants.indices.contains { result.summary(of: measure, for: $0).mean != nil }
  }
}

// MARK: - Heat maps

extension SweepReport {
  /// The heat maps of a measure, one for each choice of values on the third axis and those after it;
  /// none where all points have the same value.
  private func heatMaps(of measure: Int, in style: TerminalStyle) -> [String] {
    let others = sweep.sweep.axes.dropFirst(2).reduce([[Int]]()) { choices, axis in
      let all = Array(axis.values.indices)
      return choices.isEmpty ? all.map { [$0] } : choices.flatMap { old in all.map { old + [$0] } }
    }
    let maps = (others.isEmpty ? [[]] : others).map { others in
      (others: others, means: sweep.heatMap(of: measure, others: others))
    }
    let means = maps.flatMap(\.means).joined().compactMap(\.self)
    guard let low = means.min(), let high = means.max(), low < high else { return [] }
    return maps.map { map in
      heatMap(map.means, of: measure, at: map.others, from: low, to: high, in: style)
    }
  }

  private func heatMap(
    _ means: [[Double?]], of measure: Int, at others: [Int], from low: Double, to high: Double,
    in style: TerminalStyle
  ) -> String {
    let criterion = result.criteria[measure]
    let text = CriterionText(in: style)
    let axes = sweep.sweep.axes
    var table = Table(
      [.init(axisNames[0], .right)] + axes[1].values.map { .init($0, .right) })
    for (row, values) in means.enumerated() {
      table.append(
        [Table.Cell(axes[0].values[row])]
          + values.map { value in
            guard let value else { return Table.Cell("-", .quiet) }
            let shade = Self.shade(of: (value - low) / (high - low), in: style)
            return Table.Cell(text.value(value, criterion.unit) + " " + shade)
          })
    }
    let places = zip(axisNames.dropFirst(2), zip(axes.dropFirst(2), others))
      .map { "\($0) \($1.0.values[$1.1])" }
    let title = ([criterion.label + " by \(axisNames[0]) and \(axisNames[1])"] + places)
      .joined(separator: ", ")
    return ReportSection.text(title, table.text(in: style), in: style)
  }

  /// From nothing to all in five shades, two cells wide.
  private static func shade(of share: Double, in style: TerminalStyle) -> String {
    let shades: [Character] =
      style.glyphs == .unicode ? ["·", "░", "▒", "▓", "█"] : [".", ":", "+", "*", "#"]
    let place = min(shades.count - 1, Int(share * Double(shades.count)))
    return String(repeating: shades[place], count: 2)
  }
}

// MARK: - For programs

extension SweepReport {
  private var table: String {
    var text = ""
    writeTable(to: &text)
    return text
  }

  /// Writes one row for each point and measure: the settings, then the columns of a summary.
  func writeTable(to output: inout some TextOutputStream) {
    let columns = [
      "measure", "unit", "replications", "mean", "low", "high", "minimum", "p50", "maximum",
      "cut_off",
    ]
    var table = CSVWriter(columns: sweep.sweep.axes.map(\.path) + columns, to: &output)
    for (place, point) in sweep.sweep.points.enumerated() {
      for summary in result.summaries(for: place) {
        for value in point { table.append(value) }
        summary.append(to: &table)
        table.endRow(to: &output)
      }
    }
  }

  private var json: String {
    JSONText.document { json in
      json.member("schema", "faultline-sweep")
      json.member("schemaVersion", reportFormatVersion)
      json.member("scenario", scenario)
      json.member("replications", result.replications)
      json.member("confidence", result.confidence)
      json.member("interrupted", result.wasInterrupted)
      json.array("points", Array(sweep.sweep.points.enumerated())) { json, point in
        write(point.offset, point.element, to: &json)
      }
      json.member("command", commandLine)
    }
  }

  private func write(_ place: Int, _ values: [String], to json: inout JSONText) {
    json.object { json in
      json.object("settings") { json in
        for (axis, value) in zip(sweep.sweep.axes, values) { json.member(axis.path, value) }
      }
      json.array("measures", result.summaries(for: place)) { json, summary in
        json.object(compact: true) { summary.write(to: &$0) }
      }
    }
  }
}
