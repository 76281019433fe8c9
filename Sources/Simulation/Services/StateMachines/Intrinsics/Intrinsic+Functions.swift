/// Why an intrinsic function gave no value.
struct IntrinsicFailure: Error, Hashable {
  /// What went wrong, as a sentence.
  let reason: String

  static func wrongArguments(_ function: Intrinsic.Function, wants: String) -> IntrinsicFailure {
    IntrinsicFailure(reason: "Invalid arguments in \(function.name): it takes \(wants).")
  }
}

extension Intrinsic.Function {
  /// Texts for encoding, decoding and hashing are this many characters long at most.
  private static let longestText = 10_000
  /// `States.ArrayRange` makes this many elements at most.
  private static let longestRange = 1_000

  /// What the function makes of its arguments.
  ///
  /// - Parameter randomness: Where random numbers and identifiers are drawn from.
  func value(
    of arguments: [JSONValue], drawing randomness: inout RandomStream
  ) throws(IntrinsicFailure) -> JSONValue {
    switch self {
    case .format: try formatted(arguments)
    case .stringToJSON: try parsed(arguments)
    case .jsonToString: .string(try one(arguments, "a value").description)
    case .array: .array(arguments)
    case .arrayPartition: try partitioned(arguments)
    case .arrayContains: try contained(arguments)
    case .arrayRange: try ranged(arguments)
    case .arrayGetItem: try picked(arguments)
    case .arrayLength: .number(Double(try array(try one(arguments, "an array")).count))
    case .arrayUnique: .array(unique(try array(try one(arguments, "an array"))))
    case .base64Encode:
      .string(Base64.encode(Array(try shortText(try one(arguments, "a text")).utf8)))
    case .base64Decode: try decoded(arguments)
    case .hash: try hashed(arguments)
    case .jsonMerge: try merged(arguments)
    case .mathRandom: try random(arguments, &randomness)
    case .mathAdd: try added(arguments)
    case .stringSplit: try split(arguments)
    case .uniqueIdentifier: try identifier(arguments, &randomness)
    }
  }

  // MARK: Arguments

  private func one(_ arguments: [JSONValue], _ wants: String) throws(IntrinsicFailure) -> JSONValue
  {
    guard arguments.count == 1 else { throw .wrongArguments(self, wants: wants) }
    return arguments[0]
  }

  private func two(
    _ arguments: [JSONValue], _ wants: String
  ) throws(IntrinsicFailure) -> (JSONValue, JSONValue) {
    guard arguments.count == 2 else { throw .wrongArguments(self, wants: wants) }
    return (arguments[0], arguments[1])
  }

  private func array(_ value: JSONValue) throws(IntrinsicFailure) -> [JSONValue] {
    guard case .array(let elements) = value else { throw .wrongArguments(self, wants: "an array") }
    return elements
  }

  private func text(_ value: JSONValue) throws(IntrinsicFailure) -> String {
    guard case .string(let text) = value else { throw .wrongArguments(self, wants: "a text") }
    return text
  }

  private func shortText(_ value: JSONValue) throws(IntrinsicFailure) -> String {
    let text = try text(value)
    guard text.unicodeScalars.count <= Self.longestText else {
      throw .wrongArguments(self, wants: "a text of at most \(Self.longestText) characters")
    }
    return text
  }

  /// A number, rounded to a whole one, halves away from zero.
  private func rounded(_ value: JSONValue) throws(IntrinsicFailure) -> Int {
    guard case .number(let number, let source) = value,
      let whole = source.flatMap({ Int($0) })
        ?? Int(exactly: number.rounded(.toNearestOrAwayFromZero))
    else { throw .wrongArguments(self, wants: "whole numbers") }
    return whole
  }

  private func whole(_ value: JSONValue) throws(IntrinsicFailure) -> Int {
    guard case .number(let number, _) = value, let whole = Int(exactly: number) else {
      throw .wrongArguments(self, wants: "whole numbers")
    }
    return whole
  }

  // MARK: Texts and documents

