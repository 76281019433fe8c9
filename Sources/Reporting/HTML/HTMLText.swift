/// Writes HTML element by element; names and texts from a scenario cannot become markup in it.
///
/// The two places where a text stands for itself are `text(_:)` and an attribute's value, and both
/// escape it. Only the page's own style, script and data go in as they are.
package struct HTMLText: Sendable {
  /// The text so far.
  package private(set) var written = ""

  /// The elements that have no content and no end tag (HTML, "Void elements").
  private static let voidElements = ["meta", "br", "hr", "col"]

  /// An empty text.
  package init() {}

  /// Writes an element with what stands in it.
  package mutating func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
    _ content: (inout HTMLText) -> Void = { _ in }
  ) {
    written += "<\(name)"
    for attribute in attributes {
      written += " \(attribute.key)=\"" + Self.escaped(attribute.value) + "\""
    }
    written += ">"
    if Self.voidElements.contains(name.description) { return }
    content(&self)
    written += "</\(name)>"
  }

  /// Writes an element that holds nothing but text.
  package mutating func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], text: String
  ) {
    element(name, attributes) { $0.text(text) }
  }

  /// Writes text for the reader.
  package mutating func text(_ text: String) { written += Self.escaped(text) }

  /// Begins a new line of the file, which a browser takes for a space at most.
  package mutating func breakLine() { written += "\n" }

  /// Writes what is HTML, a style or a script already; never anything from a scenario.
  mutating func verbatim(_ markup: String) { written += markup }

  /// Writes a JSON document for the script of the page to read.
  ///
  /// `<` is escaped, so that no text in it can end the element or open a comment (HTML,
  /// "Restrictions on the contents of script elements").
  mutating func data(_ json: String, id: String) {
    element("script", ["type": "application/json", "id": id]) {
      $0.written += json.replacing("<", with: "\\u003c")
    }
  }

  /// The text with what would be markup escaped; control characters, which HTML forbids even so,
  /// become replacement characters.
  package static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\n", "\t": escaped.unicodeScalars.append(scalar)
      case _ where scalar.properties.generalCategory == .control: escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
