package import Simulation

extension JSONValue {
  /// How wide a line of a scenario may be.
  private static let width = 100

  /// The value as JSON5 over as many lines as it needs: what fits a line stands on one.
  ///
  /// - Parameters:
  ///   - indentation: How far the lines after the first are set in.
  ///   - used: How much of the first line is taken.
  package func layout(indentation: Int = 0, used: Int = 0) -> String {
    let line = text(for: .file)
    if line.count + max(used, indentation) < Self.width { return line }
    let inner = String(repeating: " ", count: indentation + 2)
    let end = "\n" + String(repeating: " ", count: indentation)
    switch self {
    case .array(let values) where !values.isEmpty:
      let lines = values.map { inner + $0.layout(indentation: indentation + 2) + ",\n" }
      return "[\n" + lines.joined().dropLast() + end + "]"
    case .object(let members) where !members.isEmpty:
      let lines = members.map { member in
        let key = JSONValue.key(member.key) + ": "
        let used = indentation + 2 + key.count
        return inner + key + member.value.layout(indentation: indentation + 2, used: used) + ",\n"
      }
      return "{\n" + lines.joined().dropLast() + end + "}"
    default: return line
    }
  }

  private static func key(_ text: String) -> String {
    let object = JSONValue.object([(key: text, value: .null)]).text(for: .file)
    return String(object.dropFirst(2).dropLast(": null }".count))
  }
}
