/// A line of a file with a caret under the text that a message is about.
struct Excerpt {
  /// The most characters of a line that are shown; the rest is cut away around the caret.
  private static let width = 96
  /// How many characters stay visible before the caret where a line is cut.
  private static let lead = 48

  private let number: Int
  private let scalars: [Unicode.Scalar]
  private let column: Int
  private let length: Int

  init(of range: SourceRange, in source: SourceText) {
    number = range.start.line
    scalars = Array(source.line(number).unicodeScalars)
    column = range.start.column
    length = range.length
  }

  /// The two lines, with the line's number in a gutter.
  var text: String {
    let window = self.window
    let shown = scalars[window].reduce(into: String.UnicodeScalarView()) { shown, scalar in
      shown.append(scalar == "\t" || scalar.isPrintable ? scalar : "\u{fffd}")
    }
    let before = window.lowerBound > 0 ? "…" : ""
    let after = window.upperBound < scalars.count ? "…" : ""
    let gutter = String(repeating: " ", count: String(number).count)
    let line = scalars.isEmpty ? "" : " \(before)\(String(shown))\(after)"
    let indent = before.isEmpty ? "" : " "
    return """
        \(number) |\(line)
        \(gutter) | \(indent)\(padding(from: window.lowerBound))\(underline(to: window.upperBound))
      """
  }

  /// The part of the line that is shown.
  private var window: Range<Int> {
    guard scalars.count > Self.width else { return 0..<scalars.count }
    let start = min(max(column - 1 - Self.lead, 0), scalars.count - Self.width)
    return start..<(start + Self.width)
  }

  /// What brings the caret under its text: a tab under each tab, a blank under all else.
  private func padding(from start: Int) -> String {
    scalars[start..<min(max(column - 1, start), scalars.count)].reduce(into: "") { text, scalar in
      text += scalar == "\t" ? "\t" : String(repeating: " ", count: scalar.shownWidth)
    }
  }

  private func underline(to end: Int) -> String {
    let start = min(column - 1, end)
    let marked = scalars[start..<min(max(start + length, start), end)]
    let width = marked.reduce(0) { $0 + $1.shownWidth }
    return "^" + String(repeating: "~", count: max(width - 1, 0))
  }
}

extension Unicode.Scalar {
  /// How many columns the scalar takes in an excerpt, where what is not printable shows as `�`.
  fileprivate var shownWidth: Int { isPrintable ? terminalWidth : 1 }
}
