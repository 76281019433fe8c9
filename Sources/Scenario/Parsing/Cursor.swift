/// A reading position in a text that is known to be UTF-8.
struct Cursor {
  private let bytes: [UInt8]
  /// How many bytes lie behind.
  private(set) var offset = 0
  private var line = 1
  private var column = 1

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Where the next scalar stands.
  var place: SourcePlace { SourcePlace(line: line, column: column) }

  /// Whether the text is used up.
  var isAtEnd: Bool { offset == bytes.count }

  /// The next scalar, or `nil` at the end.
  var next: Unicode.Scalar? { isAtEnd ? nil : scalar(at: offset).scalar }

  /// The next byte but one where the next scalar is ASCII, for two-character marks such as `//`.
  var byteAfterNext: UInt8? { offset + 1 < bytes.count ? bytes[offset + 1] : nil }

  /// Steps over the next scalar and returns it.
  @discardableResult
  mutating func advance() -> Unicode.Scalar? {
    guard !isAtEnd else { return nil }
    let (scalar, length) = scalar(at: offset)
    offset += length
    let endsLine =
      scalar == "\n" || (scalar == "\r" && !(offset < bytes.count && bytes[offset] == 0x0a))
    if endsLine {
      line += 1
      column = 1
    } else {
      column += 1
    }
    return scalar
  }

  /// Steps over a scalar if it comes next.
  mutating func advance(over scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    advance()
    return true
  }

  /// How many scalars lie between an earlier place and this one, on the earlier one's line.
  func length(from start: SourcePlace) -> Int {
    line == start.line ? max(column - start.column, 1) : 1
  }

  /// The scalar that begins at a byte, and how many bytes it takes.
  private func scalar(at offset: Int) -> (scalar: Unicode.Scalar, length: Int) {
    let lead = UInt32(bytes[offset])
    if lead < 0x80 { return (Unicode.Scalar(UInt8(lead)), 1) }
    let length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    var bits = lead & (0x7f >> UInt32(length))
    for byte in bytes[(offset + 1)..<(offset + length)] { bits = bits << 6 | UInt32(byte) & 0x3f }
    return (Unicode.Scalar(bits) ?? "\u{fffd}", length)
  }
}
