import Simulation

extension Reader {
  /// Reads a quantity that varies: the quantity alone, or an object whose only key is a family.
  mutating func distribution(
    of quantity: Quantity, from node: Node, at path: TreePath
  ) -> Distribution? {
    let members: [Node.Member]
    switch node.value {
    case .object(let inOrder): members = inOrder
    case .text, .number:
      return amount(of: quantity, from: node, at: path).map(Distribution.constant)
    case .mistaken: return nil
    case .null, .flag, .list:
      note(.unsuitable(found: node.quoted, .distribution(of: quantity)), with: node, at: path)
      return nil
    }
    let names = DistributionFamily.all.map(\.name)
    guard let name = onlyKey(of: members, among: names, in: node, at: path),
      let family = DistributionFamily.all.first(where: { $0.name == name }),
      let content = node[name]
    else { return nil }
    return read(family.content, of: quantity, from: content, at: path.appending(name))
  }

  private mutating func read(
    _ content: DistributionFamily.Content, of quantity: Quantity, from node: Node, at path: TreePath
  ) -> Distribution? {
    switch content {
    case .quantity(let distribution):
      amount(of: quantity, from: node, at: path).map(distribution)
    case .forms(let forms): read(forms, of: quantity, from: node, at: path)
    case .table: table(of: quantity, from: node, at: path)
    case .mixture: mixture(of: quantity, from: node, at: path)
    }
  }

  /// A plain amount of the quantity: in seconds, or in bytes.
  private mutating func amount(
    of quantity: Quantity, isPositive: Bool = false, from node: Node, at path: TreePath
  ) -> Double? {
    switch quantity {
    case .duration:
      let range = Interval(nanoseconds: isPositive ? 1 : 0) ... .longest
      return self.quantity(.duration, in: range, of: .duration(range), from: node, at: path)?
        .seconds
    case .size:
      let range = (isPositive ? 1 : 0)...(1 << 40)
      return self.quantity(.size, in: range, of: .size(range), from: node, at: path).map(
        Double.init)
    }
  }
}

extension Reader {
  /// Reads the arguments of the form of which most are there.
  private mutating func read(
    _ forms: [DistributionFamily.Form], of quantity: Quantity, from node: Node, at path: TreePath
  ) -> Distribution? {
    guard let form = forms.max(by: { $0.present(in: node) < $1.present(in: node) }) else {
      return nil
    }
    if form.arguments.count == 1, node.isQuantity {
      return read(form.arguments[0], of: quantity, from: node, at: path)
        .map { form.distribution([$0]) }
    }
    guard var object = object(node, at: path) else { return nil }
    let values = form.arguments.map { argument in
      read(argument, of: quantity, from: &object)
    }
    finish(object)
    let present = values.compactMap(\.self)
    guard present.count == values.count else { return nil }
    if form.isAscending, present[0] >= present[1] {
      let problem = ValueProblem.notAscending(
        lower: form.arguments[0].name, upper: form.arguments[1].name)
      let place = node[form.arguments[1].name]?.range ?? node.range
      note(.value(subject: path.subject, problem), at: place, in: path)
      return nil
    }
    return form.distribution(present)
  }

  private mutating func read(
    _ argument: DistributionFamily.Argument, of quantity: Quantity, from object: inout ObjectReader
  ) -> Double? {
    guard let node = object.take(argument.name) else {
      object.miss(argument.name, argument.allowedValue(of: quantity))
      return nil
    }
    return read(argument, of: quantity, from: node, at: object.path.appending(argument.name))
  }

  private mutating func read(
    _ argument: DistributionFamily.Argument, of quantity: Quantity, from node: Node,
    at path: TreePath
  ) -> Double? {
    switch argument.kind {
    case .quantity(let isPositive):
      return amount(of: quantity, isPositive: isPositive, from: node, at: path)
    case .number(let range): return number(in: range, from: node, at: path)
    }
  }

  private mutating func number(
    in range: ClosedRange<Double>, from node: Node, at path: TreePath
  ) -> Double? {
    guard case .number(let number) = read(.number(range), from: node, at: path) else { return nil }
    return number
  }
}

