/// A value while a JSONata expression is worked out: JSON, what is not there, and functions.
indirect enum JSONataValue {
  case undefined
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array(JSONataArray)
  case object([(key: String, value: JSONataValue)])
  case function(JSONataFunction)
  case pattern(JSONataPattern)
}

/// An array, and what JSONata remembers of where it came from.
struct JSONataArray {
  var elements: [JSONataValue]
  /// Whether it gathers results, so that a single one stands for itself.
  var isSequence = false
  /// Whether a single result stays in it all the same.
  var keepsSingleton = false
  /// Whether it was written down, and so is one value among others.
  var isConstructed = false

  init(_ elements: [JSONataValue], isSequence: Bool = false) {
    self.elements = elements
    self.isSequence = isSequence
  }
}

/// Something that can be called.
enum JSONataFunction {
  case native(JSONataBuiltIn)
  case lambda(JSONataLambda)
  /// The first, then the second.
  indirect case composed(JSONataFunction, JSONataFunction)
  /// A function some of whose arguments are given already.
  indirect case partial(JSONataFunction, [JSONataValue?])
}

/// A function of the expression itself, with what was known where it stands.
struct JSONataLambda {
  let parameters: [String]
  let body: JSONataNode
  let scope: JSONataScope
  let input: JSONataValue
}

/// The variables of a block or a call; blocks within it see them, and functions keep them alive.
final class JSONataScope {
  private var values: [String: JSONataValue] = [:]
  private let outer: JSONataScope?

  init(in outer: JSONataScope? = nil) { self.outer = outer }

  func bind(_ name: String, to value: JSONataValue) { values[name] = value }

  func value(of name: String) -> JSONataValue? { values[name] ?? outer?.value(of: name) }
}

extension JSONataValue {
  /// A value of a document.
  init(_ value: JSONValue) {
    switch value {
    case .null: self = .null
    case .bool(let flag): self = .bool(flag)
    case .number(let number, _): self = .number(number)
    case .string(let text): self = .string(text)
    case .array(let elements): self = .array(JSONataArray(elements.map { JSONataValue($0) }))
    case .object(let members):
      self = .object(members.map { (key: $0.key, value: JSONataValue($0.value)) })
    }
  }

  /// The value as JSON; `nil` for what is not there, and for functions.
  var json: JSONValue? {
    switch self {
    case .undefined, .function, .pattern: nil
    case .null: .null
    case .bool(let flag): .bool(flag)
    case .number(let number): .number(number)
    case .string(let text): .string(text)
    case .array(let array): .array(array.elements.compactMap(\.json))
    case .object(let members):
      .object(
        members.compactMap { member in member.value.json.map { (key: member.key, value: $0) } })
    }
  }

  var isUndefined: Bool {
    if case .undefined = self { true } else { false }
  }

  /// The elements of an array, any other value alone, and nothing for what is not there.
  var elements: [JSONataValue] {
    switch self {
    case .undefined: []
    case .array(let array): array.elements
    default: [self]
    }
  }

  /// The member of an object.
  subscript(key: String) -> JSONataValue {
    guard case .object(let members) = self else { return .undefined }
    return members.last { $0.key.utf8.elementsEqual(key.utf8) }?.value ?? .undefined
  }

  /// Whether it counts as true; `nil` for what is not there.
  var truth: Bool? {
    switch self {
    case .undefined: nil
    case .null, .function, .pattern: false
    case .bool(let flag): flag
    case .number(let number): number != 0
    case .string(let text): !text.isEmpty
    case .object(let members): !members.isEmpty
    case .array(let array):
      array.elements.count == 1
        ? array.elements[0].truth ?? false : array.elements.contains { $0.truth == true }
    }
  }

  /// The name that `$type` has for it.
  var typeName: String? {
    switch self {
    case .undefined: nil
    case .null: "null"
    case .bool: "boolean"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    case .function, .pattern: "function"
    }
  }

  /// Whether two values are equal through and through.
  static func equals(_ left: JSONataValue, _ right: JSONataValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
    case (.array(let a), .array(let b)):
      a.elements.count == b.elements.count && zip(a.elements, b.elements).allSatisfy(equals)
    case (.object(let a), .object(let b)):
      a.count == b.count && a.allSatisfy { equals($0.value, right[$0.key]) }
    default: false
    }
  }
}

