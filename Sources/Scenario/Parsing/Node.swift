/// A value of a scenario file with the place where it stands.
package struct Node: Hashable, Sendable {
  /// What the value is.
  package enum Value: Hashable, Sendable {
    case null
    case flag(Bool)
    case number(Numeral)
    case text(String)
    case list([Node])
    /// In the order of the file; no key twice.
    case object([Member])
    /// A value that could not be read; its mistake is noted already, so nobody complains again.
    case mistaken
  }

  /// A key of an object with the place where it stands.
  package struct Name: Hashable, Sendable {
    /// The key, with its escapes resolved.
    package let text: String
    /// Where it stands.
    package let range: SourceRange

    /// A key at a place.
    package init(_ text: String, at range: SourceRange) {
      self.text = text
      self.range = range
    }
  }

  /// A key of an object and what it holds.
  package struct Member: Hashable, Sendable {
    /// The key.
    package var name: Name
    /// What it holds.
    package var value: Node

    /// A key and what it holds.
    package init(_ name: Name, _ value: Node) {
      self.name = name
      self.value = value
    }
  }

  /// What the value is.
  package var value: Value
  /// Where it stands; of an object or list the opening bracket.
  package var range: SourceRange

  /// A value at a place.
  package init(_ value: Value, at range: SourceRange) {
    self.value = value
    self.range = range
  }

  /// The keys of an object; none of anything else.
  var keys: [String] {
    guard case .object(let members) = value else { return [] }
    return members.map(\.name.text)
  }

  /// What an object holds under a key, or `nil`.
  package subscript(key: String) -> Node? {
    guard case .object(let members) = value else { return nil }
    return members.first { $0.name.text == key }?.value
  }
}
