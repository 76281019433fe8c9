extension DefinitionReader {
  /// The types of states, in the service's order, and the fields of each besides `Type`, `Comment` and
  /// `QueryLanguage`, as `ValidateStateMachineDefinition` takes them.
  private static let fieldsByType: [(type: String, fields: [String])] = [
    (
      "Task",
      [
        "InputPath", "OutputPath", "ResultPath", "Parameters", "Arguments", "Output", "Assign",
        "Resource", "Credentials", "ResultSelector", "Retry", "Catch", "TimeoutSeconds",
        "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath", "Next", "End",
      ]
    ),
    (
      "Wait",
      [
        "InputPath", "OutputPath", "Output", "Assign", "Seconds", "Timestamp", "SecondsPath",
        "TimestampPath", "Next", "End",
      ]
    ),
    (
      "Pass",
      [
        "InputPath", "OutputPath", "Result", "ResultPath", "Parameters", "Output", "Assign", "Next",
        "End",
      ]
    ),
    ("Succeed", ["InputPath", "OutputPath", "Output"]),
    ("Fail", ["Error", "Cause", "ErrorPath", "CausePath"]),
    ("Choice", ["InputPath", "OutputPath", "Output", "Assign", "Choices", "Default"]),
    (
      "Parallel",
      [
        "InputPath", "OutputPath", "ResultPath", "Parameters", "Arguments", "Output", "Assign",
        "ResultSelector", "Retry", "Catch", "Branches", "Next", "End",
      ]
    ),
    (
      "Map",
      [
        "InputPath", "OutputPath", "ResultPath", "Parameters", "Output", "Assign", "ResultSelector",
        "Retry", "Catch", "ItemProcessor", "Iterator", "ItemsPath", "Items", "ItemSelector",
        "ItemReader", "ItemBatcher", "ResultWriter", "MaxConcurrency", "MaxConcurrencyPath",
        "ToleratedFailurePercentage", "ToleratedFailurePercentagePath", "ToleratedFailureCount",
        "ToleratedFailureCountPath", "Label", "Next", "End",
      ]
    ),
  ]

  private static let jsonPathFields = [
    "InputPath", "OutputPath", "ResultPath", "Parameters", "ResultSelector", "Result", "ItemsPath",
    "TimeoutSecondsPath", "HeartbeatSecondsPath", "SecondsPath", "TimestampPath",
    "MaxConcurrencyPath", "ToleratedFailurePercentagePath", "ToleratedFailureCountPath",
    "ErrorPath", "CausePath",
  ]
  private static let jsonataFields = ["Arguments", "Output", "Items"]

  /// Reads one state; `nil` where it cannot stand for anything.
  mutating func state(
    _ name: String, _ given: DefinitionFields, _ level: inout DefinitionLevel
  ) -> StateMachine.State? {
    guard given.isObject else {
      note(.schema, "Value should be an object", at: given.place)
      return nil
    }
    guard let type = text("Type", of: given) else {
      if given["Type"] == nil {
        note(.schema, "These fields are required: [Type]", at: given.place)
      }
      return nil
    }
    guard let known = Self.fieldsByType.first(where: { $0.type == type }) else {
      let types = Self.fieldsByType.map(\.type).joined(separator: ", ")
      note(
        .schema, "The field 'Type' should have one of these values: [\(types)]",
        at: given.place + "/Type")
      return nil
    }
    var fields = given
    fields.language = stateLanguage(given)
    checkFields(fields, allowed: ["Type", "Comment", "QueryLanguage"] + known.fields)
    checkLanguage(of: fields)
    _ = text("Comment", of: fields)
    let state = level.names.firstIndex(of: name) ?? 0
    let next = transition(of: fields, type, state, &level)
    guard let work = work(type, fields, state, &level) else { return nil }
    return self.state(name, work, next: next, fields, type, state, &level)
  }

  private mutating func state(
    _ name: String, _ work: StateMachine.Work, next: Int?, _ fields: DefinitionFields,
    _ type: String, _ place: Int, _ level: inout DefinitionLevel
  ) -> StateMachine.State {
    var state = StateMachine.State(name: name, language: fields.language, work: work, next: next)
    state.assign = assignment(of: fields)
    if fields.language == .jsonata {
      state.parameters = template(type == "Map" ? "ItemSelector" : "Arguments", of: fields)
      state.output = template("Output", of: fields)
    } else {
      state.inputPath = selection("InputPath", of: fields)
      state.outputPath = selection("OutputPath", of: fields)
      state.resultPath = placement(fields)
      let isSelector = type == "Map" && fields["ItemSelector"] != nil
      state.parameters = template(isSelector ? "ItemSelector" : "Parameters", of: fields)
      state.resultSelector = template("ResultSelector", of: fields)
    }
    state.retriers = retriers(of: fields)
    state.catchers = catchers(of: fields, place, &level)
    return state
  }

  private mutating func stateLanguage(_ fields: DefinitionFields) -> StateMachine.QueryLanguage {
    let own = language(of: fields)
    if own == .jsonPath, machineLanguage == .jsonata {
      note(
        .schema,
        "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
        at: fields.place)
    }
    return own ?? machineLanguage
  }

  /// Notes fields that only the other language has.
  private mutating func checkLanguage(of fields: DefinitionFields) {
    let (strange, own, other) =
      fields.language == .jsonata
      ? (Self.jsonPathFields, "JSONata", "JSONPath") : (Self.jsonataFields, "JSONPath", "JSONata")
    for key in strange where fields[key] != nil {
      note(
        .schema,
        "The QueryLanguage is set to '\(own)', but field '\(key)' is only supported for the "
          + "'\(other)' QueryLanguage", at: fields.place + "/" + key)
    }
  }

  // MARK: Transitions

  /// Reads `Next` and `End`; says where the state leads.
  private mutating func transition(
    of fields: DefinitionFields, _ type: String, _ state: Int, _ level: inout DefinitionLevel
  ) -> Int? {
    if type == "Succeed" || type == "Fail" {
      level.terminalCount += 1
      return nil
    }
    if type == "Choice" { return nil }
    let isEnd = flag("End", of: fields) == true
    if isEnd { level.terminalCount += 1 }
    let hasNext = fields["Next"] != nil
    if hasNext == isEnd {
      let sentence =
        isEnd
        ? "There should only be one of the following fields"
        : "This object should have only one of the following fields"
      note(.schema, "\(sentence): [Next, End]", at: fields.place)
    }
    return target("Next", of: fields, from: state, &level)
  }

  /// Reads the name of a state that a field leads to.
  mutating func target(
    _ key: String, of fields: DefinitionFields, from state: Int, _ level: inout DefinitionLevel
  ) -> Int? {
    guard let name = text(key, of: fields) else { return nil }
    guard let place = level.place(of: name) else {
      note(.missingTarget, "Missing 'Next' target: \(name)", at: fields.place + "/" + key)
      return nil
    }
    level.targets[state, default: []].append(place - level.firstState)
    return place
  }

  // MARK: Work

  private mutating func work(
    _ type: String, _ fields: DefinitionFields, _ state: Int, _ level: inout DefinitionLevel
  ) -> StateMachine.Work? {
    switch type {
    case "Task": return task(fields)
    case "Choice": return choice(fields, state, &level)
    case "Wait": return wait(fields)
    case "Parallel": return parallel(fields)
    case "Map": return map(fields)
    case "Succeed": return .succeed
    case "Fail": return .fail(error: failText("Error", fields), cause: failText("Cause", fields))
    default: return pass(fields)
    }
  }

  private mutating func pass(_ fields: DefinitionFields) -> StateMachine.Work {
    if case .object(let members)? = fields["Result"],
      members.contains(where: { $0.key.hasSuffix(".$") })
    {
      note(
        .passResultIsStatic, "The 'Result' of a Pass state is taken as it is: paths have no effect",
        at: fields.place + "/Result")
    }
    return .pass(result: fields["Result"])
  }

  private mutating func task(_ fields: DefinitionFields) -> StateMachine.Work? {
    guard let text = text("Resource", of: fields) else {
      if fields["Resource"] == nil {
        note(.schema, "These fields are required: [Resource]", at: fields.place)
      }
      return nil
    }
    let resource = Resource(text)
    checkResource(resource, at: fields.place + "/Resource")
    checkCredentials(fields)
    let task = StateMachine.Task(
      resource: resource, timeout: numberOrPath("TimeoutSeconds", of: fields, in: Self.seconds),
      heartbeat: numberOrPath("HeartbeatSeconds", of: fields, in: Self.seconds))
    if case .number(let timeout, _)? = task.timeout?.constant,
      case .number(let heartbeat, _)? = task.heartbeat?.constant, heartbeat >= timeout
    {
      note(
        .schema, "The value of 'HeartbeatSeconds' should be smaller than that of 'TimeoutSeconds'",
        at: fields.place + "/HeartbeatSeconds")
    }
    return .task(task)
  }

  private mutating func checkCredentials(_ fields: DefinitionFields) {
    guard let value = fields["Credentials"] else { return }
    let place = fields.place + "/Credentials"
    let inner = DefinitionFields(value, at: place, language: fields.language)
    if !inner.isObject, fields.language == .jsonPath {
      note(.schema, "Value should be an object", at: place)
    } else if inner.isObject, inner["RoleArn"] == nil, inner["RoleArn.$"] == nil {
      note(.schema, "The field 'RoleArn' is required but was missing", at: place)
    }
    _ = template("Credentials", of: fields)
  }

  private mutating func wait(_ fields: DefinitionFields) -> StateMachine.Work? {
    let keys = ["SecondsPath", "Seconds", "TimestampPath", "Timestamp"]
    checkOnlyOne(keys, of: fields)
    if fields["Seconds"] != nil {
      return wholeTemplate("Seconds", of: fields, in: 0...Self.seconds.upperBound)
        .map { .wait(.seconds($0)) }
    }
    if fields["SecondsPath"] != nil {
      return pathTemplate("SecondsPath", of: fields).map { .wait(.seconds($0)) }
    }
    if fields["TimestampPath"] != nil {
      return pathTemplate("TimestampPath", of: fields).map { .wait(.until($0)) }
    }
    guard let text = text("Timestamp", of: fields) else {
      if fields["Timestamp"] == nil {
        note(
          .schema,
          "This object should have only one of the following fields: "
            + "[\(keys.joined(separator: ", "))]", at: fields.place)
      }
      return nil
    }
    let place = fields.place + "/Timestamp"
    if fields.language == .jsonata, text.hasPrefix("{%") {
      return expression(text, field: "Timestamp", at: place).map { .wait(.until($0)) }
    }
    if Timestamp(text) == nil {
      note(.schema, "String does not match RFC3339 timestamp", at: place)
      return nil
    }
    return .wait(.until(.literal(.string(text))))
  }

  /// `Error` or `Cause` of a Fail state, or what `…Path` leads to.
  private mutating func failText(_ key: String, _ fields: DefinitionFields) -> Template? {
    checkOnlyOne([key, key + "Path"], of: fields)
    if let text = text(key, of: fields) {
      guard fields.language == .jsonata else { return .literal(.string(text)) }
      return filled(.string(text), field: key, at: fields.place + "/" + key)
    }
    guard let text = text(key + "Path", of: fields) else { return nil }
    if text.hasPrefix("$") {
      return referencePath(key + "Path", of: fields, roots: [.input, .context])
        .map { .path($0, field: key + "Path") }
    }
    guard let call = try? IntrinsicReader.read(text) else {
      note(
        .schema, "Value must be a valid JSONPath or a valid intrinsic function call",
        at: fields.place + "/" + key + "Path")
      return nil
    }
    return .intrinsic(call, field: key + "Path")
  }
}
