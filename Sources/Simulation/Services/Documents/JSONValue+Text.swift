extension JSONValue: CustomStringConvertible {
  /// The value as compact JSON, keys in the order of the object.
  package var description: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .number(let number, let source): text += source ?? Self.text(of: number)
    case .string(let string): Self.write(string, to: &text)
    case .array(let elements): Self.write(elements, to: &text)
    case .object(let object): Self.write(object, to: &text)
    }
  }

  private static func write(_ elements: [JSONValue], to text: inout String) {
    text += "["
    for (place, element) in elements.enumerated() {
      if place > 0 { text += "," }
      element.write(to: &text)
    }
    text += "]"
  }

  /// The shortest text that gives the same number again; JSON has none for what is not finite.
  private static func text(of number: Double) -> String {
    guard number.isFinite else { return "null" }
    return Int(exactly: number).map { String($0) } ?? String(describing: number)
  }

  private static func write(_ members: [(key: String, value: JSONValue)], to text: inout String) {
    text += "{"
    for (place, member) in members.enumerated() {
      if place > 0 { text += "," }
      write(member.key, to: &text)
      text += ":"
      member.value.write(to: &text)
    }
    text += "}"
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars { text += escaped(scalar) }
    text += "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": return "\\\""
    case "\\": return "\\\\"
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    case "\u{08}": return "\\b"
    case "\u{0c}": return "\\f"
    case "\0"..<" ":
      let digits = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: return String(scalar)
    }
  }
}
