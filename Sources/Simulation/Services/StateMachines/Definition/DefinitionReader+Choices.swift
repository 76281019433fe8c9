extension DefinitionReader {
  private static let selectors = ["And", "Or", "Not", "Variable", "Condition"]
  /// Conditions nested more deeply are refused.
  private static let deepestCondition = 100

  mutating func choice(
    _ fields: DefinitionFields, _ state: Int, _ level: inout DefinitionLevel
  ) -> StateMachine.Work? {
    let otherwise = target("Default", of: fields, from: state, &level)
    guard let choices = objects("Choices", of: fields, isRequired: true) else { return nil }
    if choices.isEmpty { note(.schema, "Value cannot be empty", at: fields.place + "/Choices") }
    let rules = choices.map { rule($0, state, &level) }
    return .choice(rules.compactMap { $0 }, otherwise: otherwise)
  }

  /// The objects of an array.
  mutating func objects(
    _ key: String, of fields: DefinitionFields, isRequired: Bool = false
  ) -> [DefinitionFields]? {
    guard let value = fields[key] else {
      if isRequired { note(.schema, "These fields are required: [\(key)]", at: fields.shownPlace) }
      return nil
    }
    let place = fields.place + "/" + key
    guard case .array(let elements) = value else {
      note(.schema, "Value should be an array", at: place)
      return nil
    }
    let objects = elements.enumerated().map { number, element in
      DefinitionFields(element, at: "\(place)[\(number)]", language: fields.language)
    }
    for object in objects where !object.isObject {
      note(.schema, "Value should be an object", at: object.place)
    }
    return objects.filter(\.isObject)
  }

  private mutating func rule(
    _ fields: DefinitionFields, _ state: Int, _ level: inout DefinitionLevel
  ) -> StateMachine.Rule? {
    if fields["Next"] == nil {
      note(.schema, "These fields are required: [Next]", at: fields.place)
    }
    let next = target("Next", of: fields, from: state, &level)
    let isMistaken = checkRuleLanguage(fields)
    let condition: StateMachine.Rule.Condition?
    if fields.language == .jsonata {
      checkFields(
        fields,
        allowed: ["Condition", "Next", "Assign", "Output", "Comment"]
          + (isMistaken ? Self.selectors + Comparison.operatorNames : []))
      condition = self.condition(fields)
    } else {
      checkFields(
        fields,
        allowed: Self.selectors + Comparison.operatorNames
          + ["Next", "Assign", "Comment"] + (isMistaken ? ["Output"] : []))
      condition = isMistaken ? nil : comparison(fields, depth: 0).map { .comparison($0) }
    }
    let assign = assignment(of: fields)
    let output = fields.language == .jsonata ? template("Output", of: fields) : nil
    guard let condition, let next else { return nil }
    return StateMachine.Rule(condition: condition, next: next, assign: assign, output: output)
  }

  /// Notes what only the other language has; says whether there is such a thing.
  private mutating func checkRuleLanguage(_ fields: DefinitionFields) -> Bool {
    let isJSONata = fields.language == .jsonata
    let strange =
      isJSONata ? ["Variable", "And", "Or", "Not"] : ["Condition", "Output"]
    let found = strange.filter { fields[$0] != nil }
    for key in found {
      note(
        .schema,
        "The QueryLanguage is set to '\(fields.language.rawValue)', but field '\(key)' is only "
          + "supported for the '\(isJSONata ? "JSONPath" : "JSONata")' QueryLanguage",
        at: fields.place)
    }
    return !found.isEmpty
  }

  private mutating func condition(_ fields: DefinitionFields) -> StateMachine.Rule.Condition? {
    let place = fields.place + "/Condition"
    switch fields["Condition"] {
    case nil:
      note(.schema, "These fields are required: [Condition]", at: fields.place)
      return nil
    case .bool(let flag): return .expression(.literal(.bool(flag)))
    case .string(let text):
      return expression(text, field: "Condition", at: place).map { .expression($0) }
    default:
      note(.schema, "Value should be a boolean or a JSONata expression", at: place)
      return nil
    }
  }

  /// A comparison, or several of them in one.
  private mutating func comparison(_ fields: DefinitionFields, depth: Int) -> Comparison? {
    guard depth <= Self.deepestCondition else {
      note(.schema, "The conditions are too deeply nested", at: fields.place)
      return nil
    }
    let selectors = Self.selectors.filter { fields[$0] != nil }
    guard selectors.count == 1 else {
      note(
        .schema,
        "The object must have only one of the following fields, [And, Or, Not, Variable, Condition]",
        at: fields.place)
      return nil
    }
    switch selectors[0] {
    case "And": return combined("And", fields, depth).map { .all($0) }
    case "Or": return combined("Or", fields, depth).map { .any($0) }
    case "Not":
      checkNoOperator(fields)
      guard let value = fields["Not"] else { return nil }
      let inner = DefinitionFields(value, at: fields.place + "/Not", language: fields.language)
      guard inner.isObject else {
        note(.schema, "Value should be an object", at: inner.place)
        return nil
      }
      checkNested(inner)
      return comparison(inner, depth: depth + 1).map { .not($0) }
    default: return dataTest(fields)
    }
  }

  private mutating func combined(
    _ key: String, _ fields: DefinitionFields, _ depth: Int
  ) -> [Comparison]? {
    checkNoOperator(fields)
    guard let parts = objects(key, of: fields) else { return nil }
    if parts.isEmpty { note(.schema, "Value cannot be empty", at: fields.place + "/" + key) }
    return parts.compactMap { part in
      checkNested(part)
      return comparison(part, depth: depth + 1)
    }
  }

  private mutating func checkNested(_ fields: DefinitionFields) {
    checkFields(fields, allowed: Self.selectors + Comparison.operatorNames + ["Comment"])
  }

  private mutating func checkNoOperator(_ fields: DefinitionFields) {
    for name in Comparison.operatorNames where fields[name] != nil {
      note(.schema, "Field '\(name)' is not supported", at: fields.place)
    }
  }

  private mutating func dataTest(_ fields: DefinitionFields) -> Comparison? {
    let variable = referencePath("Variable", of: fields, roots: [.input, .context])
    let names = Comparison.operatorNames.filter { fields[$0] != nil }
    guard names.count == 1, let name = names.first, let value = fields[name] else {
      let sentence =
        names.isEmpty
        ? "This object should have only one of the following fields"
        : "There should only be one of the following fields"
      let list = (names.isEmpty ? Comparison.operatorNames : names).joined(separator: ", ")
      note(.schema, "\(sentence): [\(list)]", at: fields.place)
      return nil
    }
    let place = fields.place + "/" + name
    if let kind = Comparison.Kind(rawValue: name) {
      guard let isWanted = flag(name, of: fields), let variable else { return nil }
      return .kind(variable, kind, isWanted: isWanted)
    }
    if name == "StringMatches" {
      guard let pattern = text(name, of: fields), let variable else { return nil }
      return .matches(variable, pattern: pattern)
    }
    guard let (family, relation, isPath) = Comparison.relation(named: name) else { return nil }
    if isPath {
      guard let path = referencePath(name, of: fields, roots: [.input, .context]), let variable
      else { return nil }
      return .relation(variable, family, relation, .path(path))
    }
    guard checkOperand(value, family, at: place), let variable else { return nil }
    return .relation(variable, family, relation, .literal(value))
  }

  private mutating func checkOperand(
    _ value: JSONValue, _ family: Comparison.Family, at place: String
  ) -> Bool {
    switch (family, value) {
    case (.string, .string), (.numeric, .number), (.boolean, .bool): return true
    case (.timestamp, .string(let text)) where Timestamp(text) != nil: return true
    case (.timestamp, .string): note(.schema, "String does not match RFC3339 timestamp", at: place)
    case (.string, _), (.timestamp, _): note(.schema, "Value should be a string", at: place)
    case (.numeric, _): note(.schema, "Value should be a number", at: place)
    case (.boolean, _): note(.schema, "Value should be a boolean", at: place)
    }
    return false
  }
}
