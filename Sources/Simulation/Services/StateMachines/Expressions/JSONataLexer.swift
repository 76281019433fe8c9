/// Cuts a JSONata expression into its words.
struct JSONataLexer {
  enum Token: Hashable {
    case end
    case operation(String)
    case name(String)
    case variable(String)
    case string(String)
    case number(Double)
    case word(String)
    case pattern(JSONataPattern)
  }

  /// Longer ones first.
  private static let operators = [
    "..", ":=", "!=", ">=", "<=", "**", "~>", ".", "[", "]", "{", "}", "(", ")", ",", "@", "#",
    ";", ":", "?", "+", "-", "*", "/", "%", "|", "=", "<", ">", "^", "&", "!", "~",
  ].map { Array($0.unicodeScalars) }

  private let scalars: [Unicode.Scalar]
  private(set) var place = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  private var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  /// The next word; a slash begins a regular expression where an operand is expected.
  mutating func token(expectsOperand: Bool) throws(JSONataError) -> Token {
    try skipBlanks()
    guard let scalar = next else { return .end }
    if expectsOperand, scalar == "/" { return .pattern(try pattern()) }
    if let operation = Self.operators.first(where: { scalars[place...].starts(with: $0) }) {
      place += operation.count
      return .operation(String(String.UnicodeScalarView(operation)))
    }
    switch scalar {
    case "\"", "'": return .string(try string(scalar))
    case "0"..."9": return .number(try number())
    case "`": return .name(try quotedName())
    default: return try word()
    }
  }

  private mutating func skipBlanks() throws(JSONataError) {
    while let scalar = next {
      if " \t\n\r\u{0b}".unicodeScalars.contains(scalar) {
        place += 1
      } else if scalar == "/", place + 1 < scalars.count, scalars[place + 1] == "*" {
        place += 2
        while !scalars[place...].starts(with: "*/".unicodeScalars) {
          guard place < scalars.count else {
            throw JSONataError("S0106", "Comment has no closing tag")
          }
          place += 1
        }
        place += 2
      } else {
        return
      }
    }
  }

  private mutating func string(_ quote: Unicode.Scalar) throws(JSONataError) -> String {
    place += 1
    var text = String.UnicodeScalarView()
    while let scalar = next {
      place += 1
      if scalar == quote { return String(text) }
      if scalar == "\\" { text.append(try escape()) } else { text.append(scalar) }
    }
    throw JSONataError("S0101", "String literal must be terminated by a matching quote")
  }

  private mutating func escape() throws(JSONataError) -> Unicode.Scalar {
    guard let scalar = next else {
      throw JSONataError("S0101", "String literal must be terminated by a matching quote")
    }
    place += 1
    switch scalar {
    case "\"", "'", "\\", "/", "`": return scalar
    case "b": return "\u{08}"
    case "f": return "\u{0c}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": return try unicodeEscape()
    default: throw JSONataError("S0103", "Unsupported escape sequence: \\\(scalar)")
    }
  }

  private mutating func unicodeEscape() throws(JSONataError) -> Unicode.Scalar {
    let first = try codeUnit()
    guard (0xd800..<0xdc00).contains(first) else { return Unicode.Scalar(first) ?? "\u{fffd}" }
    guard scalars[place...].starts(with: "\\u".unicodeScalars) else { return "\u{fffd}" }
    place += 2
    let second = try codeUnit()
    guard (0xdc00..<0xe000).contains(second) else { return "\u{fffd}" }
    return Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00)) ?? "\u{fffd}"
  }

  private mutating func codeUnit() throws(JSONataError) -> UInt32 {
    let digits = scalars[place..<min(place + 4, scalars.count)]
    guard digits.count == 4,
      let unit = UInt32(unsigned: String(String.UnicodeScalarView(digits)), radix: 16)
    else {
      throw JSONataError("S0104", "The escape sequence \\u must be followed by 4 hex digits")
    }
    place += 4
    return unit
  }

  private mutating func number() throws(JSONataError) -> Double {
    let start = place
    digits()
    if next == ".", place + 1 < scalars.count, ("0"..."9").contains(scalars[place + 1]) {
      place += 1
      digits()
    }
    if next == "e" || next == "E" {
      let mark = place
      place += 1
      if next == "+" || next == "-" { place += 1 }
      let exponent = place
      digits()
      if place == exponent { place = mark }
    }
    let text = String(String.UnicodeScalarView(scalars[start..<place]))
    guard let number = Double(text), number.isFinite else {
      throw JSONataError("S0102", "Number out of range: \(text)")
    }
    return number
  }

  private mutating func digits() {
    while let scalar = next, ("0"..."9").contains(scalar) { place += 1 }
  }

  private mutating func quotedName() throws(JSONataError) -> String {
    place += 1
    guard let end = scalars[place...].firstIndex(of: "`") else {
      throw JSONataError(
        "S0105", "Quoted property name must be terminated with a backquote (`)")
    }
    defer { place = end + 1 }
    return String(String.UnicodeScalarView(scalars[place..<end]))
  }

  private mutating func word() throws(JSONataError) -> Token {
    let start = place
    while let scalar = next, !Self.endsWord(scalar) { place += 1 }
    let text = String(String.UnicodeScalarView(scalars[start..<place]))
    if text.hasPrefix("$") { return .variable(String(text.dropFirst())) }
    guard place > start else {
      throw JSONataError("S0204", "Unknown operator: \"\(scalars[place])\"")
    }
    return ["and", "or", "in", "true", "false", "null"].contains(text) ? .word(text) : .name(text)
  }

  private static func endsWord(_ scalar: Unicode.Scalar) -> Bool {
    " \t\n\r\u{0b}.[]{}(),@#;:?+-*/%|=<>^&!~\"'`".unicodeScalars.contains(scalar)
  }

  private mutating func pattern() throws(JSONataError) -> JSONataPattern {
    place += 1
    var text = String.UnicodeScalarView()
    var depth = 0
    while let scalar = next {
      place += 1
      if scalar == "/", depth <= 0 { return try pattern(of: String(text)) }
      text.append(scalar)
      switch scalar {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      case "\\":
        if let escaped = next {
          text.append(escaped)
          place += 1
        }
      default: break
      }
    }
    throw JSONataError("S0302", "No terminating / in regular expression")
  }

  private mutating func pattern(of text: String) throws(JSONataError) -> JSONataPattern {
    guard !text.isEmpty else {
      throw JSONataError("S0301", "Empty regular expressions are not allowed")
    }
    var (ignoresCase, isMultiline) = (false, false)
    while let flag = next, flag == "i" || flag == "m" {
      if flag == "i" { ignoresCase = true } else { isMultiline = true }
      place += 1
    }
    guard (try? Regex(text)) != nil else {
      throw JSONataError("", "The regular expression /\(text)/ cannot be read")
    }
    return JSONataPattern(text: text, ignoresCase: ignoresCase, isMultiline: isMultiline)
  }
}

extension FixedWidthInteger {
  /// The number that digits alone spell, without a sign.
  init?(unsigned digits: some StringProtocol, radix: Int) {
    guard digits.first != "+", digits.first != "-" else { return nil }
    self.init(digits, radix: radix)
  }
}
