extension JSONataBuiltIn {
  /// Functions that look for a text or a regular expression in a text.
  func patternValue(
    _ arguments: JSONataArguments, _ evaluation: inout JSONataEvaluation
  ) throws(JSONataError) -> JSONataValue {
    guard let text = try arguments.text(0) else { return .undefined }
    switch self {
    case .contains: return .bool(try !matches(text, arguments, limit: 1).isEmpty)
    case .split: return try split(text, arguments)
    case .match:
      let limit = try self.limit(arguments, 2)
      return .array(
        JSONataArray(
          try matches(text, arguments, limit: limit).map { $0.value(in: text) }, isSequence: true))
    default: return try replaced(text, arguments, &evaluation)
    }
  }

  private func limit(_ arguments: JSONataArguments, _ place: Int) throws(JSONataError) -> Int {
    guard let limit = try arguments.whole(place) else { return .max }
    guard limit >= 0 else {
      let codes: [JSONataBuiltIn: String] = [.split: "D3020", .match: "D3040", .replace: "D3011"]
      throw JSONataError(
        codes[self] ?? "",
        "Argument \(place + 1) of the \(rawValue) function must evaluate to a positive number")
    }
    return limit
  }

  /// What the second argument finds in a text.
  private func matches(
    _ text: String, _ arguments: JSONataArguments, limit: Int
  ) throws(JSONataError) -> [JSONataMatch] {
    switch arguments[1] {
    case .string(let wanted): return JSONataMatch.all(of: wanted, in: text, limit: limit)
    case .pattern(let pattern): return try JSONataMatch.all(of: pattern, in: text, limit: limit)
    default: throw arguments.mismatch(at: 1)
    }
  }

  private func split(
    _ text: String, _ arguments: JSONataArguments
  ) throws(JSONataError) -> JSONataValue {
    let limit = try limit(arguments, 2)
    if case .string("") = arguments[1] {
      let parts = text.unicodeScalars.prefix(limit).map { JSONataValue.string(String($0)) }
      return .array(JSONataArray(Array(parts)))
    }
    var parts: [String] = []
    var start = text.startIndex
    for match in try matches(text, arguments, limit: .max) {
      parts.append(String(text[start..<match.range.lowerBound]))
      start = match.range.upperBound
    }
    parts.append(String(text[start...]))
    return .array(JSONataArray(parts.prefix(limit).map { .string($0) }))
  }

  private func replaced(
    _ text: String, _ arguments: JSONataArguments, _ evaluation: inout JSONataEvaluation
  ) throws(JSONataError) -> JSONataValue {
    let limit = try limit(arguments, 3)
    if case .string("") = arguments[1] {
      throw JSONataError(
        "D3010", "Second argument of replace function cannot be an empty string")
    }
    var result = ""
    var start = text.startIndex
    for match in try matches(text, arguments, limit: limit) {
      result += text[start..<match.range.lowerBound]
      result += try replacement(for: match, in: text, arguments, &evaluation)
      start = match.range.upperBound
    }
    return .string(result + text[start...])
  }

  private func replacement(
    for match: JSONataMatch, in text: String, _ arguments: JSONataArguments,
    _ evaluation: inout JSONataEvaluation
  ) throws(JSONataError) -> String {
    if case .function(let function) = arguments[2] {
      guard case .string(let text) = try evaluation.applyFitting(function, [match.value(in: text)])
      else {
        throw JSONataError("D3012", "Attempted to replace a matched string with a non-string value")
      }
      return text
    }
    guard let template = try arguments.text(2) else { throw arguments.mismatch(at: 2) }
    if case .string = arguments[1] { return template }
    return match.filled(template, from: text)
  }
}

/// A place in a text that was looked for.
struct JSONataMatch {
  let range: Range<String.Index>
  /// What the groups of a regular expression found.
  let groups: [Range<String.Index>?]

  static func all(of wanted: String, in text: String, limit: Int) -> [JSONataMatch] {
    var found: [JSONataMatch] = []
    var rest = text[...]
    while found.count < limit, let range = rest.unicodeScalars.firstRange(of: wanted.unicodeScalars)
    {
      found.append(JSONataMatch(range: range, groups: []))
      guard !range.isEmpty else { break }
      rest = text[range.upperBound...]
    }
    return found
  }

  static func all(
    of pattern: JSONataPattern, in text: String, limit: Int
  ) throws(JSONataError) -> [JSONataMatch] {
    guard var regex = try? Regex(pattern.text) else {
      throw JSONataError("", "The regular expression /\(pattern.text)/ cannot be read")
    }
    regex = regex.ignoresCase(pattern.ignoresCase).matchingSemantics(.unicodeScalar)
      .anchorsMatchLineEndings(pattern.isMultiline)
    var found: [JSONataMatch] = []
    for match in text.matches(of: regex) {
      guard found.count < limit else { break }
      if match.range.isEmpty {
        throw JSONataError(
          "D1004", "Regular expression matches zero length string")
      }
      found.append(
        JSONataMatch(range: match.range, groups: match.output.dropFirst().map(\.range)))
    }
    return found
  }

  /// The match as `$match` shows it.
  func value(in text: String) -> JSONataValue {
    let index = text.unicodeScalars.distance(from: text.startIndex, to: range.lowerBound)
    return .object([
      ("match", .string(String(text[range]))),
      ("index", .number(Double(index))),
      (
        "groups",
        .array(JSONataArray(groups.map { .string($0.map { String(text[$0]) } ?? "") }))
      ),
    ])
  }

  /// Puts the groups into a template with `$1`; `$0` is the whole match, `$$` a dollar.
  func filled(_ template: String, from text: String) -> String {
    var filled = String.UnicodeScalarView()
    var rest = Array(template.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      guard scalar == "$" else {
        filled.append(scalar)
        continue
      }
      if rest.first == "$" {
        filled.append("$")
        rest = rest.dropFirst()
        continue
      }
      let digits = rest.prefix { ("0"..."9").contains($0) }
      guard let (number, length) = group(of: digits) else {
        filled.append("$")
        continue
      }
      let range =
        number == 0 ? self.range : groups.indices.contains(number - 1) ? groups[number - 1] : nil
      if let range { filled.append(contentsOf: text[range].unicodeScalars) }
      rest = rest.dropFirst(length)
    }
    return String(filled)
  }

  /// The group that digits name: as many digits as there can be groups, fewer if that is none.
  private func group(of digits: ArraySlice<Unicode.Scalar>) -> (number: Int, length: Int)? {
    for length in stride(from: min(digits.count, 3), to: 0, by: -1) {
      let text = String(String.UnicodeScalarView(digits.prefix(length)))
      if let number = Int(text), number <= groups.count || length == 1 { return (number, length) }
    }
    return nil
  }
}
