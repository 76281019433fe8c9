/// Reads JSONata expressions: Pratt's top-down operator precedence, with the powers of JSONata's own
/// parser (version 2, of which the service takes 2.0.6).
struct JSONataParser {
  /// Expressions nested more deeply are refused, long before the stack ends.
  private static let depthLimit = 100
  /// Longer chains of operators are refused; the service cannot work out 200 sums in a row either.
  private static let lengthLimit = 150

  private var lexer: JSONataLexer
  private var token = JSONataLexer.Token.end
  private var depth = 0

  static func read(_ text: String) throws(JSONataError) -> JSONataNode {
    var parser = JSONataParser(lexer: JSONataLexer(text))
    try parser.advance(expectsOperand: true)
    let node = try parser.expression(0)
    guard parser.token == .end else { throw parser.unexpected() }
    return node
  }

  private init(lexer: JSONataLexer) { self.lexer = lexer }

  private mutating func advance(expectsOperand: Bool) throws(JSONataError) {
    token = try lexer.token(expectsOperand: expectsOperand)
  }

  /// Takes an operator that must come now.
  private mutating func take(
    _ operation: String, expectsOperand: Bool = false
  ) throws(JSONataError) {
    guard token == .operation(operation) else {
      if token == .end {
        throw JSONataError("S0203", "Expected \"\(operation)\" before end of expression")
      }
      throw JSONataError("S0202", "Expected \"\(operation)\", got \"\(shown)\"")
    }
    try advance(expectsOperand: expectsOperand)
  }

  private var shown: String {
    switch token {
    case .end: "(end)"
    case .operation(let text), .name(let text), .word(let text), .string(let text): text
    case .variable(let name): "$" + name
    case .number(let number): JSONataValue.text(of: number)
    case .pattern(let pattern): "/\(pattern.text)/"
    }
  }

  private func unexpected() -> JSONataError {
    token == .end
      ? JSONataError("S0207", "Unexpected end of expression")
      : JSONataError("S0201", "Syntax error: \"\(shown)\"")
  }

  // MARK: Expressions

