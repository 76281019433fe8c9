/// Reads JSON5 (spec.json5.org) into a tree whose every node knows its place.
///
/// What can be read in spite of a mistake is read, so that one run reports several; after a mistake
/// that leaves the shape of the rest in doubt the parser stops.
package struct Parser {
  /// Thrown after the mistake that ends reading was noted.
  struct Stop: Error {}

  var cursor: Cursor
  var mistakes: [Mistake] = []
  /// The keys that lead to where the parser is.
  var path = TreePath.root
  /// How many objects and lists the parser is in.
  var depth = 0
  /// Whether a text ran to the end of its line and may have swallowed the comma after it.
  var mayHaveLostComma = false

  /// Reads a file's text; without a root where there is nothing to go on with.
  package static func parse(_ source: SourceText) -> (root: Node?, mistakes: [Mistake]) {
    if let mistake = source.mistake() { return (nil, [mistake]) }
    var parser = Parser(cursor: Cursor(source.bytes))
    let root = try? parser.file(of: source)
    return (root, parser.mistakes)
  }

  private init(cursor: Cursor) { self.cursor = cursor }

  private mutating func file(of source: SourceText) throws(Stop) -> Node {
    try skipBlanks()
    guard !cursor.isAtEnd else {
      throw stop(.source(source.bytes.isEmpty ? .empty : .blank), at: .init(.start))
    }
    let root = try value()
    try skipBlanks()
    if let found = cursor.next { note(.syntax(.trailing(String(found)))) }
    return root
  }

  /// Reads a value, which must come next.
  mutating func value() throws(Stop) -> Node {
    let start = cursor.place
    switch cursor.next {
    case "{": return try nested { parser throws(Stop) in try parser.object() }
    case "[": return try nested { parser throws(Stop) in try parser.list() }
    case "\"", "'":
      let mistakesBefore = mistakes.count
      let text = try text()
      return Node(
        mistakes.count == mistakesBefore ? .text(text) : .mistaken, at: range(from: start))
    case nil, ":", ",", "}", "]", ";", "=", ")": throw stop(.syntax(.expectedValue(found())))
    default: return try bareValue()
    }
  }

  /// Reads what lies one level deeper, within the limit.
  private mutating func nested(
    _ read: (inout Parser) throws(Stop) -> Node
  ) throws(Stop) -> Node {
    guard depth < Limit.depth else { throw stop(.syntax(.tooDeep(limit: Limit.depth))) }
    depth += 1
    defer { depth -= 1 }
    return try read(&self)
  }
}

extension Parser {
  /// Notes a mistake at the next scalar, or at a given place.
  mutating func note(_ problem: Problem, at range: SourceRange? = nil) {
    mistakes.append(Mistake(problem, at: range ?? SourceRange(cursor.place), path: path))
  }

  /// Notes the mistake after which reading cannot go on.
  mutating func stop(_ problem: Problem, at range: SourceRange? = nil) -> Stop {
    note(problem, at: range)
    return Stop()
  }

  /// Stops once there are so many mistakes that the file is probably no scenario at all.
  mutating func checkMistakeCount() throws(Stop) {
    guard mistakes.count >= Limit.syntaxMistakes else { return }
    throw stop(.syntax(.tooManyMistakes(limit: Limit.syntaxMistakes)))
  }

  /// What lies between an earlier place and the cursor.
  func range(from start: SourcePlace) -> SourceRange {
    SourceRange(start, length: cursor.length(from: start))
  }

  /// The next scalar for a message; empty at the end of the file.
  func found() -> String { cursor.next.map { String($0) } ?? "" }

  /// Steps over white space and comments.
  mutating func skipBlanks() throws(Stop) {
    while let next = cursor.next {
      switch next {
      case "/" where cursor.byteAfterNext == UInt8(ascii: "/"): skipLine()
      case "/" where cursor.byteAfterNext == UInt8(ascii: "*"): try skipBlockComment()
      case "#":
        note(.lexical(.hashComment))
        try checkMistakeCount()
        skipLine()
      case _ where next.isBlank: cursor.advance()
      default: return
      }
    }
  }

  private mutating func skipLine() {
    while let next = cursor.next, !next.endsLine { cursor.advance() }
  }

  private mutating func skipBlockComment() throws(Stop) {
    let start = SourceRange(cursor.place, length: 2)
    cursor.advance()
    cursor.advance()
    while let scalar = cursor.advance() {
      if scalar == "*", cursor.advance(over: "/") { return }
    }
    throw stop(.lexical(.unterminatedComment), at: start)
  }
}
