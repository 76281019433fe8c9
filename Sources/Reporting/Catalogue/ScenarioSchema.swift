internal import Scenario
internal import Simulation

/// The JSON Schema (draft 2020-12) of scenario files, for editors that complete and check while one
/// types; made from what the reader itself reads.
///
/// It knows keys, kinds, ranges and names of types. What takes the whole file to judge, such as
/// whether a component that is named exists, is for `faultline check`.
package struct ScenarioSchema {
  /// The definitions that others refer to, in the order in which they are first needed.
  private var definitions: [(name: String, schema: JSONValue?)] = []

  /// The schema as a document.
  package static var text: String {
    var schema = ScenarioSchema()
    let scenario = schema.scenario()
    return JSONText.document { json in
      json.member("$schema", "https://json-schema.org/draft/2020-12/schema")
      json.member("title", "Faultline scenario")
      for member in scenario {
        json.key(member.key)
        json.spread(member.value, levels: member.key == "properties" ? 1 : 0)
      }
      json.object("$defs") { json in
        for definition in schema.definitions {
          json.key(definition.name)
          json.spread(definition.schema ?? .object([]), levels: 2)
        }
      }
    }
  }

  private mutating func scenario() -> [(key: String, value: JSONValue)] {
    var properties = properties(of: ScenarioHeader.parameters, ScenarioHeader())
    for section in ScenarioSection.allCases {
      properties.append((section.rawValue, described(self.schema(of: section), section.help)))
    }
    let required = ScenarioSection.allCases.filter(\.isRequired).map(\.rawValue)
    return Self.closed(properties, required: required)
  }

  private mutating func schema(of section: ScenarioSection) -> JSONValue {
    switch section {
    case .components: Self.named(component())
    case .producers:
      Self.named(
        define(ProducerSettings.typeName) { schema in
          let parts = schema.placed(schema.parts(of: ProducerSettings.self))
          return .object(Self.closed(parts.properties, required: parts.required))
        })
    case .faults: Self.list(fault())
    case .actions: Self.list(reference(to: ManualAction.self))
    case .expectations: Self.named(Self.typed("string"))
    // A merge patch may leave out what a scenario must have, and remove what it may not lack.
    case .variants: Self.named(Self.typed("object"))
    }
  }

  private mutating func component() -> JSONValue {
    choice(
      by: "type",
      ComponentCatalogue.types.map { type in
        (type.typeName, type.help, { $0.placed($0.parts(of: type)) })
      })
  }

  private mutating func fault() -> JSONValue {
    choice(
      by: "action",
      FaultAction.allCases.map { action in
        let parameters = Fault.parameters(for: action)
        return (
          action.rawValue, action.help,
          {
            (
              $0.properties(of: parameters, Fault()),
              parameters.filter(\.isRequired).map(\.name)
            )
          }
        )
      })
  }
}

// MARK: - Objects

extension ScenarioSchema {
  private typealias Members = [(key: String, value: JSONValue)]
  private typealias Parts = (properties: Members, required: [String])

  /// An object one of whose keys says what it is, and so which other keys it has.
  private mutating func choice(
    by key: String, _ ways: [(name: String, help: String, parts: (inout Self) -> Parts)]
  ) -> JSONValue {
    let rules = ways.map { way in
      let word = JSONValue.object([("const", .string(way.name))])
      let body = define(way.name) { schema in
        let parts = way.parts(&schema)
        let object = Self.closed([(key, word)] + parts.properties, required: [key] + parts.required)
        return schema.described(.object(object), way.help)
      }
      return JSONValue.object([
        ("if", .object([("properties", .object([(key, word)]))])), ("then", body),
      ])
    }
    let words = Self.words(ways.map(\.name))
    return .object([
      ("type", .string("object")), ("required", .array([.string(key)])),
      ("properties", .object([(key, words)])), ("allOf", .array(rules)),
    ])
  }

  private mutating func parts<Root: Described>(of type: Root.Type) -> Parts {
    (
      properties(of: type.parameters, type.init()),
      type.parameters.filter(\.isRequired).map(\.name)
    )
  }

