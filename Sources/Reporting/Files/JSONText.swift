/// Writes JSON (RFC 8259) member by member, in the order in which they are given.
///
/// Objects and arrays are indented by two spaces; those that are written `compact` stay on one line.
/// A number that JSON cannot hold (not finite) is `null`.
package struct JSONText: Sendable {
  /// The text so far.
  package private(set) var text = ""
  private var depth = 0
  /// Above zero inside something that is written on one line.
  private var compactDepth = 0
  /// Whether the innermost object or array has no member yet.
  private var isFirst = true

  /// An empty text.
  package init() {}

  /// The document of one object, with a line feed at its end.
  package static func document(_ members: (inout JSONText) -> Void) -> String {
    var json = JSONText()
    json.object(members)
    return json.text + "\n"
  }

  /// Writes an object as a value.
  package mutating func object(compact: Bool = false, _ members: (inout JSONText) -> Void) {
    enclose("{", "}", compact: compact, members)
  }

  /// Writes an array as a value; `elements` begins each of its elements with `element`.
  package mutating func array(compact: Bool = false, _ elements: (inout JSONText) -> Void) {
    enclose("[", "]", compact: compact, elements)
  }

  /// Begins a member of an object; its value must follow.
  package mutating func key(_ key: String) {
    beginMember()
    appendQuoted(key)
    text += ": "
  }

  /// Begins an element of an array; its value must follow.
  package mutating func element() { beginMember() }

  /// Writes a text as a value.
  package mutating func value(_ string: String) { appendQuoted(string) }
  /// Writes a whole number as a value.
  package mutating func value(_ number: some BinaryInteger) { text += number.description }
  /// Writes a truth value as a value.
  package mutating func value(_ flag: Bool) { text += flag ? "true" : "false" }
  /// Writes a number in its shortest form as a value; one that is missing or not finite is `null`.
  package mutating func value(_ number: Double?) {
    text += number.flatMap { $0.isFinite ? NumberText.shortest($0) : nil } ?? "null"
  }

  /// Writes a member that is a text.
  package mutating func member(_ key: String, _ string: String) {
    self.key(key)
    value(string)
  }
  /// Writes a member that is a whole number.
  package mutating func member(_ key: String, _ number: some BinaryInteger) {
    self.key(key)
    value(number)
  }
  /// Writes a member that is a truth value.
  package mutating func member(_ key: String, _ flag: Bool) {
    self.key(key)
    value(flag)
  }
  /// Writes a member that is a number, or `null`.
  package mutating func member(_ key: String, _ number: Double?) {
    self.key(key)
    value(number)
  }

  private mutating func enclose(
    _ opening: String, _ closing: String, compact: Bool, _ body: (inout JSONText) -> Void
  ) {
    text += opening
    let outerIsFirst = isFirst
    isFirst = true
    depth += 1
    if compact || compactDepth > 0 { compactDepth += 1 }
    body(&self)
    let isEmpty = isFirst
    depth -= 1
    if compactDepth == 0 && !isEmpty { breakLine() }
    compactDepth = max(0, compactDepth - 1)
    isFirst = outerIsFirst
    text += closing
  }

  private mutating func beginMember() {
    if !isFirst { text += compactDepth > 0 ? ", " : "," }
    isFirst = false
    if compactDepth == 0 { breakLine() }
  }

  private mutating func breakLine() {
    text += "\n" + String(repeating: "  ", count: depth)
  }

  private mutating func appendQuoted(_ string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case ..<" ":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
