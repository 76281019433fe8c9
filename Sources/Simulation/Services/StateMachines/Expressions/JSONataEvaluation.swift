/// Works out one JSONata expression, by the rules of JSONata's own evaluator.
struct JSONataEvaluation {
  /// The service ends expressions that never would; the limits themselves are ours.
  private static let depthLimit = 300
  private static let stepLimit = 500_000
  /// Sequences longer than this are refused, where the service runs out of memory.
  static let longestSequence = 100_000

  /// What a clock on the wall shows.
  let now: Timestamp
  /// Where random numbers come from.
  var randomness: RandomStream
  private var depth = 0
  private var stepCount = 0

  init(now: Timestamp, drawing randomness: RandomStream) {
    self.now = now
    self.randomness = randomness
  }

  /// The value of a part of an expression in a context.
  mutating func value(
    of node: JSONataNode, _ input: JSONataValue, _ scope: JSONataScope
  ) throws(JSONataError) -> JSONataValue {
    var value = try bareValue(of: node, input, scope)
    for predicate in node.predicates {
      value = try filter(value, by: predicate, scope)
    }
    if let group = node.group { value = try object(group, value, scope) }
    guard case .array(var array) = value, array.isSequence else { return value }
    if node.keepsArray { array.keepsSingleton = true }
    switch array.elements.count {
    case 0: return .undefined
    case 1 where !array.keepsSingleton: return array.elements[0]
    default: return .array(array)
    }
  }

