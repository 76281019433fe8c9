internal import Simulation

/// An object of a trace whose members are read by name; a member that is `null` is missing.
struct TraceObject {
  /// Where it is in the trace.
  let place: String
  private let members: [(key: String, value: JSONValue)]

  /// The members of a value, which must be an object.
  init(_ value: JSONValue, at place: String) throws(TraceMistake) {
    guard case .object(let members) = value else {
      throw place.isEmpty
        ? TraceMistake("the trace is no object in { }") : TraceMistake(at: place, "is no object")
    }
    self.place = place
    self.members = members
  }

  /// The names of the members.
  var keys: [String] { members.map(\.key) }

  /// Where a member is in the trace.
  func place(of key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }

  /// A member's value, if there is one.
  func value(_ key: String) -> JSONValue? {
    guard let value = members.last(where: { $0.key.utf8.elementsEqual(key.utf8) })?.value else {
      return nil
    }
    if case .null = value { return nil }
    return value
  }

  /// A member that is a text.
  func text(_ key: String) throws(TraceMistake) -> String? {
    switch value(key) {
    case nil: return nil
    case .string(let text): return text
    default: throw TraceMistake(at: place(of: key), "is no text")
    }
  }

  /// A member that is a whole number; one that is no number at all is out of every range.
  func integer(_ key: String) -> Int? { value(key).map(Self.integer) }

  /// A member that is a truth value, or its name.
  func flag(_ key: String) throws(TraceMistake) -> Bool? {
    switch value(key) {
    case nil: return nil
    case .bool(let flag): return flag
    case .string(let text) where ["true", "false"].contains(text.lowercased()):
      return text.lowercased() == "true"
    default: throw TraceMistake(at: place(of: key), "is neither true nor false")
    }
  }

  /// A member that is a number.
  func number(_ key: String) throws(TraceMistake) -> Double? {
    switch value(key) {
    case nil: return nil
    case .number(let number, _): return number
    default: throw TraceMistake(at: place(of: key), "is no number")
    }
  }

  /// A member that is a time in seconds, at least zero, to the nanosecond.
  func nanoseconds(_ key: String) throws(TraceMistake) -> Int64? {
    guard let number = try number(key) else { return nil }
    guard number >= 0, number < Self.latest else {
      throw TraceMistake(at: place(of: key), "is no time from 0 to \(Int(Self.latest)) seconds")
    }
    guard case .number(_, let source?) = value(key), let exact = Self.nanoseconds(source) else {
      return Interval(seconds: number).nanoseconds
    }
    return exact
  }

  /// A member that is an array.
  func elements(_ key: String) throws(TraceMistake) -> [JSONValue]? {
    switch value(key) {
    case nil: return nil
    case .array(let elements): return elements
    default: throw TraceMistake(at: place(of: key), "is no array")
    }
  }

  /// Times are kept in nanoseconds; these are two hundred years.
  private static let latest = 6_307_200_000.0

  private static func integer(_ value: JSONValue) -> Int {
    switch value {
    case .number(let number, _) where number.magnitude < 0x1p53: Int(exactly: number) ?? .min
    case .string(let text): Int(text) ?? .min
    default: .min
    }
  }

  /// The nanoseconds of a decimal number of seconds, rounded; nil for one with an exponent.
  private static func nanoseconds(_ source: String) -> Int64? {
    let parts = source.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int64(parts[0]) else { return nil }
    let decimals = parts.count == 2 ? parts[1] : ""
    let padded = decimals.prefix(9) + String(repeating: "0", count: max(0, 9 - decimals.count))
    guard let fraction = Int64(padded), !decimals.contains("+"), !decimals.contains("-") else {
      return nil
    }
    let isRoundedUp = decimals.dropFirst(9).first.map { $0 >= "5" } ?? false
    return whole * 1_000_000_000 + fraction + (isRoundedUp ? 1 : 0)
  }
}
