/// Writes rows of comma-separated values with one fixed set of columns (RFC 4180).
///
/// A field is quoted when it holds a comma, a quote or a line break, and only then. Lines end with a
/// line feed alone, as tools on Linux expect, where the RFC has a carriage return before it.
package struct CSVWriter {
  private let columns: [String]
  private var line = ""
  private var fieldCount = 0

  /// Creates a writer and writes the header.
  ///
  /// - Precondition: there is at least one column.
  package init(columns: [String], to output: inout some TextOutputStream) {
    precondition(!columns.isEmpty, "a table needs at least one column")
    self.columns = columns
    for column in columns { append(column) }
    endRow(to: &output)
  }

  /// Appends a text to the row begun.
  package mutating func append(_ text: String) {
    beginField()
    if text.utf8.contains(where: Self.mustBeQuoted) {
      line += "\""
      for scalar in text.unicodeScalars {
        if scalar == "\"" { line += "\"" }
        line.unicodeScalars.append(scalar)
      }
      line += "\""
    } else if text.isEmpty, columns.count == 1 {
      line += "\"\""  // A row of one empty field would be a blank line, which readers skip.
    } else {
      line += text
    }
  }

  /// Appends a whole number to the row begun.
  package mutating func append(_ number: Int) {
    beginField()
    line += number.description
  }

  /// Appends a number to the row begun, in its shortest form; one that is missing is an empty field.
  package mutating func append(_ number: Double?) {
    append(number.map(NumberText.shortest) ?? "")
  }

  /// Appends a number with at most so many decimals; one that is missing is an empty field.
  package mutating func append(_ number: Double?, decimals: Int) {
    append(number.map { NumberText.trimmed($0, decimals: decimals) } ?? "")
  }

  /// Ends the row and writes it.
  ///
  /// - Precondition: the row has one field for each column.
  package mutating func endRow(to output: inout some TextOutputStream) {
    precondition(
      fieldCount == columns.count, "\(fieldCount) fields in a row of \(columns.count) columns")
    line += "\n"
    output.write(line)
    line.removeAll(keepingCapacity: true)
    fieldCount = 0
  }

  private mutating func beginField() {
    if fieldCount > 0 { line += "," }
    fieldCount += 1
  }

  private static func mustBeQuoted(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
    default: false
    }
  }
}
