extension JSONataBuiltIn {
  /// Functions of arrays that call no other function.
  func arrayValue(_ arguments: JSONataArguments) throws(JSONataError) -> JSONataValue {
    let first = arguments[0]
    switch self {
    case .count: return .number(Double(first.elements.count))
    case .append:
      if first.isUndefined { return arguments[1] }
      if arguments[1].isUndefined { return first }
      let elements = first.elements + arguments[1].elements
      try JSONataEvaluation.check(elements.count)
      return .array(JSONataArray(elements))
    case .reverse:
      if first.isUndefined { return .undefined }
      return .array(JSONataArray(first.elements.reversed()))
    case .distinct: return distinct(first)
    case .zip: return zipped(arguments.values)
    case .partition: return try partitioned(arguments)
    default: return try ranged(arguments)
    }
  }

  private func distinct(_ value: JSONataValue) -> JSONataValue {
    guard case .array(let array) = value, array.elements.count > 1 else { return value }
    var kept: [JSONataValue] = []
    for element in array.elements
    where !kept.contains(where: { JSONataValue.equals($0, element) }) { kept.append(element) }
    return .array(JSONataArray(kept, isSequence: array.isSequence))
  }

  private func zipped(_ values: [JSONataValue]) -> JSONataValue {
    let rows = values.map(\.elements)
    let count = rows.map(\.count).min() ?? 0
    return .array(
      JSONataArray(
        (0..<count).map { place in .array(JSONataArray(rows.map { $0[place] })) }))
  }

  private func partitioned(_ arguments: JSONataArguments) throws(JSONataError) -> JSONataValue {
    if arguments[0].isUndefined { return .undefined }
    let elements = arguments[0].elements
    guard let size = try arguments.whole(1), size > 0 else { throw arguments.mismatch(at: 1) }
    return .array(
      JSONataArray(
        stride(from: 0, to: elements.count, by: size).map {
          .array(JSONataArray(Array(elements[$0..<Swift.min($0 + size, elements.count)])))
        }))
  }

  private func ranged(_ arguments: JSONataArguments) throws(JSONataError) -> JSONataValue {
    guard let first = try arguments.number(0) else { return .undefined }
    guard let last = try arguments.number(1) else { throw arguments.mismatch(at: 1) }
    guard let step = try arguments.number(2), step != 0 else { throw arguments.mismatch(at: 2) }
    try JSONataEvaluation.check(
      Int(exactly: ((last - first) / step).rounded(.up)) ?? Int.max)
    return .array(
      JSONataArray(stride(from: first, through: last, by: step).map { .number($0) }))
  }

  /// Functions of objects that call no other function.
  func objectValue(_ arguments: JSONataArguments) throws(JSONataError) -> JSONataValue {
    let first = arguments[0]
    switch self {
    case .type: return first.typeName.map { .string($0) } ?? .undefined
    case .keys:
      let keys = Self.keys(of: first)
      return .array(JSONataArray(keys.map { .string($0) }, isSequence: true))
    case .lookup:
      guard let name = try arguments.text(1) else { throw arguments.mismatch(at: 1) }
      return JSONataEvaluation.lookUp(name, in: first)
    case .spread:
      let parts = first.elements.flatMap { element -> [JSONataValue] in
        guard case .object(let members) = element else { return [element] }
        return members.map { .object([$0]) }
      }
      return .array(JSONataArray(parts, isSequence: true))
    default: return try merged(arguments)
    }
  }

  private static func keys(of value: JSONataValue) -> [String] {
    switch value {
    case .object(let members): return members.map(\.key)
    case .array(let array):
      return array.elements.reduce(into: []) { keys, element in
        for key in Self.keys(of: element) where !keys.contains(key) { keys.append(key) }
      }
    default: return []
    }
  }

  private func merged(_ arguments: JSONataArguments) throws(JSONataError) -> JSONataValue {
    if arguments[0].isUndefined { return .undefined }
    var members: [(key: String, value: JSONataValue)] = []
    for element in arguments[0].elements {
      guard case .object(let others) = element else {
        throw JSONataError(
          "T0412", "Argument 1 of function \"merge\" must be an array of \"objects\"")
      }
      for other in others {
        if let place = members.firstIndex(where: { $0.key.utf8.elementsEqual(other.key.utf8) }) {
          members[place].value = other.value
        } else {
          members.append(other)
        }
      }
    }
    return .object(members)
  }

