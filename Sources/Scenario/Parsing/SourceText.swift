/// The text of a scenario file with its name, found line by line for messages.
package struct SourceText: Sendable {
  /// The file's name as messages give it.
  package let name: String
  /// The file's bytes without a byte order mark.
  package let bytes: [UInt8]
  /// The offset of the first byte of each line.
  private let lineStarts: [Int]

  /// A text from a file's bytes, whatever they are; the parser checks that they are text.
  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? Array(bytes.dropFirst(3)) : bytes
    lineStarts = Self.lineStarts(of: self.bytes)
  }

  /// A text that stands in memory.
  package init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// How many lines the text has; the last may be empty.
  package var lineCount: Int { lineStarts.count }

  /// A line without its end, counted from 1; bytes that are not UTF-8 show as `�`.
  package func line(_ number: Int) -> String {
    guard number >= 1, number <= lineStarts.count else { return "" }
    let end = number < lineStarts.count ? lineStarts[number] : bytes.count
    var line = bytes[lineStarts[number - 1]..<end]
    while let last = line.last, last == 0x0a || last == 0x0d { line.removeLast() }
    return String(decoding: line, as: UTF8.self)
  }

  /// The place of a byte.
  func place(at offset: Int) -> SourcePlace {
    let line = lineStarts.partitioningIndex { $0 > offset }
    let before = bytes[lineStarts[line - 1]..<offset]
    let column = String(decoding: before, as: UTF8.self).unicodeScalars.count + 1
    return SourcePlace(line: line, column: column)
  }

  /// Lines end as editors see it: at LF, CR or CR LF, not at U+2028 and U+2029.
  private static func lineStarts(of bytes: [UInt8]) -> [Int] {
    var starts = [0]
    for (offset, byte) in bytes.enumerated() {
      let isReturn = byte == 0x0d && (offset + 1 == bytes.count || bytes[offset + 1] != 0x0a)
      if byte == 0x0a || isReturn { starts.append(offset + 1) }
    }
    return starts
  }
}

extension [Int] {
  /// The first index whose element satisfies a predicate that no element before it satisfies.
  fileprivate func partitioningIndex(where belongs: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
