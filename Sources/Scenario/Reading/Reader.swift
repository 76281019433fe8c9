package import Simulation

/// Decodes described values from a tree, notes what is wrong, and goes on with a stand-in.
///
/// So one run finds every mistake of a file. What names something else in the scenario is collected
/// in `references` and resolved when all names are known.
package struct Reader: Sendable {
  /// What was found wrong so far, in the order of the finding.
  package private(set) var mistakes: [Mistake] = []
  /// The names of components and faults that were met so far.
  package private(set) var references: [Reference] = []

  /// A reader that has found nothing yet.
  package init() {}

  /// Notes a mistake.
  package mutating func note(
    _ problem: Problem, severity: Mistake.Severity = .error, at range: SourceRange,
    in path: TreePath
  ) {
    mistakes.append(Mistake(problem, severity: severity, at: range, path: path))
  }

  /// Notes what is wrong with the value at the end of a path.
  mutating func note(_ problem: ValueProblem, with node: Node, at path: TreePath) {
    note(.value(subject: path.subject, problem), at: node.range, in: path.container)
  }

  /// Notes that a value names something else in the scenario.
  package mutating func refer(_ reference: Reference) { references.append(reference) }
}

extension Reader {
  /// Reads a value of a described type from an object with its keys and no others.
  package mutating func read<Value: Described>(
    _ type: Value.Type, from node: Node, at path: TreePath
  ) -> Value {
    guard var object = object(node, at: path) else { return Value() }
    let value = read(type, from: &object)
    finish(object)
    return value
  }

  /// Reads a value of a described type from some of an object's keys.
  package mutating func read<Value: Described>(
    _ type: Value.Type, from object: inout ObjectReader
  ) -> Value {
    var value = Value()
    read(Value.parameters, into: &value, from: &object)
    return value
  }

  /// Reads some of an object's keys into a value.
  package mutating func read<Value>(
    _ parameters: [Parameter<Value>], into value: inout Value, from object: inout ObjectReader
  ) {
    for parameter in parameters { read(parameter, into: &value, from: &object) }
  }

  /// The keys of an object; notes a mistake and returns `nil` if the value is something else.
  package mutating func object(_ node: Node, at path: TreePath) -> ObjectReader? {
    switch node.value {
    case .object(let members): return ObjectReader(members, at: node.range, path: path)
    case .mistaken: return nil
    default:
      note(.unsuitable(found: node.quoted, .object), with: node, at: path)
      return nil
    }
  }

  /// Notes every key of an object that nobody asked for, and every one that it lacks.
  ///
  /// A key that is only misspelt is not missing as well.
  package mutating func finish(_ object: ObjectReader) {
    let absent = object.known.filter { !object.has($0) }
    var misspelt: [String] = []
    for name in object.unread {
      let isWorthIt = mistakes.count < Limit.nearestCandidates
      var nearest = isWorthIt ? nearestName(to: name.text, among: absent) : nil
      if let nearest { misspelt.append(nearest) }
      // It may as well have been meant for one that is there already.
      if isWorthIt, nearest == nil { nearest = nearestName(to: name.text, among: object.known) }
      note(
        .keys(.unknown(name.text, nearest: nearest, known: object.known)), at: name.range,
        in: object.path)
    }
    for (key, allowed) in object.missing where !misspelt.contains(key) {
      note(.keys(.missing(key, allowed)), at: object.range, in: object.path)
    }
  }

  private mutating func read<Value>(
    _ parameter: Parameter<Value>, into value: inout Value, from object: inout ObjectReader
  ) {
    guard let node = object.take(parameter.name) else {
      if parameter.isRequired {
        object.miss(parameter.name, AllowedValue(parameter.kind))
      }
      return
    }
    if parameter.isNullable, node.value == .null {
      parameter.set(&value, nil)
    } else if let read = read(parameter.kind, from: node, at: object.path.appending(parameter.name))
    {
      parameter.set(&value, read)
    }
  }
}