  private mutating func bareValue(
    of node: JSONataNode, _ input: JSONataValue, _ scope: JSONataScope
  ) throws(JSONataError) -> JSONataValue {
    depth += 1
    stepCount += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      throw JSONataError(
        "", "The expression calls itself too deeply: there is no room left on the stack")
    }
    guard stepCount <= Self.stepLimit else {
      throw JSONataError("", "The expression takes too long to evaluate")
    }
    switch node.kind {
    case .string(let text): return .string(text)
    case .number(let number): return .number(number)
    case .bool(let flag): return .bool(flag)
    case .null: return .null
    case .pattern(let pattern): return .pattern(pattern)
    case .variable(let name): return variable(name, input, scope)
    case .name(let name): return Self.lookUp(name, in: input)
    case .wildcard: return Self.wildcard(input)
    case .descendants: return Self.descendants(of: input)
    case .path(let steps): return try path(steps, node, input, scope)
    case .sort(let terms): return try sorted(input, by: terms, scope)
    case .negation(let operand): return try negated(operand, input, scope)
    case .array(let nodes): return try array(nodes, node, input, scope)
    case .object(let pairs): return try object(pairs, input, scope)
    case .binary(let operation, let left, let right):
      return try binary(operation, left, right, input, scope)
    case .condition(let test, let then, let otherwise):
      if try value(of: test, input, scope).truth == true {
        return try value(of: then, input, scope)
      }
      guard let otherwise else { return .undefined }
      return try value(of: otherwise, input, scope)
    case .block(let nodes): return try block(nodes, input, scope)
    case .binding(let name, let node):
      let value = try value(of: node, input, scope)
      scope.bind(name, to: value)
      return value
    case .lambda(let parameters, let body):
      return .function(
        .lambda(JSONataLambda(parameters: parameters, body: body, scope: scope, input: input)))
    case .call, .partialCall, .chain: return try called(node, input, scope)
    }
  }

  private mutating func block(
    _ nodes: [JSONataNode], _ input: JSONataValue, _ scope: JSONataScope
  ) throws(JSONataError) -> JSONataValue {
    let inner = JSONataScope(in: scope)
    var value = JSONataValue.undefined
    for node in nodes { value = try self.value(of: node, input, inner) }
    return value
  }

  private func variable(
    _ name: String, _ input: JSONataValue, _ scope: JSONataScope
  ) -> JSONataValue {
    if name.isEmpty { return input }
    if let value = scope.value(of: name) { return value }
    return JSONataBuiltIn(rawValue: name).map { .function(.native($0)) } ?? .undefined
  }

  // MARK: Paths

  private mutating func path(
    _ steps: [JSONataNode], _ node: JSONataNode, _ input: JSONataValue, _ scope: JSONataScope
  ) throws(JSONataError) -> JSONataValue {
    var sequence = JSONataArray([input], isSequence: true)
    if case .array(let array) = input {
      if case .variable? = steps.first?.kind {} else { sequence = array }
    }
    for (place, step) in steps.enumerated() {
      if place == 0, step.isConstructed {
        guard case .array(let array) = try value(of: step, .array(sequence), scope) else {
          return .undefined
        }
        sequence = array
      } else {
        sequence = try take(
          step, from: sequence, isLast: place == steps.count - 1, scope)
      }
      if sequence.elements.isEmpty { break }
    }
    if node.keepsArray || steps.contains(where: \.keepsArray) {
      if sequence.isConstructed, !sequence.isSequence {
        sequence = JSONataArray([.array(sequence)], isSequence: true)
      }
      sequence.keepsSingleton = true
    }
    return .array(sequence)
  }

  private mutating func take(
    _ step: JSONataNode, from input: JSONataArray, isLast: Bool, _ scope: JSONataScope
  ) throws(JSONataError) -> JSONataArray {
    if case .sort(let terms) = step.kind {
      var value = try sorted(.array(input), by: terms, scope)
      for predicate in step.predicates { value = try filter(value, by: predicate, scope) }
      return JSONataArray(value.elements, isSequence: true)
    }
    var bare = step
    bare.predicates = []
    var results: [JSONataValue] = []
    for element in input.elements {
      var value = try self.value(of: bare, element, scope)
      for predicate in step.predicates { value = try filter(value, by: predicate, scope) }
      if !value.isUndefined { results.append(value) }
    }
    if isLast, results.count == 1, case .array(let array) = results[0], !array.isSequence {
      return array
    }
    var sequence = JSONataArray([], isSequence: true)
    for result in results {
      if case .array(let array) = result, !array.isConstructed {
        sequence.elements += array.elements
      } else {
        sequence.elements.append(result)
      }
    }
    try Self.check(sequence.elements.count)
    return sequence
  }

  /// Refuses a sequence that is too long.
  static func check(_ count: Int) throws(JSONataError) {
    guard count <= longestSequence else {
      throw JSONataError("", "The expression makes more than \(longestSequence) values")
    }
  }

  private mutating func filter(
    _ value: JSONataValue, by predicate: JSONataNode, _ scope: JSONataScope
  ) throws(JSONataError) -> JSONataValue {
    let elements = value.elements
    if case .number(let number) = predicate.kind {
      let index = Self.index(number, count: elements.count)
      guard let index, elements.indices.contains(index) else {
        return .array(JSONataArray([], isSequence: true))
      }
      if case .array = elements[index] { return elements[index] }
      return .array(JSONataArray([elements[index]], isSequence: true))
    }
    var kept = JSONataArray([], isSequence: true)
    for (place, element) in elements.enumerated() {
      let answer = try self.value(of: predicate, element, scope)
      if let indices = Self.numbers(answer) {
        for index in indices where Self.index(index, count: elements.count) == place {
          kept.elements.append(element)
        }
      } else if answer.truth == true {
        kept.elements.append(element)
      }
    }
    return .array(kept)
  }

  private static func index(_ number: Double, count: Int) -> Int? {
    guard let index = Int(exactly: number.rounded(.down)) else { return nil }
    return index < 0 ? count + index : index
  }

  /// The numbers of an array that holds nothing else, or a number alone.
  private static func numbers(_ value: JSONataValue) -> [Double]? {
    switch value {
    case .number(let number): return [number]
    case .array(let array) where !array.elements.isEmpty:
      var numbers: [Double] = []
      for element in array.elements {
        guard case .number(let number) = element else { return nil }
        numbers.append(number)
      }
      return numbers
    default: return nil
    }
  }

  /// The member of an object, or those of all objects of an array.
  static func lookUp(_ name: String, in value: JSONataValue) -> JSONataValue {
    guard case .array(let array) = value else { return value[name] }
    var found = JSONataArray([], isSequence: true)
    for element in array.elements { found.elements += lookUp(name, in: element).elements }
    return .array(found)
  }

  private static func wildcard(_ input: JSONataValue) -> JSONataValue {
    let values: [JSONataValue]
    switch input {
    case .object(let members): values = members.map(\.value)
    case .array(let array): values = array.elements
    default: values = []
    }
    return .array(JSONataArray(values.flatMap(flattened), isSequence: true))
  }

  private static func flattened(_ value: JSONataValue) -> [JSONataValue] {
    guard case .array(let array) = value else { return [value] }
    return array.elements.flatMap(flattened)
  }

  private static func descendants(of input: JSONataValue) -> JSONataValue {
    var found: [JSONataValue] = []
    func visit(_ value: JSONataValue) {
      switch value {
      case .undefined: break
      case .array(let array): array.elements.forEach(visit)
      case .object(let members):
        found.append(value)
        for member in members { visit(member.value) }
      default: found.append(value)
      }
    }
    visit(input)
    return .array(JSONataArray(found, isSequence: true))
  }

  // MARK: Orders

  private mutating func sorted(
    _ input: JSONataValue, by terms: [JSONataNode.SortTerm], _ scope: JSONataScope
  ) throws(JSONataError) -> JSONataValue {
    var keys: [[JSONataValue]] = []
    let elements = input.elements
    for element in elements {
      var row: [JSONataValue] = []
      for term in terms { row.append(try value(of: term.key, element, scope)) }
      keys.append(row)
    }
    let order = try JSONataOrder.merged(Array(elements.indices)) { a, b throws(JSONataError) in
      for (place, term) in terms.enumerated() {
        let result = try JSONataOrder.compare(keys[a][place], keys[b][place])
        if result != 0 { return term.isDescending ? result < 0 : result > 0 }
      }
      return false
    }
    return .array(JSONataArray(order.map { elements[$0] }, isSequence: true))
  }
}
