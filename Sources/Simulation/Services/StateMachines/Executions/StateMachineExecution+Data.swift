extension StateMachineExecution {
  /// What the fields of a state can see besides variables and the context object.
  struct View {
    /// What `$` leads into in a JSONPath state.
    var document: JSONValue
    /// `$states.input`: the state's raw input.
    var input: JSONValue
    var result: JSONValue?
    var errorOutput: JSONValue?

    init(_ document: JSONValue, input: JSONValue) {
      self.document = document
      self.input = input
    }
  }

  // MARK: Templates

  /// Fills the gaps of a template.
  func fill(
    _ template: Template, _ view: View, _ strand: Int, at now: Instant,
    drawing randomness: inout RandomStream
  ) throws(StateError) -> JSONValue {
    switch template {
    case .literal(let value): return value
    case .path(let path, let field): return try payload(path, field, view, strand)
    case .intrinsic(let call, _): return try value(of: call, view, strand, drawing: &randomness)
    case .expression(let expression, let field):
      return try value(of: expression, field, view, strand, at: now, drawing: &randomness)
    case .array(let parts):
      var elements: [JSONValue] = []
      for part in parts {
        elements.append(try fill(part, view, strand, at: now, drawing: &randomness))
      }
      return .array(elements)
    case .object(let parts):
      var members: [(key: String, value: JSONValue)] = []
      for part in parts {
        members.append(
          (part.key, try fill(part.value, view, strand, at: now, drawing: &randomness)))
      }
      return .object(members)
    }
  }

  /// The document that a path leads into; `nil` where there is no such variable.
  func root(of path: JSONPath, _ document: JSONValue, _ strand: Int) -> JSONValue? {
    switch path.root {
    case .input: document
    case .context: contextObject(of: strand)
    case .variable(let name): variable(name, strand)
    }
  }

  func find(_ path: JSONPath, _ document: JSONValue, _ strand: Int) -> JSONPath.Finding {
    root(of: path, document, strand).map { path.find(in: $0) } ?? .missing
  }

  /// What a path in a payload template finds: null past an array's end, as the service has it.
  private func payload(
    _ path: JSONPath, _ field: String, _ view: View, _ strand: Int
  ) throws(StateError) -> JSONValue {
    switch find(path, view.document, strand) {
    case .found(let value): return value
    case .pastEnd: return .null
    case .missing:
      let document = root(of: path, view.document, strand) ?? view.document
      throw .runtime(
        "The JSONPath '\(path.text)' specified for the field '\(field)' could not be found in the "
          + "input '\(document)'")
    }
  }

  /// What `InputPath` or `OutputPath` leaves of a document.
  func select(
    _ selection: StateMachine.Selection, from document: JSONValue, _ strand: Int
  ) throws(StateError) -> JSONValue {
    switch selection {
    case .whole: return document
    case .nothing: return .object([])
    case .path(let path):
      guard case .found(let value) = find(path, document, strand) else {
        throw .runtime("Invalid path '\(path.text)': No results for path: \(path.normalized)")
      }
      return value
    }
  }

  /// What `ResultPath` makes of a state's input and result.
  func place(
    _ result: JSONValue, _ placement: StateMachine.Placement, into input: JSONValue
  ) throws(StateError) -> JSONValue {
    switch placement {
    case .replacesInput: return result
    case .isDiscarded: return input
    case .at(let path):
      guard let output = path.placing(result, into: input) else {
        throw StateError(
          ErrorName.resultPathMatchFailure,
          "Unable to apply ReferencePath \(path.text) to input \(input)")
      }
      return output
    }
  }

  // MARK: Functions and expressions

  private func value(
    of call: Intrinsic, _ view: View, _ strand: Int, drawing randomness: inout RandomStream
  ) throws(StateError) -> JSONValue {
    let outcome = result(
      of: call.function, call.arguments, view, strand, drawing: &randomness)
    switch outcome {
    case .success(let value): return value
    case .failure(let failure):
      let sentence = "The function '\(call.text)' had the following error: \(failure.reason)"
      throw failure.isMissingPath
        ? .runtime(sentence) : StateError(ErrorName.intrinsicFailure, sentence)
    }
  }

  /// Why a call gave nothing: an argument's path that leads nowhere, or what the function said.
  private struct CallFailure: Error {
    let reason: String
    let isMissingPath: Bool
  }

  private func result(
    of function: Intrinsic.Function, _ arguments: [Intrinsic.Argument], _ view: View, _ strand: Int,
    drawing randomness: inout RandomStream
  ) -> Result<JSONValue, CallFailure> {
    var values: [JSONValue] = []
    for (place, argument) in arguments.enumerated() {
      switch argument {
      case .text(let text):
        let isTemplate = function == .format && place == 0
        values.append(.string(isTemplate ? text : Intrinsic.unescaped(text)))
      case .number(let number, let source): values.append(.number(number, source: source))
      case .bool(let flag): values.append(.bool(flag))
      case .null: values.append(.null)
      case .path(let path):
        guard case .found(let value) = find(path, view.document, strand) else {
          let document = root(of: path, view.document, strand) ?? view.document
          let reason =
            "The JsonPath argument for the field '\(path.text)' could not be found in the input "
            + "'\(document)'"
          return .failure(CallFailure(reason: reason, isMissingPath: true))
        }
        values.append(value)
      case .call(let inner, let innerArguments):
        switch result(of: inner, innerArguments, view, strand, drawing: &randomness) {
        case .success(let value): values.append(value)
        case .failure(let failure): return .failure(failure)
        }
      }
    }
    do throws(IntrinsicFailure) {
      return .success(try function.value(of: values, drawing: &randomness))
    } catch {
      return .failure(CallFailure(reason: error.reason, isMissingPath: false))
    }
  }

  private func value(
    of expression: JSONataExpression, _ field: String, _ view: View, _ strand: Int,
    at now: Instant, drawing randomness: inout RandomStream
  ) throws(StateError) -> JSONValue {
    let sentence =
      "The JSONata expression '\(expression.text)' specified for the field '\(field)'"
    let value: JSONValue?
    do throws(JSONataError) {
      value = try expression.value(
        variables: visibleVariables(strand) + [("states", states(view, strand))],
        at: Timestamp(now, on: clock), drawing: &randomness)
    } catch {
      throw StateError(
        ErrorName.queryEvaluationError,
        "\(sentence) threw an error during evaluation. \(error)", location: field)
    }
    guard let value else {
      throw StateError(
        ErrorName.queryEvaluationError, "\(sentence) returned nothing (undefined).",
        location: field)
    }
    return value
  }

  private func states(_ view: View, _ strand: Int) -> JSONValue {
    var members = [(key: "input", value: view.input)]
    if let result = view.result { members.append(("result", result)) }
    if let errorOutput = view.errorOutput { members.append(("errorOutput", errorOutput)) }
    members.append(("context", contextObject(of: strand)))
    return .object(members)
  }

  // MARK: Variables and the context object

  /// The value of a variable, as the strand and those it was forked from see it.
  func variable(_ name: String, _ strand: Int) -> JSONValue? {
    var place: Int? = strand
    while let current = place, let strand = strands[current] {
      if let found = strand.variables.last(where: { $0.name == name }) { return found.value }
      place = strand.parent
    }
    return nil
  }

  private func visibleVariables(_ strand: Int) -> [(name: String, value: JSONValue)] {
    var chain: [[(name: String, value: JSONValue)]] = []
    var place: Int? = strand
    while let current = place, let strand = strands[current] {
      chain.append(strand.variables)
      place = strand.parent
    }
    return chain.reversed().flatMap { $0 }
  }

  /// The context object of a strand's state
  /// (https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html).
  func contextObject(of place: Int) -> JSONValue {
    guard let strand = strands[place] else { return .object([]) }
    func text(_ instant: Instant) -> JSONValue {
      .string(Timestamp(instant, on: clock).description)
    }
    let state = machine.states[strand.state]
    var stateMembers: [(key: String, value: JSONValue)] = [
      ("Name", .string(state.name)), ("EnteredTime", text(strand.enteredAt)),
    ]
    switch state.work {
    case .task, .parallel, .map:
      stateMembers.append(("RetryCount", .number(Double(strand.retryCount))))
    case .pass, .choice, .wait, .succeed, .fail: break
    }
    var members: [(key: String, value: JSONValue)] = [
      (
        "Execution",
        .object([
          ("Id", .string(identity.executionARN)), ("Input", input), ("StartTime", text(startedAt)),
          ("Name", .string(identity.executionName)), ("RoleArn", .string(identity.roleARN)),
          ("RedriveCount", .number(0)),
        ])
      ),
      (
        "StateMachine",
        .object([
          ("Id", .string(identity.machineARN)), ("Name", .string(identity.machineName)),
        ])
      ),
      ("State", .object(stateMembers)),
    ]
    if let token = tokenText(of: place) {
      members.append(("Task", .object([("Token", .string(token))])))
    }
    if let item = item(of: place) {
      let document = JSONValue.object([
        ("Index", .number(Double(item.index))), ("Value", item.value),
      ])
      members.append(("Map", .object([("Item", document)])))
    }
    return .object(members)
  }

  /// The item of the nearest map around a strand.
  private func item(of place: Int) -> ExecutionStrand.Item? {
    var place: Int? = place
    while let current = place, let strand = strands[current] {
      if let item = strand.item { return item }
      place = strand.parent
    }
    return nil
  }
}

