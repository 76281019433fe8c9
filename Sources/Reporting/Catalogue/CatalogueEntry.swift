internal import Scenario
internal import Simulation

/// One thing that a scenario can name, with all that its author needs to know of it.
package struct CatalogueEntry: Sendable {
  /// The name in a scenario.
  package let name: String
  /// One sentence of help.
  package let help: String
  /// What else is to be said, each under a word: what a fault strikes, a metric's unit.
  package var facts: [(word: String, text: String)] = []
  /// The keys that it takes.
  package var keys: [CatalogueKey] = []
  /// The keys that every entry of the topic takes besides.
  package var sharedKeys: [CatalogueKey] = []

  /// An entry.
  init(_ name: String, _ help: String) {
    self.name = name
    self.help = help
  }
}

/// A key of an entry: what it may hold, what it holds when it is left out, what it does.
package struct CatalogueKey: Sendable {
  /// The key, with the keys above it: `redrivePolicy.maxReceiveCount`.
  package let name: String
  /// What the key may hold, with units and range.
  package let allowed: String
  /// What a file that leaves the key out gets, as a file would write it; `nil` for nothing.
  package let standard: String?
  /// Whether the key must be there.
  package let isRequired: Bool
  /// One sentence of help.
  package let help: String
}

extension CatalogueKey {
  /// The keys of a described type, those of the objects within after their own.
  static func keys<Root: Described>(of root: Root.Type, after prefix: String = "") -> [Self] {
    keys(Root.parameters, of: Root(), after: prefix)
  }

  /// The keys that stand for some of a described type's parameters.
  static func keys<Root: Described>(
    _ parameters: [Parameter<Root>], of root: Root, after prefix: String = ""
  ) -> [Self] {
    parameters.flatMap { parameter -> [Self] in
      let name = prefix + parameter.name
      let standard = parameter.isRequired ? nil : parameter.get(root)
      let key = CatalogueKey(
        name: name, allowed: parameter.kind.phrase,
        standard: standard.flatMap { Self.spelt($0, parameter.kind) },
        isRequired: parameter.isRequired, help: parameter.help)
      return [key] + parameter.kind.keysWithin(after: name + ".")
    }
  }

  private static func spelt(_ value: ParameterValue, _ kind: ParameterKind) -> String? {
    switch value {
    case .text(""), .object: nil
    case .list(let values) where values.isEmpty: nil
    default: JSONValue(spelling: value, of: kind).text(for: .file)
    }
  }
}

extension ParameterKind {
  /// What may stand there: lists and dictionaries say of what.
  fileprivate var phrase: String {
    switch self {
    case .list(.keyed, _): "a list of steps ('faultline catalog steps')"
    case .keyed: "a step ('faultline catalog steps')"
    case .list(let element, _): "a list, each element " + element.phrase
    case .dictionary(let element): "an object with names of your choice, each " + element.phrase
    case .variant(let ways): "an object with one of " + ways.map(\.name).joined(lastBy: "or")
    case .either(let kinds): kinds.map(\.phrase).joined(lastBy: "or")
    default: AllowedValue(self).phrase
    }
  }

  /// The keys of the object that stands there, if one does; steps have a topic of their own.
  fileprivate func keysWithin(after prefix: String) -> [CatalogueKey] {
    switch self {
    case .object(let type): CatalogueKey.keys(of: type, after: prefix)
    case .variant(let ways):
      ways.flatMap { way in
        [
          CatalogueKey(
            name: prefix + way.name, allowed: way.kind.phrase, standard: nil, isRequired: false,
            help: way.help)
        ] + way.kind.keysWithin(after: prefix + way.name + ".")
      }
    default: []
    }
  }
}
