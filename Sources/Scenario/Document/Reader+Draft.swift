import Simulation

extension Reader {
  /// Reads a whole scenario.
  ///
  /// - Parameter isVariant: Whether variants have been applied, so that there are none any longer.
  mutating func draft(of root: Node, isVariant: Bool) -> Draft {
    var draft = Draft(root: root)
    guard case .object = root.value, var object = object(root, at: .root) else {
      noteNoObject(root)
      return draft
    }
    draft.header = read(ScenarioHeader.self, from: &object)
    var parts: [ScenarioSection: Node] = [:]
    for section in ScenarioSection.allCases where !(isVariant && section == .variants) {
      parts[section] = object.take(section.rawValue)
      if section.isRequired, parts[section] == nil { object.miss(section.rawValue, .object) }
    }
    finish(object)
    for member in members(of: .components, parts) { readComponent(member, into: &draft) }
    for member in members(of: .producers, parts) { readProducer(member, into: &draft) }
    for (node, path) in elements(of: .faults, parts) { readFault(node, at: path, into: &draft) }
    for (node, path) in elements(of: .actions, parts) { readAction(node, at: path, into: &draft) }
    for member in members(of: .expectations, parts) { readExpectation(member, into: &draft) }
    return draft
  }

  private mutating func noteNoObject(_ root: Node) {
    switch root.value {
    case .mistaken: break
    case .list: note(.syntax(.noObject("[")), at: root.range, in: .root)
    default: note(.syntax(.noObject(root.quoted)), at: root.range, in: .root)
    }
  }

  /// What stands in a section whose keys are names.
  private mutating func members(
    of section: ScenarioSection, _ parts: [ScenarioSection: Node]
  ) -> [Node.Member] {
    guard let node = parts[section] else { return [] }
    return object(node, at: TreePath(section.rawValue))?.members ?? []
  }

  /// What stands in a section that is a list.
  private mutating func elements(
    of section: ScenarioSection, _ parts: [ScenarioSection: Node]
  ) -> [(node: Node, path: TreePath)] {
    let path = TreePath(section.rawValue)
    switch parts[section]?.value {
    case nil, .mistaken: return []
    case .list(let nodes):
      return nodes.enumerated().map { (node: $1, path: path.appending(index: $0)) }
    default:
      if let node = parts[section] {
        note(.unsuitable(found: node.quoted, .list), with: node, at: path)
      }
      return []
    }
  }
}

extension Reader {
  private mutating func readComponent(_ member: Node.Member, into draft: inout Draft) {
    let path = TreePath(ScenarioSection.components.rawValue).appending(member.name.text)
    let types = ComponentCatalogue.types.map { $0.typeName }
    guard var object = object(member.value, at: path),
      let name = word("type", of: types, from: &object),
      let type = ComponentCatalogue.type(named: name)
    else {
      draft.addPart(member.name.text, type: nil)
      return
    }
    draft.addPart(member.name.text, type: name)
    let settings = open(type, from: &object)
    readPlacement(of: member, at: path, from: &object, into: &draft)
    finish(object)
    if let settings = settings as? any ComponentSettings {
      draft.addComponent(
        Entry(name: member.name, node: member.value, path: path, value: settings))
    }
  }

  private mutating func readProducer(_ member: Node.Member, into draft: inout Draft) {
    let path = TreePath(ScenarioSection.producers.rawValue).appending(member.name.text)
    draft.addPart(member.name.text, type: ProducerSettings.typeName)
    var settings = ProducerSettings()
    if var object = object(member.value, at: path) {
      settings = read(ProducerSettings.self, from: &object)
      readPlacement(of: member, at: path, from: &object, into: &draft)
      finish(object)
    }
    draft.producers.append(
      Entry(name: member.name, node: member.value, path: path, value: settings))
  }

  /// Reads where a component or producer is, which each can say in the same words.
  private mutating func readPlacement(
    of member: Node.Member, at path: TreePath, from object: inout ObjectReader,
    into draft: inout Draft
  ) {
    let placement = read(Placement.self, from: &object)
    guard placement != Placement() else { return }
    draft.placements.append(
      Entry(name: member.name, node: member.value, path: path, value: placement))
  }

  private mutating func readFault(_ node: Node, at path: TreePath, into draft: inout Draft) {
    let words = FaultAction.allCases.map(\.rawValue)
    guard var object = object(node, at: path),
      let action = word("action", of: words, from: &object).flatMap(FaultAction.init)
    else { return }
    var fault = Fault()
    fault.action = action
    read(Fault.parameters(for: action), into: &fault, from: &object)
    finish(object)
    if action.targets == ["link"], let link = LinkName(fault.target) {
      fault.target = link.description
    }
    let name = Node.Name("", at: node.range)
    draft.faults.append(Entry(name: name, node: node, path: path, value: fault))
  }

  private mutating func readAction(_ node: Node, at path: TreePath, into draft: inout Draft) {
    let before = mistakes.count
    let action = read(ManualAction.self, from: node, at: path)
    guard mistakes.count == before else { return }
    let name = Node.Name("", at: node.range)
    draft.actions.append(Entry(name: name, node: node, path: path, value: action))
  }

  private mutating func readExpectation(_ member: Node.Member, into draft: inout Draft) {
    let path = TreePath(ScenarioSection.expectations.rawValue).appending(member.name.text)
    switch member.value.value {
    case .text(let text):
      draft.expectations.append(
        Entry(name: member.name, node: member.value, path: path, value: text))
    case .mistaken: break
    default:
      let problem = ExpectationProblem.notABound(found: member.value.quoted, subject: path.subject)
      note(.expectation(problem), at: member.value.range, in: path.container)
    }
  }

  /// Reads the key that says what an object is, and so which other keys it has.
  private mutating func word(
    _ key: String, of words: [String], from object: inout ObjectReader
  ) -> String? {
    guard let node = object.take(key) else {
      note(.keys(.missing(key, .choice(words))), at: object.range, in: object.path)
      return nil
    }
    guard case .text(let word) = read(.choice(words), from: node, at: object.path.appending(key))
    else { return nil }
    return word
  }
}
