/// Finds places in a scenario by their keys, so that something can be set there.
package struct SettingPlaces: Sendable {
  /// A place.
  package struct Place: Hashable, Sendable {
    /// The last key of the way.
    package let key: String
    /// The way, as a `Setting` takes it.
    package let path: String
  }

  private let root: Node

  /// The places of a scenario with a variant's patch merged in; `nil` for a file that is none.
  ///
  /// - Throws: When the scenario has no such variant.
  package init?(in source: SourceText, variant: String?) throws(SettingMistake) {
    guard let root = Parser.parse(source).root else { return nil }
    self.root = try ScenarioDocument.tree(of: root, variant: variant)
  }

  /// Where the components and producers have one of some keys, at any depth, in the order of the file.
  package func places(of keys: [String]) -> [Place] {
    [ScenarioSection.components, .producers].flatMap { section in
      root[section.rawValue].map { Self.places(of: keys, in: $0, at: section.rawValue) } ?? []
    }
  }

  /// The components of a type, in the order of the file.
  package func components(ofType type: String) -> [Place] {
    guard case .object(let members) = root[ScenarioSection.components.rawValue]?.value else {
      return []
    }
    return members.filter { $0.value["type"]?.value == .text(type) }.map { member in
      let name = member.name.text
      return Place(
        key: name, path: "\(ScenarioSection.components.rawValue).\(Self.quoted(name))")
    }
  }

  private static func places(of keys: [String], in node: Node, at path: String) -> [Place] {
    switch node.value {
    case .object(let members):
      members.flatMap { member in
        let key = member.name.text
        let way = "\(path).\(quoted(key))"
        return (keys.contains(key) ? [Place(key: key, path: way)] : [])
          + places(of: keys, in: member.value, at: way)
      }
    case .list(let elements):
      elements.enumerated().flatMap { places(of: keys, in: $1, at: "\(path)[\($0)]") }
    default: []
    }
  }

  private static func quoted(_ key: String) -> String { "\"\(key)\"" }
}
