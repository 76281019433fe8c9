/// A column of values, one for each variant or point, in a table that may be too wide for one page.
struct MeasureColumn {
  /// What the values are.
  let heading: String
  /// The values, in the order of the rows.
  let cells: [Table.Cell]

  /// The columns beside the names of the rows, in as many tables as it takes for each to fit.
  static func tables(
    of columns: [MeasureColumn], rows: [String], title: String, in style: TerminalStyle
  ) -> String {
    // Longer names go on in a further line.
    let shortened = rows.map { String($0.prefix(leastNameWidth)) }
    var tables: [String] = []
    var rest = columns[...]
    while !rest.isEmpty {
      var count = rest.count
      while count > 1,
        table(of: rest.prefix(count), shortened, title).naturalWidth > style.width
      {
        count -= 1
      }
      tables.append(table(of: rest.prefix(count), rows, title).text(in: style))
      rest = rest.dropFirst(count)
    }
    return tables.joined(separator: "\n")
  }

  private static let leastNameWidth = 24

  private static func table(
    of columns: ArraySlice<MeasureColumn>, _ rows: [String], _ title: String
  ) -> Table {
    var table = Table(
      [.init(title, overflow: .wrap)] + columns.map { .init($0.heading, .right) })
    for (place, row) in rows.enumerated() {
      table.append([Table.Cell(row)] + columns.map { $0.cells[place] })
    }
    return table
  }
}
