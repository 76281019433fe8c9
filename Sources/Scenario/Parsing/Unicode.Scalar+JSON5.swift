extension Unicode.Scalar {
  /// Whether the scalar ends a line (ECMAScript 5.1 §7.3), a line comment with it.
  var endsLine: Bool {
    self == "\n" || self == "\r" || self == "\u{2028}" || self == "\u{2029}"
  }

  /// Whether the scalar is white space between values (JSON5 §8).
  var isBlank: Bool {
    switch self {
    case "\t", "\u{0b}", "\u{0c}", " ", "\u{a0}", "\u{feff}": true
    case _ where endsLine: true
    default: !isASCII && properties.generalCategory == .spaceSeparator
    }
  }

  /// Whether an unquoted key may begin with the scalar (ECMAScript 5.1 §7.6, `IdentifierStart`).
  var startsName: Bool {
    if isASCII { return isLetter || self == "$" || self == "_" }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .letterNumber:
      return true
    default: return false
    }
  }

  /// Whether an unquoted key may go on with the scalar (ECMAScript 5.1 §7.6, `IdentifierPart`).
  var continuesName: Bool {
    if startsName || isDigit || self == "\u{200c}" || self == "\u{200d}" { return true }
    if isASCII { return false }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .decimalNumber, .connectorPunctuation: return true
    default: return false
    }
  }

  /// Whether the scalar is one of `0` to `9`.
  var isDigit: Bool { self >= "0" && self <= "9" }

  /// What the scalar counts as a hexadecimal digit, or `nil`.
  var hexadecimalValue: UInt32? {
    switch self {
    case "0"..."9": value - 0x30
    case "a"..."f": value - 0x61 + 10
    case "A"..."F": value - 0x41 + 10
    default: nil
    }
  }

  private var isLetter: Bool { (self >= "a" && self <= "z") || (self >= "A" && self <= "Z") }
}
