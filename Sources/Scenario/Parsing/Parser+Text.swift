extension Parser {
  /// Reads a quoted text, whose opening quote comes next.
  mutating func text() throws(Stop) -> String {
    let start = cursor.place
    guard let quote = cursor.advance() else { return "" }
    var text = String.UnicodeScalarView()
    while let scalar = cursor.next {
      switch scalar {
      case quote:
        cursor.advance()
        try checkEnd(of: quote)
        return String(text)
      case "\n", "\r":
        note(.lexical(.unterminatedText), at: range(from: start))
        mayHaveLostComma = true
        return String(text)
      case "\\":
        if let escaped = escape() { text.append(escaped) }
        try checkMistakeCount()
      default:
        text.append(scalar)
        cursor.advance()
      }
    }
    throw stop(.lexical(.unterminatedText), at: range(from: start))
  }

  /// Refuses a text that goes on after its quote, as in `'don't'`.
  private mutating func checkEnd(of quote: Unicode.Scalar) throws(Stop) {
    guard let next = cursor.next, next.continuesName else { return }
    throw stop(.lexical(.textEndsEarly(quote: String(quote))))
  }

  /// Reads what follows a backslash (JSON5 §5.1); `nil` for a line continuation.
  private mutating func escape() -> Unicode.Scalar? {
    let start = cursor.place
    cursor.advance()
    guard let scalar = cursor.advance() else { return nil }
    switch scalar {
    case "b": return "\u{08}"
    case "f": return "\u{0c}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "v": return "\u{0b}"
    case "0" where cursor.next?.isDigit != true: return "\0"
    case "0"..."9":
      note(.lexical(.digitEscape(String(scalar))), at: range(from: start))
      return "\u{fffd}"
    case "x": return hexadecimal(digits: 2, from: start).flatMap(Unicode.Scalar.init) ?? "\u{fffd}"
    case "u": return unicodeEscape(from: start)
    case "\r":
      _ = cursor.advance(over: "\n")
      return nil
    case _ where scalar.endsLine: return nil
    default: return scalar
    }
  }

  /// Reads the digits after `\u`, two of them where they are halves of a pair (ECMA-404 §9).
  mutating func unicodeEscape(from start: SourcePlace) -> Unicode.Scalar {
    guard let first = hexadecimal(digits: 4, from: start) else { return "\u{fffd}" }
    if let scalar = Unicode.Scalar(first) { return scalar }
    if first < 0xdc00, cursor.next == "\\", cursor.byteAfterNext == UInt8(ascii: "u") {
      cursor.advance()
      cursor.advance()
      guard let second = hexadecimal(digits: 4, from: start) else { return "\u{fffd}" }
      if (0xdc00...0xdfff).contains(second) {
        let bits = 0x10000 + (first - 0xd800) << 10 + (second - 0xdc00)
        return Unicode.Scalar(bits) ?? "\u{fffd}"
      }
    }
    note(.lexical(.loneSurrogate), at: range(from: start))
    return "\u{fffd}"
  }

  private mutating func hexadecimal(digits count: Int, from start: SourcePlace) -> UInt32? {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let digit = cursor.next?.hexadecimalValue else {
        note(.lexical(.shortEscape(digits: count)), at: range(from: start))
        return nil
      }
      value = value << 4 | digit
      cursor.advance()
    }
    return value
  }
}
