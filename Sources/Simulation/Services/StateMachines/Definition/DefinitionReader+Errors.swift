extension DefinitionReader {
  private static let longestDelay = 31_622_399

  /// Reads `Retry`.
  mutating func retriers(of fields: DefinitionFields) -> [StateMachine.Retrier] {
    guard let objects = objects("Retry", of: fields) else { return [] }
    return objects.enumerated().compactMap { number, object in
      retrier(object, isLast: number == objects.count - 1)
    }
  }

  private mutating func retrier(
    _ fields: DefinitionFields, isLast: Bool
  ) -> StateMachine.Retrier? {
    checkFields(
      fields,
      allowed: [
        "ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds",
        "JitterStrategy", "Comment",
      ])
    let errors = errors(of: fields, isLast: isLast)
    var retrier = StateMachine.Retrier(errors: errors ?? [])
    // The specification asks for a positive interval; the service takes zero, too.
    let count = 0...Self.seconds.upperBound
    if let interval = whole("IntervalSeconds", of: fields, in: count) {
      retrier.intervalSeconds = interval
    }
    if let attempts = whole("MaxAttempts", of: fields, in: count) { retrier.maxAttempts = attempts }
    if let rate = rate(of: fields) { retrier.backoffRate = rate }
    retrier.maxDelaySeconds = whole("MaxDelaySeconds", of: fields, in: 1...Self.longestDelay)
    if let strategy = text("JitterStrategy", of: fields) {
      retrier.hasFullJitter = strategy == "FULL"
      if strategy != "FULL", strategy != "NONE" {
        note(
          .schema, "Value should be one of the following: [NONE, FULL]",
          at: fields.place + "/JitterStrategy")
      }
    }
    return errors == nil ? nil : retrier
  }

  private mutating func rate(of fields: DefinitionFields) -> Double? {
    guard let value = fields["BackoffRate"] else { return nil }
    let place = fields.place + "/BackoffRate"
    guard case .number(let rate, _) = value else {
      note(.schema, "Value should be a number", at: place)
      return nil
    }
    if rate < 1 { note(.schema, "Minimum value is 1.0", at: place) }
    return rate
  }

  /// Reads `Catch`.
  mutating func catchers(
    of fields: DefinitionFields, _ state: Int, _ level: inout DefinitionLevel
  ) -> [StateMachine.Catcher] {
    guard let objects = objects("Catch", of: fields) else { return [] }
    var catchers: [StateMachine.Catcher] = []
    for (number, object) in objects.enumerated() {
      let isLast = number == objects.count - 1
      if let catcher = catcher(object, isLast: isLast, number, state, &level) {
        catchers.append(catcher)
      }
    }
    return catchers
  }

  private mutating func catcher(
    _ fields: DefinitionFields, isLast: Bool, _ number: Int, _ state: Int,
    _ level: inout DefinitionLevel
  ) -> StateMachine.Catcher? {
    let isJSONata = fields.language == .jsonata
    checkFields(
      fields,
      allowed: ["ErrorEquals", "Next", "Comment", "Assign", isJSONata ? "Output" : "ResultPath"])
    let errors = errors(of: fields, isLast: isLast)
    if fields["Next"] == nil {
      note(.schema, "These fields are required: [Next]", at: fields.place)
    }
    let next = target("Next", of: fields, from: state, &level)
    let assign = assignment(of: fields)
    let resultPath = isJSONata ? StateMachine.Placement.replacesInput : placement(fields)
    var output: Template?
    if isJSONata, let value = fields["Output"] {
      output = filled(value, field: "Catch[\(number)]/Output", at: fields.place + "/Output")
    }
    guard let errors, let next else { return nil }
    return StateMachine.Catcher(
      errors: errors, next: next, resultPath: resultPath, assign: assign, output: output)
  }

  /// Reads `ErrorEquals`: `States.ALL` stands alone, and in the last place.
  private mutating func errors(of fields: DefinitionFields, isLast: Bool) -> [String]? {
    guard let value = fields["ErrorEquals"] else {
      note(.schema, "These fields are required: [ErrorEquals]", at: fields.place)
      return nil
    }
    let place = fields.place + "/ErrorEquals"
    guard case .array(let elements) = value else {
      note(.schema, "Value should be an array", at: place)
      return nil
    }
    if elements.isEmpty { note(.schema, "Value cannot be empty", at: place) }
    var names: [String] = []
    for (number, element) in elements.enumerated() {
      if case .string(let name) = element {
        names.append(name)
      } else {
        note(.schema, "Value should be a string", at: "\(place)[\(number)]")
      }
    }
    if names.contains(ErrorName.all), names.count > 1 || !isLast {
      note(.schema, "States.ALL must appear alone and at end of list", at: place)
    }
    return names
  }
}
