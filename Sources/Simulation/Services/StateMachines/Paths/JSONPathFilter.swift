/// The condition of a filter in a JSON path: `[?(@.price < 10 && @.isbn)]`.
indirect enum JSONPathFilter: Hashable, Sendable {
  /// One side of a comparison.
  enum Operand: Hashable, Sendable {
    /// A path from the element that is looked at (`@`), or from the document (`$`).
    case path(JSONPath, isFromElement: Bool)
    case literal(Literal)
    /// `/…/`, with or without `i` behind it.
    case pattern(String, ignoresCase: Bool)
  }

  /// A value written into a filter.
  struct Literal: Hashable, Sendable {
    let value: JSONValue

    static func == (left: Literal, right: Literal) -> Bool { left.value == right.value }
    func hash(into hasher: inout Hasher) { hasher.combine(value.description) }
  }

  enum Operator: String, Hashable, Sendable, CaseIterable {
    case equal = "=="
    case unequal = "!="
    case atMost = "<="
    case atLeast = ">="
    case less = "<"
    case greater = ">"
    case matches = "=~"
    case isIn = "in"
    case isNotIn = "nin"
    case subsetOf = "subsetof"
    case anyOf = "anyof"
    case noneOf = "noneof"
    case contains
    case size
    case isEmpty = "empty"
  }

  case exists(Operand)
  case comparison(Operand, Operator, Operand)
  case not(JSONPathFilter)
  case both(JSONPathFilter, JSONPathFilter)
  case either(JSONPathFilter, JSONPathFilter)

  /// Whether an element of a document fulfils the condition.
  func accepts(_ element: JSONValue, root: JSONValue) -> Bool {
    switch self {
    case .exists(let operand): Self.value(of: operand, element, root) != nil
    case .not(let filter): !filter.accepts(element, root: root)
    case .both(let first, let second):
      first.accepts(element, root: root) && second.accepts(element, root: root)
    case .either(let first, let second):
      first.accepts(element, root: root) || second.accepts(element, root: root)
    case .comparison(let left, let relation, let right):
      Self.holds(relation, left, right, element, root)
    }
  }

  private static func value(
    of operand: Operand, _ element: JSONValue, _ root: JSONValue
  ) -> JSONValue? {
    switch operand {
    case .literal(let literal): return literal.value
    case .pattern: return nil
    case .path(let path, let isFromElement):
      guard case .found(let value) = path.find(in: isFromElement ? element : root) else {
        return nil
      }
      // An indefinite path that leads nowhere is no value, as one that is definite.
      if !path.isDefinite, case .array(let found) = value, found.isEmpty { return nil }
      return value
    }
  }

  private static func holds(
    _ relation: Operator, _ left: Operand, _ right: Operand, _ element: JSONValue, _ root: JSONValue
  ) -> Bool {
    let first = value(of: left, element, root)
    if relation == .matches { return matches(first, right) }
    let second = value(of: right, element, root)
    guard let first, let second else {
      // What is missing equals nothing but what is missing, too.
      return relation == .unequal && (first == nil) != (second == nil)
    }
    return compare(first, relation, second)
  }

  private static func compare(
    _ first: JSONValue, _ relation: Operator, _ second: JSONValue
  ) -> Bool {
    switch relation {
    case .equal: isSame(first, second)
    case .unequal: !isSame(first, second)
    case .less: order(first, second).map { $0 < 0 } ?? false
    case .atMost: order(first, second).map { $0 <= 0 } ?? false
    case .greater: order(first, second).map { $0 > 0 } ?? false
    case .atLeast: order(first, second).map { $0 >= 0 } ?? false
    case .isIn: second.elements.contains { isSame(first, $0) }
    case .isNotIn: !second.elements.contains { isSame(first, $0) }
    case .subsetOf:
      first.elements.allSatisfy { one in second.elements.contains { isSame(one, $0) } }
    case .anyOf: first.elements.contains { one in second.elements.contains { isSame(one, $0) } }
    case .noneOf: !first.elements.contains { one in second.elements.contains { isSame(one, $0) } }
    case .contains: contains(first, second)
    case .size: isSame(.number(Double(size(of: first))), second)
    case .isEmpty: second == .bool(size(of: first) == 0)
    case .matches: false
    }
  }

  /// Numbers and texts that show the same number are the same, as in Jayway's `ValueNodes`.
  private static func isSame(_ first: JSONValue, _ second: JSONValue) -> Bool {
    switch (first, second) {
    case (.number(let number, _), .string(let text)), (.string(let text), .number(let number, _)):
      Double(text) == number
    default: first == second
    }
  }

  private static func order(_ first: JSONValue, _ second: JSONValue) -> Int? {
    switch (first, second) {
    case (.number(let a, _), .number(let b, _)): return a < b ? -1 : a > b ? 1 : 0
    case (.string(let a), .string(let b)): return JSONValue.order(a, b)
    default: return nil
    }
  }

  private static func contains(_ whole: JSONValue, _ part: JSONValue) -> Bool {
    if case .string(let text) = whole, case .string(let piece) = part {
      return piece.isEmpty || text.contains(piece)
    }
    return whole.elements.contains { isSame($0, part) }
  }

  private static func size(of value: JSONValue) -> Int {
    switch value {
    case .array(let elements): elements.count
    case .string(let text): text.unicodeScalars.count
    case .object(let members): members.count
    case .null, .bool, .number: -1
    }
  }

  private static func matches(_ value: JSONValue?, _ operand: Operand) -> Bool {
    guard case .string(let text)? = value, case .pattern(let pattern, let ignoresCase) = operand,
      let regex = try? Regex(pattern)
    else { return false }
    return (try? regex.ignoresCase(ignoresCase).wholeMatch(in: text)) != nil
  }
}

extension JSONValue {
  /// The elements of an array; nothing of any other value.
  fileprivate var elements: [JSONValue] {
    guard case .array(let elements) = self else { return [] }
    return elements
  }

  /// Compares two texts by their code points: negative, zero or positive.
  static func order(_ first: String, _ second: String) -> Int {
    if first.unicodeScalars.lexicographicallyPrecedes(second.unicodeScalars) { return -1 }
    return first.utf8.elementsEqual(second.utf8) ? 0 : 1
  }
}