  private mutating func expression(_ power: Int) throws(JSONataError) -> JSONataNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      throw JSONataError("", "The expression is nested more than \(Self.depthLimit) levels deep")
    }
    var left = try operand()
    var length = 0
    while power < self.power {
      left = try extended(left)
      length += 1
      guard length <= Self.lengthLimit else {
        throw JSONataError("", "More than \(Self.lengthLimit) operators stand in a row")
      }
    }
    return left
  }

  /// How strongly the operator that comes now binds what stands before it.
  private var power: Int {
    switch token {
    case .word("and"): return 30
    case .word("or"): return 25
    case .word("in"): return 40
    case .operation(let operation):
      switch operation {
      case "[", "(", "@", "#": return 80
      case ".": return 75
      case "{": return 70
      case "*", "/", "%": return 60
      case "+", "-", "&": return 50
      case "=", "<", ">", "^", "!=", "<=", ">=", "~>": return 40
      case "?", "..": return 20
      case ":=": return 10
      default: return 0
      }
    default: return 0
    }
  }

  // MARK: Operands

  private mutating func operand() throws(JSONataError) -> JSONataNode {
    let current = token
    switch current {
    case .operation(let operation):
      return try prefixed(operation)
    case .end, .word("and"), .word("or"), .word("in"): break
    default: try advance(expectsOperand: false)
    }
    switch current {
    case .string(let text): return JSONataNode(.string(text))
    case .number(let number): return JSONataNode(.number(number))
    case .variable(let name): return try variable(name)
    case .name(let name): return Self.named(name)
    case .pattern(let pattern): return JSONataNode(.pattern(pattern))
    case .word("true"): return JSONataNode(.bool(true))
    case .word("false"): return JSONataNode(.bool(false))
    case .word("null"): return JSONataNode(.null)
    case .word(let text):
      // 'and', 'or' and 'in' are names where an operand is expected.
      try advance(expectsOperand: false)
      return Self.named(text)
    case .end, .operation: throw unexpected()
    }
  }

  private func variable(_ name: String) throws(JSONataError) -> JSONataNode {
    if name == "$" {
      throw JSONataError(
        "", "$$ is not offered: a state machine's expression has no input document")
    }
    return JSONataNode(.variable(name))
  }

  private static func named(_ name: String) -> JSONataNode {
    JSONataNode(.path([JSONataNode(.name(name))]))
  }

  private mutating func prefixed(_ operation: String) throws(JSONataError) -> JSONataNode {
    switch operation {
    case "-":
      try advance(expectsOperand: true)
      let node = try expression(70)
      if case .number(let number) = node.kind, node.predicates.isEmpty {
        return JSONataNode(.number(-number))
      }
      return JSONataNode(.negation(node))
    case "*":
      try advance(expectsOperand: false)
      return JSONataNode(.wildcard)
    case "**":
      try advance(expectsOperand: false)
      return JSONataNode(.descendants)
    case "(": return try block()
    case "[": return try array()
    case "{": return JSONataNode(.object(try pairs()))
    case "%": throw .unsupported("the parent operator %")
    case "|": throw .unsupported("the transform operator | |")
    default:
      if token == .end { throw unexpected() }
      throw JSONataError("S0211", "The symbol \"\(operation)\" cannot be used as a unary operator")
    }
  }

  private mutating func block() throws(JSONataError) -> JSONataNode {
    try advance(expectsOperand: true)
    var nodes: [JSONataNode] = []
    while token != .operation(")") {
      nodes.append(try expression(0))
      guard token == .operation(";") else { break }
      try advance(expectsOperand: true)
    }
    try take(")")
    return JSONataNode(.block(nodes))
  }

  private mutating func array() throws(JSONataError) -> JSONataNode {
    try advance(expectsOperand: true)
    var nodes: [JSONataNode] = []
    if token != .operation("]") {
      while true {
        nodes.append(try expression(0))
        guard token == .operation(",") else { break }
        try advance(expectsOperand: true)
      }
    }
    try take("]")
    return JSONataNode(.array(nodes))
  }

  private mutating func pairs() throws(JSONataError) -> [JSONataNode.Pair] {
    try advance(expectsOperand: true)
    var pairs: [JSONataNode.Pair] = []
    if token != .operation("}") {
      while true {
        let key = try expression(0)
        try take(":", expectsOperand: true)
        pairs.append(JSONataNode.Pair(key: key, value: try expression(0)))
        guard token == .operation(",") else { break }
        try advance(expectsOperand: true)
      }
    }
    try take("}")
    return pairs
  }

  // MARK: Operators

  private mutating func extended(_ left: JSONataNode) throws(JSONataError) -> JSONataNode {
    if case .word(let word) = token, let operation = JSONataOperator(rawValue: word) {
      return try binary(operation, left)
    }
    guard case .operation(let operation) = token else { throw unexpected() }
    switch operation {
    case ".":
      try advance(expectsOperand: true)
      return try Self.joined(left, try expression(75))
    case "[": return try predicate(of: left)
    case "(": return try call(left)
    case "{":
      guard left.group == nil else {
        throw JSONataError("S0210", "Each step can only have one grouping expression")
      }
      var left = left
      left.group = try pairs()
      return left
    case "^": return try sorted(left)
    case "?": return try condition(left)
    case ":=": return try binding(left)
    case "~>":
      try advance(expectsOperand: true)
      return JSONataNode(.chain(left, try expression(40)))
    case "@": throw .unsupported("the focus operator @")
    case "#": throw .unsupported("the index operator #")
    default:
      guard let known = JSONataOperator(rawValue: operation) else { throw unexpected() }
      return try binary(known, left)
    }
  }

  private mutating func binary(
    _ operation: JSONataOperator, _ left: JSONataNode
  ) throws(JSONataError) -> JSONataNode {
    let power = self.power
    try advance(expectsOperand: true)
    return JSONataNode(.binary(operation, left, try expression(power)))
  }

  /// Joins two parts of a path into one.
  private static func joined(
    _ left: JSONataNode, _ right: JSONataNode
  ) throws(JSONataError) -> JSONataNode {
    var steps = steps(of: left)
    steps += try self.steps(of: right).map { step throws(JSONataError) in
      switch step.kind {
      case .number, .bool, .null:
        throw JSONataError("S0213", "A literal value cannot be used as a step within a path")
      case .string(let text):
        var named = step
        named.kind = .name(text)
        return named
      default: return step
      }
    }
    for place in [steps.indices.first, steps.indices.last] {
      if let place, case .array = steps[place].kind { steps[place].isConstructed = true }
    }
    var path = JSONataNode(.path(steps))
    path.keepsArray = left.keepsArray || right.keepsArray || steps.contains(where: \.keepsArray)
    if case .path = right.kind { path.group = right.group }
    return path
  }

  private static func steps(of node: JSONataNode) -> [JSONataNode] {
    guard case .path(let steps) = node.kind, node.predicates.isEmpty, node.group == nil else {
      return [node]
    }
    return steps
  }

  private mutating func predicate(of left: JSONataNode) throws(JSONataError) -> JSONataNode {
    try advance(expectsOperand: true)
    var node = left
    if token == .operation("]") {
      try advance(expectsOperand: false)
      node.keepsArray = true
      return node
    }
    guard node.group == nil else {
      throw JSONataError("S0209", "A predicate cannot follow a grouping expression in a step")
    }
    let predicate = try expression(0)
    try take("]")
    if case .path(var steps) = node.kind, let last = steps.indices.last {
      steps[last].predicates.append(predicate)
      node.kind = .path(steps)
    } else {
      node.predicates.append(predicate)
    }
    return node
  }

  private mutating func sorted(_ left: JSONataNode) throws(JSONataError) -> JSONataNode {
    try advance(expectsOperand: false)
    try take("(", expectsOperand: true)
    var terms: [JSONataNode.SortTerm] = []
    while true {
      let isDescending = token == .operation(">")
      if isDescending || token == .operation("<") { try advance(expectsOperand: true) }
      terms.append(JSONataNode.SortTerm(key: try expression(0), isDescending: isDescending))
      guard token == .operation(",") else { break }
      try advance(expectsOperand: true)
    }
    try take(")")
    var path = JSONataNode(.path(Self.steps(of: left) + [JSONataNode(.sort(terms))]))
    path.keepsArray = left.keepsArray
    return path
  }

  private mutating func condition(_ left: JSONataNode) throws(JSONataError) -> JSONataNode {
    try advance(expectsOperand: true)
    let then = try expression(0)
    guard token == .operation(":") else {
      return JSONataNode(.condition(left, then: then, otherwise: nil))
    }
    try advance(expectsOperand: true)
    return JSONataNode(.condition(left, then: then, otherwise: try expression(0)))
  }

  private mutating func binding(_ left: JSONataNode) throws(JSONataError) -> JSONataNode {
    guard case .variable(let name) = left.kind, left.predicates.isEmpty else {
      throw JSONataError(
        "S0212", "The left side of := must be a variable name (start with $)")
    }
    try advance(expectsOperand: true)
    return JSONataNode(.binding(name, try expression(9)))
  }

  // MARK: Functions

  private mutating func call(_ left: JSONataNode) throws(JSONataError) -> JSONataNode {
    if case .path(let steps) = left.kind, steps.count == 1, case .name(let name) = steps[0].kind,
      name == "function" || name == "λ"
    {
      return try lambda()
    }
    try advance(expectsOperand: true)
    var arguments: [JSONataNode?] = []
    if token != .operation(")") {
      while true {
        arguments.append(try argument())
        guard token == .operation(",") else { break }
        try advance(expectsOperand: true)
      }
    }
    try take(")")
    let given = arguments.compactMap { $0 }
    return JSONataNode(
      given.count == arguments.count ? .call(left, given) : .partialCall(left, arguments))
  }

  private mutating func argument() throws(JSONataError) -> JSONataNode? {
    guard token == .operation("?") else { return try expression(0) }
    try advance(expectsOperand: false)
    return nil
  }

  private mutating func lambda() throws(JSONataError) -> JSONataNode {
    try advance(expectsOperand: true)
    var parameters: [String] = []
    while case .variable(let name) = token {
      parameters.append(name)
      try advance(expectsOperand: false)
      guard token == .operation(",") else { break }
      try advance(expectsOperand: true)
    }
    guard token == .operation(")") else {
      throw JSONataError(
        "S0208", "Parameter \"\(shown)\" of function definition must be a variable")
    }
    try advance(expectsOperand: false)
    if token == .operation("<") { try skipSignature() }
    try take("{", expectsOperand: true)
    let body = try expression(0)
    try take("}")
    return JSONataNode(.lambda(parameters, body: body))
  }

  /// Skips `<…>` behind a function's parameters: it restricts arguments, and changes no result.
  private mutating func skipSignature() throws(JSONataError) {
    var depth = 0
    repeat {
      switch token {
      case .operation("<"): depth += 1
      case .operation(">"): depth -= 1
      case .end: throw unexpected()
      default: break
      }
      try advance(expectsOperand: false)
    } while depth > 0
  }
}
