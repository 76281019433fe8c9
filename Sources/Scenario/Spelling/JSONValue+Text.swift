package import Simulation

extension JSONValue {
  /// For whom a value is spelt out.
  package enum Audience: Sendable {
    /// A scenario file: texts are quoted, keys where they need it.
    case file
    /// A person, who needs no quotes to know a text.
    case person
  }

  /// The value on one line, as JSON5.
  package func text(for audience: Audience) -> String {
    switch self {
    case .null: "null"
    case .bool(let flag): "\(flag)"
    case .number(let number, let source): source ?? number.spelt
    case .string(let text): audience == .person ? text.printable() : text.quotedForJSON
    case .array(let values):
      "[" + values.map { $0.text(for: audience) }.joined(separator: ", ") + "]"
    case .object(let members) where members.isEmpty: "{}"
    case .object(let members):
      "{ "
        + members.map { member in
          let key = audience == .person ? member.key.printable() : member.key.asJSON5Key
          return "\(key): \(member.value.text(for: audience))"
        }.joined(separator: ", ") + " }"
    }
  }
}

extension String {
  /// The text in double quotes, with what would break them escaped.
  fileprivate var quotedForJSON: String {
    let escaped = unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      default: String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }

  /// The text as a key, quoted only where JSON5 needs it.
  fileprivate var asJSON5Key: String {
    let isPlain = unicodeScalars.allSatisfy { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
    }
    let startsWithDigit = first?.isASCIIDigit ?? true
    return isPlain && !startsWithDigit ? self : quotedForJSON
  }
}
