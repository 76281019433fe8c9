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
    let sections =
      [heading(in: style), pointsSection(in: style), expectationsSection(in: style)] + maps
      + [commandLine + "\n"]
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

  /// Which expectations do not hold, or cannot be judged, and at which points.
  private func expectationsSection(in style: TerminalStyle) -> String {
    let points = sweep.sweep.points.map { $0.joined(separator: ", ") }
    var rows: [(text: String, result: Verdict.Result, points: [String])] = []
    for (verdicts, point) in zip(verdicts, points) {
      for verdict in verdicts where verdict.result != .pass {
        let text = verdict.expectation.text
        if let row = rows.firstIndex(where: { $0.text == text && $0.result == verdict.result }) {
          rows[row].points.append(point)
        } else {
          rows.append((text, verdict.result, [point]))
        }
      }
    }
    guard !rows.isEmpty else { return "" }
    var table = Table(
      [.init(), .init(overflow: .wrap), .init(overflow: .wrap)], indentation: 2)
    for row in rows {
      let place =
        row.points.count == points.count
        ? "at every point" : "at " + row.points.joined(separator: "; ")
      let verb = row.result == .fail ? "fails " : "cannot be judged "
      table.append([row.result.mark(in: style), Table.Cell(row.text), Table.Cell(verb + place)])
    }
    return ReportSection.text("What does not hold", table.text(in: style), in: style)
  }

  private func hasValues(_ measure: Int) -> Bool {
    result.variants.indices.contains { result.summary(of: measure, for: $0).mean != nil }
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
      json.array("expectations", verdicts.isEmpty ? [] : verdicts[place]) { json, verdict in
        json.object(compact: true) { json in
          json.member("text", verdict.expectation.text)
          json.member("result", verdict.result.rawValue)
        }
      }
    }
  }
}
