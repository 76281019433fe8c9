/// A text with gaps: `*` stands for any characters, also none.
///
/// A backslash takes the meaning from a star or from another backslash; nothing else may follow it, and
/// two stars in a row are refused (EventBridge user guide, "Comparison operators", wildcard).
struct Wildcard: Hashable, Sendable {
  /// What stands between the stars, the empty texts at the ends included.
  let pieces: [[UInt8]]

  /// Reads the notation.
  init(_ text: String) throws(PatternProblem) {
    var pieces: [[UInt8]] = [[]]
    var bytes = text.utf8.makeIterator()
    var place = 0
    var afterStar = false
    while let byte = bytes.next() {
      // Services count from the quotation mark, and in bytes.
      place += 1
      if byte == UInt8(ascii: "*") {
        if afterStar { throw .starsInARow(at: place - 1) }
        pieces.append([])
      } else if byte == UInt8(ascii: "\\") {
        guard let next = bytes.next(), next == UInt8(ascii: "*") || next == byte else {
          throw .strayBackslash(at: place)
        }
        pieces[pieces.count - 1].append(next)
        place += 1
      } else {
        pieces[pieces.count - 1].append(byte)
      }
      afterStar = byte == UInt8(ascii: "*")
    }
    self.pieces = pieces
  }

  /// Whether a text is one of those that are meant.
  func matches(_ text: Span<UInt8>) -> Bool {
    let head = pieces[0]
    guard pieces.count > 1 else { return text.equals(head) }
    let tail = pieces[pieces.count - 1]
    guard text.count >= head.count + tail.count, text.hasPrefix(head), text.hasSuffix(tail) else {
      return false
    }
    var start = head.count
    let end = text.count - tail.count
    for piece in pieces.dropFirst().dropLast() {
      // The earliest place leaves the most room for those that follow.
      guard let place = text.firstPlace(of: piece, in: start..<end) else { return false }
      start = place + piece.count
    }
    return true
  }
}

extension Span<UInt8> {
  /// Whether the bytes are these.
  func equals(_ bytes: [UInt8]) -> Bool { count == bytes.count && holds(bytes, at: 0) }

  /// Whether the bytes begin with these.
  func hasPrefix(_ bytes: [UInt8]) -> Bool { count >= bytes.count && holds(bytes, at: 0) }

  /// Whether the bytes end with these.
  func hasSuffix(_ bytes: [UInt8]) -> Bool {
    count >= bytes.count && holds(bytes, at: count - bytes.count)
  }

  /// Where these bytes first stand in a range, or `nil`.
  func firstPlace(of bytes: [UInt8], in range: Range<Int>) -> Int? {
    var place = range.lowerBound
    while place + bytes.count <= range.upperBound {
      if holds(bytes, at: place) { return place }
      place += 1
    }
    return nil
  }

  /// Whether these bytes stand at a place that has room for them.
  func holds(_ bytes: [UInt8], at place: Int) -> Bool {
    for index in bytes.indices where self[place + index] != bytes[index] { return false }
    return true
  }
}
