/// A JSONata expression of a definition, read once and worked out often.
package struct JSONataExpression: Sendable {
  /// The expression without its `{%` and `%}`, and without blanks around it.
  let text: String
  private let node: JSONataNode

  /// Reads an expression.
  package init(_ text: String) throws(JSONataError) {
    self.text = String(
      text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    node = try JSONataParser.read(self.text)
  }

  /// The text between `{%` and `%}`; `nil` for a text that is no expression.
  package static func content(of text: String) -> String? {
    guard text.utf8.count >= 4, text.hasPrefix("{%"), text.hasSuffix("%}") else { return nil }
    return String(text.dropFirst(2).dropLast(2))
  }

  /// The expression's value; `nil` where it gives nothing.
  ///
  /// - Parameters:
  ///   - variables: What `$name` stands for, `states` among them.
  ///   - now: What a clock on the wall shows.
  ///   - randomness: Where random numbers and identifiers come from.
  package func value(
    variables: [(name: String, value: JSONValue)], at now: Timestamp,
    drawing randomness: inout RandomStream
  ) throws(JSONataError) -> JSONValue? {
    let scope = JSONataScope()
    for variable in variables { scope.bind(variable.name, to: JSONataValue(variable.value)) }
    var evaluation = JSONataEvaluation(now: now, drawing: randomness)
    defer { randomness = evaluation.randomness }
    let value = try evaluation.value(of: node, .undefined, scope)
    switch value {
    case .function, .pattern:
      throw JSONataError("", "The expression gives a function, which is no JSON")
    default: return value.json
    }
  }
}
