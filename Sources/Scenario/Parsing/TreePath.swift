/// The way from the root of a scenario to one of its values: `components > orders > handler[0]`.
package struct TreePath: Hashable, Sendable {
  /// One step of the way.
  package enum Step: Hashable, Sendable {
    /// Into the value of a key.
    case key(String)
    /// Into an element of a list, counted from zero.
    case index(Int)
  }

  private var steps: [Step]

  /// The whole scenario.
  package static let root = TreePath(steps: [])

  /// The way along some keys from the root.
  package init(_ keys: String...) {
    steps = keys.map(Step.key)
  }

  private init(steps: [Step]) { self.steps = steps }

  /// Whether the path leads to the whole scenario.
  package var isRoot: Bool { steps.isEmpty }

  /// The path to what a key holds.
  package func appending(_ key: String) -> TreePath { TreePath(steps: steps + [.key(key)]) }

  /// The path to an element of a list, counted from zero.
  package func appending(index: Int) -> TreePath { TreePath(steps: steps + [.index(index)]) }

  /// The last key with the indices after it, the name by which a message calls the value.
  package var subject: String {
    Self.text(of: steps[steps.lastKeyIndex...])
  }

  /// The path without its subject.
  package var container: TreePath {
    TreePath(steps: Array(steps[..<steps.lastKeyIndex]))
  }

  /// The keys on the way, without the indices.
  var keys: [String] {
    steps.compactMap { if case .key(let key) = $0 { key } else { nil } }
  }

  /// Goes into the value of a key.
  mutating func append(_ key: String) { steps.append(.key(key)) }
  /// Goes into an element of a list.
  mutating func append(index: Int) { steps.append(.index(index)) }
  /// Goes back by a step.
  mutating func removeLast() { steps.removeLast() }

  private static func text(of steps: ArraySlice<Step>) -> String {
    steps.reduce(into: "") { text, step in
      switch step {
      case .key(let key): text += (text.isEmpty ? "" : " > ") + key.printable(upTo: 60)
      case .index(let index): text += "[\(index)]"
      }
    }
  }
}

extension TreePath: CustomStringConvertible {
  /// The keys with ` > ` between them and the indices in brackets.
  package var description: String { Self.text(of: steps[...]) }
}

extension [TreePath.Step] {
  /// Where the last key stands, or the start.
  fileprivate var lastKeyIndex: Int {
    lastIndex { if case .key = $0 { true } else { false } } ?? 0
  }
}
