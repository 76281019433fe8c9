extension DefinitionReader {
  /// A field whose value has gaps, in the state's own language.
  mutating func template(_ key: String, of fields: DefinitionFields) -> Template? {
    guard let value = fields[key] else { return nil }
    let place = fields.place + "/" + key
    switch fields.language {
    case .jsonPath: return payload(value, at: place)
    case .jsonata: return filled(value, field: key, at: place)
    }
  }

  /// A payload template of a JSONPath state: members that end in `.$` hold paths and calls.
  mutating func payload(_ value: JSONValue, at place: String) -> Template {
    switch value {
    case .object(let members):
      var parts: [(key: String, value: Template)] = []
      for member in members {
        let inner = place + "/" + member.key
        guard member.key.hasSuffix(".$") else {
          checkDollar(member.key, member.value, at: inner)
          parts.append((member.key, payload(member.value, at: inner)))
          continue
        }
        parts.append((String(member.key.dropLast(2)), gap(member.value, member.key, at: inner)))
      }
      return merged(parts, value, at: place)
    case .array(let elements):
      let parts = elements.enumerated().map { payload($1, at: "\(place)[\($0)]") }
      return parts.allSatisfy { $0.constant != nil } ? .literal(value) : .array(parts)
    case .null, .bool, .number, .string: return .literal(value)
    }
  }

  private mutating func merged(
    _ parts: [(key: String, value: Template)], _ value: JSONValue, at place: String
  ) -> Template {
    var names: Set<String> = []
    for part in parts where !names.insert(part.key).inserted {
      note(.schema, "The field '\(part.key)' is given twice, with and without '.$'", at: place)
    }
    return parts.allSatisfy { $0.value.constant != nil } ? .literal(value) : .object(parts)
  }

  /// The value of a member that ends in `.$`.
  private mutating func gap(_ value: JSONValue, _ key: String, at place: String) -> Template {
    if case .string(let text) = value {
      if text.hasPrefix("$"), let path = try? JSONPathReader.read(text) {
        return .path(path, field: key)
      }
      if !text.hasPrefix("$"), let call = try? IntrinsicReader.read(text) {
        return .intrinsic(call, field: key)
      }
    }
    note(
      .schema,
      "The value for the field '\(key)' must be a valid JSONPath or a valid intrinsic function call",
      at: place)
    return .literal(value)
  }

  /// Warns of a value that looks as if `.$` had been forgotten behind its key.
  private mutating func checkDollar(_ key: String, _ value: JSONValue, at place: String) {
    guard case .string(let text) = value,
      text.hasPrefix("$.") || text.hasPrefix("$$.")
        || text.hasPrefix("States.") && text.hasSuffix(")")
    else { return }
    note(
      .noDollar, "The value of '\(key)' looks like a path, but the name does not end in '.$'",
      at: place)
  }

  // MARK: JSONata

  /// A value of a JSONata state: texts between `{%` and `%}` are expressions.
  mutating func filled(_ value: JSONValue, field: String, at place: String) -> Template {
    switch value {
    case .string(let text):
      guard text.hasPrefix("{%") || text.hasSuffix("%}") else { return .literal(value) }
      return expression(text, field: field, at: place) ?? .literal(value)
    case .object(let members):
      let parts = members.map { member in
        (
          key: member.key,
          value: filled(
            member.value, field: field + "/" + member.key, at: place + "/" + member.key)
        )
      }
      return parts.allSatisfy { $0.value.constant != nil } ? .literal(value) : .object(parts)
    case .array(let elements):
      let parts = elements.enumerated().map { number, element in
        filled(element, field: "\(field)[\(number)]", at: "\(place)[\(number)]")
      }
      return parts.allSatisfy { $0.constant != nil } ? .literal(value) : .array(parts)
    case .null, .bool, .number: return .literal(value)
    }
  }

  /// An expression between `{%` and `%}`.
  mutating func expression(_ text: String, field: String, at place: String) -> Template? {
    guard let content = JSONataExpression.content(of: text) else {
      note(.schema, "JSONata string must start with {% and end with %}", at: place)
      return nil
    }
    do throws(JSONataError) {
      return .expression(try JSONataExpression(content), field: field)
    } catch {
      note(.schema, "Invalid JSONata expression: \(error.message)", at: place)
      return nil
    }
  }

  /// `Assign`: an object of variables.
  mutating func assignment(of fields: DefinitionFields) -> Template? {
    guard let value = fields["Assign"] else { return nil }
    let place = fields.place + "/Assign"
    guard case .object(let members) = value else {
      note(.schema, "Value should be an object", at: place)
      return nil
    }
    for member in members {
      let isGap = fields.language == .jsonPath && member.key.hasSuffix(".$")
      checkVariable(isGap ? String(member.key.dropLast(2)) : member.key, at: place)
    }
    return template("Assign", of: fields)
  }

  private mutating func checkVariable(_ name: String, at place: String) {
    if name == VariableName.reserved {
      note(
        .reservedVariable, "Cannot assign to reserved variable '$states'.", at: "\(place)/\(name)")
    } else if !VariableName.isValid(name) {
      note(
        .invalidVariable,
        "Invalid variable name '\(name)': the variable name contains invalid characters.",
        at: "\(place)/\(name)")
    } else if name.unicodeScalars.count > VariableName.longest {
      note(
        .invalidVariable,
        "Invalid variable name '\(name)': it is longer than \(VariableName.longest) characters.",
        at: "\(place)/\(name)")
    }
  }
}
