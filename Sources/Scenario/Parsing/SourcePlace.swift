/// A place in a scenario file: line and column, both counted from 1 in Unicode scalars.
package struct SourcePlace: Hashable, Comparable, Sendable {
  /// The line, from 1.
  package let line: Int
  /// The column, from 1, in Unicode scalars.
  package let column: Int

  /// A place by its line and column.
  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Where every file begins.
  package static let start = SourcePlace(line: 1, column: 1)

  package static func < (left: SourcePlace, right: SourcePlace) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

extension SourcePlace: CustomStringConvertible {
  /// `14:26`, as editors and compilers write it.
  package var description: String { "\(line):\(column)" }
}

/// A stretch of a scenario file to point at.
package struct SourceRange: Hashable, Sendable {
  /// Where it begins.
  package let start: SourcePlace
  /// How many Unicode scalars of its first line belong to it; at least one is underlined.
  package let length: Int

  /// A stretch from a place on.
  package init(_ start: SourcePlace, length: Int = 1) {
    self.start = start
    self.length = length
  }
}
