internal import Simulation

extension JSONText {
  /// Writes a member that is an object.
  mutating func object(_ key: String, _ members: (inout JSONText) -> Void) {
    self.key(key)
    object(members)
  }

  /// Writes a member that is an array; `element` writes each of its values.
  mutating func array<Element>(
    _ key: String, _ elements: [Element], _ element: (inout JSONText, Element) -> Void
  ) {
    self.key(key)
    array { json in
      for value in elements {
        json.element()
        element(&json, value)
      }
    }
  }

  /// Writes a document as a value.
  mutating func value(_ document: JSONValue) {
    switch document {
    case .null: value(nil as Double?)
    case .bool(let flag): value(flag)
    case .number(let number, _): value(number)
    case .string(let text): value(text)
    case .array(let values):
      array(compact: true) { json in
        for value in values {
          json.element()
          json.value(value)
        }
      }
    case .object(let members):
      object(compact: true) { json in
        for member in members {
          json.key(member.key)
          json.value(member.value)
        }
      }
    }
  }
}
