extension JSONataEvaluation {
  mutating func negated(
    _ operand: JSONataNode, _ input: JSONataValue, _ scope: JSONataScope
  ) throws(JSONataError) -> JSONataValue {
    let value = try value(of: operand, input, scope)
    switch value {
    case .undefined: return .undefined
    case .number(let number): return .number(-number)
    default:
      throw JSONataError("D1002", "Cannot negate a non-numeric value: \(value.text())")
    }
  }

  mutating func array(
    _ nodes: [JSONataNode], _ node: JSONataNode, _ input: JSONataValue, _ scope: JSONataScope
  ) throws(JSONataError) -> JSONataValue {
    var elements: [JSONataValue] = []
    for node in nodes {
      let value = try value(of: node, input, scope)
      if case .array = node.kind, !value.isUndefined {
        elements.append(value)
      } else {
        elements += value.elements
      }
    }
    try Self.check(elements.count)
    var array = JSONataArray(elements)
    array.isConstructed = node.isConstructed
    return .array(array)
  }

  /// Makes an object of pairs; values of elements with the same key are gathered.
  mutating func object(
    _ pairs: [JSONataNode.Pair], _ input: JSONataValue, _ scope: JSONataScope
  ) throws(JSONataError) -> JSONataValue {
    let elements = input.elements.isEmpty ? [.undefined] : input.elements
    var groups: [(key: String, pair: Int, data: [JSONataValue])] = []
    var places: [String: Int] = [:]
    for element in elements {
      for (number, pair) in pairs.enumerated() {
        let key = try value(of: pair.key, element, scope)
        if key.isUndefined { continue }
        guard case .string(let name) = key else {
          throw JSONataError(
            "T1003", "Key in object structure must evaluate to a string; got: \(key.text())")
        }
        if let place = places[name] {
          guard groups[place].pair == number else {
            throw JSONataError(
              "D1009", "Multiple key definitions evaluate to same key: \"\(name)\"")
          }
          groups[place].data += element.elements
        } else {
          places[name] = groups.count
          groups.append((name, number, element.isUndefined ? [] : [element]))
        }
      }
    }
    var members: [(key: String, value: JSONataValue)] = []
    for group in groups {
      let data = Self.collapsed(group.data)
      let value = try value(of: pairs[group.pair].value, data, scope)
      if !value.isUndefined { members.append((group.key, value)) }
    }
    return .object(members)
  }

  private static func collapsed(_ values: [JSONataValue]) -> JSONataValue {
    switch values.count {
    case 0: .undefined
    case 1: values[0]
    default: .array(JSONataArray(values, isSequence: true))
    }
  }

  mutating func binary(
    _ operation: JSONataOperator, _ leftNode: JSONataNode, _ rightNode: JSONataNode,
    _ input: JSONataValue, _ scope: JSONataScope
  ) throws(JSONataError) -> JSONataValue {
    let left = try value(of: leftNode, input, scope)
    switch operation {
    case .and where left.truth != true: return .bool(false)
    case .or where left.truth == true: return .bool(true)
    default: break
    }
    let right = try value(of: rightNode, input, scope)
    switch operation {
    case .and, .or: return .bool(right.truth == true)
    case .add, .subtract, .multiply, .divide, .remainder:
      return try Self.arithmetic(operation, left, right)
    case .equal: return .bool(Self.areThere(left, right) && JSONataValue.equals(left, right))
    case .unequal: return .bool(Self.areThere(left, right) && !JSONataValue.equals(left, right))
    case .less, .greater, .atMost, .atLeast: return try Self.comparison(operation, left, right)
    case .concatenate: return .string(try Self.joined(left.text(), right.text()))
    case .isIn:
      guard Self.areThere(left, right) else { return .bool(false) }
      return .bool(right.elements.contains { Self.isSamePlain(left, $0) })
    case .range: return try Self.range(left, right)
    }
  }

  private static func areThere(_ left: JSONataValue, _ right: JSONataValue) -> Bool {
    !left.isUndefined && !right.isUndefined
  }

  /// Whether two values without parts are the same; arrays and objects never are.
  private static func isSamePlain(_ left: JSONataValue, _ right: JSONataValue) -> Bool {
    switch left {
    case .array, .object: false
    default: JSONataValue.equals(left, right)
    }
  }

  /// No payload is as long as what is refused here: 256 KB is the service's quota.
  private static let textLimit = 1 << 24

  private static func joined(_ left: String, _ right: String) throws(JSONataError) -> String {
    guard left.utf8.count + right.utf8.count <= textLimit else {
      throw JSONataError("", "A text of more than \(textLimit) bytes")
    }
    return left + right
  }

  private static func arithmetic(
    _ operation: JSONataOperator, _ left: JSONataValue, _ right: JSONataValue
  ) throws(JSONataError) -> JSONataValue {
    let sign = operation.rawValue
    if !left.isUndefined, left.typeName != "number" {
      throw JSONataError(
        "T2001", "The left side of the \"\(sign)\" operator must evaluate to a number")
    }
    if !right.isUndefined, right.typeName != "number" {
      throw JSONataError(
        "T2002", "The right side of the \"\(sign)\" operator must evaluate to a number")
    }
    guard case .number(let a) = left, case .number(let b) = right else { return .undefined }
    let result =
      switch operation {
      case .add: a + b
      case .subtract: a - b
      case .multiply: a * b
      case .divide: a / b
      default: a.truncatingRemainder(dividingBy: b)
      }
    guard result.isFinite else {
      throw JSONataError("D1001", "Number out of range: \(sign == "/" ? "Infinity" : "NaN")")
    }
    return .number(result)
  }

  private static func comparison(
    _ operation: JSONataOperator, _ left: JSONataValue, _ right: JSONataValue
  ) throws(JSONataError) -> JSONataValue {
    for value in [left, right] {
      switch value {
      case .undefined, .number, .string: continue
      default:
        throw JSONataError(
          "T2010",
          "The expressions either side of operator \"\(operation.rawValue)\" must evaluate to "
            + "numeric or string values")
      }
    }
    let order: Int
    switch (left, right) {
    case (.undefined, _), (_, .undefined): return .undefined
    case (.number(let a), .number(let b)): order = a < b ? -1 : a > b ? 1 : 0
    case (.string(let a), .string(let b)): order = JSONValue.order(a, b)
    default:
      throw JSONataError(
        "T2009",
        "The values \(left.text()) and \(right.text()) either side of operator "
          + "\"\(operation.rawValue)\" must be of the same data type")
    }
    let holds =
      switch operation {
      case .less: order < 0
      case .greater: order > 0
      case .atMost: order <= 0
      default: order >= 0
      }
    return .bool(holds)
  }

  private static func range(
    _ left: JSONataValue, _ right: JSONataValue
  ) throws(JSONataError) -> JSONataValue {
    func bound(_ value: JSONataValue, _ code: String, _ side: String) throws(JSONataError) -> Int? {
      if value.isUndefined { return nil }
      guard case .number(let number) = value, let whole = Int(exactly: number) else {
        throw JSONataError(
          code, "The \(side) side of the range operator (..) must evaluate to an integer")
      }
      return whole
    }
    guard let first = try bound(left, "T2003", "left"),
      let last = try bound(right, "T2004", "right"), first <= last
    else { return .undefined }
    let (size, overflow) = last.subtractingReportingOverflow(first)
    guard !overflow, size < 10_000_000 else {
      throw JSONataError(
        "D2014",
        "The size of the sequence allocated by the range operator (..) must not exceed 1e6")
    }
    try check(size + 1)
    return .array(JSONataArray((first...last).map { .number(Double($0)) }, isSequence: true))
  }
}
