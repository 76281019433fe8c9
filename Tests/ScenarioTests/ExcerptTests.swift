import Scenario
import Testing

/// A mistake at a column of the second line of a text, as a person would see it.
private func shown(_ line: String, column: Int, length: Int = 1) -> String {
  let source = SourceText(name: "t", text: "{\n\(line)\n}")
  let range = SourceRange(SourcePlace(line: 2, column: column), length: length)
  return Mistake(.syntax(.semicolon), at: range).rendered(in: source)
}

@Suite struct `Excerpts` {
  @Test func `tabs stand under tabs`() {
    #expect(
      shown("\ta:\t;", column: 5)
        == "t:2:5: error: ';' stands after a value; write ','\n  2 | \ta:\t;\n    | \t  \t^")
  }

  @Test func `wide letters take two columns and accents none`() {
    #expect(shown("日本e\u{301};", column: 5).hasSuffix("  2 | 日本e\u{301};\n    |      ^"))
    #expect(shown("日本;", column: 1, length: 2).hasSuffix("\n    | ^~~~"))
  }

  @Test func `control characters do not reach the terminal`() {
    #expect(shown("a\u{1b}[2J\u{202e};", column: 7).hasSuffix("  2 | a�[2J�;\n    |       ^"))
  }

  @Test(arguments: [
    (1, "  2 | \(digits(0..<96))…\n    | ^"),
    (49, "  2 | \(digits(0..<96))…\n    | \(blanks(48))^"),
    (50, "  2 | …\(digits(1..<97))…\n    |  \(blanks(48))^"),
    (200, "  2 | …\(digits(104..<200))\n    |  \(blanks(95))^"),
    (201, "  2 | …\(digits(104..<200))\n    |  \(blanks(96))^"),
  ])
  func `long lines are cut around the caret`(column: Int, excerpt: String) {
    #expect(shown(Self.digits(0..<200), column: column).hasSuffix(excerpt))
  }

  @Test func `an underline ends where the line is cut`() {
    #expect(
      shown(Self.digits(0..<200), column: 90, length: 100).hasSuffix(
        "^" + String(repeating: "~", count: 47)))
  }

  @Test func `mistakes come in file order with a blank line between them`() {
    let source = SourceText(name: "t", text: "ab")
    let mistakes = [2, 1].map {
      Mistake(.syntax(.strayComma), at: SourceRange(SourcePlace(line: 1, column: $0)))
    }
    #expect(
      mistakes.rendered(in: source)
        == """
        t:1:1: error: there is nothing before this comma; take it out
          1 | ab
            | ^

        t:1:2: error: there is nothing before this comma; take it out
          1 | ab
            |  ^

        """)
  }

  @Test func `a variant is named only with what the scenario has not anyway`() {
    let known = Mistake(.syntax(.strayComma), at: SourceRange(.start))
    let other = Mistake(.syntax(.semicolon), at: SourceRange(.start), path: TreePath("a", "b"))
    var mistakes = [known]
    mistakes.append([known, other], foundIn: "no DLQ")
    #expect(mistakes.map(\.variant) == [nil, "no DLQ"])
    let source = SourceText(name: "t", text: "x")
    #expect(mistakes.rendered(in: source).hasSuffix("\n  at a > b, in variant 'no DLQ'\n"))
  }

  private static func digits(_ range: Range<Int>) -> String {
    range.map { String($0 % 10) }.joined()
  }

  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}
