/// A type whose values can be read from a command line.
package protocol ArgumentValue {
  /// The value that a text stands for, if it stands for one.
  init?(argument: String)
  /// The text that stands for the value, as help shows a default.
  var argumentText: String { get }
  /// What may be given.
  static var expectation: ArgumentExpectation { get }
}

/// What an argument may be, for messages and help.
package enum ArgumentExpectation: Hashable, Sendable {
  /// Something that words describe (`a whole number`), shown in the usage as a placeholder (`<n>`).
  case described(String, placeholder: String)
  /// One of a few words.
  case oneOf([String])

  /// The words that may be given, where they are few.
  var words: [String] {
    if case .oneOf(let words) = self { words } else { [] }
  }

  /// As it stands in a sentence after "use".
  var text: String {
    switch self {
    case .described(let text, _): return text
    case .oneOf(let words):
      guard let last = words.last, words.count > 1 else { return words.joined() }
      return words.dropLast().joined(separator: ", ") + " or " + last
    }
  }

  /// As it stands in the usage.
  var placeholder: String {
    switch self {
    case .described(_, let placeholder): placeholder
    case .oneOf(let words): words.joined(separator: "|")
    }
  }
}

extension String: ArgumentValue {
  package init?(argument: String) { self = argument }
  package var argumentText: String { self }
  package static var expectation: ArgumentExpectation {
    .described("a text", placeholder: "<text>")
  }
}

extension Int: ArgumentValue {
  package init?(argument: String) { self.init(argument, radix: 10) }
  package var argumentText: String { description }
  package static var expectation: ArgumentExpectation {
    .described("a whole number", placeholder: "<n>")
  }
}

extension UInt64: ArgumentValue {
  package init?(argument: String) { self.init(argument, radix: 10) }
  package var argumentText: String { description }
  package static var expectation: ArgumentExpectation {
    .described("a whole number from 0 to \(max)", placeholder: "<n>")
  }
}

extension Double: ArgumentValue {
  /// Only what is written with digits: `Double("infinity")` and `Double("0x1p3")` succeed too.
  package init?(argument: String) {
    guard argument.utf8.allSatisfy({ "0123456789.+-eE".utf8.contains($0) }),
      let value = Double(argument), value.isFinite
    else { return nil }
    self = value
  }
  package var argumentText: String { NumberText.shortest(self) }
  package static var expectation: ArgumentExpectation {
    .described("a number", placeholder: "<number>")
  }
}

extension ArgumentValue where Self: CaseIterable & RawRepresentable, RawValue == String {
  package init?(argument: String) { self.init(rawValue: argument) }
  package var argumentText: String { rawValue }
  package static var expectation: ArgumentExpectation { .oneOf(allCases.map(\.rawValue)) }
}
