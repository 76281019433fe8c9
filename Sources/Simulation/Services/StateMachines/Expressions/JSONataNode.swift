/// A part of a parsed JSONata expression (https://docs.jsonata.org/overview).
struct JSONataNode: Sendable {
  indirect enum Kind: Sendable {
    case string(String)
    case number(Double)
    case bool(Bool)
    case null
    case pattern(JSONataPattern)
    /// A variable; the empty name is `$`, the present context.
    case variable(String)
    /// A field of the present context.
    case name(String)
    case wildcard
    case descendants
    case path([JSONataNode])
    case sort([SortTerm])
    case negation(JSONataNode)
    case array([JSONataNode])
    case object([Pair])
    case binary(JSONataOperator, JSONataNode, JSONataNode)
    case condition(JSONataNode, then: JSONataNode, otherwise: JSONataNode?)
    case block([JSONataNode])
    case binding(String, JSONataNode)
    case lambda([String], body: JSONataNode)
    case call(JSONataNode, [JSONataNode])
    /// A call in which `nil` stands for an argument that is still open (`?`).
    case partialCall(JSONataNode, [JSONataNode?])
    case chain(JSONataNode, JSONataNode)
  }

  /// A key and a value of an object, both worked out.
  struct Pair: Sendable {
    let key: JSONataNode
    let value: JSONataNode
  }

  /// One thing that an order goes by.
  struct SortTerm: Sendable {
    let key: JSONataNode
    let isDescending: Bool
  }

  var kind: Kind
  /// What elements of the result must fulfil, each after the other.
  var predicates: [JSONataNode] = []
  /// How the result is gathered into one object (`path{key: value}`).
  var group: [Pair]?
  /// Whether a single result stays in its array (`[]`).
  var keepsArray = false
  /// Whether an array that was written down stays one value among others.
  var isConstructed = false

  init(_ kind: Kind) { self.kind = kind }
}

/// The operators with two sides.
enum JSONataOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
  case equal = "="
  case unequal = "!="
  case less = "<"
  case greater = ">"
  case atMost = "<="
  case atLeast = ">="
  case concatenate = "&"
  case and
  case or
  case isIn = "in"
  case range = ".."
}

/// A regular expression as it stands in an expression.
struct JSONataPattern: Hashable, Sendable {
  let text: String
  let ignoresCase: Bool
  let isMultiline: Bool
}

/// An expression that cannot be read or worked out, in the words of JSONata.
package struct JSONataError: Error, Hashable, Sendable {
  /// The code of JSONata's error catalogue, such as `T2001`; empty where it has none.
  package let code: String
  /// What is wrong, as a sentence without a full stop.
  package let message: String

  init(_ code: String, _ message: String) {
    self.code = code
    self.message = message
  }

  static func unsupported(_ feature: String) -> JSONataError {
    JSONataError("", "\(feature) is not supported by this simulator")
  }
}

extension JSONataError: CustomStringConvertible {
  package var description: String { code.isEmpty ? message : "\(code): \(message)" }
}
