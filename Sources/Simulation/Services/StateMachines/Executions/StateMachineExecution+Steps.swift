extension StateMachineExecution {
  /// Lets a strand do what is next in its state.
  mutating func step(
    _ strand: Int, at now: Instant, drawing randomness: inout RandomStream
  ) {
    switch strands[strand]?.phase {
    case .entering:
      enter(strand, at: now)
      attempt(strand, at: now, drawing: &randomness)
    case .attempting: attempt(strand, at: now, drawing: &randomness)
    case .starting(let input, let limits, let tokenText):
      startTask(strand, input, limits, tokenText, at: now)
    case .joining(let results): join(strand, results, at: now, drawing: &randomness)
    case .working, .waiting, .backingOff, .forked, nil: break
    }
  }

  private mutating func enter(_ strand: Int, at now: Instant) {
    let state = state(of: strand)
    strands[strand]?.enteredAt = now
    strands[strand]?.usedRetries = Array(repeating: 0, count: state.retriers.count)
    strands[strand]?.retryCount = 0
    let input = strands[strand]?.input ?? .null
    let id = record(
      state.work.typeName + "StateEntered", of: strand, at: now,
      [("input", input), ("name", .string(state.name))])
    strands[strand]?.enteredEvent = id
    transitionCount += 1
  }

  /// Tries the strand's state.
  private mutating func attempt(
    _ strand: Int, at now: Instant, drawing randomness: inout RandomStream
  ) {
    do throws(StateError) {
      try work(strand, at: now, drawing: &randomness)
    } catch {
      fail(strand, error, at: now, drawing: &randomness)
    }
  }

  private mutating func work(
    _ strand: Int, at now: Instant, drawing randomness: inout RandomStream
  ) throws(StateError) {
    let state = state(of: strand)
    let input = strands[strand]?.input ?? .null
    let effective = try select(state.inputPath, from: input, strand)
    let view = View(effective, input: input)
    switch state.work {
    case .pass(let result):
      let given = try fillParameters(of: state, view, strand, at: now, drawing: &randomness)
      try finish(strand, with: result ?? given, at: now, drawing: &randomness)
    case .succeed:
      try pass(strand, view, to: nil, state.assign, state.output, at: now, drawing: &randomness)
    case .choice(let rules, let otherwise):
      try choose(strand, rules, otherwise, view, at: now, drawing: &randomness)
    case .wait(let wait):
      let until = try end(of: wait, view, strand, at: now, drawing: &randomness)
      guard until > now else {
        return try endWait(strand, at: now, drawing: &randomness)
      }
      strands[strand]?.phase = .waiting(until: until)
    case .fail(let error, let cause):
      let name = try failText(error, view, strand, at: now, drawing: &randomness)
      let reason = try failText(cause, view, strand, at: now, drawing: &randomness)
      throw .reported(name ?? "", reason)
    case .task(let task):
      try schedule(task, of: state, strand, view, at: now, drawing: &randomness)
    case .parallel(let flows):
      let given = try fillParameters(of: state, view, strand, at: now, drawing: &randomness)
      fork(strand, into: flows, given, at: now)
    case .map(let map):
      try fork(strand, over: map, of: state, view, at: now, drawing: &randomness)
    }
  }

  /// The state's `Parameters` or `Arguments`; its input where it has none.
  func fillParameters(
    of state: StateMachine.State, _ view: View, _ strand: Int, at now: Instant,
    drawing randomness: inout RandomStream
  ) throws(StateError) -> JSONValue {
    guard let parameters = state.parameters else { return view.document }
    return try fill(parameters, view, strand, at: now, drawing: &randomness)
  }

  private func failText(
    _ template: Template?, _ view: View, _ strand: Int, at now: Instant,
    drawing randomness: inout RandomStream
  ) throws(StateError) -> String? {
    guard let template else { return nil }
    let value: JSONValue
    if case .path(let path, let field) = template {
      guard case .found(let found) = find(path, view.document, strand) else {
        throw .runtime(
          "The JSONPath '\(path.text)' specified for the field '\(field)' could not be found in "
            + "the input '\(view.document)'")
      }
      value = found
    } else {
      value = try fill(template, view, strand, at: now, drawing: &randomness)
    }
    guard case .string(let text) = value else {
      switch template {
      case .expression(let expression, let field):
        throw StateError(
          ErrorName.queryEvaluationError,
          Self.unexpected(value, expression.text, field, wanted: "string"), location: field)
      default: throw .runtime("The value '\(value)' of a Fail state is no string.")
      }
    }
    return text
  }

  static func unexpected(
    _ value: JSONValue, _ text: String, _ field: String, wanted: String
  ) -> String {
    "The JSONata expression '\(text)' specified for the field '\(field)' returned an unexpected "
      + "result type. Expected '\(wanted)', but was '\(JSONataValue(value).typeName ?? "")' for "
      + "value: \(value)"
  }

  // MARK: Leaving a state

  /// A state has a result: what goes on to the next one is made of it.
  mutating func finish(
    _ strand: Int, with result: JSONValue, after previous: Int? = nil, at now: Instant,
    drawing randomness: inout RandomStream
  ) throws(StateError) {
    let state = state(of: strand)
    let input = strands[strand]?.input ?? .null
    var view = View(result, input: input)
    view.result = result
    if state.language == .jsonata {
      let assigned = try fillAssign(state.assign, view, strand, at: now, drawing: &randomness)
      var passed = result
      if case .pass = state.work { passed = input }
      let output =
        try state.output.map { template throws(StateError) in
          try fill(template, view, strand, at: now, drawing: &randomness)
        } ?? passed
      return try exit(
        strand, with: output, assigning: assigned, to: state.next, after: previous, at: now)
    }
    let selected =
      try state.resultSelector.map { template throws(StateError) in
        try fill(template, view, strand, at: now, drawing: &randomness)
      } ?? result
    let assigned = try fillAssign(state.assign, view, strand, at: now, drawing: &randomness)
    let placed = try place(selected, state.resultPath, into: input)
    let output = try select(state.outputPath, from: placed, strand)
    try exit(strand, with: output, assigning: assigned, to: state.next, after: previous, at: now)
  }

  /// A state without a result hands its input on.
  mutating func pass(
    _ strand: Int, _ view: View, to next: Int?, _ assign: Template?, _ output: Template?,
    at now: Instant, drawing randomness: inout RandomStream
  ) throws(StateError) {
    let state = state(of: strand)
    let assigned = try fillAssign(assign, view, strand, at: now, drawing: &randomness)
    let passed: JSONValue
    if let output {
      passed = try fill(output, view, strand, at: now, drawing: &randomness)
    } else {
      passed = try select(state.outputPath, from: view.document, strand)
    }
    try exit(strand, with: passed, assigning: assigned, to: next, at: now)
  }

  func fillAssign(
    _ assign: Template?, _ view: View, _ strand: Int, at now: Instant,
    drawing randomness: inout RandomStream
  ) throws(StateError) -> [(key: String, value: JSONValue)] {
    guard let assign,
      case .object(let members) = try fill(assign, view, strand, at: now, drawing: &randomness)
    else { return [] }
    return members
  }

  /// Leaves the state, and goes on to the next or ends the strand.
  mutating func exit(
    _ strand: Int, with output: JSONValue, assigning assigned: [(key: String, value: JSONValue)],
    to next: Int?, after previous: Int? = nil, at now: Instant
  ) throws(StateError) {
    let state = state(of: strand)
    if output.isLarger(than: Self.largestPayload) {
      throw StateError(
        ErrorName.dataLimitExceeded,
        "The state/task '\(state.name)' returned a result with a size exceeding the maximum number "
          + "of bytes service limit.")
    }
    for variable in assigned {
      strands[strand]?.variables.removeAll { $0.name == variable.key }
      strands[strand]?.variables.append((variable.key, variable.value))
    }
    var details: [(key: String, value: JSONValue)] = [
      ("name", .string(state.name)), ("output", output),
    ]
    if !assigned.isEmpty { details.append(("assignedVariables", .object(assigned))) }
    record(
      state.work.typeName + "StateExited", of: strand, after: previous, at: now, details)
    if let next {
      strands[strand]?.state = next
      strands[strand]?.input = output
      strands[strand]?.phase = .entering
      wake(strand)
    } else {
      finish(strand, output, at: now)
    }
  }

  // MARK: Waits and choices

  private func end(
    of wait: StateMachine.Wait, _ view: View, _ strand: Int, at now: Instant,
    drawing randomness: inout RandomStream
  ) throws(StateError) -> Instant {
    switch wait {
    case .seconds(let template):
      let count = try number(
        template, "Seconds", 0...DefinitionReader.seconds.upperBound, view, strand, at: now,
        drawing: &randomness)
      return now + .seconds(Int(count))
    case .until(let template):
      let value = try scalar(template, view, strand, at: now, drawing: &randomness)
      if case .string(let text) = value, let time = Timestamp(text) {
        return time.instant(on: clock)
      }
      if case .expression(let expression, let field) = template {
        throw StateError(
          ErrorName.queryEvaluationError,
          "The JSONata expression '\(expression.text)' specified for the field '\(field)' returned "
            + "a value that is no timestamp: \(value)", location: field)
      }
      throw .runtime(
        "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time "
          + "format string: \(Self.text(of: template)) == \(value)")
    }
  }

  /// A wait is over.
  mutating func endWait(
    _ strand: Int, at now: Instant, drawing randomness: inout RandomStream
  ) throws(StateError) {
    let state = state(of: strand)
    let input = strands[strand]?.input ?? .null
    let view = View(try select(state.inputPath, from: input, strand), input: input)
    try pass(
      strand, view, to: state.next, state.assign, state.output, at: now, drawing: &randomness)
  }

  /// The value of a field that is given itself, by a path or by an expression.
  private func scalar(
    _ template: Template, _ view: View, _ strand: Int, at now: Instant,
    drawing randomness: inout RandomStream
  ) throws(StateError) -> JSONValue {
    guard case .path(let path, let field) = template else {
      return try fill(template, view, strand, at: now, drawing: &randomness)
    }
    guard case .found(let value) = find(path, view.document, strand) else {
      throw .runtime(
        "The \(field) parameter does not reference an input value: \(path.text)")
    }
    return value
  }

  /// A number from a range, given itself, by a path or by an expression.
  func number(
    _ template: Template, _ key: String, _ range: ClosedRange<Int>, _ view: View, _ strand: Int,
    at now: Instant, drawing randomness: inout RandomStream
  ) throws(StateError) -> Double {
    let value = try scalar(template, view, strand, at: now, drawing: &randomness)
    if case .number(let number, _) = value, number == number.rounded(.towardZero),
      number >= Double(range.lowerBound), number <= Double(range.upperBound)
    {
      return number
    }
    if case .expression(let expression, let field) = template {
      throw StateError(
        ErrorName.queryEvaluationError,
        Self.unexpected(value, expression.text, field, wanted: "number"), location: field)
    }
    throw .runtime(
      "The \(key)Path parameter cannot be parsed as a long value: \(Self.text(of: template)) == "
        + "\(value)")
  }

  private static func text(of template: Template) -> String {
    if case .path(let path, _) = template { path.text } else { "" }
  }

  private mutating func choose(
    _ strand: Int, _ rules: [StateMachine.Rule], _ otherwise: Int?, _ view: View,
    at now: Instant, drawing randomness: inout RandomStream
  ) throws(StateError) {
    for (number, rule) in rules.enumerated() {
      guard
        try holds(rule.condition, number, view, strand, at: now, drawing: &randomness)
      else { continue }
      return try pass(
        strand, view, to: rule.next, rule.assign, rule.output, at: now, drawing: &randomness)
    }
    guard let otherwise else {
      throw StateError(
        ErrorName.noChoiceMatched,
        "Failed to transition out of the state. The state does not point to a next state.")
    }
    let state = state(of: strand)
    try pass(
      strand, view, to: otherwise, state.assign, state.output, at: now, drawing: &randomness)
  }

  private func holds(
    _ condition: StateMachine.Rule.Condition, _ number: Int, _ view: View, _ strand: Int,
    at now: Instant, drawing randomness: inout RandomStream
  ) throws(StateError) -> Bool {
    switch condition {
    case .comparison(let comparison): return try holds(comparison, view.document, strand)
    case .expression(.literal(let value)): return value == .bool(true)
    case .expression(.expression(let expression, _)):
      let field = "Choices[\(number)]/Condition"
      let value = try fill(
        .expression(expression, field: field), view, strand, at: now, drawing: &randomness)
      guard case .bool(let flag) = value else {
        throw StateError(
          ErrorName.queryEvaluationError,
          Self.unexpected(value, expression.text, field, wanted: "boolean"), location: field)
      }
      return flag
    case .expression: return false
    }
  }

  private func holds(
    _ comparison: Comparison, _ document: JSONValue, _ strand: Int
  ) throws(StateError) -> Bool {
    switch comparison {
    case .all(let parts):
      for part in parts where try !holds(part, document, strand) { return false }
      return true
    case .any(let parts):
      for part in parts where try holds(part, document, strand) { return true }
      return false
    case .not(let part): return try !holds(part, document, strand)
    case .kind(let path, .isPresent, let isWanted):
      guard case .found = find(path, document, strand) else { return !isWanted }
      return isWanted
    case .kind(let path, let kind, let isWanted):
      return Comparison.matches(try compared(path, document, strand), kind) == isWanted
    case .matches(let path, let pattern):
      guard case .string(let text) = try compared(path, document, strand) else { return false }
      guard let matches = Comparison.matches(text, pattern: pattern) else {
        throw .runtime("The pattern '\(pattern)' has an open escape backslash.")
      }
      return matches
    case .relation(let path, let family, let relation, let operand):
      let left = try compared(path, document, strand)
      let right: JSONValue =
        switch operand {
        case .literal(let value): value
        case .path(let path): try compared(path, document, strand)
        }
      return Comparison.holds(left, family, relation, right)
    }
  }

  private func compared(
    _ path: JSONPath, _ document: JSONValue, _ strand: Int
  ) throws(StateError) -> JSONValue {
    guard case .found(let value) = find(path, document, strand) else {
      throw .runtime(
        "Invalid path '\(path.text)': The choice state's condition path references an invalid "
          + "value.")
    }
    return value
  }
}
