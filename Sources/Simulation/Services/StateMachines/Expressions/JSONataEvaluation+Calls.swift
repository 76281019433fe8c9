extension JSONataEvaluation {
  /// Works out a node that calls something.
  mutating func called(
    _ node: JSONataNode, _ input: JSONataValue, _ scope: JSONataScope
  ) throws(JSONataError) -> JSONataValue {
    switch node.kind {
    case .call(let procedure, let arguments):
      return try call(procedure, arguments, before: [], input, scope)
    case .partialCall(let procedure, let arguments):
      let function = try function(procedure, input, scope, code: "T1008")
      var given: [JSONataValue?] = []
      for argument in arguments {
        guard let argument else {
          given.append(nil)
          continue
        }
        given.append(try value(of: argument, input, scope))
      }
      return .function(.partial(function, given))
    case .chain(let left, let right): return try chained(left, right, input, scope)
    default: preconditionFailure("a node that calls nothing is worked out as a call")
    }
  }

  private mutating func call(
    _ procedure: JSONataNode, _ arguments: [JSONataNode], before: [JSONataValue],
    _ input: JSONataValue, _ scope: JSONataScope
  ) throws(JSONataError) -> JSONataValue {
    let function = try function(procedure, input, scope, code: "T1006")
    var values = before
    for argument in arguments { values.append(try value(of: argument, input, scope)) }
    return try apply(function, values, input)
  }

  private mutating func function(
    _ node: JSONataNode, _ input: JSONataValue, _ scope: JSONataScope, code: String
  ) throws(JSONataError) -> JSONataFunction {
    let value = try value(of: node, input, scope)
    if case .function(let function) = value { return function }
    if case .path(let steps) = node.kind, case .name(let name)? = steps.first?.kind,
      JSONataBuiltIn(rawValue: name) != nil
    {
      throw JSONataError(
        "T1005", "Attempted to invoke a non-function. Did you mean $\(name)?")
    }
    if case .variable(let name) = node.kind, value.isUndefined,
      JSONataBuiltIn.unsupported.contains(name)
    {
      throw .unsupported("the function $\(name)")
    }
    throw JSONataError(code, "Attempted to invoke a non-function")
  }

  /// `left ~> right`: the left value goes before the arguments of a call, or two functions become one.
  private mutating func chained(
    _ left: JSONataNode, _ right: JSONataNode, _ input: JSONataValue, _ scope: JSONataScope
  ) throws(JSONataError) -> JSONataValue {
    let value = try value(of: left, input, scope)
    if case .call(let procedure, let arguments) = right.kind, right.predicates.isEmpty {
      return try call(procedure, arguments, before: [value], input, scope)
    }
    guard case .function(let function) = try self.value(of: right, input, scope) else {
      throw JSONataError(
        "T2006", "The right side of the function application operator ~> must be a function")
    }
    if case .function(let first) = value { return .function(.composed(first, function)) }
    return try apply(function, [value], input)
  }

  /// Calls a function.
  ///
  /// - Parameter input: The present context, which some functions take for an argument left out.
  mutating func apply(
    _ function: JSONataFunction, _ arguments: [JSONataValue], _ input: JSONataValue
  ) throws(JSONataError) -> JSONataValue {
    switch function {
    case .native(let builtIn): return try builtIn.value(of: arguments, input, &self)
    case .lambda(let lambda):
      let scope = JSONataScope(in: lambda.scope)
      for (place, name) in lambda.parameters.enumerated() {
        scope.bind(name, to: arguments.indices.contains(place) ? arguments[place] : .undefined)
      }
      return try value(of: lambda.body, lambda.input, scope)
    case .composed(let first, let second):
      return try apply(second, [try apply(first, arguments, input)], input)
    case .partial(let inner, let given):
      var rest = arguments[...]
      let all = given.map { $0 ?? rest.popFirst() ?? .undefined } + rest
      return try apply(inner, all, input)
    }
  }

  /// Calls a function with as many of the arguments as it takes.
  mutating func applyFitting(
    _ function: JSONataFunction, _ arguments: [JSONataValue]
  ) throws(JSONataError) -> JSONataValue {
    try apply(function, Array(arguments.prefix(function.parameterCount)), .undefined)
  }
}

extension JSONataFunction {
  /// How many arguments it takes when another function calls it; all native ones take one at least.
  var parameterCount: Int {
    switch self {
    case .native(let builtIn): builtIn.parameters.upperBound
    case .lambda(let lambda): lambda.parameters.count
    case .composed(let first, _): first.parameterCount
    case .partial(_, let given): given.count { $0 == nil }
    }
  }
}
