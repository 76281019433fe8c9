extension Parser {
  /// Reads an unquoted key: an ECMAScript 5.1 name; anything else needs quotes.
  mutating func bareKey() throws(Stop) -> Node.Name {
    let start = cursor.place
    var name = String.UnicodeScalarView()
    var isName = true
    while let scalar = cursor.next, !scalar.endsBareText, scalar != "=" {
      let letterPlace = cursor.place
      cursor.advance()
      var letter = scalar
      if scalar == "\\" {
        guard cursor.advance(over: "u") else {
          isName = false
          continue
        }
        letter = unicodeEscape(from: letterPlace)
      }
      isName = isName && (name.isEmpty ? letter.startsName : letter.continuesName)
      name.append(letter)
    }
    guard !name.isEmpty else { throw stop(.syntax(.expectedKey(found()))) }
    let range = range(from: start)
    if !isName { note(.lexical(.unquotedKey(String(name))), at: range) }
    return Node.Name(String(name), at: range)
  }

  /// Reads a value without quotes: `true`, `false`, `null`, a number, or a text that lacks them.
  mutating func bareValue() throws(Stop) -> Node {
    let start = cursor.place
    let word = bareWord()
    let literal = Self.literal(word)
    let rest = restOfBareText(afterLiteral: literal != nil)
    let range = range(from: start)
    if rest.isEmpty, let literal { return checked(literal, at: range) }
    guard depth > 0 else { throw stop(.syntax(.noObject(word)), at: range) }
    let text = literal == nil ? word + rest : word + rest.dropFirst()
    if let number = Self.withoutLeadingZeros(text) {
      note(.lexical(.leadingZero(text, fix: number.text)), at: range)
      return Node(.number(number), at: range)
    }
    note(.lexical(.unquotedText(text, meant: Self.misspelt[text])), at: range)
    return Node(Self.misspelt[text] == nil ? .text(text) : .mistaken, at: range)
  }

  /// What other languages write for JSON5's words and numbers.
  private static let misspelt = [
    "True": "true", "TRUE": "true", "yes": "true", "on": "true",
    "False": "false", "FALSE": "false", "no": "false", "off": "false",
    "None": "null", "nil": "null", "undefined": "null", "NULL": "null", "Null": "null",
  ]

  private static func literal(_ word: String) -> Node.Value? {
    switch word {
    case "true": .flag(true)
    case "false": .flag(false)
    case "null": .null
    default: Numeral(word).map(Node.Value.number)
    }
  }

  /// The number that is left of digits such as `007` when the leading zeros are taken away.
  private static func withoutLeadingZeros(_ text: String) -> Numeral? {
    let digits = text.drop { $0 == "0" }
    return digits.count < text.count && digits.first?.isASCIIDigit == true
      ? Numeral(String(digits)) : nil
  }

  private mutating func checked(_ literal: Node.Value, at range: SourceRange) -> Node {
    guard case .number(let number) = literal, number.text.utf8.count > Limit.numberLength else {
      return Node(literal, at: range)
    }
    let length = number.text.utf8.count
    note(.lexical(.longNumber(length: length, limit: Limit.numberLength)), at: range)
    return Node(.mistaken, at: range)
  }

  private mutating func bareWord() -> String {
    var word = String.UnicodeScalarView()
    while let scalar = cursor.next, !scalar.endsBareText, !startsComment {
      word.append(scalar)
      cursor.advance()
    }
    return String(word)
  }

  /// Reads on where a text without quotes has blanks in it, but not into the next key.
  ///
  /// After a word that is a value by itself only one more word is taken, as in `5 m`; more than
  /// sixteen are no text that lost its quotes.
  private mutating func restOfBareText(afterLiteral isLiteral: Bool) -> String {
    let before = cursor
    var rest = ""
    var words = 0
    while words < (isLiteral ? 2 : 16), cursor.next == " " || cursor.next == "\t" {
      let blank = cursor
      while cursor.next == " " || cursor.next == "\t" { cursor.advance() }
      let word = bareWord()
      if word.isEmpty {
        cursor = blank
        break
      }
      rest += " " + word
      words += 1
    }
    if isBeforeColon || (isLiteral && (words != 1 || Self.literal(String(rest.dropFirst())) != nil))
    {
      cursor = before
      return ""
    }
    return rest
  }

  private var isBeforeColon: Bool {
    var ahead = cursor
    while ahead.next == " " || ahead.next == "\t" { ahead.advance() }
    return ahead.next == ":"
  }

  private var startsComment: Bool {
    cursor.next == "/"
      && (cursor.byteAfterNext == UInt8(ascii: "/") || cursor.byteAfterNext == UInt8(ascii: "*"))
  }
}

extension Unicode.Scalar {
  /// Whether the scalar cannot be part of a word without quotes.
  fileprivate var endsBareText: Bool {
    switch self {
    case ",", ":", ";", "[", "]", "{", "}", "\"", "'": true
    default: isBlank
    }
  }
}
