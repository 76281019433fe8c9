/// How measurements are written down, each as soon as it is known.
enum Listing {
  case table(nameWidth: Int)
  case csv

  private static let columns = ["measured", "reference", "unit", "ratio", "goal", "reached"]
  private static let columnWidth = 12

  /// The line above all others.
  var header: String {
    switch self {
    case .table(let width): row("benchmark".padded(to: width), Self.columns)
    case .csv: "benchmark,unit,measured,reference,ratio,goal,reached,mistakes"
    }
  }

  /// A measurement's line, and under it what its self-check found.
  func line(for measurement: Measurement) -> String {
    let row = measurement.row
    let reached = measurement.reachesGoal.map { $0 ? "yes" : "no" }
    switch self {
    case .table(let width):
      let cells: [String?] = [
        significant(measurement.value), measurement.reference.map(significant), row.unit.label,
        measurement.ratio.map { decimal($0, places: 2) }, row.goal?.label, reached,
      ]
      let line = self.row(row.name.padded(to: width), cells.map { $0 ?? "–" })
      return ([line] + measurement.mistakes.map { "  wrong result, \($0)" })
        .joined(separator: "\n")
    case .csv:
      let cells: [String?] = [
        row.name, row.unit.label, "\(measurement.value)",
        measurement.reference.map { "\($0)" }, measurement.ratio.map { "\($0)" },
        row.goal?.label, reached, measurement.mistakes.joined(separator: "; "),
      ]
      return cells.map { Self.quoted($0 ?? "") }.joined(separator: ",")
    }
  }

  private func row(_ name: String, _ cells: [String]) -> String {
    name
      + cells.enumerated().map { column, cell in
        cell.aligned(to: Self.columns[column] == "unit" ? 16 : Self.columnWidth)
      }.joined()
  }

  private static func quoted(_ cell: String) -> String {
    guard cell.contains(where: { ",\"\n".contains($0) }) else { return cell }
    return "\""
      + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
