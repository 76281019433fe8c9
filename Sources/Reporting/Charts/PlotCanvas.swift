/// The cells of a plot: dots in braille patterns (two by four to a cell), or one mark to a cell.
struct PlotCanvas {
  private struct Cell {
    /// The dots of the braille pattern, as its code point counts them.
    var dots: UInt8 = 0
    var glyph: Character?
    var paint = Paint.plain
  }

  let width: Int
  let height: Int
  let glyphs: TerminalStyle.Glyphs
  private var cells: [Cell]

  init(width: Int, height: Int, glyphs: TerminalStyle.Glyphs) {
    self.width = width
    self.height = height
    self.glyphs = glyphs
    cells = Array(repeating: Cell(), count: width * height)
  }

  /// How many dots lie side by side in a cell.
  var dotsAcross: Int { glyphs == .unicode ? 2 : 1 }
  /// How many dots lie above each other in a cell.
  var dotsUp: Int { glyphs == .unicode ? 4 : 1 }

  /// Lights a dot; both count from the lower left corner.
  ///
  /// In ASCII the cell shows the mark.
  mutating func light(x: Int, y: Int, mark: Character, paint: Paint) {
    let cell = index(column: x / dotsAcross, row: y / dotsUp)
    if glyphs == .unicode {
      cells[cell].dots |= Self.brailleBits[x % 2][y % 4]
    } else {
      cells[cell].glyph = mark
    }
    cells[cell].paint = paint
  }

  /// Puts a character into a cell; both count from the lower left corner.
  mutating func put(_ glyph: Character, column: Int, row: Int, paint: Paint) {
    let cell = index(column: column, row: row)
    cells[cell].glyph = glyph
    cells[cell].paint = paint
  }

  /// Puts a character into the cells of a column that are still empty.
  mutating func fillEmptyCells(ofColumn column: Int, with glyph: Character, paint: Paint) {
    for row in 0..<height {
      let cell = cells[index(column: column, row: row)]
      if cell.dots == 0 && cell.glyph == nil { put(glyph, column: column, row: row, paint: paint) }
    }
  }

  /// A row of cells as text; rows count from below.
  func text(ofRow row: Int, in style: TerminalStyle) -> String {
    var text = ""
    var run = ""
    var runPaint = Paint.plain
    for column in 0..<width {
      let cell = cells[index(column: column, row: row)]
      if cell.paint != runPaint {
        text += style.painted(run, runPaint)
        run = ""
        runPaint = cell.paint
      }
      run.append(character(of: cell))
    }
    return text + style.painted(run, runPaint)
  }

  private func character(of cell: Cell) -> Character {
    guard cell.dots != 0, let scalar = Unicode.Scalar(0x2800 + UInt32(cell.dots)) else {
      return cell.glyph ?? " "
    }
    return Character(scalar)
  }

  private func index(column: Int, row: Int) -> Int { row * width + column }

  /// The bits of the dots of a cell, by column and from below (Unicode, "Braille Patterns").
  private static let brailleBits: [[UInt8]] = [
    [0x40, 0x04, 0x02, 0x01], [0x80, 0x20, 0x10, 0x08],
  ]
}