  /// The functions that end an evaluation.
  func complaint(_ arguments: JSONataArguments) throws(JSONataError) -> JSONataValue {
    if self == .error {
      throw JSONataError("D3137", try arguments.text(0) ?? "$error() function evaluated")
    }
    guard case .bool(let holds) = arguments[0] else { throw arguments.mismatch(at: 0) }
    guard holds else {
      throw JSONataError("D3141", try arguments.text(1) ?? "$assert() statement failed")
    }
    return .undefined
  }

  // MARK: Functions that call functions

  /// Functions that call another one for each element.
  func appliedValue(
    _ arguments: JSONataArguments, _ evaluation: inout JSONataEvaluation
  ) throws(JSONataError) -> JSONataValue {
    let first = arguments[0]
    if first.isUndefined { return .undefined }
    switch self {
    case .sort: return try sorted(arguments, &evaluation)
    case .reduce: return try reduced(arguments, &evaluation)
    case .sift, .each: return try eachMember(arguments, &evaluation)
    case .single where arguments.count < 2: return try only(first.elements)
    default: break
    }
    let function = try arguments.function(1)
    var results: [JSONataValue] = []
    for (place, element) in first.elements.enumerated() {
      let answer = try evaluation.applyFitting(
        function, [element, .number(Double(place)), first])
      if self == .map {
        if !answer.isUndefined { results.append(answer) }
      } else if answer.truth == true {
        results.append(element)
      }
    }
    if self == .single { return try only(results) }
    return .array(JSONataArray(results, isSequence: true))
  }

  private func only(_ elements: [JSONataValue]) throws(JSONataError) -> JSONataValue {
    switch elements.count {
    case 1: return elements[0]
    case 0:
      throw JSONataError(
        "D3139", "The $single() function expected exactly 1 matching result.  Instead it matched 0."
      )
    default:
      throw JSONataError(
        "D3138",
        "The $single() function expected exactly 1 matching result.  Instead it matched more.")
    }
  }

  private func sorted(
    _ arguments: JSONataArguments, _ evaluation: inout JSONataEvaluation
  ) throws(JSONataError) -> JSONataValue {
    let elements = arguments[0].elements
    guard arguments.count > 1 else {
      let isPlain =
        elements.allSatisfy { $0.typeName == "number" }
        || elements.allSatisfy { $0.typeName == "string" }
      guard isPlain else {
        throw JSONataError(
          "D3070",
          "The single argument form of the sort function can only be applied to an array of strings "
            + "or an array of numbers.  Use the second argument to specify a comparison function")
      }
      return .array(
        JSONataArray(
          try JSONataOrder.merged(elements) { a, b throws(JSONataError) in
            try JSONataOrder.compare(a, b) > 0
          }))
    }
    let function = try arguments.function(1)
    var copy = evaluation
    defer { evaluation = copy }
    return .array(
      JSONataArray(
        try JSONataOrder.merged(elements) { a, b throws(JSONataError) in
          try copy.applyFitting(function, [a, b]).truth == true
        }))
  }

  private func reduced(
    _ arguments: JSONataArguments, _ evaluation: inout JSONataEvaluation
  ) throws(JSONataError) -> JSONataValue {
    let function = try arguments.function(1)
    guard function.parameterCount >= 2 else {
      throw JSONataError(
        "D3050",
        "The second argument of reduce function must be a function with at least two arguments")
    }
    var elements = arguments[0].elements[...]
    var offset = 0
    var result = arguments[2]
    if arguments.count < 3 {
      guard let first = elements.popFirst() else { return .undefined }
      result = first
      offset = 1
    }
    for (place, element) in elements.enumerated() {
      result = try evaluation.applyFitting(
        function, [result, element, .number(Double(place + offset)), arguments[0]])
    }
    return result
  }

  private func eachMember(
    _ arguments: JSONataArguments, _ evaluation: inout JSONataEvaluation
  ) throws(JSONataError) -> JSONataValue {
    guard case .object(let members) = arguments[0] else { throw arguments.mismatch(at: 0) }
    let function = try arguments.function(1)
    var kept: [(key: String, value: JSONataValue)] = []
    var results: [JSONataValue] = []
    for member in members {
      let answer = try evaluation.applyFitting(
        function, [member.value, .string(member.key), arguments[0]])
      if answer.truth == true { kept.append(member) }
      if !answer.isUndefined { results.append(answer) }
    }
    if self == .each { return .array(JSONataArray(results, isSequence: true)) }
    return kept.isEmpty ? .undefined : .object(kept)
  }
}
