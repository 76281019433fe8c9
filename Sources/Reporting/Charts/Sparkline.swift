/// A series in one row of characters, for a cell of a table.
package enum Sparkline {
  /// The values as bars of eight heights, the largest of them full; a gap where a value is missing.
  ///
  /// Longer series are brought to the width by taking the largest value of each column; shorter ones
  /// have one character for each value. Zero is a line on the ground.
  package static func text(_ values: [Double?], width: Int, glyphs: TerminalStyle.Glyphs) -> String
  {
    precondition(width > 0, "a sparkline of \(width) cells shows nothing")
    let columns = reduced(
      values.map { value in value.flatMap { $0.isFinite ? $0 : nil } }, to: width)
    let largest = columns.compactMap { $0 }.reduce(0, max)
    let ramp = Array(glyphs == .unicode ? "_▁▂▃▄▅▆▇█" : "_.:-=+*#@")
    return String(
      columns.map { value in
        guard let value else { return " " }
        guard value > 0 else { return ramp[0] }
        return ramp[min(max(Int((value / largest * 8).rounded(.up)), 1), 8)]
      })
  }

  private static func reduced(_ values: [Double?], to width: Int) -> [Double?] {
    guard values.count > width else { return values }
    return (0..<width).map { column in
      let bucket = values[(column * values.count / width)..<((column + 1) * values.count / width)]
      return Chart.Reduction.maximum.apply(to: bucket.compactMap { $0 })
    }
  }
}
