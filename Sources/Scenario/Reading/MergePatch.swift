/// A JSON merge patch (RFC 7396), the form in which a scenario writes its variants.
///
/// What comes from the patch keeps its place in the file, so that its mistakes are shown there.
package struct MergePatch: Sendable {
  private let patch: Node

  /// The patch that a value of the file spells out.
  package init(_ patch: Node) { self.patch = patch }

  /// The target with the patch's keys put in, and without those that it sets to `null`.
  ///
  /// What the patch takes away without its being there is worth a warning: a misspelt name.
  package func applied(to target: Node, at path: TreePath) -> (node: Node, warnings: [Mistake]) {
    var warnings: [Mistake] = []
    let node = Self.merged(patch, into: target, at: path, warnings: &warnings)
    return (node, warnings)
  }

  /// RFC 7396 §2, `MergePatch(Target, Patch)`; a target that is missing is `nil`.
  private static func merged(
    _ patch: Node, into target: Node?, at path: TreePath, warnings: inout [Mistake]
  ) -> Node {
    guard case .object(let changes) = patch.value else { return patch }
    var members = MemberTable(of: target)
    for change in changes {
      let key = change.name.text
      if change.value.value != .null {
        let value = merged(
          change.value, into: members[key], at: path.appending(key), warnings: &warnings)
        members.set(change.name, to: value)
      } else if !members.remove(key) {
        let nearest = nearestName(to: key, among: members.names)
        warnings.append(
          Mistake(
            .reference(.nothingToRemove(key, nearest: nearest)), severity: .warning,
            at: change.name.range, path: path))
      }
    }
    let isObject = if case .object = target?.value { true } else { false }
    return Node(.object(members.inOrder), at: isObject ? target?.range ?? patch.range : patch.range)
  }
}

/// The members of an object under change: in order, and found by key.
private struct MemberTable {
  private var members: [Node.Member?] = []
  private var indices: [String: Int] = [:]

  init(of node: Node?) {
    guard case .object(let members) = node?.value else { return }
    for member in members { set(member.name, to: member.value) }
  }

  var inOrder: [Node.Member] { members.compactMap(\.self) }
  var names: [String] { inOrder.map(\.name.text) }

  subscript(key: String) -> Node? {
    indices[key].flatMap { members[$0] }?.value
  }

  /// Puts a value under a key, at the end if the key is new.
  mutating func set(_ name: Node.Name, to value: Node) {
    if let index = indices[name.text] {
      members[index] = Node.Member(name, value)
    } else {
      indices[name.text] = members.count
      members.append(Node.Member(name, value))
    }
  }

  /// Takes a member out; `false` if there was none.
  mutating func remove(_ key: String) -> Bool {
    guard let index = indices.removeValue(forKey: key) else { return false }
    members[index] = nil
    return true
  }
}