  /// The same with the keys that say where a component or producer is.
  private mutating func placed(_ parts: Parts) -> Parts {
    (parts.properties + properties(of: Placement.parameters, Placement()), parts.required)
  }

  private mutating func properties<Root>(of parameters: [Parameter<Root>], _ root: Root) -> Members
  {
    parameters.map { parameter in
      var schema = schema(of: parameter.kind)
      if parameter.isNullable { schema = Self.any([schema, Self.typed("null")]) }
      let standard = parameter.isRequired ? nil : parameter.get(root)
      return (
        parameter.name, described(schema, parameter.help, standard: standard, of: parameter.kind)
      )
    }
  }

  private func described(
    _ schema: JSONValue, _ help: String, standard: ParameterValue? = nil,
    of kind: ParameterKind = .document
  ) -> JSONValue {
    guard case .object(var members) = schema else { return schema }
    members.insert(("description", .string(help)), at: 0)
    switch standard {
    case nil, .text(""), .object: break
    case .list(let values) where values.isEmpty: break
    case let value?: members.append(("default", JSONValue(spelling: value, of: kind)))
    }
    return .object(members)
  }

  private mutating func reference(to type: any Described.Type) -> JSONValue {
    define(Self.name(of: type)) { schema in
      let parts = schema.parts(of: type)
      return .object(Self.closed(parts.properties, required: parts.required))
    }
  }

  /// The type's name within its module, which is no other type's.
  private static func name(of type: any Described.Type) -> String {
    String(reflecting: type).split(separator: ".").dropFirst().joined(separator: ".")
  }

  /// A reference to a definition, which is made when it is first needed; it may refer to itself.
  private mutating func define(
    _ name: String, _ make: (inout Self) -> JSONValue
  ) -> JSONValue {
    if !definitions.contains(where: { $0.name == name }) {
      let place = definitions.count
      definitions.append((name, nil))
      definitions[place].schema = make(&self)
    }
    return .object([("$ref", .string("#/$defs/\(name)"))])
  }
}

// MARK: - Kinds

extension ScenarioSchema {
  private mutating func schema(of kind: ParameterKind) -> JSONValue {
    switch kind {
    case .flag: Self.typed("boolean")
    case .integer(let range): Self.whole(range)
    case .number(let range): Self.number(range)
    case .share, .duration, .instant, .rate, .size: Self.quantity(kind)
    case .text, .component, .fault, .link: Self.typed("string")
    case .choice(let words): Self.words(words)
    case .durationDistribution:
      distribution("durationDistribution", of: .duration(.zero ... .longest))
    case .sizeDistribution: distribution("sizeDistribution", of: .size(0...Int.max))
    case .object(let type): reference(to: type)
    case .variant(let ways):
      Self.any(
        ways.map { way in
          let content = described(schema(of: way.kind), way.help)
          return .object(Self.closed([(way.name, content)], required: [way.name]))
        })
    case .keyed(let types): Self.any(types.map { reference(to: $0.type) })
    case .list(let element, let count): Self.list(schema(of: element), count: count)
    case .dictionary(let element): Self.named(schema(of: element))
    case .either(let kinds): Self.any(kinds.map { schema(of: $0) })
    case .document: .object([])
    }
  }

  private mutating func distribution(_ name: String, of kind: ParameterKind) -> JSONValue {
    let amount = Self.quantity(kind)
    return define(name) { schema in
      Self.any([amount] + DistributionFamily.all.map { schema.family($0, amount: amount) })
    }
  }

  private mutating func family(_ family: DistributionFamily, amount: JSONValue) -> JSONValue {
    let share = Self.any([Self.quantity(.share), Self.number(0...1e9)])
    let content: JSONValue =
      switch family.content {
      case .quantity: amount
      case .forms(let forms): Self.any(forms.flatMap { Self.form($0, amount: amount) })
      // How deep mixtures may lie is for the reader to say.
      case .table:
        Self.list(
          .object([
            ("type", .string("array")), ("prefixItems", .array([amount, share])),
            ("minItems", .number(2)), ("maxItems", .number(2)),
          ]), count: 1...10_000)
      case .mixture:
        Self.list(
          .object(
            Self.closed([("weight", share), ("of", .object([]))], required: ["weight", "of"])),
          count: 1...10_000)
      }
    return .object(
      Self.closed([(family.name, described(content, family.help))], required: [family.name]))
  }

