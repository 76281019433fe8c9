/// The functions that expressions can call: JSONata's own, and the six that Step Functions adds.
///
/// See https://docs.jsonata.org/string-functions and its neighbours, and
/// https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn.
/// `$eval` is not among them: the service does not offer it.
enum JSONataBuiltIn: String, CaseIterable, Sendable {
  // Texts
  case string, length, substring, substringBefore, substringAfter, uppercase, lowercase, trim, pad
  case contains, split, join, match, replace, base64encode, base64decode
  case encodeUrlComponent, encodeUrl, decodeUrlComponent, decodeUrl
  // Numbers
  case number, abs, floor, ceil, round, power, sqrt, random, formatBase, sum, max, min, average
  // Truth
  case boolean, not, exists
  // Arrays
  case count, append, sort, reverse, shuffle, distinct, zip, partition, range
  // Objects
  case keys, lookup, spread, merge, sift, each, error, assert, type
  // Times
  case now, millis, fromMillis, toMillis
  // Functions that call functions
  case map, filter, single, reduce
  // Of the service's own
  case hash, uuid, parse

  /// Functions that JSONata has and this simulator does not.
  static let unsupported: Set<String> = [
    "formatNumber", "formatInteger", "parseInteger", "clone",
  ]

  /// How many arguments it takes.
  var parameters: ClosedRange<Int> {
    switch self {
    case .now, .millis, .uuid: 0...2
    case .random: 0...1
    case .string, .round, .join, .sort, .error, .fromMillis, .toMillis, .formatBase: 1...2
    case .length, .uppercase, .lowercase, .trim, .base64encode, .base64decode,
      .encodeUrlComponent, .encodeUrl, .decodeUrlComponent, .decodeUrl, .number, .abs, .floor,
      .ceil, .sqrt, .sum, .max, .min, .average, .boolean, .not, .exists, .count, .reverse,
      .shuffle, .distinct, .keys, .spread, .merge, .type, .parse:
      1...1
    case .substringBefore, .substringAfter, .contains, .power, .append, .partition, .lookup,
      .sift, .each, .map, .filter:
      2...2
    case .single, .assert, .hash: 1...2
    case .substring, .pad, .split, .match, .reduce: 2...3
    case .replace: 3...4
    case .range: 3...3
    case .zip: 1...Int.max
    }
  }

  /// Whether the present context stands in for a first argument that is left out.
  private var takesInput: Bool {
    switch self {
    case .string, .length, .substring, .substringBefore, .substringAfter, .uppercase, .lowercase,
      .trim, .pad, .contains, .split, .match, .replace, .base64encode, .base64decode,
      .encodeUrlComponent, .encodeUrl, .decodeUrlComponent, .decodeUrl, .number, .abs, .floor,
      .ceil, .round, .power, .sqrt, .formatBase, .boolean, .not, .keys, .lookup, .spread, .sift,
      .each, .fromMillis, .toMillis, .parse:
      true
    default: false
    }
  }

  /// Calls the function.
  func value(
    of given: [JSONataValue], _ input: JSONataValue, _ evaluation: inout JSONataEvaluation
  ) throws(JSONataError) -> JSONataValue {
    var values = given
    if takesInput, values.count < parameters.lowerBound { values.insert(input, at: 0) }
    let arguments = JSONataArguments(function: self, values: values)
    if values.count > parameters.upperBound {
      throw arguments.mismatch(at: parameters.upperBound)
    }
    switch self {
    case .string, .length, .substring, .substringBefore, .substringAfter, .uppercase, .lowercase,
      .trim, .pad, .join, .base64encode, .base64decode, .encodeUrlComponent, .encodeUrl,
      .decodeUrlComponent, .decodeUrl, .hash, .parse, .formatBase:
      return try textValue(arguments)
    case .contains, .split, .match, .replace: return try patternValue(arguments, &evaluation)
    case .number, .abs, .floor, .ceil, .round, .power, .sqrt, .sum, .max, .min, .average:
      return try numberValue(arguments)
    case .boolean: return arguments[0].truth.map { .bool($0) } ?? .undefined
    case .not: return arguments[0].truth.map { .bool(!$0) } ?? .undefined
    case .exists: return .bool(!arguments[0].isUndefined)
    case .count, .append, .reverse, .distinct, .zip, .partition, .range:
      return try arrayValue(arguments)
    case .keys, .lookup, .spread, .merge, .type: return try objectValue(arguments)
    case .error, .assert: return try complaint(arguments)
    case .now, .millis, .fromMillis, .toMillis: return try timeValue(arguments, evaluation.now)
    case .random, .shuffle, .uuid: return try randomValue(arguments, &evaluation)
    case .sort, .sift, .each, .map, .filter, .single, .reduce:
      return try appliedValue(arguments, &evaluation)
    }
  }
}

/// What a function is called with, and the complaints about it.
struct JSONataArguments {
  let function: JSONataBuiltIn
  let values: [JSONataValue]

  var count: Int { values.count }

  /// The argument at a place; what is left out is undefined.
  subscript(place: Int) -> JSONataValue {
    values.indices.contains(place) ? values[place] : .undefined
  }

  func mismatch(at place: Int) -> JSONataError {
    JSONataError(
      "T0410",
      "Argument \(place + 1) of function \"\(function.rawValue)\" does not match function signature"
    )
  }

  /// A text; `nil` where it is not there.
  func text(_ place: Int) throws(JSONataError) -> String? {
    switch self[place] {
    case .undefined: return nil
    case .string(let text): return text
    default: throw mismatch(at: place)
    }
  }

  /// A number; `nil` where it is not there.
  func number(_ place: Int) throws(JSONataError) -> Double? {
    switch self[place] {
    case .undefined: return nil
    case .number(let number): return number
    default: throw mismatch(at: place)
    }
  }

  /// A whole number, cut; `nil` where it is not there.
  func whole(_ place: Int) throws(JSONataError) -> Int? {
    guard let number = try number(place) else { return nil }
    return Int(exactly: number.rounded(.towardZero)) ?? (number < 0 ? .min / 2 : .max / 2)
  }

  /// A function, which must be there.
  func function(_ place: Int) throws(JSONataError) -> JSONataFunction {
    guard case .function(let function) = self[place] else { throw mismatch(at: place) }
    return function
  }

  /// The numbers of an array or a single one; `nil` where nothing is there.
  func numbers() throws(JSONataError) -> [Double]? {
    if self[0].isUndefined { return nil }
    var numbers: [Double] = []
    for element in self[0].elements {
      guard case .number(let number) = element else {
        throw JSONataError(
          "T0412",
          "Argument 1 of function \"\(function.rawValue)\" must be an array of \"numbers\"")
      }
      numbers.append(number)
    }
    return numbers
  }
}
