/// Takes a schedule expression apart into words that know their column.
struct ScheduleReader {
  /// A stretch of the expression, and the column in which it begins, counted from 1.
  struct Word {
    let text: String
    let column: Int

    /// The words between the blanks.
    func split() -> [Word] {
      text.cut(where: { $0 == " " || $0 == "\t" }).filter { !$0.text.isEmpty }
        .map { Word(text: $0.text, column: column + $0.offset) }
    }

    /// The parts between the commas, empty ones included.
    func parts() -> [Word] {
      text.cut(where: { $0 == "," }).map { Word(text: $0.text, column: column + $0.offset) }
    }
  }

  /// What the expression begins with.
  enum Kind: String {
    case at
    case rate
    case cron
  }

  private let text: [Character]
  private var opening = 0

  init(_ text: String) { self.text = Array(text) }

  /// Reads the word before the opening parenthesis.
  mutating func openingWord() throws(ScheduleSyntaxError) -> Kind {
    guard let position = text.firstIndex(of: "("),
      let kind = Kind(rawValue: String(text[..<position]))
    else { throw ScheduleSyntaxError(.unknownKind(String(text)), at: 1) }
    opening = position
    return kind
  }

  /// Reads what lies between the parentheses.
  func closingContent() throws(ScheduleSyntaxError) -> Word {
    guard text.last == ")" else {
      throw ScheduleSyntaxError(.missingParenthesis, at: text.count + 1)
    }
    return Word(text: String(text[(opening + 1)..<(text.count - 1)]), column: opening + 2)
  }
}

extension String {
  /// The pieces between separators, each with its distance from the start in characters.
  fileprivate func cut(where isSeparator: (Character) -> Bool) -> [(text: String, offset: Int)] {
    var pieces: [(text: String, offset: Int)] = [("", 0)]
    for (offset, character) in enumerated() {
      if isSeparator(character) {
        pieces.append(("", offset + 1))
      } else {
        pieces[pieces.count - 1].text.append(character)
      }
    }
    return pieces
  }
}

/// A whole number written in at most nine decimal digits and nothing else.
func decimalNumber(_ text: some StringProtocol) -> Int? {
  guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
    return nil
  }
  return Int(text)
}
