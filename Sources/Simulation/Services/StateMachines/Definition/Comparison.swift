/// The condition of a choice in a JSONPath state.
indirect enum Comparison: Sendable {
  /// What two values are compared as.
  enum Family: String, CaseIterable, Sendable {
    case string = "String"
    case numeric = "Numeric"
    case boolean = "Boolean"
    case timestamp = "Timestamp"
  }

  enum Relation: String, CaseIterable, Sendable {
    case equal = "Equals"
    case less = "LessThan"
    case greater = "GreaterThan"
    case atMost = "LessThanEquals"
    case atLeast = "GreaterThanEquals"
  }

  enum Kind: String, CaseIterable, Sendable {
    case isNull = "IsNull"
    case isPresent = "IsPresent"
    case isNumeric = "IsNumeric"
    case isString = "IsString"
    case isBoolean = "IsBoolean"
    case isTimestamp = "IsTimestamp"
  }

  enum Operand: Sendable {
    case literal(JSONValue)
    case path(JSONPath)
  }

  case all([Comparison])
  case any([Comparison])
  case not(Comparison)
  case relation(JSONPath, Family, Relation, Operand)
  case matches(JSONPath, pattern: String)
  case kind(JSONPath, Kind, isWanted: Bool)
}

extension Comparison {
  /// The operators' names, in the order of the specification.
  static let operatorNames: [String] = {
    let relations = Family.allCases.flatMap { family in
      Relation.allCases.filter { family != .boolean || $0 == .equal }.flatMap { relation in
        [family.rawValue + relation.rawValue, family.rawValue + relation.rawValue + "Path"]
      }
    }
    return relations + ["StringMatches"] + Kind.allCases.map(\.rawValue)
  }()

  /// Takes the name of a relational operator apart.
  static func relation(
    named name: String
  ) -> (family: Family, relation: Relation, isPath: Bool)? {
    for family in Family.allCases {
      for relation in Relation.allCases where family != .boolean || relation == .equal {
        let plain = family.rawValue + relation.rawValue
        if name == plain { return (family, relation, false) }
        if name == plain + "Path" { return (family, relation, true) }
      }
    }
    return nil
  }

  /// Whether two values stand in a relation; values of other types do not.
  static func holds(
    _ left: JSONValue, _ family: Family, _ relation: Relation, _ right: JSONValue
  ) -> Bool {
    guard let order = order(left, family, right) else { return false }
    return switch relation {
    case .equal: order == 0
    case .less: order < 0
    case .greater: order > 0
    case .atMost: order <= 0
    case .atLeast: order >= 0
    }
  }

  private static func order(_ left: JSONValue, _ family: Family, _ right: JSONValue) -> Int? {
    switch (family, left, right) {
    case (.string, .string(let a), .string(let b)): return JSONValue.order(a, b)
    case (.numeric, .number(let a, _), .number(let b, _)): return a < b ? -1 : a > b ? 1 : 0
    case (.boolean, .bool(let a), .bool(let b)): return a == b ? 0 : 1
    case (.timestamp, .string(let a), .string(let b)):
      guard let a = Timestamp(a), let b = Timestamp(b) else { return nil }
      return a < b ? -1 : a > b ? 1 : 0
    default: return nil
    }
  }

  /// Whether a value is of a kind.
  static func matches(_ value: JSONValue, _ kind: Kind) -> Bool {
    switch (kind, value) {
    case (.isPresent, _), (.isNull, .null), (.isNumeric, .number), (.isString, .string),
      (.isBoolean, .bool):
      true
    case (.isTimestamp, .string(let text)): Timestamp(text) != nil
    default: false
    }
  }

  /// Whether a text matches a pattern in which `*` stands for any characters; `nil` where a backslash
  /// stands before anything but `*` and itself.
  static func matches(_ text: String, pattern: String) -> Bool? {
    var pieces: [[Unicode.Scalar]] = [[]]
    var scalars = pattern.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      switch scalar {
      case "*": pieces.append([])
      case "\\":
        guard let escaped = scalars.next(), escaped == "*" || escaped == "\\" else { return nil }
        pieces[pieces.count - 1].append(escaped)
      default: pieces[pieces.count - 1].append(scalar)
      }
    }
    return fits(Array(text.unicodeScalars), pieces)
  }

  /// Whether a text is made of pieces with anything in between.
  private static func fits(_ text: [Unicode.Scalar], _ pieces: [[Unicode.Scalar]]) -> Bool {
    guard let first = pieces.first, let last = pieces.last, text.starts(with: first) else {
      return false
    }
    if pieces.count == 1 { return text.count == first.count }
    guard text.count >= first.count + last.count, text.suffix(last.count).elementsEqual(last)
    else { return false }
    var rest = text[first.count..<(text.count - last.count)]
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let range = rest.firstRange(of: piece) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }
}
