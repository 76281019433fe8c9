package import Simulation

extension Reader {
  /// Reads a value of a kind; notes a mistake and returns `nil` if it is something else.
  package mutating func read(
    _ kind: ParameterKind, from node: Node, at path: TreePath
  ) -> ParameterValue? {
    switch (kind, node.value) {
    case (_, .mistaken): return nil
    case (.document, _): return .document(JSONValue(node))
    case (_, .null):
      note(.null(AllowedValue(kind)), with: node, at: path)
      return nil
    case (.flag, .flag(let flag)): return .flag(flag)
    case (.integer(let range), .number(let number)):
      return integer(number, in: range, from: node, at: path)
    case (.number(let range), .number(let number)):
      guard range.contains(number.double) else { return outOfRange(kind, node, path) }
      return .number(number.double)
    case (.text, .text(let text)): return .text(text)
    case (.choice(let words), .text(let word)):
      return choice(word, of: words, from: node, at: path)
    case (.component(let types), .text(let name)):
      refer(Reference(.component(of: types), to: name, at: node.range, path: path))
      return .text(name)
    case (.fault, .text(let name)):
      refer(Reference(.fault, to: name, at: node.range, path: path))
      return .text(name)
    case (.link, .text(let text)): return link(text, from: node, at: path)
    default: return readQuantity(kind, from: node, at: path)
    }
  }

  private mutating func readQuantity(
    _ kind: ParameterKind, from node: Node, at path: TreePath
  ) -> ParameterValue? {
    switch kind {
    case .duration(let range):
      quantity(.duration, in: range, of: kind, from: node, at: path).map(ParameterValue.duration)
    case .instant:
      quantity(.duration, in: .zero ... .longest, of: kind, from: node, at: path)
        .map { .instant(.start + $0) }
    case .rate(let range):
      quantity(.rate, in: range, of: kind, from: node, at: path).map(ParameterValue.number)
    case .share:
      quantity(.share, in: 0...1, of: kind, from: node, at: path).map(ParameterValue.number)
    case .size(let range):
      quantity(.size, in: range, of: kind, from: node, at: path).map(ParameterValue.size)
    case .durationDistribution:
      distribution(of: .duration, from: node, at: path).map(ParameterValue.distribution)
    case .sizeDistribution:
      distribution(of: .size, from: node, at: path).map(ParameterValue.distribution)
    default: readComposite(kind, from: node, at: path)
    }
  }

  private mutating func readComposite(
    _ kind: ParameterKind, from node: Node, at path: TreePath
  ) -> ParameterValue? {
    switch (kind, node.value) {
    case (.either(let kinds), _): return either(kinds, from: node, at: path)
    case (.object(let type), .object): return .object(open(type, from: node, at: path))
    case (.variant(let variants), .object(let members)):
      return variant(variants, from: members, of: node, at: path)
    case (.keyed(let types), .object): return keyed(types, from: node, at: path)
    case (.list(let element, let count), .list(let nodes)):
      return list(of: element, count: count, from: nodes, of: node, at: path)
    case (.dictionary(let element), .object(let members)):
      return dictionary(of: element, from: members, at: path)
    default:
      note(shapeProblem(of: node, for: kind), with: node, at: path)
      return nil
    }
  }

  /// Why a value of a shape that a kind does not have cannot be taken.
  private func shapeProblem(of node: Node, for kind: ParameterKind) -> ValueProblem {
    switch (kind, node.value) {
    case (.flag, .text(let text)) where text == "true" || text == "false":
      .needlessQuotes(found: node.quoted, fix: text)
    case (.integer, .text(let text)), (.number, .text(let text)):
      Numeral(text) == nil
        ? .unsuitable(found: node.quoted, AllowedValue(kind))
        : .needlessQuotes(found: node.quoted, fix: text.printable(upTo: 40))
    case (.text, .number), (.text, .flag), (.component, .number), (.fault, .number):
      .missingQuotes(found: node.quoted)
    default: .unsuitable(found: node.quoted, AllowedValue(kind))
    }
  }
}

extension Reader {
  mutating func outOfRange(
    _ kind: ParameterKind, _ node: Node, _ path: TreePath
  ) -> ParameterValue? {
    note(.outOfRange(found: node.quoted, AllowedValue(kind)), with: node, at: path)
    return nil
  }

  private mutating func integer(
    _ number: Numeral, in range: ClosedRange<Int>, from node: Node, at path: TreePath
  ) -> ParameterValue? {
    guard let integer = number.integer, range.contains(integer) else {
      return outOfRange(.integer(range), node, path)
    }
    return .integer(integer)
  }

  private mutating func choice(
    _ word: String, of words: [String], from node: Node, at path: TreePath
  ) -> ParameterValue? {
    if words.contains(word) { return .text(word) }
    let nearest = nearestName(to: word, among: words)
    note(.unknownWord(node.quoted, nearest: nearest, words: words), with: node, at: path)
    return nil
  }

  private mutating func link(
    _ text: String, from node: Node, at path: TreePath
  ) -> ParameterValue? {
    guard let link = LinkName(text) else {
      note(.unsuitable(found: node.quoted, .link), with: node, at: path)
      return nil
    }
    for name in [link.source, link.destination] {
      refer(Reference(.component(of: []), to: name, at: node.range, path: path))
    }
    return .text(link.description)
  }

  mutating func quantity<Value>(
    _ notation: QuantityNotation<Value>, in range: ClosedRange<Value>, of kind: ParameterKind,
    from node: Node, at path: TreePath
  ) -> Value? {
    let problem: ValueProblem
    switch node.value {
    case .text(let text):
      switch notation.read(text) {
      case .value(let value) where range.contains(value): return value
      case .value: problem = .outOfRange(found: node.quoted, AllowedValue(kind))
      case .misspelt(let fix): problem = .misspelt(found: node.quoted, fix: fix)
      case .unknownUnit(let unit):
        problem = .unknownUnit(found: node.quoted, unit: unit, units: notation.units)
      case .noUnit: problem = noUnit(Numeral(text), notation, in: range, of: kind, node)
      case .malformed: problem = .unsuitable(found: node.quoted, AllowedValue(kind))
      }
    case .number(let number): problem = noUnit(number, notation, in: range, of: kind, node)
    case .mistaken: return nil
    default: problem = .unsuitable(found: node.quoted, AllowedValue(kind))
    }
    note(problem, with: node, at: path)
    return nil
  }

  /// A bare number where a unit is needed, with the first unit that brings it into the range.
  private func noUnit<Value>(
    _ number: Numeral?, _ notation: QuantityNotation<Value>, in range: ClosedRange<Value>,
    of kind: ParameterKind, _ node: Node
  ) -> ValueProblem {
    let fix = number.flatMap { number in
      notation.likelyTexts(number).first { text in
        if case .value(let value) = notation.read(text) { range.contains(value) } else { false }
      }
    }
    guard let fix else { return .unsuitable(found: node.quoted, AllowedValue(kind)) }
    return .noUnit(found: node.quoted, fix: fix)
  }
}
