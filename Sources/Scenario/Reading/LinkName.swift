/// The name of a link between two components: `"orders -> process-order"`.
package struct LinkName: Hashable, Sendable, CustomStringConvertible {
  /// The component whose requests pass the link.
  package let source: String
  /// The component that answers them.
  package let destination: String

  /// The link that a text names, or `nil` if there is no arrow between two names.
  package init?(_ text: String) {
    let ends = text.split(separator: "->", maxSplits: 2, omittingEmptySubsequences: false)
    guard ends.count == 2 else { return nil }
    source = Self.trimmed(ends[0])
    destination = Self.trimmed(ends[1])
    if source.isEmpty || destination.isEmpty { return nil }
  }

  /// The name in its one spelling.
  package var description: String { "\(source) -> \(destination)" }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
