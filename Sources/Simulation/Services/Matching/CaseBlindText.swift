/// A text of which each character stands for its lower and its upper case.
///
/// As event-ruler has it, the two cases are alternatives of the pattern's character alone, in Java's
/// root locale: `ß` in a pattern takes `ß` and `SS` but not `ss`, and the relation has a direction. It
/// works on UTF-16: of a character outside the basic plane each half becomes a question mark.
struct CaseBlindText: Hashable, Sendable {
  /// Which part of a value the text must be.
  enum Extent: Hashable, Sendable {
    case whole
    case beginning
    case end
  }

  private struct Letter: Hashable, Sendable {
    var lower: [UInt8]
    /// Empty where the cases are the same.
    var upper: [UInt8]
  }

  private let letters: [Letter]
  private let extent: Extent

  /// The text, to be found at the beginning, at the end, or alone.
  init(_ text: String, at extent: Extent) {
    self.extent = extent
    letters = text.unicodeScalars.flatMap { scalar -> [Letter] in
      guard scalar.value < 0x10000 else {
        return Array(repeating: Letter(lower: Array("?".utf8), upper: []), count: 2)
      }
      let lower = Array(scalar.properties.lowercaseMapping.utf8)
      let upper = Array(scalar.properties.uppercaseMapping.utf8)
      return [Letter(lower: lower, upper: lower == upper ? [] : upper)]
    }
  }

  /// Whether a value is, begins with or ends with the text.
  func matches(_ value: Span<UInt8>) -> Bool {
    extent == .end
      ? endsAlike(value, before: value.count, letters[...])
      : beginsAlike(value, from: 0, letters[...])
  }

  /// Whether the value goes on with the letters; the two cases may differ in length, so both are tried.
  private func beginsAlike(
    _ value: Span<UInt8>, from start: Int, _ letters: ArraySlice<Letter>
  ) -> Bool {
    var start = start
    var rest = letters
    while let letter = rest.popFirst() {
      let takesLower = value.has(letter.lower, at: start)
      let takesUpper = !letter.upper.isEmpty && value.has(letter.upper, at: start)
      if takesLower, takesUpper, letter.lower.count != letter.upper.count {
        if beginsAlike(value, from: start + letter.upper.count, rest) { return true }
      } else if !takesLower, !takesUpper {
        return false
      }
      start += takesLower ? letter.lower.count : letter.upper.count
    }
    return extent == .beginning || start == value.count
  }

  private func endsAlike(
    _ value: Span<UInt8>, before end: Int, _ letters: ArraySlice<Letter>
  ) -> Bool {
    var end = end
    var rest = letters
    while let letter = rest.popLast() {
      let takesLower = value.has(letter.lower, at: end - letter.lower.count)
      let takesUpper =
        !letter.upper.isEmpty && value.has(letter.upper, at: end - letter.upper.count)
      if takesLower, takesUpper, letter.lower.count != letter.upper.count {
        if endsAlike(value, before: end - letter.upper.count, rest) { return true }
      } else if !takesLower, !takesUpper {
        return false
      }
      end -= takesLower ? letter.lower.count : letter.upper.count
    }
    return true
  }
}

extension Span<UInt8> {
  /// Whether these bytes stand at a place, which may lie outside.
  fileprivate func has(_ bytes: [UInt8], at place: Int) -> Bool {
    place >= 0 && place + bytes.count <= count && holds(bytes, at: place)
  }
}
