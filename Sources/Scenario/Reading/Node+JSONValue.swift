package import Simulation

extension JSONValue {
  /// The document that a value of a scenario spells out; numbers keep their digits.
  ///
  /// What could not be read is `null`: its mistake is noted, so nothing is simulated with it.
  package init(_ node: Node) {
    self =
      switch node.value {
      case .null, .mistaken: .null
      case .flag(let flag): .bool(flag)
      case .number(let number):
        .number(number.double, source: number.isPlainJSON ? number.text : nil)
      case .text(let text): .string(text)
      case .list(let nodes): .array(nodes.map(JSONValue.init))
      case .object(let members):
        .object(members.map { (key: $0.name.text, value: JSONValue($0.value)) })
      }
  }
}
