/// A name in a scenario that stands for something else in it, resolved when all names are known.
package struct Reference: Hashable, Sendable {
  /// What the name must stand for.
  package enum Target: Hashable, Sendable {
    /// A component, of one of the types where any are given.
    case component(of: [String])
    /// A fault, by its `id`.
    case fault
  }

  /// What the name must stand for.
  package let target: Target
  /// The name.
  package let name: String
  /// Where it stands.
  package let range: SourceRange
  /// The way to it.
  package let path: TreePath

  /// A name that stands for something else.
  package init(_ target: Target, to name: String, at range: SourceRange, path: TreePath) {
    self.target = target
    self.name = name
    self.range = range
    self.path = path
  }
}

/// The names that a scenario gives.
package struct NamesInScenario: Sendable {
  private let components: [(name: String, type: String?)]
  private let types: [String: String?]
  private let faults: [String]
  private let knownFaults: Set<String>
  /// The types of what DNS names stand for.
  private let typesBehindNames: [String: String]

  /// The names of components with their types, `nil` where a type is mistaken, and of faults.
  ///
  /// - Parameter typesBehindNames: The types of what DNS names stand for, by their names.
  package init(
    components: [(name: String, type: String?)], faults: [String],
    typesBehindNames: [String: String] = [:]
  ) {
    self.typesBehindNames = typesBehindNames
    self.components = components
    self.faults = faults
    knownFaults = Set(faults)
    types = Dictionary(components.map { ($0.name, $0.type) }) { first, _ in first }
  }

  /// The references that stand for nothing or for the wrong thing.
  package func mistakes(in references: [Reference]) -> [Mistake] {
    var mistakes: [Mistake] = []
    for reference in references {
      let isWorthIt = mistakes.count < Limit.nearestSearches
      guard let problem = problem(with: reference, suggesting: isWorthIt) else { continue }
      mistakes.append(
        Mistake(.reference(problem), at: reference.range, path: reference.path.container))
    }
    return mistakes
  }

  private func problem(
    with reference: Reference, suggesting: Bool
  ) -> ReferenceProblem? {
    let name = reference.name
    switch reference.target {
    case .fault:
      if knownFaults.contains(name) { return nil }
      let nearest = suggesting ? nearestName(to: name, among: faults) : nil
      return .unknown(.fault, name, nearest: nearest)
    case .component(let allowed):
      guard let type = types[name] else {
        let nearest = suggesting ? nearest(to: name, of: allowed) : nil
        return .unknown(.component, name, nearest: nearest)
      }
      guard let type, !allowed.isEmpty else { return nil }
      // A DNS name is as good as what it stands for, where a name may stand at all.
      let actual = allowed.contains(type) ? typesBehindNames[name] ?? type : type
      if allowed.contains(actual) { return nil }
      if actual != type {
        return .wrongType(
          subject: reference.path.subject, name: name, type: "\(type) of \(actual)",
          allowed: allowed)
      }
      return .wrongType(
        subject: reference.path.subject, name: name, type: type, allowed: allowed)
    }
  }

  /// The nearest component, of a type that the key takes if there is one.
  private func nearest(to name: String, of allowed: [String]) -> String? {
    let suitable = components.filter { component in
      component.type.map { allowed.isEmpty || allowed.contains($0) } ?? true
    }
    return nearestName(to: name, among: suitable.map(\.name))
      ?? nearestName(to: name, among: components.map(\.name))
  }
}