// MARK: - Texts

extension JSONataValue {
  /// The value as a text, as `$string` and `&` make it: nothing of what is not there.
  func text(isPretty: Bool = false) -> String {
    switch self {
    case .undefined, .function, .pattern: ""
    case .string(let text): text
    case .number(let number): Self.text(of: number)
    case .null, .bool, .array, .object: document(isPretty ? 0 : nil)
    }
  }

  private func document(_ depth: Int?) -> String {
    switch self {
    case .array(let array):
      Self.enclosed("[", array.elements.map { $0.document(depth.map { $0 + 1 }) }, "]", depth)
    case .object(let members):
      Self.enclosed(
        "{",
        members.filter { !$0.value.isUndefined }.map { member in
          JSONValue.string(member.key).description + (depth == nil ? ":" : ": ")
            + member.value.document(depth.map { $0 + 1 })
        }, "}", depth)
    case .number(let number): Self.text(of: number)
    case .undefined, .function, .pattern: "\"\""
    case .null, .bool, .string: json?.description ?? ""
    }
  }

  private static func enclosed(
    _ open: String, _ parts: [String], _ close: String, _ depth: Int?
  ) -> String {
    guard let depth, !parts.isEmpty else { return open + parts.joined(separator: ",") + close }
    let margin = "\n" + String(repeating: "  ", count: depth)
    return open + parts.map { margin + "  " + $0 }.joined(separator: ",") + margin + close
  }

  /// A number as JavaScript writes it, with fifteen significant digits at most.
  static func text(of number: Double) -> String {
    guard number.isFinite else { return "null" }
    let number = rounded(number)
    if let whole = Int(exactly: number) { return String(whole) }
    // Swift writes 1e-07 where JavaScript writes 1e-7, and turns to exponents earlier.
    let text = String(describing: number)
    guard let mark = text.firstIndex(of: "e") else { return text }
    let exponent = Int(text[text.index(after: mark)...]) ?? 0
    let mantissa = text[..<mark]
    if (-7...20).contains(exponent), exponent != -7 { return plain(mantissa, exponent) }
    let short = mantissa.hasSuffix(".0") ? mantissa.dropLast(2) : mantissa
    return short + (exponent < 0 ? "e-" : "e+") + String(abs(exponent))
  }

  private static func plain(_ mantissa: Substring, _ exponent: Int) -> String {
    let sign = mantissa.hasPrefix("-") ? "-" : ""
    let parts = mantissa.drop { $0 == "-" }.split(separator: ".")
    let fraction = parts.count > 1 && parts[1] != "0" ? String(parts[1]) : ""
    let digits = (parts.first.map { String($0) } ?? "0") + fraction
    if exponent < 0 {
      return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
    }
    let zeros = String(repeating: "0", count: max(0, exponent + 1 - digits.count))
    let whole = digits + zeros
    let cut = whole.index(whole.startIndex, offsetBy: exponent + 1)
    return sign + whole[..<cut] + (cut < whole.endIndex ? "." + whole[cut...] : "")
  }

  /// The nearest number with fifteen significant digits.
  private static func rounded(_ number: Double) -> Double {
    let text = String(describing: number)
    let mark = text.firstIndex(of: "e") ?? text.endIndex
    var digits = text[..<mark].filter(\.isNumber)
    while digits.hasPrefix("0") { digits.removeFirst() }
    guard digits.count > 15 else { return number }
    let exponent = Int(text[mark...].dropFirst()) ?? 0
    let mantissa = text[..<mark].drop { $0 == "-" }
    let point = mantissa.firstIndex(of: ".").map {
      mantissa.distance(from: mantissa.startIndex, to: $0)
    }
    let leadingZeros = mantissa.filter(\.isNumber).prefix { $0 == "0" }.count
    let scale = (point ?? mantissa.count) - leadingZeros + exponent
    guard var leading = Int(digits.prefix(15)) else { return number }
    if let next = digits.dropFirst(15).first?.wholeNumberValue, next >= 5 { leading += 1 }
    let sign = number < 0 ? "-" : ""
    return Double("\(sign)\(leading)e\(scale - 15)") ?? number
  }
}
