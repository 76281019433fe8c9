/// Rows of text in aligned columns, as a terminal shows them.
package struct Table: Sendable {
  /// One column: its heading and how its cells are set.
  package struct Column: Sendable {
    /// To which side of the column its cells keep.
    package enum Alignment: Hashable, Sendable {
      case left
      case right
    }
    /// What becomes of a cell when the table is too wide for the terminal.
    package enum Overflow: Hashable, Sendable {
      /// The column keeps its width.
      case keep
      /// The column gives way, and its cells go on in further lines.
      case wrap
      /// The column gives way, and its cells are cut.
      case cut
    }

    let heading: String
    let alignment: Alignment
    let overflow: Overflow
    let leader: Leader

    /// What fills a row between a cell and the next column.
    package enum Leader: Hashable, Sendable {
      case spaces
      /// Dots that lead the eye to the next cell.
      case dots
    }

    /// A column; numbers go right, words go left.
    package init(
      _ heading: String = "", _ alignment: Alignment = .left, overflow: Overflow = .keep,
      leader: Leader = .spaces
    ) {
      self.heading = heading
      self.alignment = alignment
      self.overflow = overflow
      self.leader = leader
    }
  }

  /// One cell: its text, and how it is painted where there are colours.
  package struct Cell: Sendable, ExpressibleByStringInterpolation {
    let text: String
    let paint: Paint

    /// A cell; control characters become question marks.
    package init(_ text: String, _ paint: Paint = .plain) {
      self.text = CellText.printable(text)
      self.paint = paint
    }

    package init(stringLiteral text: String) { self.init(text) }
  }

  private let columns: [Column]
  private var rows: [[Cell]] = []
  /// How far every line is set in.
  private let indentation: Int

  /// A table without rows; where no column has a heading, there is no head.
  package init(_ columns: [Column], indentation: Int = 0) {
    precondition(!columns.isEmpty, "a table needs at least one column")
    self.columns = columns
    self.indentation = indentation
  }

  /// Appends a row.
  ///
  /// - Precondition: it has one cell for each column.
  package mutating func append(_ cells: [Cell]) {
    precondition(cells.count == columns.count, "\(cells.count) cells for \(columns.count) columns")
    rows.append(cells)
  }

  /// The table as lines of text, each ended by a line feed; empty when there is no row.
  package func text(in style: TerminalStyle) -> String {
    guard !rows.isEmpty else { return "" }
    let widths = columnWidths(within: style.width - indentation)
    var text = ""
    if columns.contains(where: { !$0.heading.isEmpty }) {
      write(columns.map { Cell($0.heading, .heading) }, widths, style, to: &text, isHead: true)
      let rule = style.glyphs == .unicode ? "─" : "-"
      let rules = widths.map { Cell(String(repeating: rule, count: $0), .quiet) }
      write(rules, widths, style, to: &text, isHead: true)
    }
    for row in rows { write(row, widths, style, to: &text, isHead: false) }
    return text
  }

  /// How many cells a line takes when no column gives way.
  package var naturalWidth: Int {
    columnWidths(within: .max).reduce(indentation + 2 * (columns.count - 1), +)
  }

  /// Each column as wide as its widest cell, and those that give way narrowed to fit, widest first.
  private func columnWidths(within width: Int) -> [Int] {
    var widths = columns.indices.map { index in
      rows.reduce(CellText.width(of: columns[index].heading)) { widest, row in
        max(widest, CellText.width(of: row[index].text))
      }
    }
    let gaps = 2 * (columns.count - 1)
    while widths.reduce(gaps, +) > width {
      let yielding = columns.indices.filter { index in
        columns[index].overflow != .keep && widths[index] > Self.narrowest
      }
      guard let widest = yielding.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
    }
    return widths
  }

  private static let narrowest = 8

  private func write(
    _ cells: [Cell], _ widths: [Int], _ style: TerminalStyle, to text: inout String, isHead: Bool
  ) {
    let broken = columns.indices.map { index in
      lines(of: cells[index].text, in: columns[index], width: widths[index], style)
    }
    let height = broken.reduce(1) { max($0, $1.count) }
    for line in 0..<height {
      var assembled = CellText.spaces(indentation)
      for index in columns.indices {
        let piece = line < broken[index].count ? broken[index][line] : ""
        let isLast = index == columns.count - 1
        let leads = columns[index].leader == .dots && line == 0 && !isHead
        let filler = isLast ? "" : Self.filler(after: piece, to: widths[index] + 2, dotted: leads)
        let painted = style.painted(piece, cells[index].paint)
        switch columns[index].alignment {
        case .left: assembled += painted + style.painted(filler, leads ? .quiet : .plain)
        case .right:
          assembled += CellText.spaces(widths[index] - CellText.width(of: piece)) + painted
          assembled += isLast ? "" : "  "
        }
      }
      text += CellText.withoutTrailingSpaces(assembled) + "\n"
    }
  }

  private func lines(
    of text: String, in column: Column, width: Int, _ style: TerminalStyle
  ) -> [String] {
    guard CellText.width(of: text) > width else { return [text] }
    return column.overflow == .wrap
      ? CellText.wrapped(text, to: width) : [CellText.cut(text, to: width, glyphs: style.glyphs)]
  }

  private static func filler(after piece: String, to width: Int, dotted: Bool) -> String {
    let count = width - CellText.width(of: piece)
    guard dotted, count > 2 else { return CellText.spaces(count) }
    return " " + String(repeating: ".", count: count - 2) + " "
  }
}