  private func formatted(_ arguments: [JSONValue]) throws(IntrinsicFailure) -> JSONValue {
    guard case .string(let template)? = arguments.first else {
      throw .wrongArguments(self, wants: "a text and as many values as the text has '{}'")
    }
    var text = String.UnicodeScalarView()
    var values = arguments.dropFirst()
    var scalars = template.unicodeScalars.makeIterator()
    var pending = scalars.next()
    while let scalar = pending {
      pending = scalars.next()
      if scalar == "\\", let escaped = pending {
        if !"'{}\\".unicodeScalars.contains(escaped) { text.append(scalar) }
        text.append(escaped)
        pending = scalars.next()
      } else if scalar == "{", pending == "}" {
        guard let value = values.popFirst() else {
          throw .wrongArguments(self, wants: "a value for each '{}'")
        }
        text.append(contentsOf: try shown(value).unicodeScalars)
        pending = scalars.next()
      } else {
        text.append(scalar)
      }
    }
    guard values.isEmpty else { throw .wrongArguments(self, wants: "a '{}' for each value") }
    return .string(String(text))
  }

  private func shown(_ value: JSONValue) throws(IntrinsicFailure) -> String {
    switch value {
    case .string(let text): return text
    case .null, .bool, .number: return value.description
    case .array, .object:
      throw .wrongArguments(self, wants: "texts, numbers, truth values and null as values")
    }
  }

  private func parsed(_ arguments: [JSONValue]) throws(IntrinsicFailure) -> JSONValue {
    let text = try text(try one(arguments, "a text"))
    // The service makes null of nothing but blanks.
    if text.unicodeScalars.allSatisfy(\.properties.isWhitespace) { return .null }
    guard let value = try? JSONReader.read(text) else {
      throw .wrongArguments(self, wants: "a text that is a JSON document")
    }
    return value == .number(0) ? .number(0) : value
  }

  private func decoded(_ arguments: [JSONValue]) throws(IntrinsicFailure) -> JSONValue {
    let text = try shortText(try one(arguments, "a text"))
    guard let bytes = Base64.decode(text) else {
      throw .wrongArguments(self, wants: "a text in Base64")
    }
    return .string(String(decoding: bytes, as: UTF8.self))
  }

  private func hashed(_ arguments: [JSONValue]) throws(IntrinsicFailure) -> JSONValue {
    let algorithms = Digest.allCases.map(\.rawValue).joined(separator: ", ")
    let (data, name) = try two(arguments, "data and one of \(algorithms)")
    guard case .string(let name) = name, let digest = Digest(rawValue: name) else {
      throw .wrongArguments(self, wants: "one of \(algorithms)")
    }
    let text: String =
      if case .string = data { try shortText(data) } else {
        try shortText(.string(data.description))
      }
    return .string(digest.hexadecimal(of: Array(text.utf8)))
  }

  private func merged(_ arguments: [JSONValue]) throws(IntrinsicFailure) -> JSONValue {
    guard arguments.count == 3, case .object(var members) = arguments[0],
      case .object(let others) = arguments[1], arguments[2] == .bool(false)
    else { throw .wrongArguments(self, wants: "two objects and false: it merges one level deep") }
    for other in others {
      if let place = members.firstIndex(where: { $0.key.utf8.elementsEqual(other.key.utf8) }) {
        members[place].value = other.value
      } else {
        members.append(other)
      }
    }
    return .object(members)
  }

  private func split(_ arguments: [JSONValue]) throws(IntrinsicFailure) -> JSONValue {
    let (first, second) = try two(arguments, "two texts")
    let text = try text(first)
    let delimiters = try self.text(second).unicodeScalars
    guard !delimiters.isEmpty else { throw .wrongArguments(self, wants: "a delimiter") }
    let parts = text.unicodeScalars.split { delimiters.contains($0) }
    return .array(parts.map { .string(String(String.UnicodeScalarView($0))) })
  }

  private func identifier(
    _ arguments: [JSONValue], _ randomness: inout RandomStream
  ) throws(IntrinsicFailure) -> JSONValue {
    guard arguments.isEmpty else { throw .wrongArguments(self, wants: "nothing") }
    return .string(UniqueIdentifier.text(drawing: &randomness))
  }

