/// Reads JSON paths; what it cannot read is no path that the service would take.
struct JSONPathReader {
  /// Why a text is no path, as a part of a sentence.
  struct Mistake: Error, Hashable {
    let reason: String
  }

  /// Deeper filters are refused.
  private static let depthLimit = 50

  private let scalars: [Unicode.Scalar]
  private var place = 0
  private var depth = 0

  /// Reads a path that begins with `$`.
  static func read(_ text: String) throws(Mistake) -> JSONPath {
    var reader = JSONPathReader(text)
    guard reader.take("$") else { throw Mistake(reason: "a path begins with '$'") }
    let root = try reader.root()
    let steps = try reader.steps(until: { _ in false })
    guard reader.isAtEnd else { throw reader.unexpected() }
    return JSONPath(text: text, root: root, steps: steps)
  }

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  private var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }
  private var isAtEnd: Bool { place == scalars.count }

  private mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[place...].starts(with: wanted) else { return false }
    place += wanted.count
    return true
  }

  private mutating func skipBlanks() {
    while next == " " || next == "\t" { place += 1 }
  }

  private func unexpected() -> Mistake {
    Mistake(
      reason: next.map { "'\($0)' is not expected at character \(place + 1)" }
        ?? "the path ends too early")
  }

  /// What follows the first `$`: another one, a variable's name, or nothing.
  private mutating func root() throws(Mistake) -> JSONPath.Root {
    if take("$") { return .context }
    var name = String.UnicodeScalarView()
    while let scalar = next, VariableName.allows(scalar, isFirst: name.isEmpty) {
      name.append(scalar)
      place += 1
    }
    return name.isEmpty ? .input : .variable(String(name))
  }

  /// Reads steps to the end, or to a scalar that belongs to what stands around the path.
  private mutating func steps(
    until ends: (Unicode.Scalar) -> Bool
  ) throws(Mistake) -> [JSONPath.Step] {
    var steps: [JSONPath.Step] = []
    while let scalar = next, !ends(scalar) {
      if take("..") {
        steps.append(.descent)
        steps.append(try afterDots(ends))
      } else if take(".") {
        steps.append(try afterDots(ends))
      } else if take("[") {
        steps.append(try bracket())
      } else {
        throw unexpected()
      }
    }
    return steps
  }

  private mutating func afterDots(
    _ ends: (Unicode.Scalar) -> Bool
  ) throws(Mistake) -> JSONPath.Step {
    if take("*") { return .all }
    if take("[") { return try bracket() }
    var name = String.UnicodeScalarView()
    while let scalar = next, scalar != ".", scalar != "[", !ends(scalar) {
      place += 1
      switch scalar {
      case "\\":
        guard let escaped = next else { throw unexpected() }
        name.append(escaped)
        place += 1
      case " ", "\t", "\n", "\r", "(", ")", "]", "@", "?", "*", ",", ":", "'", "\"":
        place -= 1
        throw unexpected()
      default: name.append(scalar)
      }
    }
    guard !name.isEmpty else { throw unexpected() }
    return .member(String(name))
  }

  // MARK: Brackets

  private mutating func bracket() throws(Mistake) -> JSONPath.Step {
    skipBlanks()
    let step: JSONPath.Step
    switch next {
    case "*":
      place += 1
      step = .all
    case "'", "\"": step = try names()
    case "?": step = try filter()
    default: step = try numbers()
    }
    skipBlanks()
    guard take("]") else { throw unexpected() }
    return step
  }

  private mutating func names() throws(Mistake) -> JSONPath.Step {
    var names = [try quoted()]
    skipBlanks()
    while take(",") {
      skipBlanks()
      names.append(try quoted())
      skipBlanks()
    }
    return names.count == 1 ? .member(names[0]) : .members(names)
  }

  private mutating func quoted() throws(Mistake) -> String {
    guard let quote = next, quote == "'" || quote == "\"" else { throw unexpected() }
    place += 1
    var text = String.UnicodeScalarView()
    while let scalar = next, scalar != quote {
      place += 1
      guard scalar == "\\" else {
        text.append(scalar)
        continue
      }
      guard let escaped = next else { throw unexpected() }
      text.append(escaped)
      place += 1
    }
    guard next == quote else { throw unexpected() }
    place += 1
    return String(text)
  }

  private mutating func numbers() throws(Mistake) -> JSONPath.Step {
    let first = number()
    skipBlanks()
    if take(":") {
      skipBlanks()
      return .slice(from: first, to: number())
    }
    guard let first else { throw unexpected() }
    var indices = [first]
    while take(",") {
      skipBlanks()
      guard let index = number() else { throw unexpected() }
      indices.append(index)
      skipBlanks()
    }
    return indices.count == 1 ? .index(first) : .indices(indices)
  }

  private mutating func number() -> Int? {
    let start = place
    if next == "-" { place += 1 }
    while let scalar = next, ("0"..."9").contains(scalar) { place += 1 }
    guard let number = Int(String(String.UnicodeScalarView(scalars[start..<place]))) else {
      place = start
      return nil
    }
    return number
  }

  // MARK: Filters

  private mutating func filter() throws(Mistake) -> JSONPath.Step {
    place += 1
    guard take("(") else { throw unexpected() }
    let filter = try either()
    skipBlanks()
    guard take(")") else { throw unexpected() }
    return .filter(filter)
  }

  private mutating func either() throws(Mistake) -> JSONPathFilter {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw Mistake(reason: "its filters nest too deeply") }
    var filter = try both()
    skipBlanks()
    while take("||") {
      filter = .either(filter, try both())
      skipBlanks()
    }
    return filter
  }

  private mutating func both() throws(Mistake) -> JSONPathFilter {
    var filter = try term()
    skipBlanks()
    while take("&&") {
      filter = .both(filter, try term())
      skipBlanks()
    }
    return filter
  }

  private mutating func term() throws(Mistake) -> JSONPathFilter {
    skipBlanks()
    if next == "!", place + 1 < scalars.count, scalars[place + 1] != "=" {
      place += 1
      depth += 1
      defer { depth -= 1 }
      guard depth <= Self.depthLimit else { throw Mistake(reason: "its filters nest too deeply") }
      return .not(try term())
    }
    if take("(") {
      let filter = try either()
      skipBlanks()
      guard take(")") else { throw unexpected() }
      return filter
    }
    let left = try operand()
    skipBlanks()
    guard let relation = JSONPathFilter.Operator.allCases.first(where: { take($0.rawValue) }) else {
      return .exists(left)
    }
    skipBlanks()
    return .comparison(left, relation, try operand())
  }

  private mutating func operand() throws(Mistake) -> JSONPathFilter.Operand {
    switch next {
    case "@", "$":
      let isFromElement = next == "@"
      let start = place
      place += 1
      let steps = try steps { " )=!<>&|,".unicodeScalars.contains($0) }
      let text = String(String.UnicodeScalarView(scalars[start..<place]))
      return .path(JSONPath(text: text, root: .input, steps: steps), isFromElement: isFromElement)
    case "'", "\"": return .literal(.init(value: .string(try quoted())))
    case "/": return try pattern()
    default: return .literal(.init(value: try literal()))
    }
  }

  private mutating func pattern() throws(Mistake) -> JSONPathFilter.Operand {
    place += 1
    var text = String.UnicodeScalarView()
    while let scalar = next, scalar != "/" {
      place += 1
      text.append(scalar)
      if scalar == "\\", let escaped = next {
        text.append(escaped)
        place += 1
      }
    }
    guard take("/") else { throw unexpected() }
    let ignoresCase = take("i")
    guard (try? Regex(String(text))) != nil else {
      throw Mistake(reason: "its regular expression cannot be read")
    }
    return .pattern(String(text), ignoresCase: ignoresCase)
  }

  /// A word without quotes, which stands for itself; nothing where there is none.
  ///
  /// The service takes `[?(@.status == done)]`, as definitions in the field have it
  /// (https://github.com/nibble-4bits/aws-local-stepfunctions/issues/79).
  private mutating func bareWord() -> String? {
    let start = place
    while let scalar = next, isInWord(scalar, isFirst: place == start) { place += 1 }
    return place == start ? nil : String(String.UnicodeScalarView(scalars[start..<place]))
  }

  private func isInWord(_ scalar: Unicode.Scalar, isFirst: Bool) -> Bool {
    scalar.properties.isAlphabetic || scalar == "_"
      || !isFirst && (("0"..."9").contains(scalar) || scalar == "-")
  }

  private mutating func literal() throws(Mistake) -> JSONValue {
    if take("[") {
      depth += 1
      defer { depth -= 1 }
      guard depth <= Self.depthLimit else { throw Mistake(reason: "its lists nest too deeply") }
      var elements: [JSONValue] = []
      skipBlanks()
      while !take("]") {
        let isText = next == "'" || next == "\""
        elements.append(isText ? .string(try quoted()) : try literal())
        skipBlanks()
        if !take(","), next != "]" { throw unexpected() }
        skipBlanks()
      }
      return .array(elements)
    }
    if let word = bareWord() {
      return switch word {
      case "true": .bool(true)
      case "false": .bool(false)
      case "null": .null
      default: .string(word)
      }
    }
    let start = place
    while let scalar = next, "+-.eE0123456789".unicodeScalars.contains(scalar) { place += 1 }
    let text = String(String.UnicodeScalarView(scalars[start..<place]))
    guard let number = Double(text) else {
      place = start
      throw unexpected()
    }
    return .number(number, source: text)
  }
}
