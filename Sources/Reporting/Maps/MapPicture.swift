internal import Experiment
internal import Scenario
internal import Simulation

/// The map of stability as a picture: a square for each point, coloured and named by its verdict.
struct MapPicture {
  private static let cell = (width: 64, height: 40)
  private static let margin = (left: 110, top: 70, bottom: 50)

  private let report: MapReport

  init(_ report: MapReport) { self.report = report }

  /// Writes the picture as SVG.
  func write(to output: inout some TextOutputStream) {
    let map = report.map
    let legendWidth = StabilityMap.Verdict.allCases.count * 110
    let width = max(
      Self.margin.left + map.loads.count * Self.cell.width + 20, Self.margin.left + legendWidth)
    let height = Self.margin.top + map.durations.count * Self.cell.height + Self.margin.bottom
    output.write(
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" font-family="sans-serif" font-size="12">
      <rect width="100%" height="100%" fill="white"/>
      <text x="10" y="20" font-size="14">Fault duration (down) by load (across)</text>

      """)
    writeLegend(to: &output)
    for (column, load) in map.loads.enumerated() {
      let x = Self.margin.left + column * Self.cell.width + Self.cell.width / 2
      write(MapReport.text(ofLoad: load), atX: x, y: Self.margin.top - 8, anchor: "middle", &output)
    }
    for (row, duration) in map.durations.enumerated() {
      let y = Self.margin.top + row * Self.cell.height + Self.cell.height / 2 + 4
      write(duration.spelt, atX: Self.margin.left - 8, y: y, anchor: "end", &output)
      for column in map.loads.indices { writeCell(row, column, to: &output) }
    }
    output.write("</svg>\n")
  }

  private func writeCell(_ row: Int, _ column: Int, to output: inout some TextOutputStream) {
    let cell = report.map.cells[row][column]
    let x = Self.margin.left + column * Self.cell.width
    let y = Self.margin.top + row * Self.cell.height
    output.write(
      """
      <rect x="\(x)" y="\(y)" width="\(Self.cell.width - 2)" height="\(Self.cell.height - 2)" \
      fill="\(cell.verdict.colour)"><title>\(cell.verdict.rawValue): \
      \(cell.metastable.hits) of \(cell.metastable.trials) runs go on failing</title></rect>

      """)
  }

  private func writeLegend(to output: inout some TextOutputStream) {
    let y = Self.margin.top + report.map.durations.count * Self.cell.height + 24
    for (place, verdict) in StabilityMap.Verdict.allCases.enumerated() {
      let x = 10 + place * 110
      output.write(
        "<rect x=\"\(x)\" y=\"\(y - 11)\" width=\"14\" height=\"14\" fill=\"\(verdict.colour)\"/>\n"
      )
      write(verdict.rawValue, atX: x + 20, y: y, anchor: "start", &output)
    }
  }

  private func write(
    _ text: String, atX x: Int, y: Int, anchor: String, _ output: inout some TextOutputStream
  ) {
    output.write("<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\">\(text)</text>\n")
  }
}

/// The files that a map leaves in its output directory.
package struct MapFiles: Sendable, CustomStringConvertible {
  private let directory: String

  /// The files of a map.
  package init(in directory: String) { self.directory = directory }

  /// Makes the directory, so that no long work is begun whose results have no place to go.
  package func prepare() throws(OutputError) { try OutputDirectory.create(directory) }

  /// Writes both files; when one cannot be written, what stood there before stays.
  package func write(_ report: MapReport) throws(OutputError) {
    var table = try OutputFile(directory + "/map.csv")
    report.writeTable(to: &table)
    var picture = try OutputFile(directory + "/map.svg")
    MapPicture(report).write(to: &picture)
    for file in [table, picture] { try file.finish() }
    for file in [table, picture] { try file.commit() }
  }

  /// What is written where.
  package var description: String { directory + ": map.csv, map.svg" }
}
