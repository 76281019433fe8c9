import Simulation
import Testing

/// What holds of all patterns and events, tried on many that are drawn or broken at random.
@Suite struct `The laws of matching` {
  @Test(arguments: 0..<20)
  func `agree with a matcher that tries everything`(seed: Int) throws {
    var draw = Draw(seed: seed)
    var search = MatchSearch()
    for _ in 0..<200 {
      let pattern = draw.pattern()
      let event = draw.object(depth: 3)
      let compiled = try EventPattern(text: pattern.description)
      let told = NaiveMatcher(event).matches(pattern)
      #expect(compiled.matches(event, using: &search) == told, "\(pattern) ~ \(event)")
    }
  }

  @Test(arguments: 0..<10)
  func `hold of broken documents, which never crash and always fare alike`(seed: Int) {
    var draw = Draw(seed: seed)
    let seeds = Self.wellFormed
    for _ in 0..<400 {
      let text = draw.broken(seeds[draw.below(seeds.count)])
      let event = draw.object(depth: 3)
      #expect(Self.outcome(text, event) == Self.outcome(text, event))
    }
  }

  @Test func `do not depend on what was matched before`() throws {
    let pattern = try EventPattern(text: #"{"d": {"a": ["1"], "b": [{"exists": false}]}}"#)
    let events = try [#"{"d": [{"a": "1", "b": 2}]}"#, "{}", #"{"d": {"a": "1"}}"#].map {
      try JSONReader.read($0)
    }
    var search = MatchSearch()
    let once = events.map { pattern.matches($0, using: &search) }
    let again = events.reversed().map { pattern.matches($0, using: &search) }
    #expect(once == [false, false, true])
    #expect(again == once.reversed())
  }

  @Test func `finds no match among many elements before long`() throws {
    let elements = (0..<2000).map { "{\"a\": \"\($0)\", \"b\": \"\($0 + 1)\"}" }
    let event = try JSONReader.read(
      "{\"x\": [\(elements.joined(separator: ","))], \"y\": [\(elements.joined(separator: ","))]}")
    let pattern = try EventPattern(
      text: #"{"x": {"a": ["7"], "b": ["7"]}, "y": {"a": [{"exists": true}]}}"#)
    #expect(!pattern.matches(event))
  }

  /// What a document leads to, as a text.
  private static func outcome(_ text: String, _ event: JSONValue) -> [String] {
    var search = MatchSearch()
    var outcomes: [String] = []
    do throws(PatternProblem) {
      let pattern = try EventPattern(text: text)
      outcomes.append("\(pattern.matches(event, using: &search))")
    } catch {
      outcomes.append(error.description)
    }
    for scope in FilterPolicy.Scope.allCases {
      do throws(PatternProblem) {
        let policy = try FilterPolicy(text: text, scope: scope)
        let attribute = MessageAttribute(name: "a", type: "String", value: "x")
        outcomes.append("\(policy.matches([attribute], using: &search))")
        outcomes.append("\(policy.matches(body: event, using: &search))")
      } catch {
        outcomes.append(error.description)
      }
    }
    return outcomes
  }

  private static let wellFormed = [
    #"{"a": ["x", 5, null, true], "b": {"c": [{"exists": false}]}}"#,
    #"{"a": [{"prefix": "x"}, {"suffix": {"equals-ignore-case": "Yß"}}]}"#,
    #"{"a": [{"anything-but": ["x", "y"]}, {"anything-but": {"wildcard": ["*a*", "b\\**"]}}]}"#,
    #"{"a": [{"numeric": [">=", -1.5e2, "<", 12345678901234567]}, 37.807807921694092]}"#,
    #"{"a": [{"cidr": "10.0.0.0/24"}, {"cidr": "2001:db8::/32"}, "::1"]}"#,
    #"{"$or": [{"a": ["1"]}, {"b": {"$or": [{"c": ["2"]}, {"d": [3]}]}}], "a.b": ["z"]}"#,
  ]
}

/// Draws documents.
private struct Draw {
  private var stream: RandomStream
  private static let keys = ["a", "b", "c"]

  init(seed: Int) {
    stream = RandomStream(
      seed: UInt64(seed), replication: 0, component: "matching", purpose: "documents")
  }

  mutating func below(_ bound: Int) -> Int { stream.below(bound) }

  /// An object of few keys and values, with arrays.
  mutating func object(depth: Int) -> JSONValue {
    .object(
      Self.keys.compactMap { key in
        below(4) == 0 ? nil : (key: key, value: value(depth: depth - 1))
      })
  }

  private mutating func value(depth: Int) -> JSONValue {
    switch below(depth > 0 ? 6 : 2) {
    case 0...1: return .string("\(below(3))")
    case 2...3: return object(depth: depth)
    default: return .array((0..<below(4)).map { _ in value(depth: depth - 1) })
    }
  }

  /// A pattern of the same keys and values.
  mutating func pattern(depth: Int = 3) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = []
    for key in Self.keys where members.isEmpty || below(2) == 0 {
      if depth > 1, below(2) == 0 {
        members.append((key, pattern(depth: depth - 1)))
      } else {
        members.append((key, .array([test()])))
      }
    }
    return .object(members)
  }

  private mutating func test() -> JSONValue {
    switch below(5) {
    case 0: .object([("exists", .bool(true))])
    case 1: .object([("exists", .bool(false))])
    case 2: .object([("anything-but", .string("\(below(3))"))])
    default: .string("\(below(3))")
    }
  }

  /// A text with some of its bytes lost, doubled or replaced.
  mutating func broken(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for _ in 0...below(3) where !bytes.isEmpty {
      let place = below(bytes.count)
      switch below(4) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(bytes[place], at: below(bytes.count))
      case 2: bytes[place] = bytes[below(bytes.count)]
      default: bytes[place] = UInt8(below(256))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Finds matches by choosing values for all paths in all ways.
private struct NaiveMatcher {
  private struct Value {
    let path: String
    let text: String
    /// The element of each array in which the value lies, by the array's place in the document.
    let elements: [String: Int]
  }

  private var values: [Value] = []

  init(_ event: JSONValue) { collect(event, path: [], place: "", elements: [:]) }

  private mutating func collect(
    _ value: JSONValue, path: [String], place: String, elements: [String: Int]
  ) {
    switch value {
    case .object(let members):
      for (key, inner) in members {
        collect(inner, path: path + [key], place: place + "/" + key, elements: elements)
      }
    case .array(let list):
      for (index, inner) in list.enumerated() {
        var deeper = elements
        if case .string = inner {} else { deeper[place] = index }
        collect(inner, path: path, place: place + "#\(index)", elements: deeper)
      }
    case .string(let text):
      values.append(Value(path: path.joined(separator: "."), text: text, elements: elements))
    default: break
    }
  }

  func matches(_ pattern: JSONValue) -> Bool {
    var tests: [(path: String, test: JSONValue)] = []
    Self.flatten(pattern, path: [], into: &tests)
    tests.sort { $0.path < $1.path }
    return search(tests[...], chosen: [])
  }

  private static func flatten(
    _ pattern: JSONValue, path: [String], into tests: inout [(path: String, test: JSONValue)]
  ) {
    guard case .object(let members) = pattern else { return }
    for (key, value) in members {
      if case .array(let list) = value {
        tests.append(((path + [key]).joined(separator: "."), list[0]))
      } else {
        flatten(value, path: path + [key], into: &tests)
      }
    }
  }

  private func search(
    _ tests: ArraySlice<(path: String, test: JSONValue)>, chosen: [Value]
  ) -> Bool {
    guard let (path, test) = tests.first else { return true }
    let reachable = values.filter { value in
      value.path == path
        && chosen.allSatisfy { other in
          other.elements.allSatisfy { value.elements[$0] == nil || value.elements[$0] == $1 }
        }
    }
    if test["exists"] == .bool(false) {
      return reachable.isEmpty && search(tests.dropFirst(), chosen: chosen)
    }
    return reachable.contains { value in
      let passes =
        if case .string(let text) = test {
          value.text == text
        } else if case .string(let excepted)? = test["anything-but"] {
          value.text != excepted
        } else {
          true
        }
      return passes && search(tests.dropFirst(), chosen: chosen + [value])
    }
  }
}