  private static func form(_ form: DistributionFamily.Form, amount: JSONValue) -> [JSONValue] {
    let arguments = form.arguments.map { argument -> (key: String, value: JSONValue) in
      switch argument.kind {
      case .quantity: (argument.name, amount)
      case .number(let range): (argument.name, number(range))
      }
    }
    let object = JSONValue.object(closed(arguments, required: form.arguments.map(\.name)))
    return arguments.count == 1 ? [arguments[0].value, object] : [object]
  }

  /// A text of a number and its unit; the range is told in words.
  private static func quantity(_ kind: ParameterKind) -> JSONValue {
    let number = "([0-9]+|[0-9]*\\.[0-9]+)"
    let pattern =
      switch kind {
      case .share: "\(number)%"
      case .rate: "\(number)/[smhd]"
      case .size: "\(number)(B|KB|MB|GB)"
      default: "(\(number)(d|h|m|s|ms|us|ns))+"
      }
    return .object([
      ("type", .string("string")), ("pattern", .string("^\\+?\(pattern)$")),
      ("$comment", .string(AllowedValue(kind).phrase)),
    ])
  }
}

// MARK: - The words of the schema language

extension ScenarioSchema {
  private static func typed(_ type: String) -> JSONValue {
    .object([("type", .string(type))])
  }

  private static func words(_ words: [String]) -> JSONValue {
    .object([("enum", .array(words.map { .string($0) }))])
  }

  private static func any(_ schemas: [JSONValue]) -> JSONValue {
    .object([("anyOf", .array(schemas))])
  }

  private static func whole(_ range: ClosedRange<Int>) -> JSONValue {
    var members: Members = [("type", .string("integer"))]
    if range.lowerBound > .min { members.append(("minimum", .number(Double(range.lowerBound)))) }
    if range.upperBound < .max { members.append(("maximum", .number(Double(range.upperBound)))) }
    return .object(members)
  }

  private static func number(_ range: ClosedRange<Double>) -> JSONValue {
    let largest = Double.greatestFiniteMagnitude
    var members: Members = [("type", .string("number"))]
    if range.lowerBound > -largest { members.append(("minimum", .number(range.lowerBound))) }
    if range.upperBound < largest { members.append(("maximum", .number(range.upperBound))) }
    return .object(members)
  }

  private static func list(
    _ element: JSONValue, count: ClosedRange<Int> = 0...Int.max
  ) -> JSONValue {
    var members: Members = [("type", .string("array")), ("items", element)]
    if count.lowerBound > 0 { members.append(("minItems", .number(Double(count.lowerBound)))) }
    if count.upperBound < .max { members.append(("maxItems", .number(Double(count.upperBound)))) }
    return .object(members)
  }

  /// Values under names of the author's choice.
  private static func named(_ value: JSONValue) -> JSONValue {
    .object([("type", .string("object")), ("additionalProperties", value)])
  }

  /// An object with these keys and no others.
  private static func closed(_ properties: Members, required: [String]) -> Members {
    var members: Members = [("type", .string("object")), ("properties", .object(properties))]
    if !required.isEmpty { members.append(("required", .array(required.map { .string($0) }))) }
    return members + [("additionalProperties", .bool(false))]
  }
}

extension JSONText {
  /// Writes a document with its outermost objects line by line, so many levels of them.
  fileprivate mutating func spread(_ document: JSONValue, levels: Int) {
    guard levels > 0, case .object(let members) = document else { return value(document) }
    object { json in
      for member in members {
        json.key(member.key)
        json.spread(member.value, levels: levels - 1)
      }
    }
  }
}
