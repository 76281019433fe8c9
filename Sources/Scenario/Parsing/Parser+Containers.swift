extension Parser {
  /// Reads an object, whose `{` comes next.
  mutating func object() throws(Stop) -> Node {
    let opening = SourceRange(cursor.place)
    let container = Container(kind: .object, openedAt: opening.start)
    cursor.advance()
    var members = Members()
    while try !closes(container) {
      let name = try key()
      let value = try memberValue(of: name)
      if let first = members.append(Node.Member(name, value)) {
        note(.syntax(.duplicateKey(name.text, first: first)), at: name.range)
      }
      try separator(after: name.text, in: container)
    }
    return Node(.object(members.inOrder), at: opening)
  }

  /// Reads a list, whose `[` comes next.
  mutating func list() throws(Stop) -> Node {
    let opening = SourceRange(cursor.place)
    let container = Container(kind: .list, openedAt: opening.start)
    cursor.advance()
    var elements: [Node] = []
    while try !closes(container) {
      path.append(index: elements.count)
      elements.append(try value())
      path.removeLast()
      try separator(after: nil, in: container)
    }
    return Node(.list(elements), at: opening)
  }

  /// Steps over the closing bracket if it comes next; commas without a value before are mistakes.
  private mutating func closes(_ container: Container) throws(Stop) -> Bool {
    while true {
      try skipBlanks()
      guard cursor.next == "," else { break }
      note(.syntax(.strayComma))
      try checkMistakeCount()
      cursor.advance()
    }
    switch cursor.next {
    case nil:
      throw stop(.syntax(.unclosed(container.kind, openedAt: container.openedAt)))
    case container.closing:
      cursor.advance()
      return true
    case "}", "]":
      let problem = SyntaxProblem.mismatched(
        container.kind, openedAt: container.openedAt, found: found())
      throw stop(.syntax(problem))
    default: return false
    }
  }

  /// Reads a key and leaves its colon.
  private mutating func key() throws(Stop) -> Node.Name {
    let start = cursor.place
    if cursor.next == "\"" || cursor.next == "'" {
      let text = try text()
      return Node.Name(text, at: range(from: start))
    }
    return try bareKey()
  }

  /// Reads a colon and the value of a key; a key without a value is a mistake that passes.
  private mutating func memberValue(of name: Node.Name) throws(Stop) -> Node {
    try skipBlanks()
    switch cursor.next {
    case ":": cursor.advance()
    case "=":
      note(.syntax(.equalsSign(after: name.text)))
      cursor.advance()
    case "}", "]", ",", ";", nil: break
    default: note(.syntax(.missingColon(after: name.text)))
    }
    try skipBlanks()
    if let next = cursor.next, "},;".unicodeScalars.contains(next) {
      note(.syntax(.missingValue(of: name.text)), at: name.range)
      return Node(.mistaken, at: name.range)
    }
    path.append(name.text)
    let value = try value()
    path.removeLast()
    return value
  }

  /// Steps over the comma after a value; the last one needs none.
  private mutating func separator(after key: String?, in container: Container) throws(Stop) {
    let end = SourceRange(cursor.place)
    defer { mayHaveLostComma = false }
    try checkMistakeCount()
    try skipBlanks()
    switch cursor.next {
    case ",": cursor.advance()
    case ";":
      note(.syntax(.semicolon))
      cursor.advance()
    case "}", "]", nil: break
    default:
      if !mayHaveLostComma { note(.syntax(.missingComma(after: key)), at: end) }
    }
  }
}

/// An object or list that is being read.
private struct Container {
  let kind: SyntaxProblem.Container
  let openedAt: SourcePlace

  var closing: Unicode.Scalar {
    switch kind {
    case .object: "}"
    case .list: "]"
    }
  }
}

/// The members of an object so far, found by key in constant time.
private struct Members {
  private(set) var inOrder: [Node.Member] = []
  private var indices: [String: Int] = [:]

  /// Adds a member, or returns where one of the same key stands.
  mutating func append(_ member: Node.Member) -> SourcePlace? {
    if let index = indices[member.name.text] { return inOrder[index].name.range.start }
    indices[member.name.text] = inOrder.count
    inOrder.append(member)
    return nil
  }
}
