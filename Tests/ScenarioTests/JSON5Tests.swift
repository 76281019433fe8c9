import Scenario
import Simulation
import Testing

/// The value of a JSON5 text, or `nil` if it is refused.
private func json(_ text: String) -> JSONValue? {
  let (root, mistakes) = Parser.parse(SourceText(name: "t", text: text))
  return mistakes.isEmpty ? root.map { JSONValue($0) } : nil
}

@Suite struct `JSON5 texts` {
  /// The example at the top of the specification (spec.json5.org §1.2).
  @Test func `the example of the specification is read as it says`() {
    let text = #"""
      {
        // comments
        unquoted: 'and you can quote me on that',
        singleQuotes: 'I can use "double quotes" here',
        lineBreaks: "Look, Mom! \
      No \\n's!",
        hexadecimal: 0xdecaf,
        leadingDecimalPoint: .8675309, andTrailing: 8675309.,
        positiveSign: +1,
        trailingComma: 'in objects', andIn: ['arrays',],
        "backwardsCompatible": "with JSON",
      }
      """#
    #expect(
      json(text)
        == .object([
          ("unquoted", .string("and you can quote me on that")),
          ("singleQuotes", .string("I can use \"double quotes\" here")),
          ("lineBreaks", .string("Look, Mom! No \\n's!")),
          ("hexadecimal", .number(0xdecaf)),
          ("leadingDecimalPoint", .number(0.8675309)),
          ("andTrailing", .number(8_675_309)),
          ("positiveSign", .number(1)),
          ("trailingComma", .string("in objects")),
          ("andIn", .array([.string("arrays")])),
          ("backwardsCompatible", .string("with JSON")),
        ]))
  }

  @Test(arguments: [
    ("0", 0), ("-0", 0), ("+5", 5), ("5.", 5), (".5", 0.5), ("-.5e1", -5), ("1e3", 1000),
    ("1E-2", 0.01), ("5.e2", 500), ("0xC8", 200), ("-0Xff", -255), ("0x0", 0), ("2e00", 2),
    ("Infinity", .infinity), ("+Infinity", .infinity), ("-Infinity", -.infinity),
    ("1e999", .infinity), ("1e-999", 0),
    ("100000000000000000000000", 1e23),
  ])
  func `numbers have signs, points anywhere, exponents and sixteen digits`(
    text: String, value: Double
  ) {
    #expect(json(text) == .number(value))
  }

  @Test(arguments: [
    "01", "-01", "0x", "1e", "1e+", ".", "+", "1.2.3", "0xg", "1_000", "infinity", "--1", "+ 1",
    "0x1.8", "Infinit", "NaNa", "- 1",
  ])
  func `what is no number is refused`(text: String) {
    #expect(json("[\(text)]") == nil)
  }

  @Test func `not a number is a number`() {
    guard case .number(let value, source: nil) = json("-NaN") else {
      Issue.record("-NaN is no number")
      return
    }
    #expect(value.isNaN)
  }

  @Test(arguments: [
    (#""a\"b\'c\\d\/e""#, "a\"b'c\\d/e"), (#"'\b\f\n\r\t\v\0'"#, "\u{8}\u{c}\n\r\t\u{b}\0"),
    (#"'\x41\u0042'"#, "AB"), (#""\ud83d\ude00""#, "😀"), ("'a\\\nb'", "ab"),
    ("'a\\\r\nb'", "ab"), ("'a\\\u{2028}b'", "ab"), ("'\u{2028}\u{2029}'", "\u{2028}\u{2029}"),
    (#"'\a\q'"#, "aq"), ("'\t'", "\t"), ("'\"'", "\""), ("\"'\"", "'"), ("''", ""), ("'é😀'", "é😀"),
  ])
  func `texts have either quotes and every escape`(text: String, value: String) {
    #expect(json(text) == .string(value))
  }

  @Test(arguments: [
    #"'\x4'"#, #"'\u12'"#, #"'\1'"#, #"'\01'"#, #"'\ud800'"#, #"'\ud800\u0041'"#, #"'\udc00'"#,
    "'a", "'a\nb'", "'a\"", "\"a\\",
  ])
  func `texts without end and wrong escapes are refused`(text: String) {
    #expect(json(text) == nil)
  }

  @Test(arguments: [
    ("a", "a"), ("$_", "$_"), ("ünïcöde", "ünïcöde"), ("日本", "日本"), ("a1", "a1"),
    (#"\u0061b"#, "ab"), ("ℵ\u{200d}", "ℵ\u{200d}"), ("null", "null"), ("Infinity", "Infinity"),
    ("'a b'", "a b"), ("\"\"", ""), ("a\u{301}", "a\u{301}"),
  ])
  func `keys are names or texts`(text: String, key: String) {
    #expect(json("{\(text): 1}") == .object([(key, .number(1))]))
  }

  @Test(arguments: ["1a", "a-b", "5", "@", "a.b", #"\u0031"#, #"\x61"#, "\u{301}a", "!"])
  func `keys that are no names need quotes`(text: String) {
    #expect(json("{\(text): 1}") == nil)
  }

  @Test(arguments: [
    " \t\u{b}\u{c}\u{a0}\u{feff}\n\r\u{2028}\u{2029}\u{3000}1", "// c\n1", "1 // c", "/* c */1",
    "/**/1/* * / **/", "//\r1", "//\u{2028}1", "\u{feff}1", "1//", "/*\n*/1",
  ])
  func `white space and comments mean nothing`(text: String) {
    #expect(json(text) == .number(1))
  }

  @Test(arguments: [
    ("true", JSONValue.bool(true)), ("false", .bool(false)), ("null", .null), ("[]", .array([])),
    ("{}", .object([])), ("[1,]", .array([.number(1)])),
    ("[[],{}]", .array([.array([]), .object([])])),
    ("{a:{b:[null]}}", .object([("a", .object([("b", .array([.null]))]))])),
  ])
  func `literals, lists and objects are read`(text: String, value: JSONValue) {
    #expect(json(text) == value)
  }

  @Test(arguments: [
    "[,]", "[1,,]", "{,}", "{a:1,,}", "[1 2]", "{a 1}", "{a:}", "{:1}", "[", "]", "{]", "[}", "1 2",
    "/*", "/", "*/1", "{a:1}}", "tru", "undefined", "{a:1 b:2}", "{a:1,a:2}", "[1:2]", "{[]:1}",
  ])
  func `what the grammar does not have is refused`(text: String) {
    #expect(json(text) == nil)
  }

  @Test(arguments: [
    ("1", "1"), ("-1.50", "-1.50"), ("1e+3", "1e+3"),
    ("12345678901234567890", "12345678901234567890"),
    ("+1", nil), (".5", nil), ("5.", nil), ("0x10", nil), ("Infinity", nil), ("1.e3", nil),
  ])
  func `a document keeps the digits that JSON, too, would write`(text: String, source: String?) {
    guard case .number(_, let kept) = json(text) else {
      Issue.record("\(text) is no number")
      return
    }
    #expect(kept == source)
  }

  @Test func `every node knows its place in Unicode scalars`() throws {
    let one = try #require(Numeral("1"))
    let (root, _) = Parser.parse(SourceText(name: "t", text: "{ é😀: 'x',\r\n\t\"b\": [1, null] }"))
    let expected = Node(
      .object([
        Node.Member(
          Node.Name("é😀", at: SourceRange(SourcePlace(line: 1, column: 3), length: 2)),
          Node(.text("x"), at: SourceRange(SourcePlace(line: 1, column: 7), length: 3))),
        Node.Member(
          Node.Name("b", at: SourceRange(SourcePlace(line: 2, column: 2), length: 3)),
          Node(
            .list([
              Node(
                .number(one),
                at: SourceRange(SourcePlace(line: 2, column: 8), length: 1)),
              Node(.null, at: SourceRange(SourcePlace(line: 2, column: 11), length: 4)),
            ]), at: SourceRange(SourcePlace(line: 2, column: 7)))),
      ]), at: SourceRange(.start))
    #expect(root == expected)
  }
}

@Suite struct `Limits of a scenario file` {
  @Test(arguments: [(127, 0), (128, 0), (129, 1)])
  func `objects and lists may lie 128 deep`(depth: Int, mistakes: Int) {
    let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(Parser.parse(SourceText(name: "t", text: text)).mistakes.count == mistakes)
  }

  @Test func `a hundred thousand brackets do no harm`() {
    let source = SourceText(name: "t", text: String(repeating: "{a:[", count: 100_000))
    let (root, mistakes) = Parser.parse(source)
    #expect(root == nil)
    #expect(mistakes.map(\.problem) == [.syntax(.tooDeep(limit: 128))])
  }

  @Test func `a file may have sixteen mebibytes`() {
    let bytes = [UInt8](repeating: UInt8(ascii: " "), count: Limit.fileSize + 1)
    let (root, mistakes) = Parser.parse(SourceText(name: "t", bytes: bytes))
    #expect(root == nil)
    #expect(
      mistakes.rendered(in: SourceText(name: "t", bytes: []))
        == """
        t:1:1: error: the file has 16,777,217 bytes; a scenario may have up to 16,777,216
          1 |
            | ^

        """)
  }

  @Test(arguments: [(1_000, 0), (1_001, 1)])
  func `a number may have a thousand characters`(length: Int, mistakes: Int) {
    let text = String(repeating: "9", count: length)
    #expect(Parser.parse(SourceText(name: "t", text: text)).mistakes.count == mistakes)
  }

  @Test func `after a thousand mistakes of syntax reading stops`() {
    let source = SourceText(name: "t", text: "[" + String(repeating: ",", count: 5_000))
    let (root, mistakes) = Parser.parse(source)
    #expect(root == nil)
    #expect(mistakes.count == 1_001)
    #expect(mistakes.last?.problem == .syntax(.tooManyMistakes(limit: 1_000)))
  }

  @Test(arguments: [49, 50, 51, 52])
  func `fifty mistakes are printed and the rest are counted`(count: Int) {
    let source = SourceText(name: "t", text: "[" + String(repeating: ",", count: count) + "]")
    let lines = Parser.parse(source).mistakes.rendered(in: source).split(separator: "\n")
    #expect(lines.filter { $0.contains(": error: ") }.count == min(count, 50))
    let last = [51: "and 1 more mistake", 52: "and 2 more mistakes"][count]
    #expect(
      lines.last.map(String.init) == last ?? "    | " + String(repeating: " ", count: count) + "^")
  }
}

@Suite struct `Files that are no text` {
  @Test(
    arguments: [
      ([0xff, 0xfe, 0x7b, 0], "t:1:1: error: the file is UTF-16; save it as UTF-8"),
      ([0xfe, 0xff, 0, 0x7b], "t:1:1: error: the file is UTF-16; save it as UTF-8"),
      ([0xff, 0xfe, 0, 0], "t:1:1: error: the file is UTF-32; save it as UTF-8"),
      ([0x7b, 0x0a, 0x20, 0x00], "t:2:2: error: the file is not text: there is a zero byte here"),
      (
        [0x7b, 0xc3, 0xa9, 0xff], "t:1:3: error: the byte 0xff is not UTF-8; save the file as UTF-8"
      ),
      ([0x7b, 0xc3], "t:1:2: error: the byte 0xc3 is not UTF-8; save the file as UTF-8"),
      ([0xed, 0xa0, 0x80], "t:1:1: error: the byte 0xed is not UTF-8; save the file as UTF-8"),
      ([0xc0, 0x80], "t:1:1: error: the byte 0xc0 is not UTF-8; save the file as UTF-8"),
    ] as [([UInt8], String)])
  func `are refused with the place and the reason`(bytes: [UInt8], message: String) {
    let source = SourceText(name: "t", bytes: bytes)
    let (root, mistakes) = Parser.parse(source)
    #expect(root == nil)
    #expect(mistakes.rendered(in: source).hasPrefix(message + "\n"))
  }

  @Test func `a byte order mark of UTF-8 is passed over and moves no column`() {
    let source = SourceText(name: "t", bytes: [0xef, 0xbb, 0xbf] + Array("{,}".utf8))
    #expect(Parser.parse(source).mistakes.map(\.range.start) == [SourcePlace(line: 1, column: 2)])
  }
}
