package import Simulation

/// What is changed of a scenario when it is written down anew.
package struct ScenarioRewriting: Sendable {
  /// What reports will call it.
  package var title = ""
  /// What it shows.
  package var description = ""
  /// Where all random numbers begin.
  package var seed: UInt64
  /// How long the run lasts.
  package var duration: Interval
  /// What strikes, instead of the scenario's own faults.
  package var faults: [Fault]
  /// How many messages producers send at most, by their names.
  package var limits: [(producer: String, limit: Int?)] = []
  /// What must hold, instead of the scenario's own expectations: each measure with its bound.
  package var expectations: [(measure: String, bound: String)] = []
  /// What stands before the name of each file of recorded messages, so that it is found from the new
  /// place.
  package var folder = ""

  /// A scenario with another seed, duration and faults.
  package init(seed: UInt64, duration: Interval, faults: [Fault]) {
    self.seed = seed
    self.duration = duration
    self.faults = faults
  }

  /// The text of the scenario with the changes; comments are lost.
  ///
  /// - Parameter variant: The variant whose patch is merged in; `nil` for none.
  /// - Throws: When the scenario has no such variant.
  package func text(
    of source: SourceText, variant: String?
  ) throws(SettingMistake) -> String {
    guard let root = Parser.parse(source).root else {
      return String(decoding: source.bytes, as: UTF8.self)
    }
    var tree = ObjectTree(JSONValue(try ScenarioDocument.tree(of: root, variant: variant)))
    tree["title"] = .string(title)
    tree["description"] = .string(description)
    tree["seed"] = .number(Double(seed), source: "\(seed)")
    tree["duration"] = .string(duration.spelt)
    tree["faults"] = .array(faults.map(\.spelt))
    tree["expectations"] = .object(
      expectations.map { (key: $0.measure, value: .string($0.bound)) })
    tree["search"] = nil
    var producers = ObjectTree(tree["producers"] ?? .object([]))
    for (name, limit) in limits {
      var producer = ObjectTree(producers[name] ?? .object([]))
      producer["limit"] = limit.map { .number(Double($0), source: "\($0)") }
      producer.moveTrace(to: folder)
      producers[name] = producer.value
    }
    tree["producers"] = producers.value
    return tree.value.layout() + "\n"
  }
}

extension Fault {
  /// The fault as a scenario spells it out: what it is, whom it strikes, and what is not as usual.
  package var spelt: JSONValue {
    var plain = Fault()
    plain.action = action
    let keys = Fault.parameters(for: action).compactMap { parameter in
      let value = JSONValue(spelling: parameter.get(self), of: parameter.kind)
      let usual = JSONValue(spelling: parameter.get(plain), of: parameter.kind)
      return value == usual ? nil : (key: parameter.name, value: value)
    }
    return .object([(key: "action", value: .string(action.rawValue))] + keys)
  }
}

/// An object of a document under change.
private struct ObjectTree {
  private(set) var members: [(key: String, value: JSONValue)]

  init(_ value: JSONValue) {
    if case .object(let members) = value { self.members = members } else { members = [] }
  }

  var value: JSONValue { .object(members) }

  subscript(key: String) -> JSONValue? {
    get { members.first { $0.key == key }?.value }
    set {
      let place = members.firstIndex { $0.key == key }
      switch (place, newValue) {
      case (let place?, let value?): members[place].value = value
      case (let place?, nil): members.remove(at: place)
      case (nil, let value?): members.append((key: key, value: value))
      case (nil, nil): break
      }
    }
  }

  /// Names the file of recorded messages from another folder.
  mutating func moveTrace(to folder: String) {
    guard var arrivals = self["arrivals"].map(ObjectTree.init),
      var trace = arrivals["trace"].map(ObjectTree.init),
      case .string(let file)? = trace["file"], !file.hasPrefix("/")
    else { return }
    trace["file"] = .string(folder + file)
    arrivals["trace"] = trace.value
    self["arrivals"] = arrivals.value
  }
}
