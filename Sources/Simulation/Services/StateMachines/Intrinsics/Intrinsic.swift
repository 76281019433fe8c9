/// A call of an intrinsic function of the Amazon States Language, such as `States.Format('{}', $.x)`.
///
/// The functions are those of
/// https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html.
package struct Intrinsic: Hashable, Sendable {
  /// The functions, by the second half of their names.
  enum Function: String, CaseIterable, Sendable {
    case format = "Format"
    case stringToJSON = "StringToJson"
    case jsonToString = "JsonToString"
    case array = "Array"
    case arrayPartition = "ArrayPartition"
    case arrayContains = "ArrayContains"
    case arrayRange = "ArrayRange"
    case arrayGetItem = "ArrayGetItem"
    case arrayLength = "ArrayLength"
    case arrayUnique = "ArrayUnique"
    case base64Encode = "Base64Encode"
    case base64Decode = "Base64Decode"
    case hash = "Hash"
    case jsonMerge = "JsonMerge"
    case mathRandom = "MathRandom"
    case mathAdd = "MathAdd"
    case stringSplit = "StringSplit"
    /// A random identifier of version 4 (RFC 9562).
    case uniqueIdentifier

    /// The name as it is written in a definition.
    var name: String {
      "States." + (self == .uniqueIdentifier ? "uuid".uppercased() : rawValue)
    }
  }

  indirect enum Argument: Hashable, Sendable {
    /// A text in apostrophes, its escapes as they were written.
    case text(String)
    case number(Double, source: String)
    case bool(Bool)
    case null
    case path(JSONPath)
    case call(Function, [Argument])
  }

  /// The call as it was written.
  let text: String
  let function: Function
  let arguments: [Argument]

  package static func == (left: Intrinsic, right: Intrinsic) -> Bool { left.text == right.text }
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// Reads calls of intrinsic functions.
struct IntrinsicReader {
  /// Why a text is no call, as a part of a sentence.
  struct Mistake: Error, Hashable {
    let reason: String
  }

  /// The service takes ten calls within each other.
  private static let depthLimit = 10

  private let scalars: [Unicode.Scalar]
  private var place = 0
  private var depth = 0

  static func read(_ text: String) throws(Mistake) -> Intrinsic {
    var reader = IntrinsicReader(scalars: Array(text.unicodeScalars))
    reader.skipBlanks()
    guard case .call(let function, let arguments) = try reader.call() else {
      throw Mistake(reason: "no function is called")
    }
    reader.skipBlanks()
    guard reader.place == reader.scalars.count else { throw reader.unexpected() }
    return Intrinsic(text: text, function: function, arguments: arguments)
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  private mutating func skipBlanks() {
    while let scalar = next, scalar.properties.isWhitespace { place += 1 }
  }

  private func unexpected() -> Mistake {
    Mistake(
      reason: next.map { "'\($0)' is not expected at character \(place + 1)" }
        ?? "the call ends too early")
  }

  private mutating func word() -> String {
    let start = place
    while let scalar = next,
      scalar.isASCII,
      scalar.properties.isAlphabetic || "0123456789._".unicodeScalars.contains(scalar)
    { place += 1 }
    return String(String.UnicodeScalarView(scalars[start..<place]))
  }

  private mutating func call() throws(Mistake) -> Intrinsic.Argument {
    let name = word()
    guard let function = Intrinsic.Function.allCases.first(where: { $0.name == name }) else {
      throw Mistake(reason: "there is no function '\(name)'")
    }
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      throw Mistake(reason: "more than \(Self.depthLimit) functions are called within each other")
    }
    guard next == "(" else { throw unexpected() }
    place += 1
    return .call(function, try arguments())
  }

  private mutating func arguments() throws(Mistake) -> [Intrinsic.Argument] {
    var arguments: [Intrinsic.Argument] = []
    skipBlanks()
    if next == ")" {
      place += 1
      return []
    }
    while true {
      skipBlanks()
      arguments.append(try argument())
      skipBlanks()
      guard let scalar = next, scalar == "," || scalar == ")" else { throw unexpected() }
      place += 1
      if scalar == ")" { return arguments }
    }
  }

  private mutating func argument() throws(Mistake) -> Intrinsic.Argument {
    guard let scalar = next else { throw unexpected() }
    switch scalar {
    case "'": return .text(try quoted())
    case "$": return .path(try path())
    case "-", "0"..."9": return try number()
    default: break
    }
    let start = place
    switch word() {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default:
      place = start
      return try call()
    }
  }

  private mutating func quoted() throws(Mistake) -> String {
    place += 1
    var text = String.UnicodeScalarView()
    while let scalar = next, scalar != "'" {
      place += 1
      text.append(scalar)
      if scalar == "\\" {
        guard let escaped = next else { throw Mistake(reason: "it ends within an escape") }
        text.append(escaped)
        place += 1
      }
    }
    guard next == "'" else { throw Mistake(reason: "a text has no apostrophe at its end") }
    place += 1
    return String(text)
  }

  private mutating func number() throws(Mistake) -> Intrinsic.Argument {
    let start = place
    while let scalar = next, "+-.eE0123456789".unicodeScalars.contains(scalar) { place += 1 }
    let text = String(String.UnicodeScalarView(scalars[start..<place]))
    guard let number = Double(text), number.isFinite else {
      place = start
      throw unexpected()
    }
    return .number(number, source: text)
  }

  /// Reads to the comma or the bracket behind the path, over those that are inside of the path.
  private mutating func path() throws(Mistake) -> JSONPath {
    let start = place
    var brackets = 0
    var quote: Unicode.Scalar?
    while let scalar = next {
      if let open = quote {
        if scalar == "\\" { place += 1 } else if scalar == open { quote = nil }
      } else if brackets == 0, scalar == "," || scalar == ")" || scalar == " " {
        break
      } else {
        switch scalar {
        case "[", "(": brackets += 1
        case "]", ")": brackets -= 1
        case "'" where brackets > 0, "\"" where brackets > 0: quote = scalar
        case "\\": place += 1
        default: break
        }
      }
      place += 1
    }
    place = min(place, scalars.count)
    let text = String(String.UnicodeScalarView(scalars[start..<place]))
    do throws(JSONPathReader.Mistake) {
      return try JSONPathReader.read(text)
    } catch {
      throw Mistake(reason: "in the path '\(text)' \(error.reason)")
    }
  }
}
