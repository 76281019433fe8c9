/// The few forms of Markdown that the reference is written in.
enum MarkdownText {
  /// A text in which nothing is taken for markup that was not meant as such.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "|<*_`\\".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }

  /// A text as it would be typed; a bar within would end a table's cell.
  static func code(_ text: String) -> String {
    "`\(text.replacing("|", with: "\\|"))`"
  }

  /// A table under a row of titles; its cells are Markdown already.
  static func table(_ titles: [String], _ rows: [[String]]) -> String {
    let rule = titles.map { _ in "---" }
    return ([titles, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }
}
