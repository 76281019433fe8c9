/// A value put into a scenario from outside, as by `--set components.orders.visibilityTimeout=30s`.
///
/// It acts as a merge patch of that one key would, and reaches into lists besides: `faults[0].at`, or
/// `faults.payments-down.at` by the element's `id`. `null` takes the key or the element away.
package struct Setting: Hashable, Sendable {
  /// One step of the way to the place.
  private enum Step: Hashable {
    case key(String)
    case index(Int)
  }

  /// The way to the place, as it was written.
  package let path: String
  /// The value, as it was written.
  package let value: String
  private let steps: [Step]

  /// A value for a place.
  ///
  /// - Parameters:
  ///   - path: Keys with full stops between them and indices in brackets; a key with other signs than
  ///     letters, digits, `-` and `_` stands in double quotes.
  ///   - value: A value in JSON5, or a text without quotes.
  package init(_ value: String, at path: String) throws(SettingMistake) {
    self.path = path
    self.value = value
    var rest = path[...]
    var steps: [Step] = []
    while !rest.isEmpty || steps.isEmpty {
      guard let step = Self.takeStep(from: &rest, isFirst: steps.isEmpty) else {
        throw .badPath(path)
      }
      steps.append(step)
    }
    self.steps = steps
  }

  /// Takes `key`, `.key`, `."key"` or `[index]` from the front of a path.
  private static func takeStep(from rest: inout Substring, isFirst: Bool) -> Step? {
    if !isFirst, rest.first == "[" {
      let digits = rest.dropFirst().prefix { $0 != "]" }
      rest = rest.dropFirst(digits.count + 2)
      return Int(digits).flatMap { $0 >= 0 ? .index($0) : nil }
    }
    if !isFirst {
      guard rest.first == "." else { return nil }
      rest.removeFirst()
    }
    if rest.first == "\"" {
      let key = rest.dropFirst().prefix { $0 != "\"" }
      guard rest.dropFirst(key.count + 1).first == "\"" else { return nil }
      rest = rest.dropFirst(key.count + 2)
      return .key(String(key))
    }
    let key = rest.prefix { $0 != "." && $0 != "[" }
    rest = rest.dropFirst(key.count)
    return key.isEmpty ? nil : .key(String(key))
  }
}

/// Why a setting has no place in a scenario.
package enum SettingMistake: Error, Hashable, Sendable {
  /// The path is none.
  case badPath(String)
  /// A list has no such element.
  case noElement(String, path: String)
  /// A step leads into something that has no parts.
  case noParts(of: String, path: String)
  /// The scenario has no variant of this name.
  case noVariant(String, nearest: String?)
}

extension SettingMistake: CustomStringConvertible {
  package var description: String {
    switch self {
    case .badPath(let path):
      "\(path.inQuotes) is no path; use keys and indices as in components.orders.visibilityTimeout "
        + "or faults[0].duration"
    case .noElement(let element, let path):
      "\(path.inQuotes) leads nowhere: the list has no element \(element.named)"
    case .noParts(let part, let path):
      "\(path.inQuotes) leads nowhere: \(part.named) has no parts"
    case .noVariant(let name, let nearest?):
      "the scenario has no variant \(name.named); did you mean \(nearest.named)?"
    case .noVariant(let name, nil): "the scenario has no variant \(name.named)"
    }
  }
}

extension Setting {
  /// The tree with the value in its place.
  ///
  /// What is put in keeps the place of what it replaces, so that mistakes are shown there.
  package func applied(to root: Node) throws(SettingMistake) -> Node {
    try put(into: root, from: steps[...]) ?? root
  }

  /// The node with the value at the end of some steps; `nil` where the node itself is taken away.
  private func put(
    into node: Node, from steps: ArraySlice<Step>
  ) throws(SettingMistake) -> Node? {
    guard let step = steps.first else {
      let new = Self.node(of: value, at: node.range)
      return new.value == .null ? nil : new
    }
    switch (node.value, step) {
    case (.object(let members), .key(let key)):
      return try put(into: members, of: node, key: key, rest: steps.dropFirst())
    case (.list(let elements), _):
      return try put(into: elements, of: node, at: step, rest: steps.dropFirst())
    default: throw .noParts(of: text(before: steps), path: path)
    }
  }

  private func put(
    into members: [Node.Member], of node: Node, key: String, rest: ArraySlice<Step>
  ) throws(SettingMistake) -> Node {
    var members = members
    let place = members.firstIndex { $0.name.text == key }
    let old = place.map { members[$0].value } ?? Node(.object([]), at: node.range)
    let new = try put(into: old, from: rest)
    switch (place, new) {
    case (let place?, let new?): members[place].value = new
    case (let place?, nil): members.remove(at: place)
    case (nil, let new?): members.append(Node.Member(Node.Name(key, at: node.range), new))
    case (nil, nil): break
    }
    return Node(.object(members), at: node.range)
  }

  private func put(
    into elements: [Node], of node: Node, at step: Step, rest: ArraySlice<Step>
  ) throws(SettingMistake) -> Node {
    var elements = elements
    let (place, name) =
      switch step {
      case .index(let index): (elements.indices.contains(index) ? index : nil, "\(index)")
      case .key(let id): (elements.firstIndex { $0["id"]?.value == .text(id) }, id)
      }
    guard let place else { throw .noElement(name, path: path) }
    if let new = try put(into: elements[place], from: rest) {
      elements[place] = new
    } else {
      elements.remove(at: place)
    }
    return Node(.list(elements), at: node.range)
  }

  /// The last step before some others.
  private func text(before rest: ArraySlice<Step>) -> String {
    switch steps[..<rest.startIndex].last {
    case .key(let key): key
    case .index(let index): "\(index)"
    case nil: "the scenario"
    }
  }

  /// The value as JSON5 has it, or else as a text; all of it at one place of the file.
  private static func node(of value: String, at range: SourceRange) -> Node {
    let (root, mistakes) = Parser.parse(SourceText(name: "", text: value))
    guard let root, mistakes.isEmpty else { return Node(.text(value), at: range) }
    return root.moved(to: range)
  }
}

extension Node {
  /// The value with all its parts at one place.
  fileprivate func moved(to range: SourceRange) -> Node {
    switch value {
    case .object(let members):
      Node(
        .object(
          members.map { Member(Name($0.name.text, at: range), $0.value.moved(to: range)) }),
        at: range)
    case .list(let elements): Node(.list(elements.map { $0.moved(to: range) }), at: range)
    case .null, .flag, .number, .text, .mistaken: Node(value, at: range)
    }
  }
}
