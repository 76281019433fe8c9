package import Simulation

/// Which keys of described values are spelt out.
package enum SpellingExtent: Sendable {
  /// Those that a file must give, and those that differ from their default.
  case telling
  /// All.
  case complete
}

/// A key of a described value with what it holds, as a scenario would spell it out.
package struct SpeltKey: Sendable {
  /// The key.
  package let name: String
  /// What it holds.
  package let value: JSONValue
  /// Whether a file must give the key, or it holds something else than its default.
  package let isTelling: Bool
}

extension Described {
  /// All keys, in the order of the reference: the reader's way back.
  ///
  /// - Parameter extent: Which keys of the objects within are spelt out.
  package func speltKeys(_ extent: SpellingExtent = .telling) -> [SpeltKey] {
    let plain = Self()
    return Self.parameters.map { parameter in
      let own = JSONValue(spelling: parameter.get(self), of: parameter.kind, extent)
      let usual = JSONValue(spelling: parameter.get(plain), of: parameter.kind, extent)
      return SpeltKey(
        name: parameter.name, value: own, isTelling: parameter.isRequired || own != usual)
    }
  }

  /// The object that says the same in a scenario.
  package func document(_ extent: SpellingExtent) -> JSONValue {
    .object(
      speltKeys(extent).filter { extent == .complete || $0.isTelling }
        .map { (key: $0.name, value: $0.value) })
  }
}

extension JSONValue {
  /// A value of a parameter as a scenario would spell it out; nothing is `null`.
  package init(
    spelling value: ParameterValue?, of kind: ParameterKind, _ extent: SpellingExtent = .telling
  ) {
    self =
      switch value {
      case nil: .null
      case .flag(let flag): .bool(flag)
      case .integer(let number): .number(Double(number), source: "\(number)")
      case .number(let number): Self.quantity(number, of: kind)
      case .duration(let interval): .string(interval.spelt)
      case .instant(let instant): .string((instant - .start).spelt)
      case .size(let bytes): .string(SizeText.spelt(bytes))
      case .text(let text): .string(text)
      case .distribution(let distribution): JSONValue(spelling: distribution, of: kind)
      case .object(let object): object.document(extent)
      case .variant(let name, let content):
        .object([
          (key: name, value: JSONValue(spelling: content, of: kind.content(of: name), extent))
        ])
      case .list(let values):
        .array(values.map { JSONValue(spelling: $0, of: kind.element, extent) })
      case .dictionary(let members):
        .object(
          members.map {
            (key: $0.name, value: JSONValue(spelling: $0.value, of: kind.element, extent))
          })
      case .document(let document): document
      }
  }

  private static func quantity(_ number: Double, of kind: ParameterKind) -> JSONValue {
    switch kind {
    case .share: .string(ShareText.spelt(number))
    case .rate: .string(RateText.spelt(number))
    default: .number(number, source: number.spelt)
    }
  }

  private init(spelling distribution: Distribution, of kind: ParameterKind) {
    switch distribution.outline {
    case .quantity(let value): self = .string(Self.text(ofQuantity: value, kind))
    case .form(let family, let form, let values):
      let arguments = zip(form.arguments, values).map { argument, value in
        switch argument.kind {
        case .quantity:
          (key: argument.name, value: JSONValue.string(Self.text(ofQuantity: value, kind)))
        case .number: (key: argument.name, value: JSONValue.number(value, source: value.spelt))
        }
      }
      self = .object([(key: family.name, value: .object(arguments))])
    case .mixture(let parts):
      let members = parts.map { part in
        JSONValue.object([
          (key: "weight", value: .number(part.share, source: part.share.spelt)),
          (key: "of", value: JSONValue(spelling: part.of, of: kind)),
        ])
      }
      self = .object([(key: DistributionFamily.mixed.name, value: .array(members))])
    }
  }

  private static func text(ofQuantity value: Double, _ kind: ParameterKind) -> String {
    if case .sizeDistribution = kind { return SizeText.spelt(Int(value.rounded())) }
    return Interval(seconds: value).spelt
  }
}

extension ParameterKind {
  /// What the key of one way to fill a `variant` holds.
  fileprivate func content(of name: String) -> ParameterKind {
    guard case .variant(let ways) = self, let way = ways.first(where: { $0.name == name }) else {
      return .text
    }
    return way.kind
  }

  /// What a list or dictionary holds.
  fileprivate var element: ParameterKind {
    switch self {
    case .list(let element, _), .dictionary(let element): element
    case .either(let kinds): kinds.lazy.compactMap(\.listElement).first ?? .text
    default: .text
    }
  }

  private var listElement: ParameterKind? {
    if case .list(let element, _) = self { element } else { nil }
  }
}
