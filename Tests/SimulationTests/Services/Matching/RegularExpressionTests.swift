import Simulation
import Testing

@Suite struct `A regular expression` {
  /// What is found first, with its groups: `ab12 (b, 12)`.
  private func found(_ pattern: String, _ text: String, flags: String = "") throws -> String? {
    let expression = try RegularExpression(
      pattern, ignoresCase: flags.contains("i"), isMultiline: flags.contains("m"))
    let scalars = Array(text.unicodeScalars)
    guard let match = expression.firstMatch(in: scalars) else { return nil }
    func spelt(_ range: Range<Int>) -> String {
      String(String.UnicodeScalarView(scalars[range]))
    }
    let groups = match.groups.map { $0.map(spelt) ?? "-" }
    return spelt(match.range) + (groups.isEmpty ? "" : " (\(groups.joined(separator: ", ")))")
  }

  @Test(
    arguments: [
      ("b+", "aabbb", "bbb"), ("b+?", "aabbb", "b"), ("([a-z])(\\d+)", "-ab12", "b12 (b, 12)"),
      ("(a|ab)(c|bcd)(d*)", "abcd", "abcd (a, bcd, )"), ("a{2,3}", "aaaa", "aaa"),
      ("a{2,3}?", "aaaa", "aa"), ("a{2}", "a", nil), ("a{,2}", "a{,2}", "a{,2}"),
      ("x*", "aaa", ""), ("(a)|(b)", "b", "b (-, b)"), ("[^a-c]+", "abcdef", "def"),
      ("[\\]-]+", "a]-]", "]-]"), (".+", "ab\ncd", "ab"), ("^c", "ab\ncd", nil),
      ("\\bcat\\b", "concat cat", "cat"), ("a(?=b)", "acab", "a"), ("a(?!c)b", "acab", "ab"),
      ("\\u0041\\x42", "AB", "AB"), ("\\p{Lu}+", "aÄÖb", "ÄÖ"),
      ("(?<year>\\d{4})", "in 2025", "2025 (2025)"),
      ("\\S+\\s", "ab c", "ab "), ("(?:ab)*c", "ababc", "ababc"), ("(a*)*b", "aab", "aab (aa)"),
      ("$", "ab", ""), ("😀+", "a😀😀", "😀😀"), ("", "a", ""),
    ] as [(String, String, String?)])
  func `finds what JavaScript's would`(pattern: String, text: String, match: String?) throws {
    #expect(try found(pattern, text) == match)
  }

  @Test func `knows the flags for letters and lines`() throws {
    #expect(try found("straße", "STRAßE", flags: "i") == "STRAßE")
    #expect(try found("[a-z]+", "ABC", flags: "i") == "ABC")
    #expect(try found("(?i)abc", "xABC") == "ABC")
    #expect(try found("^c.$", "ab\ncd\nef", flags: "m") == "cd")
  }

  @Test(arguments: [
    ("a*", "aaa", true), ("a*", "aab", false), ("a|ab", "ab", true),
    (".*REES", "Nigel Rees", false),
    ("", "", true),
  ])
  func `may have to match the whole`(pattern: String, text: String, matches: Bool) throws {
    #expect(try RegularExpression(pattern).matchesWhole(text) == matches)
  }

  @Test(arguments: [
    ("(", "a ')' is missing"), (")", "there is a ')' too many"), ("[a", "a ']' is missing"),
    ("*a", "nothing stands before '*'"), ("a**", "it repeats a repetition"),
    ("a{3,2}", "it repeats more than 1000 times, or the bounds are upside down"),
    ("a{1001}", "it repeats more than 1000 times, or the bounds are upside down"),
    ("(a{1000}){1000}", "it is too large"), ("[z-a]", "a range of a set is upside down"),
    ("(a)\\1", "it refers back to a group, which is not supported"),
    ("(?<=a)b", "it looks behind, which is not supported"), ("a\\", "it ends with a backslash"),
    ("\\q", "'\\q' is not known"), ("\\x4", "an escape lacks hexadecimal digits"),
    (String(repeating: "(", count: 300), "its groups nest too deeply"),
  ])
  func `is refused with the reason`(pattern: String, reason: String) {
    #expect(throws: RegularExpression.Mistake(reason: reason)) {
      try RegularExpression(pattern)
    }
  }

  @Test(arguments: [
    "(a+)+b", "(a|a)*b", "(a|aa)+$b", "(a*)*b", "(?:a?){20}a{20}b", "((a+)+)+b", "(?=(a+)+b)a",
    "(.*)(.*)(.*)(.*)(.*)b",
  ])
  func `that would go back without end comes to one`(pattern: String) throws {
    let text = String(repeating: "a", count: 60)
    let expression = try RegularExpression(pattern)
    #expect(expression.firstMatch(in: Array(text.unicodeScalars)) == nil)
    #expect(!expression.matchesWhole(text))
  }

  @Test func `that repeats nothing a great many times is read at once`() throws {
    let pattern = "(?:(?:(?:){1000}){1000}){1000}a"
    #expect(try found(pattern, "a") == "a")
  }
}
