/// Reads a JSON document strictly (RFC 8259): no comments, no trailing comma, nothing after the end.
///
/// Scenario files have a kinder reader; this one is for what services take as it is: events, filter
/// policies, state machines, recorded calls.
package struct JSONReader {
  /// Why a text is no JSON document, and where.
  package struct Mistake: Error, Hashable, Sendable {
    /// What is wrong, as a part of a sentence.
    package let reason: String
    /// The line, from 1.
    package let line: Int
    /// The column in bytes, from 1.
    package let column: Int
  }

  /// What to do with a key that an object has already.
  package enum DuplicateKeys: Sendable {
    /// The last one holds.
    case lastHolds
    /// The document is refused.
    case refused
    /// All stay, in their order, for those who go through the members of an object.
    case allKept
  }

  /// Deeper documents are refused: nothing that a service takes is as deep.
  private static let depthLimit = 512
  private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

  private let bytes: [UInt8]
  private let duplicateKeys: DuplicateKeys
  private var place = 0
  private var depth = 0

  /// Reads a document.
  package static func read(
    _ bytes: [UInt8], duplicateKeys: DuplicateKeys = .lastHolds
  ) throws(Mistake) -> JSONValue {
    var reader = JSONReader(bytes: bytes, duplicateKeys: duplicateKeys)
    if let invalid = reader.invalidText() {
      reader.place = invalid
      throw reader.mistake("a byte that is not UTF-8")
    }
    let value = try reader.value()
    reader.skipBlanks()
    if reader.place < bytes.count { throw reader.mistake("something after the document's end") }
    return value
  }

  /// Reads a document from a text.
  package static func read(
    _ text: String, duplicateKeys: DuplicateKeys = .lastHolds
  ) throws(Mistake) -> JSONValue {
    try read(Array(text.utf8), duplicateKeys: duplicateKeys)
  }

  private init(bytes: [UInt8], duplicateKeys: DuplicateKeys) {
    self.bytes = bytes
    self.duplicateKeys = duplicateKeys
  }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func value() throws(Mistake) -> JSONValue {
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return try nested { reader throws(Mistake) in try reader.object() }
    case UInt8(ascii: "["): return try nested { reader throws(Mistake) in try reader.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"): return try number()
    case let byte? where Self.digits.contains(byte): return try number()
    case nil: throw mistake("the end of the text instead of a value")
    default: return try word()
    }
  }

  private mutating func nested(
    _ read: (inout JSONReader) throws(Mistake) -> JSONValue
  ) throws(Mistake) -> JSONValue {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw mistake("more than 512 levels of nesting") }
    place += 1
    return try read(&self)
  }

  private mutating func object() throws(Mistake) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = []
    var places: [[UInt8]: Int] = [:]
    guard try !closes(UInt8(ascii: "}"), isFirst: true) else { return .object(members) }
    repeat {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw mistake("no key in double quotes") }
      let start = place
      let key = try string()
      let known = duplicateKeys == .allKept ? nil : places[Array(key.utf8)]
      if duplicateKeys == .refused, known != nil {
        place = start
        throw mistake("the key \"\(key)\" for the second time")
      }
      skipBlanks()
      guard next == UInt8(ascii: ":") else { throw mistake("no colon after the key \"\(key)\"") }
      place += 1
      let member = (key: key, value: try value())
      if let known {
        members[known] = member
      } else {
        if duplicateKeys != .allKept { places[Array(key.utf8)] = members.count }
        members.append(member)
      }
    } while try !closes(UInt8(ascii: "}"), isFirst: false)
    return .object(members)
  }

  private mutating func array() throws(Mistake) -> JSONValue {
    var elements: [JSONValue] = []
    guard try !closes(UInt8(ascii: "]"), isFirst: true) else { return .array(elements) }
    repeat {
      elements.append(try value())
    } while try !closes(UInt8(ascii: "]"), isFirst: false)
    return .array(elements)
  }

  /// Takes the closing bracket, or the comma before another element.
  private mutating func closes(_ bracket: UInt8, isFirst: Bool) throws(Mistake) -> Bool {
    skipBlanks()
    if next == bracket {
      place += 1
      return true
    }
    if isFirst { return false }
    guard next == UInt8(ascii: ",") else {
      throw mistake("neither a comma nor \"\(Unicode.Scalar(bracket))\" after a value")
    }
    place += 1
    return false
  }

  private mutating func word() throws(Mistake) -> JSONValue {
    for (word, value) in [("true", JSONValue.bool(true)), ("false", .bool(false)), ("null", .null)]
    where bytes[place...].starts(with: word.utf8) {
      place += word.utf8.count
      return value
    }
    throw mistake("something that begins no value")
  }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
      place += 1
    }
  }

  private func mistake(_ reason: String) -> Mistake {
    let before = bytes[..<min(place, bytes.count)]
    let newline = UInt8(ascii: "\n")
    let lineStart = before.lastIndex(of: newline).map { $0 + 1 } ?? 0
    return Mistake(
      reason: reason, line: before.count { $0 == newline } + 1, column: place - lineStart + 1)
  }
}

