/// One thing that a sweep varies: `components.orders.visibilityTimeout=5s..60s step 5s`.
package struct SweepAxis: Hashable, Sendable {
  /// The most values that one axis may have.
  package static let limit = 1_000

  /// The way to what is varied.
  package let path: String
  /// The values it takes, as a scenario writes them.
  package let values: [String]

  /// An axis of some values.
  package init(path: String, values: [String]) {
    self.path = path
    self.values = values
  }

  /// Reads `path=values`, where values are parted by commas, and each is one value or a range.
  ///
  /// A range is `1..10`, `1s..60s step 5s` or `90s..10m step 30s`, its end included where it is met.
  /// Without a step it goes by ones. What stands in brackets or quotes is one value.
  package init(reading text: String) throws(SweepMistake) {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      throw .noValues(text)
    }
    path = String(text[..<equals].trimmed)
    var values: [String] = []
    for part in Self.parts(of: text[text.index(after: equals)...]) {
      guard !part.isEmpty else { throw .noValues(text) }
      if let range = try SweepRange(reading: part) {
        guard values.count + range.count <= Self.limit else {
          throw .tooManyValues(path: path, limit: Self.limit)
        }
        values += range.values
      } else {
        values.append(String(part))
      }
    }
    guard values.count <= Self.limit else {
      throw .tooManyValues(path: path, limit: Self.limit)
    }
    self.values = values
  }

  /// The parts between the commas that stand neither in brackets nor in quotes.
  private static func parts(of text: Substring) -> [Substring] {
    var parts: [Substring] = []
    var start = text.startIndex
    var depth = 0
    var quote: Character?
    for (index, character) in zip(text.indices, text) {
      if let open = quote {
        if character == open { quote = nil }
        continue
      }
      switch character {
      case "\"", "'": quote = character
      case "[", "{": depth += 1
      case "]", "}": depth -= 1
      case "," where depth == 0:
        parts.append(text[start..<index].trimmed)
        start = text.index(after: index)
      default: break
      }
    }
    return parts + [text[start...].trimmed]
  }
}
