import Foundation

/// As much of JSON Schema (draft 2020-12) as Faultline's own schema uses.
struct JSONSchema {
  private let root: [String: Any]

  init(_ text: String) throws {
    let document = try JSONSerialization.jsonObject(with: Data(text.utf8))
    root = document as? [String: Any] ?? [:]
  }

  /// What in a document the schema does not allow, each with the way to it.
  func faults(in document: Any) -> [String] { faults(in: document, against: root, at: "") }

  private func faults(in value: Any, against schema: [String: Any], at path: String) -> [String] {
    var found = reference(schema).map { faults(in: value, against: $0, at: path) } ?? []
    if let type = schema["type"] as? String, !Self.has(value, type) {
      return found + ["\(path): no \(type)"]
    }
    if let word = schema["const"] as? String, value as? String != word {
      found.append("\(path): no \(word)")
    }
    if let words = schema["enum"] as? [String], !words.contains(value as? String ?? "") {
      found.append("\(path): none of \(words.count) words")
    }
    found += bounds(of: value, schema, path)
    if let object = value as? [String: Any] { found += members(of: object, schema, path) }
    if let list = value as? [Any] { found += elements(of: list, schema, path) }
    return found + combinations(of: value, schema, path)
  }

  private func reference(_ schema: [String: Any]) -> [String: Any]? {
    guard let reference = schema["$ref"] as? String, let name = reference.split(separator: "/").last
    else { return nil }
    return (root["$defs"] as? [String: Any])?[String(name)] as? [String: Any]
      ?? ["const": "a definition of \(name)"]
  }

  private static func has(_ value: Any, _ type: String) -> Bool {
    let isFlag = (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? false
    return switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "boolean": isFlag
    case "null": value is NSNull
    case "integer":
      !isFlag && (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
    case "number": !isFlag && value is NSNumber
    default: false
    }
  }

  private func bounds(of value: Any, _ schema: [String: Any], _ path: String) -> [String] {
    if let pattern = schema["pattern"] as? String, let text = value as? String,
      (try? Regex(pattern).wholeMatch(in: text)) == nil
    {
      return ["\(path): '\(text)' does not match"]
    }
    guard let number = value as? NSNumber else { return [] }
    let least = (schema["minimum"] as? NSNumber)?.doubleValue ?? -.infinity
    let most = (schema["maximum"] as? NSNumber)?.doubleValue ?? .infinity
    return (least...most).contains(number.doubleValue) ? [] : ["\(path): out of range"]
  }

  private func members(
    of object: [String: Any], _ schema: [String: Any], _ path: String
  ) -> [String] {
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    var found = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }
      .map { "\(path): '\($0)' is missing" }
    for (key, value) in object.sorted(by: { $0.key < $1.key }) {
      let place = "\(path)/\(key)"
      if let property = properties[key] {
        found += faults(in: value, against: property, at: place)
      } else if let rest = schema["additionalProperties"] as? [String: Any] {
        found += faults(in: value, against: rest, at: place)
      } else if schema["additionalProperties"] as? Bool == false {
        found.append("\(place): unknown")
      }
    }
    return found
  }

  private func elements(of list: [Any], _ schema: [String: Any], _ path: String) -> [String] {
    let count = (schema["minItems"] as? Int ?? 0)...(schema["maxItems"] as? Int ?? .max)
    var found = count.contains(list.count) ? [] : ["\(path): \(list.count) elements"]
    let first = schema["prefixItems"] as? [[String: Any]] ?? []
    for (place, value) in list.enumerated() {
      let element = place < first.count ? first[place] : schema["items"] as? [String: Any]
      if let element { found += faults(in: value, against: element, at: "\(path)/\(place)") }
    }
    return found
  }

  private func combinations(of value: Any, _ schema: [String: Any], _ path: String) -> [String] {
    var found: [String] = []
    for part in schema["allOf"] as? [[String: Any]] ?? [] {
      found += faults(in: value, against: part, at: path)
    }
    if let ways = schema["anyOf"] as? [[String: Any]] {
      let each = ways.map { faults(in: value, against: $0, at: path) }
      if !each.contains(where: \.isEmpty) {
        found += each.min { $0.count < $1.count } ?? ["\(path): nothing fits"]
      }
    }
    if let condition = schema["if"] as? [String: Any], let then = schema["then"] as? [String: Any],
      faults(in: value, against: condition, at: path).isEmpty
    {
      found += faults(in: value, against: then, at: path)
    }
    return found
  }
}
