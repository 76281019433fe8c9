/// Why a service refuses an event pattern or a filter policy.
package enum PatternProblem: Error, Hashable, Sendable {
  /// Which part of an address block is wrong.
  package enum AddressBlockPart: Hashable, Sendable {
    case slash
    case length
    case address
  }

  // The document.
  case notJSON(JSONReader.Mistake)
  case notAnObject
  case tooLong(limit: Int)
  case tooManyKeys(Int, limit: Int)
  case tooManyCombinations(limit: Int)
  case tooComplexWildcards
  case nested(String)

  // Keys and their lists.
  case neitherObjectNorList(String)
  case emptyObject
  case emptyList(String)
  case notAValue(String)
  case orWithoutList
  case orWithoutObjects
  case orWithOneBranch
  case reservedInOr(String)

  // Operators.
  case noOperator(String)
  case unknownOperator(String)
  case furtherOperator(String)
  case notAText(String)
  case notATruthValue(String)
  case emptyAffix
  case unknownWithin(String, inner: String)
  case furtherWithin(String)
  case notExceptable
  case mixedExceptions
  case numericWithoutList
  case numericOperator(String)
  case numericOperatorMissing
  case numericBound(String)
  case numericTooLong
  case numericUpperOperator(String)
  case numericOrder
  case numberTooPrecise(String)
  case numberTooLarge(String, limit: Int)
  case addressBlock(String, AddressBlockPart)
  case starsInARow(at: Int)
  case strayBackslash(at: Int)

  /// Whether the document is well formed but more than the service takes: then no other reading helps.
  var isLimit: Bool {
    switch self {
    case .tooLong, .tooManyKeys, .tooManyCombinations, .tooComplexWildcards: true
    default: false
    }
  }
}

extension PatternProblem: CustomStringConvertible {
  /// The problem as a part of a sentence.
  package var description: String {
    documentText ?? keyText ?? operatorText ?? numberText ?? "not understood"
  }

  private var documentText: String? {
    switch self {
    case .notJSON(let mistake):
      "no JSON: \(mistake.reason), in line \(mistake.line), column \(mistake.column)"
    case .notAnObject: "not a JSON object"
    case .tooLong(let limit): "longer than \(limit) bytes"
    case .tooManyKeys(let count, let limit): "\(count) keys; use at most \(limit)"
    case .tooManyCombinations(let limit):
      "too complex: more than \(limit) combinations of values"
    case .tooComplexWildcards:
      "too complex: use fewer wildcards or fewer repeated characters after one"
    case .nested(let key): "\"\(key)\" is an object; message attributes are not nested"
    default: nil
    }
  }

  private var keyText: String? {
    switch self {
    case .neitherObjectNorList(let key): "\"\(key)\" must be an object or an array"
    case .emptyObject: "an empty object"
    case .emptyList(let key): "the array of \"\(key)\" is empty"
    case .notAValue(let key):
      "a value of \"\(key)\" must be a string, number, true, false, null or an operator"
    case .orWithoutList: "\"$or\" must be an array"
    case .orWithoutObjects: "\"$or\" must hold objects only"
    case .orWithOneBranch: "\"$or\" must hold at least two objects"
    case .reservedInOr(let key): "\"\(key)\" cannot be a key inside \"$or\""
    default: nil
    }
  }

  private var operatorText: String? {
    switch self {
    case .noOperator(let key): "an empty object among the values of \"\(key)\""
    case .unknownOperator(let name): "there is no operator \"\(name)\""
    case .furtherOperator(let name): "another key beside \"\(name)\""
    case .notAText(let name): "\"\(name)\" must be a string"
    case .notATruthValue(let name): "\"\(name)\" must be true or false"
    case .emptyAffix: "an empty string in \"anything-but\""
    case .unknownWithin(let outer, let inner): "\"\(outer)\" does not take \"\(inner)\""
    case .furtherWithin(let outer): "\"\(outer)\" must hold exactly one key"
    case .notExceptable: "\"anything-but\" takes strings or numbers only"
    case .mixedExceptions:
      "\"anything-but\" takes either strings or numbers, and at least one of them"
    case .addressBlock(let text, .slash): "\"\(text)\" is no CIDR block: one '/' is needed"
    case .addressBlock(let text, .length):
      "\"\(text)\" is no CIDR block: use a length from 0 to 31, or to 127 for IPv6"
    case .addressBlock(let text, .address): "\"\(text)\" is no CIDR block: no such address"
    case .starsInARow(let place): "two wildcards in a row, at \(place)"
    case .strayBackslash(let place): "a backslash before neither '*' nor '\\', at \(place)"
    default: nil
    }
  }

  private var numberText: String? {
    switch self {
    case .numericWithoutList: "\"numeric\" must be an array"
    case .numericOperator(let name): "\"numeric\" has no operator \"\(name)\""
    case .numericOperatorMissing: "\"numeric\" must be operators, each before its number"
    case .numericBound(let name): "a number must follow \"\(name)\" in \"numeric\""
    case .numericTooLong: "\"numeric\" has more than one comparison or one range"
    case .numericUpperOperator(let name):
      "\"\(name)\" cannot end a range in \"numeric\"; use \"<\" or \"<=\""
    case .numericOrder: "the lower end of a range must be less than its upper end"
    case .numberTooPrecise(let numeral): "\(numeral) has more digits than can be compared"
    case .numberTooLarge(let numeral, let limit):
      "\(numeral) is out of range; use -\(limit) to \(limit)"
    default: nil
    }
  }
}
