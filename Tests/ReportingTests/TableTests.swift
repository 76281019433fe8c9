import Reporting
import Testing

@Suite struct `Text table` {
  private static let columns: [Table.Column] = [
    .init("component", overflow: .cut), .init("sent", .right),
    .init("what it means", overflow: .wrap),
  ]

  @Test func `columns are aligned by the cells that they take`() {
    var table = Table(Self.columns)
    table.append(["orders", "3", "plain"])
    table.append(["日本", "1,234", "e\u{301}t\u{1B}[31me"])
    #expect(
      table.text(in: TerminalStyle()) == """
        component   sent  what it means
        ─────────  ─────  ─────────────
        orders         3  plain
        日本       1,234  e\u{301}t?[31me

        """)
  }

  @Test func `a table that is too wide wraps and cuts`() {
    var table = Table(Self.columns, indentation: 2)
    table.append([
      "a-component-with-a-long-name", "3",
      "words that go on in the next line and a verylongwordindeed",
    ])
    let text = table.text(in: TerminalStyle(width: 60, glyphs: .ascii))
    #expect(
      text == """
          component                  sent  what it means
          -------------------------  ----  -------------------------
          a-component-with-a-long-~     3  words that go on in the
                                           next line and a
                                           verylongwordindeed

        """)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 60 })
  }

  @Test func `dotted leaders lead to the value`() {
    var table = Table([.init(leader: .dots), .init("", .right)])
    table.append(["messages sent", "3"])
    table.append(["lost", Table.Cell("1,000", .bad)])
    #expect(
      table.text(in: TerminalStyle()) == """
        messages sent      3
        lost ......... 1,000

        """)
    #expect(
      table.text(in: TerminalStyle(hasColour: true)) == """
        messages sent      3
        lost\u{1B}[90m ......... \u{1B}[0m\u{1B}[1;31m1,000\u{1B}[0m

        """)
  }

  @Test func `a table without rows is empty`() {
    #expect(Table(Self.columns).text(in: TerminalStyle()) == "")
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("🙂", 2), ("👩‍👩‍👧", 2), ("❤️", 2),
    ("…", 1), ("⠤", 1),
  ])
  func `a text takes so many cells`(text: String, width: Int) {
    #expect(CellText.width(of: text) == width)
  }
}

@Suite struct `Terminal style` {
  @Test(
    arguments: [
      (
        [:], true, 100, TerminalStyle(width: 100, glyphs: .ascii, hasColour: true, isTerminal: true)
      ),
      ([:], false, nil, TerminalStyle(width: 80, glyphs: .ascii)),
      (
        ["LANG": "de_DE.UTF-8", "NO_COLOR": "1"], true, 300,
        TerminalStyle(width: 200, glyphs: .unicode, isTerminal: true)
      ),
      (
        ["LANG": "C.UTF-8", "LC_ALL": "C", "NO_COLOR": "", "COLUMNS": "90"], true, 100,
        TerminalStyle(width: 90, glyphs: .ascii, hasColour: true, isTerminal: true)
      ),
      (["LC_CTYPE": "C.utf8", "TERM": "dumb", "COLUMNS": "x"], true, 3, TerminalStyle(width: 60)),
    ] as [([String: String], Bool, Int?, TerminalStyle)])
  func `the environment decides`(
    environment: [String: String], isTerminal: Bool, width: Int?, expected: TerminalStyle
  ) {
    let style = TerminalStyle(
      environment: { environment[$0] }, isTerminal: isTerminal, terminalWidth: width)
    #expect(style == expected)
  }
}
