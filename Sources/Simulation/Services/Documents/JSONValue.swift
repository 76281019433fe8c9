/// A JSON document in memory: a message's body, a filter policy, a state machine's input.
///
/// Object members keep the order in which they were written; equality ignores it, as JSON does. Texts
/// and keys are equal if their code points are: services know nothing of canonical equivalence.
package indirect enum JSONValue: Sendable {
  case null
  case bool(Bool)
  /// A number as an IEEE double, with the digits of the source where they were kept.
  case number(Double, source: String? = nil)
  case string(String)
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  /// The member of an object with a key, or `nil`.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }
}

extension JSONValue: Equatable {
  package static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a, _), .number(let b, _)): a == b
    case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)):
      a.count == b.count && a.allSatisfy { member in right[member.key] == member.value }
    default: false
    }
  }
}
