/// The keys of an object that is being read, each asked for once.
///
/// The keys that were asked for are the known ones: there is no second list of them.
package struct ObjectReader: Sendable {
  /// The keys of the object and what they hold, in the order of the file.
  package let members: [Node.Member]
  /// Where the object begins.
  package let range: SourceRange
  /// The way to the object.
  package let path: TreePath
  /// The keys that were asked for, in the order of the asking.
  private(set) var known: [String] = []
  /// The keys that the object needs but does not have, and what they could hold.
  private(set) var missing: [(key: String, allowed: AllowedValue)] = []

  init(_ members: [Node.Member], at range: SourceRange, path: TreePath) {
    self.members = members
    self.range = range
    self.path = path
  }

  /// Whether the object has a key; does not count as asking for it.
  package func has(_ key: String) -> Bool { members.contains { $0.name.text == key } }

  /// What a key holds, or `nil` if the object does not have it.
  package mutating func take(_ key: String) -> Node? {
    if !known.contains(key) { known.append(key) }
    return members.first { $0.name.text == key }?.value
  }

  /// Remembers that the object needs a key that it does not have.
  mutating func miss(_ key: String, _ allowed: AllowedValue) { missing.append((key, allowed)) }

  /// The keys that nobody asked for.
  var unread: [Node.Name] {
    let known = Set(known)
    return members.map(\.name).filter { !known.contains($0.text) }
  }
}