// MARK: - Numbers and texts

extension JSONReader {
  private mutating func number() throws(Mistake) -> JSONValue {
    let start = place
    if next == UInt8(ascii: "-") { place += 1 }
    let whole = try digits()
    if whole.count > 1, bytes[whole.lowerBound] == UInt8(ascii: "0") {
      place = start
      throw mistake("a number with leading zeros")
    }
    if next == UInt8(ascii: ".") {
      place += 1
      _ = try digits()
    }
    if let byte = next, byte | 0x20 == UInt8(ascii: "e") {
      place += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
      _ = try digits()
    }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    return .number(Double(text) ?? .infinity, source: text)
  }

  private mutating func digits() throws(Mistake) -> Range<Int> {
    let start = place
    while let byte = next, Self.digits.contains(byte) { place += 1 }
    guard place > start else { throw mistake("no digit in a number where one belongs") }
    return start..<place
  }

  private mutating func string() throws(Mistake) -> String {
    place += 1
    let start = place
    while let byte = next, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      place += 1
    }
    var text = Array(bytes[start..<place])
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        place += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        text.append(contentsOf: String(try escape()).utf8)
      case 0..<0x20:
        throw mistake("a control character in a text, which must be escaped")
      default:
        text.append(byte)
        place += 1
      }
    }
    throw mistake("the end of the text within a string")
  }

  private mutating func escape() throws(Mistake) -> Unicode.Scalar {
    place += 1
    defer { place += 1 }
    switch next {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw mistake("a backslash with nothing that may follow it")
    }
  }

  /// Reads four hexadecimal digits, and the other half of a surrogate pair; half a pair alone becomes
  /// the replacement character.
  private mutating func unicodeEscape() throws(Mistake) -> Unicode.Scalar {
    let unit = try codeUnit()
    guard (0xd800..<0xdc00).contains(unit) else { return Unicode.Scalar(unit) ?? "\u{fffd}" }
    let afterFirst = place
    guard bytes[(place + 1)...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else {
      return "\u{fffd}"
    }
    place += 2
    let second = try codeUnit()
    guard (0xdc00..<0xe000).contains(second) else {
      place = afterFirst
      return "\u{fffd}"
    }
    return Unicode.Scalar(0x10000 + (unit - 0xd800) << 10 + (second - 0xdc00)) ?? "\u{fffd}"
  }

  /// Reads the digits after the `u` on which it stands, and stays on the last.
  private mutating func codeUnit() throws(Mistake) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      place += 1
      guard let digit = next.flatMap({ Self.hexadecimalDigit($0) }) else {
        throw mistake("fewer than four hexadecimal digits after \\u")
      }
      unit = unit << 4 | digit
    }
    return unit
  }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  /// The offset of the first byte that is not UTF-8, or `nil`.
  private func invalidText() -> Int? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var rest = bytes.makeIterator()
    var parser = UTF8.ForwardParser()
    var offset = 0
    while case .valid(let scalar) = parser.parseScalar(from: &rest) { offset += scalar.count }
    return offset
  }
}
