/// The fields of an object in a definition, and where they stand.
struct DefinitionFields {
  let members: [(key: String, value: JSONValue)]
  /// The way to the object, such as `/States/Charge`; empty for the whole.
  let place: String
  var language: StateMachine.QueryLanguage
  let isObject: Bool

  init(_ value: JSONValue, at place: String, language: StateMachine.QueryLanguage) {
    if case .object(let members) = value {
      self.members = members
      isObject = true
    } else {
      members = []
      isObject = false
    }
    self.place = place
    self.language = language
  }

  subscript(key: String) -> JSONValue? {
    members.last { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }

  var shownPlace: String { place.isEmpty ? "/" : place }
}

extension DefinitionReader {
  /// Notes fields that do not belong into an object.
  mutating func checkFields(_ fields: DefinitionFields, allowed: [String]) {
    for member in fields.members where !allowed.contains(member.key) {
      note(.schema, "Field '\(member.key)' is not supported", at: fields.shownPlace)
    }
  }

  /// Notes fields that exclude each other.
  mutating func checkOnlyOne(_ keys: [String], of fields: DefinitionFields) {
    if keys.count(where: { fields[$0] != nil }) > 1 {
      note(
        .schema,
        "There should only be one of the following fields: [\(keys.joined(separator: ", "))]",
        at: fields.shownPlace)
    }
  }

  mutating func language(of fields: DefinitionFields) -> StateMachine.QueryLanguage? {
    guard let name = text("QueryLanguage", of: fields) else { return nil }
    guard let language = StateMachine.QueryLanguage(rawValue: name) else {
      note(
        .schema, "Value should be one of the following: [JSONPath, JSONata]",
        at: fields.place + "/QueryLanguage")
      return nil
    }
    return language
  }

  mutating func text(_ key: String, of fields: DefinitionFields) -> String? {
    guard let value = fields[key] else { return nil }
    guard case .string(let text) = value else {
      note(.schema, "Value should be a string", at: fields.place + "/" + key)
      return nil
    }
    return text
  }

  mutating func flag(_ key: String, of fields: DefinitionFields) -> Bool? {
    guard let value = fields[key] else { return nil }
    guard case .bool(let flag) = value else {
      note(.schema, "Value should be a boolean", at: fields.place + "/" + key)
      return nil
    }
    return flag
  }

  mutating func whole(
    _ key: String, of fields: DefinitionFields, in range: ClosedRange<Int>
  ) -> Int? {
    guard let value = fields[key] else { return nil }
    guard case .number(let number, _) = value, number == number.rounded(.towardZero) else {
      note(.schema, "Value should be an integer", at: fields.place + "/" + key)
      return nil
    }
    return inRange(number, range, at: fields.place + "/" + key)
  }

  private mutating func inRange(
    _ number: Double, _ range: ClosedRange<Int>, at place: String
  ) -> Int? {
    if number < Double(range.lowerBound) {
      note(.schema, "Minimum value is \(range.lowerBound)", at: place)
      return nil
    }
    // 2⁶³ itself has no place in an `Int`.
    if range.upperBound == .max { return Int(exactly: number) ?? .max }
    if number > Double(range.upperBound) {
      note(.schema, "Maximum value is \(range.upperBound)", at: place)
      return nil
    }
    return Int(number)
  }

  /// A whole number, or in a JSONata state an expression that gives one.
  mutating func wholeTemplate(
    _ key: String, of fields: DefinitionFields, in range: ClosedRange<Int>
  ) -> Template? {
    if fields.language == .jsonata, case .string(let text)? = fields[key] {
      return expression(text, field: key, at: fields.place + "/" + key)
    }
    return whole(key, of: fields, in: range).map { .literal(.number(Double($0))) }
  }

  /// A path to a single place, as a template.
  mutating func pathTemplate(_ key: String, of fields: DefinitionFields) -> Template? {
    guard let path = referencePath(key, of: fields, roots: [.input]) else { return nil }
    return .path(path, field: key)
  }

  /// A number itself or a path to one; both together are a mistake.
  mutating func numberOrPath(
    _ key: String, of fields: DefinitionFields, in range: ClosedRange<Int>
  ) -> Template? {
    checkOnlyOne([key, key + "Path"], of: fields)
    return wholeTemplate(key, of: fields, in: range) ?? pathTemplate(key + "Path", of: fields)
  }

  // MARK: Paths

  /// Where a path may begin.
  enum PathRoot {
    case input
    case context
  }

  mutating func path(_ text: String, at place: String) -> JSONPath? {
    do throws(JSONPathReader.Mistake) {
      return try JSONPathReader.read(text)
    } catch {
      note(.schema, "Value must be a valid JSONPath: \(error.reason)", at: place)
      return nil
    }
  }

  /// A Reference Path; variables may be its root, too, unless nothing but the input may.
  mutating func referencePath(
    _ key: String, of fields: DefinitionFields, roots: [PathRoot], allowsVariables: Bool = true
  ) -> JSONPath? {
    guard let text = text(key, of: fields) else { return nil }
    let place = fields.place + "/" + key
    guard text.hasPrefix("$") else {
      note(
        .schema, "Value is not a Reference Path: Reference path didn't start with '$'", at: place)
      return nil
    }
    guard let path = path(text, at: place) else { return nil }
    let isAllowed =
      switch path.root {
      case .input: true
      case .context: roots.contains { $0 == .context }
      case .variable: allowsVariables
      }
    guard isAllowed, path.isDefinite else {
      note(.schema, "Value is not a Reference Path: '\(text)'", at: place)
      return nil
    }
    return path
  }

  /// `InputPath` or `OutputPath`.
  mutating func selection(_ key: String, of fields: DefinitionFields) -> StateMachine.Selection {
    if fields[key] == .null { return .nothing }
    guard let text = text(key, of: fields) else { return .whole }
    guard let path = path(text, at: fields.place + "/" + key) else { return .whole }
    return path.root == .input && path.steps.isEmpty ? .whole : .path(path)
  }

  /// `ResultPath`.
  mutating func placement(_ fields: DefinitionFields) -> StateMachine.Placement {
    if fields["ResultPath"] == .null { return .isDiscarded }
    guard
      let path = referencePath("ResultPath", of: fields, roots: [.input], allowsVariables: false)
    else { return .replacesInput }
    return path.steps.isEmpty ? .replacesInput : .at(path)
  }
}
