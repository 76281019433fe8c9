import Reporting
import Testing

@Suite struct `Series in a byte a value` {
  @Test(
    arguments: [
      ([], "", 1), ([nil, 0, nil], "!#!", 1), ([0, 0, 1, 1, 0], "##%#$", 1),
      ([21, -1], "NO", 1), ([22], "P$", 1), ([0.5], "]W(", 10_000),
    ] as [([Double?], String, Int)])
  func `are differences in base 44`(values: [Double?], text: String, steps: Int) {
    let series = CompactSeries(values)
    #expect(series.text == text)
    #expect(series.stepsPerUnit == steps)
  }

  @Test(
    arguments: [
      [0, 1, 43, 44, 45, 1_935, 1_936, 1_937, -5, 123_456_789, 0, 4_503_599_627_370_495],
      [0.001, 0.0123, nil, 12.5, 99.999, 0], [1e-9, 5e-9], [nil, nil], [3.25, 30_000.5],
    ] as [[Double?]])
  func `can be unpacked again`(values: [Double?]) {
    let series = CompactSeries(values)
    let unpacked = Self.unpacked(series)
    #expect(unpacked.count == values.count)
    let highest = values.reduce(0) { max($0, ($1 ?? 0).magnitude) }
    for (before, after) in zip(values, unpacked) {
      #expect((before == nil) == (after == nil))
      #expect(((before ?? 0) - (after ?? 0)).magnitude <= highest / 1_000)
    }
  }

  @Test func `that are whole numbers come back as they were`() {
    let values = (0..<500).map { Optional(Double(($0 * 7_919) % 1_009)) }
    #expect(Self.unpacked(CompactSeries(values)) == values)
  }

  @Test func `need about a byte where little changes`() {
    let values = (0..<1_440).map { Optional(120 + Double(($0 * 37) % 21)) }
    #expect(CompactSeries(values).text.utf8.count < 1_440 + 5)
  }

  @Test func `miss what is not a number`() {
    #expect(CompactSeries([.nan, .infinity, 1e300, 2]).text == "!!!'")
  }

  @Test func `have no character that JSON or HTML would escape`() {
    let values = (0..<5_000).map { Optional(Double(($0 * $0 * 31) % 100_003)) }
    let text = CompactSeries(values).text.unicodeScalars
    #expect(!text.contains { "\"\\<".unicodeScalars.contains($0) || !(" "..."~" ~= $0) })
  }

  /// The reader's half, as the script of the page has it.
  private static func unpacked(_ series: CompactSeries) -> [Double?] {
    var values: [Double?] = []
    var (value, folded, weight) = (0, 0, 1)
    for code in series.text.utf8 {
      if code == UInt8(ascii: "!") {
        values.append(nil)
        continue
      }
      let digit = Int(code) - 35 - (code > 60 ? 1 : 0) - (code > 92 ? 1 : 0)
      folded += digit % 44 * weight
      weight *= 44
      if digit >= 44 { continue }
      value += folded % 2 == 0 ? folded / 2 : -(folded + 1) / 2
      values.append(Double(value) / Double(series.stepsPerUnit))
      (folded, weight) = (0, 1)
    }
    return values
  }
}
