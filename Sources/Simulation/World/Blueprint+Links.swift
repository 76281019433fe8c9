extension Blueprint {
  /// A link over which requests go one way and replies the other.
  package struct Link: Hashable, Sendable {
    /// Who asks.
    package let from: String
    /// Who is asked.
    package let to: String
  }

  /// Who asks whom, each link once: those of producers, then those of components in their order.
  ///
  /// What a component names in its settings it asks, but for queues: what they move they move
  /// within the service, and no link lies between.
  package var links: [Link] {
    var links: [Link] = []
    func connect(_ name: String, to others: [String]) {
      for other in others where other != name && !links.contains(Link(from: name, to: other)) {
        links.append(Link(from: name, to: other))
      }
    }
    for producer in producers { connect(producer.name, to: [producer.value.target]) }
    for component in components where !(component.settings is QueueComponentSettings) {
      connect(component.name, to: Self.names(in: component.settings))
    }
    return links
  }

  /// The components that a described value names.
  private static func names(in described: any Described) -> [String] {
    func names<Value: Described>(_ value: Value) -> [String] {
      Value.parameters.flatMap { parameter in
        parameter.get(value).map { Self.names(in: $0, of: parameter.kind) } ?? []
      }
    }
    return names(described)
  }

  private static func names(in value: ParameterValue, of kind: ParameterKind) -> [String] {
    switch (value, kind) {
    case (.text(let name), .component): [name]
    case (.object(let object), _): names(in: object)
    case (.list(let values), .list(let element, _)):
      values.flatMap { names(in: $0, of: element) }
    case (.dictionary(let members), .dictionary(let element)):
      members.flatMap { names(in: $0.value, of: element) }
    case (.variant(let name, let content), .variant(let ways)):
      ways.filter { $0.name == name }.flatMap { names(in: content, of: $0.kind) }
    case (_, .either(let kinds)): kinds.flatMap { names(in: value, of: $0) }
    default: []
    }
  }
}
