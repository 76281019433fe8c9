/// The records of comma-separated values (RFC 4180), one after the other.
///
/// Fields may stand in double quotes, with two of them for one inside; blank lines are passed over.
struct CSVLines {
  /// Why a record cannot be read.
  struct Failure: Error {
    let problem: TraceProblem.LineProblem
  }

  private let bytes: [UInt8]
  private var offset = 0
  private var nextNumber = 1
  /// The line on which the last record began, counted from 1.
  private(set) var number = 1

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { offset = 3 }
  }

  /// The fields of the next record, or `nil` at the end.
  mutating func next() throws(Failure) -> [String]? {
    while let byte = peek, byte.isLineBreak { skipLineBreak() }
    guard peek != nil else { return nil }
    number = nextNumber
    var fields: [String] = []
    while true {
      fields.append(try field())
      guard peek == UInt8(ascii: ",") else { break }
      offset += 1
    }
    if peek != nil { skipLineBreak() }
    return fields
  }

  private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// Steps over LF, CR or CR LF.
  private mutating func skipLineBreak() {
    if bytes[offset] == 0x0d, offset + 1 < bytes.count, bytes[offset + 1] == 0x0a { offset += 1 }
    offset += 1
    nextNumber += 1
  }

  private mutating func field() throws(Failure) -> String {
    guard peek == UInt8(ascii: "\"") else {
      let start = offset
      while let byte = peek, byte != UInt8(ascii: ","), !byte.isLineBreak { offset += 1 }
      return try text(bytes[start..<offset]).withoutBlanks
    }
    return try quoted()
  }

  private mutating func quoted() throws(Failure) -> String {
    offset += 1
    var content: [UInt8] = []
    while let byte = peek {
      if byte.isLineBreak { nextNumber += 1 }
      offset += 1
      guard byte == UInt8(ascii: "\"") else {
        content.append(byte)
        continue
      }
      guard peek == UInt8(ascii: "\"") else {
        if let next = peek, next != UInt8(ascii: ","), !next.isLineBreak {
          throw Failure(problem: .textAfterQuote)
        }
        return try text(content[...])
      }
      content.append(byte)
      offset += 1
    }
    throw Failure(problem: .openQuote)
  }

  private func text(_ bytes: ArraySlice<UInt8>) throws(Failure) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(problem: .notText)
    }
    return text
  }
}

extension UInt8 {
  fileprivate var isLineBreak: Bool { self == 0x0a || self == 0x0d }
}

extension String {
  /// The text without blanks and tabs around it.
  fileprivate var withoutBlanks: String {
    var text = self[...]
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}
