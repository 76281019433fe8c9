package import Simulation

extension Reader {
  /// Reads an object of a type that is known at run time only.
  package mutating func open(
    _ type: any Described.Type, from node: Node, at path: TreePath
  ) -> any Described {
    func read<Value: Described>(_ type: Value.Type, by reader: inout Reader) -> any Described {
      reader.read(type, from: node, at: path)
    }
    return read(type, by: &self)
  }

  /// Reads some of an object's keys as a type that is known at run time only.
  package mutating func open(
    _ type: any Described.Type, from object: inout ObjectReader
  ) -> any Described {
    func read<Value: Described>(
      _ type: Value.Type, from object: inout ObjectReader, by reader: inout Reader
    ) -> any Described {
      reader.read(type, from: &object)
    }
    return read(type, from: &object, by: &self)
  }

  mutating func list(
    of kind: ParameterKind, count: ClosedRange<Int>, from nodes: [Node], of list: Node,
    at path: TreePath
  ) -> ParameterValue? {
    var values: [ParameterValue] = []
    for (index, node) in nodes.enumerated() {
      if let value = read(kind, from: node, at: path.appending(index: index)) {
        values.append(value)
      }
    }
    guard count.contains(nodes.count) else {
      note(.count(nodes.count, allowed: count), with: list, at: path)
      return nil
    }
    return .list(values)
  }

  mutating func dictionary(
    of kind: ParameterKind, from members: [Node.Member], at path: TreePath
  ) -> ParameterValue {
    var entries: [(name: String, value: ParameterValue)] = []
    for member in members {
      let name = member.name.text
      if name.isEmpty { note(.keys(.emptyName), at: member.name.range, in: path) }
      if let value = read(kind, from: member.value, at: path.appending(name)) {
        entries.append((name, value))
      }
    }
    return .dictionary(entries)
  }

  mutating func variant(
    _ variants: [ParameterVariant], from members: [Node.Member], of node: Node, at path: TreePath
  ) -> ParameterValue? {
    let known = variants.map(\.name)
    guard let name = onlyKey(of: members, among: known, in: node, at: path) else { return nil }
    guard let variant = variants.first(where: { $0.name == name }), let content = node[name] else {
      return nil
    }
    return read(variant.kind, from: content, at: path.appending(name)).map { .variant(name, $0) }
  }

  mutating func keyed(
    _ types: [(key: String, type: any Described.Type)], from node: Node, at path: TreePath
  ) -> ParameterValue? {
    guard var object = object(node, at: path) else { return nil }
    let present = types.filter { object.has($0.key) }
    guard let chosen = present.first else {
      noteUndecided(object.members.map(\.name), among: types.map(\.key), in: node, at: path)
      return nil
    }
    let value = open(chosen.type, from: &object)
    let rivals = present.map(\.key).filter { $0 == chosen.key || !object.known.contains($0) }
    if rivals.count > 1 {
      note(
        .keys(.ambiguous(subject: path.subject, found: rivals)), at: node.range, in: path.container)
    }
    for rival in rivals { _ = object.take(rival) }
    finish(object)
    return .object(value)
  }

  /// The one key of an object that may have one only, if it is among the known ones.
  mutating func onlyKey(
    of members: [Node.Member], among known: [String], in node: Node, at path: TreePath
  ) -> String? {
    let present = members.map(\.name.text).filter(known.contains)
    guard let name = present.first else {
      noteUndecided(members.map(\.name), among: known, in: node, at: path)
      return nil
    }
    if present.count > 1 {
      note(
        .keys(.ambiguous(subject: path.subject, found: present)), at: node.range,
        in: path.container)
      return nil
    }
    for member in members where member.name.text != name {
      let key = member.name.text
      note(.keys(.unknown(key, nearest: nil, known: [name])), at: member.name.range, in: path)
    }
    return name
  }

  private mutating func noteUndecided(
    _ names: [Node.Name], among known: [String], in node: Node, at path: TreePath
  ) {
    var place = node.range
    var correction: KeyProblem.Correction?
    for name in names where correction == nil {
      guard let meant = nearestName(to: name.text, among: known) else { continue }
      correction = .init(found: name.text, meant: meant)
      place = name.range
    }
    note(
      .keys(.undecided(subject: path.subject, nearest: correction, keys: known)), at: place,
      in: path.container)
  }

  /// Reads the first kind that fits the value's shape and takes the value without a mistake.
  ///
  /// Where none does, the mistakes of the first that fits are those that the author sees.
  mutating func either(
    _ kinds: [ParameterKind], from node: Node, at path: TreePath
  ) -> ParameterValue? {
    let fitting = kinds.filter { $0.fits(node) }
    guard let first = fitting.first else {
      let allowed = AllowedValue(.either(kinds))
      note(.unsuitable(found: node.quoted, allowed), with: node, at: path)
      return nil
    }
    for kind in fitting where fitting.count > 1 {
      var attempt = self
      let value = attempt.read(kind, from: node, at: path)
      if attempt.mistakes.count == mistakes.count {
        self = attempt
        return value
      }
    }
    return read(first, from: node, at: path)
  }
}

extension ParameterKind {
  /// Whether a value has the shape of the kind: whether text, number, list, or object with a key.
  fileprivate func fits(_ node: Node) -> Bool {
    switch (self, node.value) {
    case (.either(let kinds), _): kinds.contains { $0.fits(node) }
    case (.document, _), (.flag, .flag): true
    case (.integer, .number), (.number, .number): true
    case (.integer, _), (.number, _), (.flag, _): false
    case (.variant(let variants), .object): variants.contains { node[$0.name] != nil }
    case (.keyed(let types), .object): types.contains { node[$0.key] != nil }
    case (.object, .object), (.dictionary, .object), (.list, .list): true
    case (.durationDistribution, .object), (.sizeDistribution, .object): true
    case (.variant, _), (.keyed, _), (.object, _), (.dictionary, _), (.list, _): false
    default: node.isTextOrNumber
    }
  }
}

extension Node {
  /// Whether the value is a text, or a number as a quantity is that lacks its unit.
  fileprivate var isTextOrNumber: Bool {
    switch value {
    case .text, .number: true
    case .null, .flag, .list, .object, .mistaken: false
    }
  }
}
