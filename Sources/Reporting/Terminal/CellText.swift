/// Text measured, cut and filled by the cells that it takes in a terminal.
package enum CellText {
  /// How many cells a text takes: two for wide characters, none for marks that combine.
  ///
  /// After Unicode's East Asian Width (UAX #11); what is ambiguous there is narrow, as in Western
  /// terminals.
  package static func width(of text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text.utf8.count }
    return text.reduce(0) { $0 + width(of: $1) }
  }

  /// The text without characters that would move the cursor or change the terminal.
  package static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(isControl(scalar) ? "?" : scalar) }
    return String(result)
  }

  /// The text cut to so many cells; where something is lost, its last cell says so.
  package static func cut(_ text: String, to width: Int, glyphs: TerminalStyle.Glyphs) -> String {
    guard self.width(of: text) > width else { return text }
    let mark = glyphs == .unicode ? "…" : "~"
    var kept = ""
    var used = 0
    for character in text {
      used += self.width(of: character)
      if used > width - 1 { break }
      kept.append(character)
    }
    return width > 0 ? kept + mark : ""
  }

  /// The text with spaces before it so that it ends at the given width.
  package static func rightAligned(_ text: String, in width: Int) -> String {
    spaces(width - self.width(of: text)) + text
  }

  /// The text with spaces after it so that it fills the given width.
  package static func leftAligned(_ text: String, in width: Int) -> String {
    text + spaces(width - self.width(of: text))
  }

  /// The text broken into lines of at most so many cells: at spaces, and inside a word only when the
  /// word is longer than a line.
  package static func wrapped(_ text: String, to width: Int) -> [String] {
    precondition(width > 0, "a line of \(width) cells holds nothing")
    var lines = [""]
    for word in text.split(separator: " ") {
      for (index, piece) in pieces(of: String(word), width: width).enumerated() {
        let line = lines[lines.count - 1]
        if line.isEmpty {
          lines[lines.count - 1] = piece
        } else if index == 0, self.width(of: line) + 1 + self.width(of: piece) <= width {
          lines[lines.count - 1] += " " + piece
        } else {
          lines.append(piece)
        }
      }
    }
    return lines
  }

  static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  /// A line without the spaces at its end, which would show in a recorded file only as noise.
  static func withoutTrailingSpaces(_ line: String) -> String {
    var kept = Substring(line)
    while kept.last == " " { kept.removeLast() }
    return String(kept)
  }

  private static func pieces(of word: String, width: Int) -> [String] {
    guard self.width(of: word) > width else { return [word] }
    var pieces = [""]
    for character in word {
      let last = pieces[pieces.count - 1]
      if !last.isEmpty, self.width(of: last) + self.width(of: character) > width {
        pieces.append("")
      }
      pieces[pieces.count - 1].append(character)
    }
    return pieces
  }

  private static func width(of character: Character) -> Int {
    var widest = 0
    for scalar in character.unicodeScalars {
      if scalar.value == 0xFE0F { return 2 }  // Asks for the picture instead of the letter.
      widest = max(widest, width(of: scalar))
    }
    return widest
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return wideRanges.contains { $0.contains(scalar.value) } ? 2 : 1
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control
  }

  /// The scripts and pictures that take two cells.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
    0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD,
  ]
}
