/// Draws a series on a canvas against its axis.
struct PlotPen {
  let spans: [PlotSpan]
  let axis: ValueAxis
  let mark: Character
  let paint: Paint
  /// Whether only every other stretch is drawn, so that two series differ without colours.
  let isDashed: Bool

  /// Draws the spans as steps, or as straight lines between their middles.
  func draw(_ drawing: Chart.Series.Drawing, on canvas: inout PlotCanvas) {
    var previous: (x: Int, y: Int)?
    for (index, span) in spans.enumerated() {
      guard let value = span.value else {
        previous = nil
        continue
      }
      let y = row(of: value, on: canvas)
      let hasNext = index + 1 < spans.count && spans[index + 1].value != nil
      let middle = (span.columns.lowerBound + span.columns.upperBound - 1) / 2
      let isStep = drawing != .line
      // At the ends of a line, and for steps, the value holds from edge to edge of its period.
      let from = isStep || previous == nil ? span.columns.lowerBound : middle
      let to = isStep || !hasNext ? span.columns.upperBound - 1 : middle
      if let previous { join(previous, (from, y), asStep: isStep, on: &canvas) }
      for x in from...max(from, to) { dot(x, y, on: &canvas) }
      previous = (max(from, to), y)
    }
  }

  /// Draws the spans as bars in eighths of a cell; where there is room, a gap parts them.
  func drawBars(on canvas: inout PlotCanvas) {
    for span in spans {
      guard let value = span.value else { continue }
      let eighths = eighths(of: value, on: canvas)
      let columns = span.columns.count > 2 ? span.columns.dropLast() : span.columns
      for column in columns {
        for row in 0...(max(eighths, 1) - 1) / 8 {
          canvas.put(
            barGlyph(eighths - row * 8, on: canvas), column: column, row: row, paint: paint)
        }
      }
    }
  }

  /// The dot row of a value.
  ///
  /// A tick stands in the middle of its cell, so a value on a tick does too; zero lies on the floor,
  /// and what is above zero above it.
  private func row(of value: Double, on canvas: PlotCanvas) -> Int {
    guard value > 0 else { return 0 }
    let dots = Double(canvas.dotsUp * canvas.height)
    let position = value / axis.maximum * dots - Double(canvas.dotsUp + 1) / 2
    let lowest = canvas.dotsUp > 1 ? 1 : 0
    // The middle of a cell lies between two dots: a rounding error must not choose between them.
    return min(max(Int((position + 1e-6).rounded()), lowest), Int(dots) - 1)
  }

  private func eighths(of value: Double, on canvas: PlotCanvas) -> Int {
    guard value > 0 else { return 0 }
    let position = value / axis.maximum * Double(8 * canvas.height) - 4
    return min(max(Int(position.rounded()), 1), 8 * canvas.height)
  }

  private func barGlyph(_ eighths: Int, on canvas: PlotCanvas) -> Character {
    guard canvas.glyphs == .unicode else { return eighths > 0 ? mark : "_" }
    let glyphs: [Character] = ["_", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    return glyphs[min(max(eighths, 0), 8)]
  }

  private func join(
    _ start: (x: Int, y: Int), _ end: (x: Int, y: Int), asStep: Bool, on canvas: inout PlotCanvas
  ) {
    var y = start.y
    for x in (start.x + 1)..<max(end.x + 1, start.x + 2) where x <= end.x {
      let share = Double(x - start.x) / Double(end.x - start.x)
      let next = asStep ? end.y : start.y + Int((Double(end.y - start.y) * share).rounded())
      for y in min(y, next)...max(y, next) { dot(x, y, on: &canvas) }
      y = next
    }
  }

  private func dot(_ x: Int, _ y: Int, on canvas: inout PlotCanvas) {
    if isDashed && canvas.dotsAcross > 1 && (x + y) / 2 % 2 == 1 { return }
    canvas.light(x: x, y: y, mark: mark, paint: paint)
  }
}
