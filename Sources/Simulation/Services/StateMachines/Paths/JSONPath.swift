/// A path into a JSON document, in the dialect that Step Functions takes: that of Jayway JsonPath.
///
/// `$` begins a path into a state's input, `$$` one into the context object, and `$name` one into a
/// variable. Wildcards, slices, unions, descents and filters are taken; functions such as `length()` are
/// not (https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html).
package struct JSONPath: Hashable, Sendable {
  /// The document into which a path leads.
  package enum Root: Hashable, Sendable {
    /// A state's input, or what else the field is about.
    case input
    /// The context object.
    case context
    /// A variable of the workflow.
    case variable(String)
  }

  /// What a path finds in a document.
  package enum Finding {
    case found(JSONValue)
    /// The last step of a definite path counts past an array's end.
    case pastEnd
    case missing
  }

  enum Step: Hashable, Sendable {
    case member(String)
    case index(Int)
    case members([String])
    case indices([Int])
    case slice(from: Int?, to: Int?)
    case all
    /// Every container at any depth, the present one first.
    case descent
    case filter(JSONPathFilter)

    /// Whether it leads to one place at most.
    var isDefinite: Bool {
      switch self {
      case .member, .index: true
      case .members, .indices, .slice, .all, .descent, .filter: false
      }
    }
  }

  /// The path as it was written.
  package let text: String
  /// The document into which it leads.
  package let root: Root
  let steps: [Step]

  /// The whole of a state's input.
  static let whole = JSONPath(text: "$", root: .input, steps: [])

  /// Whether it can lead to one place only, as a Reference Path must.
  package var isDefinite: Bool { steps.allSatisfy(\.isDefinite) }

  package static func == (left: JSONPath, right: JSONPath) -> Bool { left.text == right.text }
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

// MARK: - Following a path

extension JSONPath {
  /// Follows the path through a document.
  ///
  /// An indefinite path gathers all it finds in an array, which may be empty.
  package func find(in document: JSONValue) -> Finding {
    if steps.isEmpty { return .found(document) }
    if isDefinite { return findOne(in: document) }
    return .found(.array(findAll(in: document)))
  }

  private func findOne(in document: JSONValue) -> Finding {
    var value = document
    for (place, step) in steps.enumerated() {
      switch (step, value) {
      case (.member(let name), .object):
        guard let member = value[name] else { return .missing }
        value = member
      case (.index(let index), .array(let elements)):
        let index = index < 0 ? elements.count + index : index
        guard elements.indices.contains(index) else {
          return place == steps.count - 1 ? .pastEnd : .missing
        }
        value = elements[index]
      default: return .missing
      }
    }
    return .found(value)
  }

  /// All places that the path leads to, in the order of the document.
  func findAll(in document: JSONValue) -> [JSONValue] {
    var values = [document]
    for step in steps { values = values.flatMap { Self.take(step, from: $0, root: document) } }
    return values
  }

  private static func take(_ step: Step, from value: JSONValue, root: JSONValue) -> [JSONValue] {
    switch (step, value) {
    case (.member(let name), .object): return value[name].map { [$0] } ?? []
    case (.members(let names), .object): return names.compactMap { value[$0] }
    case (.index(let index), .array(let elements)): return pick([index], from: elements)
    case (.indices(let indices), .array(let elements)): return pick(indices, from: elements)
    case (.slice(let from, let to), .array(let elements)):
      return Array(elements[range(from, to, count: elements.count)])
    case (.all, .array(let elements)): return elements
    case (.all, .object(let members)): return members.map(\.value)
    case (.descent, _): return value.containers
    case (.filter(let filter), .array(let elements)):
      return elements.filter { filter.accepts($0, root: root) }
    case (.filter(let filter), .object): return filter.accepts(value, root: root) ? [value] : []
    default: return []
    }
  }

  private static func pick(_ indices: [Int], from elements: [JSONValue]) -> [JSONValue] {
    indices.compactMap { index in
      let index = index < 0 ? elements.count + index : index
      return elements.indices.contains(index) ? elements[index] : nil
    }
  }

  private static func range(_ from: Int?, _ to: Int?, count: Int) -> Range<Int> {
    func place(_ bound: Int) -> Int { min(max(bound < 0 ? count + bound : bound, 0), count) }
    let start = place(from ?? 0)
    return start..<max(start, place(to ?? count))
  }
}

extension JSONValue {
  /// The value and everything in it that holds values, outer ones first.
  fileprivate var containers: [JSONValue] {
    switch self {
    case .array(let elements): [self] + elements.flatMap(\.containers)
    case .object(let members): [self] + members.flatMap(\.value.containers)
    case .null, .bool, .number, .string: []
    }
  }
}