extension Reader {
  /// Reads a list of `[value, share]`.
  private mutating func table(
    of quantity: Quantity, from node: Node, at path: TreePath
  ) -> Distribution? {
    guard let rows = elements(of: node, at: path) else { return nil }
    var table: [(value: Double, share: Double)] = []
    for (row, path) in rows {
      guard let cells = elements(of: row, count: 2...2, at: path) else { continue }
      let value = amount(of: quantity, from: cells[0].node, at: cells[0].path)
      let share = weight(from: cells[1].node, at: cells[1].path)
      if let value, let share { table.append((value, share)) }
    }
    guard table.count == rows.count, haveWeight(table.map(\.share), in: node, at: path) else {
      return nil
    }
    return .empirical(table)
  }

  /// Reads a list of `{ weight, of }`.
  private mutating func mixture(
    of quantity: Quantity, from node: Node, at path: TreePath
  ) -> Distribution? {
    guard let parts = elements(of: node, at: path) else { return nil }
    var mixture: [(weight: Double, of: Distribution)] = []
    for (part, path) in parts {
      if let part = weighted(part, of: quantity, at: path) { mixture.append(part) }
    }
    guard mixture.count == parts.count, haveWeight(mixture.map(\.weight), in: node, at: path) else {
      return nil
    }
    return .mixture(mixture)
  }

  /// Reads a `{ weight, of }`.
  private mutating func weighted(
    _ node: Node, of quantity: Quantity, at path: TreePath
  ) -> (weight: Double, of: Distribution)? {
    guard var object = object(node, at: path) else { return nil }
    let allowedWeight = AllowedValue.any([.number(Self.weights), .share])
    let share = required("weight", allowedWeight, of: &object)
    let component = required("of", .distribution(of: quantity), of: &object)
    finish(object)
    let read = (
      weight: share.flatMap { self.weight(from: $0, at: path.appending("weight")) },
      of: component.flatMap { distribution(of: quantity, from: $0, at: path.appending("of")) }
    )
    guard let weight = read.weight, let distribution = read.of else { return nil }
    return (weight, distribution)
  }

  private static var weights: ClosedRange<Double> { 0...1e9 }

  /// Reads a weight: a number, or a share.
  private mutating func weight(from node: Node, at path: TreePath) -> Double? {
    let value = read(.either([.number(Self.weights), .share]), from: node, at: path)
    guard case .number(let weight) = value else { return nil }
    return weight
  }

  private mutating func required(
    _ key: String, _ allowed: AllowedValue, of object: inout ObjectReader
  ) -> Node? {
    let node = object.take(key)
    if node == nil { object.miss(key, allowed) }
    return node
  }

  private mutating func elements(
    of node: Node, count: ClosedRange<Int> = 1...10_000, at path: TreePath
  ) -> [(node: Node, path: TreePath)]? {
    switch node.value {
    case .mistaken: return nil
    case .list(let nodes) where count.contains(nodes.count):
      return nodes.indices.map { (node: nodes[$0], path: path.appending(index: $0)) }
    case .list(let nodes): note(.count(nodes.count, allowed: count), with: node, at: path)
    default: note(.unsuitable(found: node.quoted, .list), with: node, at: path)
    }
    return nil
  }

  private mutating func haveWeight(_ weights: [Double], in node: Node, at path: TreePath) -> Bool {
    if weights.contains(where: { $0 > 0 }) { return true }
    note(.noWeight, with: node, at: path)
    return false
  }
}

extension Node {
  /// Whether the value is no object, so that it can be meant as a quantity.
  fileprivate var isQuantity: Bool {
    if case .object = value { false } else { true }
  }
}

extension DistributionFamily.Form {
  /// How many of the arguments an object has.
  fileprivate func present(in node: Node) -> Int { arguments.count { node[$0.name] != nil } }
}

extension DistributionFamily.Argument {
  fileprivate func allowedValue(of quantity: Quantity) -> AllowedValue {
    switch (kind, quantity) {
    case (.number(let range), _): .number(range)
    case (.quantity(let isPositive), .duration):
      .duration(Interval(nanoseconds: isPositive ? 1 : 0) ... .longest)
    case (.quantity(let isPositive), .size): .size((isPositive ? 1 : 0)...(1 << 40))
    }
  }
}