extension Intrinsic {
  /// A text without its escapes; a backslash before anything else stays.
  static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
    var plain = String.UnicodeScalarView()
    var scalars = text.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard scalar == "\\", let escaped = scalars.next() else {
        plain.append(scalar)
        continue
      }
      if !"'{}\\".unicodeScalars.contains(escaped) { plain.append(scalar) }
      plain.append(escaped)
    }
    return String(plain)
  }
}

extension JSONPath {
  /// The path as Jayway JsonPath writes it in its messages: `$['a'][0]`.
  var normalized: String {
    steps.reduce("$") { text, step in
      switch step {
      case .member(let name): text + "['\(name)']"
      case .index(let index): text + "[\(index)]"
      case .members, .indices, .slice, .all, .descent, .filter: self.text
      }
    }
  }
}

extension JSONValue {
  /// Whether the value takes more bytes as compact JSON; looks no further once it does.
  func isLarger(than limit: Int) -> Bool {
    var room = limit
    take(&room)
    return room < 0
  }

  private func take(_ room: inout Int) {
    guard room >= 0 else { return }
    switch self {
    case .null: room -= 4
    case .bool(let flag): room -= flag ? 4 : 5
    case .number(_, let source): room -= source?.utf8.count ?? description.utf8.count
    case .string(let text): room -= Self.size(of: text)
    case .array(let elements):
      room -= max(2, elements.count + 1)
      for element in elements { element.take(&room) }
    case .object(let members):
      room -= max(2, members.count + 1)
      for member in members {
        room -= Self.size(of: member.key) + 1
        member.value.take(&room)
      }
    }
  }

  private static func size(of text: String) -> Int {
    text.utf8.reduce(2) { size, byte in
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x08, 0x09, 0x0a, 0x0c, 0x0d: size + 2
      case 0..<0x20: size + 6
      default: size + 1
      }
    }
  }
}
