internal import Simulation

/// The tables of the components.
extension RunReport {
  /// A table for each type of component that the run has.
  func partsSections(in style: TerminalStyle) -> [String] {
    PartTable.all.map { $0.text(of: result, in: style) }
  }
}

extension PartTable {
  /// The table of a run's components of the type; empty where there are none.
  func text(of result: RunResult, in style: TerminalStyle) -> String {
    let parts = result.parts.filter { $0.type == type }
    guard !parts.isEmpty else { return "" }
    let columns = self.columns.filter { column in
      !column.isOptional || parts.contains { column.value(of: $0, in: result) ?? 0 > 0 }
    }
    return table(parts, fitting(columns, of: parts, in: result, style), result).text(in: style)
  }

  /// The columns for which there is room: those of the lowest rank go first, the last one before.
  private func fitting(
    _ columns: [Column], of parts: [RunResult.Part], in result: RunResult, _ style: TerminalStyle
  ) -> [Column] {
    var kept = columns
    while kept.count > 1, table(parts, kept, result).naturalWidth > style.width {
      let lowest = kept.indices.min { (kept[$0].rank, -$0) < (kept[$1].rank, -$1) }
      guard let lowest else { break }
      kept.remove(at: lowest)
    }
    return kept
  }

  private func table(
    _ parts: [RunResult.Part], _ columns: [Column], _ result: RunResult
  ) -> Table {
    var table = Table(
      [.init(title, overflow: .cut)] + columns.map { .init($0.heading, .right) })
    for part in parts {
      table.append([Table.Cell(part.name)] + columns.map { $0.cell(of: part, in: result) })
    }
    return table
  }
}

extension PartTable.Column {
  /// What the column shows of a component, as a number; `nil` where nothing was measured.
  func value(of part: RunResult.Part, in result: RunResult) -> Double? {
    switch content {
    case .metric(let metric, .sum): Double(result.count(metric, of: part.name))
    case .metric(let metric, let statistic): result.total(metric, statistic, of: part.name)
    case .answered(let metric): answers(metric, to: part.name, in: result)
    case .peakDepth: result.peakDepth(of: part.name)
    case .finalDepth: result.depths(of: part.name).last ?? nil
    case .state:
      result.series(.breakerState, of: part.name)?.points.last?.statistics.maximum
    case .cost: part.cost.amount
    }
  }

  private func answers(_ metric: Metric, to producer: String, in result: RunResult) -> Double? {
    let answers: [Metric] = [.sendsAccepted, .sendsFailed]
    let hears = answers.contains { result.series($0, of: producer) != nil }
    return hears ? Double(result.count(metric, of: producer)) : nil
  }

  func cell(of part: RunResult.Part, in result: RunResult) -> Table.Cell {
    guard let value = value(of: part, in: result) else { return Table.Cell("-", .quiet) }
    switch content {
    case .metric(let metric, let statistic):
      let text = Self.text(value, unit: DisplayUnit(metric.definition.unit))
      return Table.Cell(text, statistic == .sum && value == 0 ? .quiet : .plain)
    case .answered, .peakDepth, .finalDepth: return Table.Cell(Self.text(value, unit: .count))
    case .state: return Table.Cell(value == 0 ? "closed" : value == 1 ? "half-open" : "open")
    case .cost: return Table.Cell(NumberText.dollars(value), value == 0 ? .quiet : .plain)
    }
  }

  /// Counts in full up to a million, where every one may be somebody's order.
  private static func text(_ value: Double, unit: DisplayUnit) -> String {
    unit == .count && value < 1e6 ? NumberText.grouped(value) : unit.text(value)
  }
}