  // MARK: Arrays

  private func partitioned(_ arguments: [JSONValue]) throws(IntrinsicFailure) -> JSONValue {
    let (first, second) = try two(arguments, "an array and a size")
    let elements = try array(first)
    let size = try rounded(second)
    guard size > 0 else { throw .wrongArguments(self, wants: "a size above zero") }
    return .array(
      stride(from: 0, to: elements.count, by: size).map {
        .array(Array(elements[$0..<min($0 + size, elements.count)]))
      })
  }

  private func contained(_ arguments: [JSONValue]) throws(IntrinsicFailure) -> JSONValue {
    let (first, second) = try two(arguments, "an array and a value")
    return .bool(try array(first).contains(second))
  }

  private func ranged(_ arguments: [JSONValue]) throws(IntrinsicFailure) -> JSONValue {
    guard arguments.count == 3 else { throw .wrongArguments(self, wants: "three whole numbers") }
    let (first, last) = (try rounded(arguments[0]), try rounded(arguments[1]))
    let step = try rounded(arguments[2])
    guard step != 0 else { throw .wrongArguments(self, wants: "a step other than zero") }
    var elements: [JSONValue] = []
    for number in stride(from: first, through: last, by: step) {
      guard elements.count < Self.longestRange else {
        throw .wrongArguments(self, wants: "bounds with at most \(Self.longestRange) numbers")
      }
      elements.append(.number(Double(number), source: String(number)))
    }
    return .array(elements)
  }

  private func picked(_ arguments: [JSONValue]) throws(IntrinsicFailure) -> JSONValue {
    let (first, second) = try two(arguments, "an array and an index")
    let elements = try array(first)
    let index = try whole(second)
    guard elements.indices.contains(index) else {
      throw .wrongArguments(self, wants: "an index within the array")
    }
    return elements[index]
  }

  private func unique(_ elements: [JSONValue]) -> [JSONValue] {
    elements.reduce(into: []) { kept, element in
      if !kept.contains(element) { kept.append(element) }
    }
  }

  // MARK: Numbers

  private func random(
    _ arguments: [JSONValue], _ randomness: inout RandomStream
  ) throws(IntrinsicFailure) -> JSONValue {
    guard (2...3).contains(arguments.count) else {
      throw .wrongArguments(self, wants: "a first number, an end and perhaps a seed")
    }
    let (first, end) = (try rounded(arguments[0]), try rounded(arguments[1]))
    let (count, overflow) = end.subtractingReportingOverflow(first)
    guard count > 0, !overflow else { throw .wrongArguments(self, wants: "an end above the start") }
    guard arguments.count == 3 else { return .number(Double(first + randomness.below(count))) }
    let seed = UInt64(bitPattern: Int64(try rounded(arguments[2])))
    var seeded = RandomStream(
      seed: seed, replication: 0, component: name, purpose: "a seed of the definition's own")
    return .number(Double(first + seeded.below(count)))
  }

  private func added(_ arguments: [JSONValue]) throws(IntrinsicFailure) -> JSONValue {
    let (first, second) = try two(arguments, "two numbers")
    let (sum, overflow) = try rounded(first).addingReportingOverflow(try rounded(second))
    guard !overflow else { throw .wrongArguments(self, wants: "numbers with a smaller sum") }
    return .number(Double(sum), source: String(sum))
  }
}

/// Random identifiers of version 4 (RFC 9562).
enum UniqueIdentifier {
  static func text(drawing randomness: inout RandomStream) -> String {
    let high = randomness.bits() & ~0xf000 | 0x4000
    let low = randomness.bits() & ~(0b11 << 62) | 0b10 << 62
    let digits = [high, low].reduce("") { text, bits in
      let digits = String(bits, radix: 16)
      return text + String(repeating: "0", count: 16 - digits.count) + digits
    }
    var rest = Substring(digits)
    let groups = [8, 4, 4, 4, 12].map { length in
      defer { rest = rest.dropFirst(length) }
      return String(rest.prefix(length))
    }
    return groups.joined(separator: "-")
  }
}
