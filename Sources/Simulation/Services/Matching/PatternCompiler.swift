/// Turns a document of patterns into alternatives, each of which asks something of some paths.
///
/// A path is the keys from the top joined by dots, as event-ruler has it (README, "JSON keys with
/// dots"): `{"a": {"b": …}}` and `{"a.b": …}` are one path. What is asked of a path for the second time
/// replaces the first. `$or` forks the alternatives found so far, in the order of the document.
struct PatternCompiler {
  /// What an alternative asks of a path.
  struct Requirement: Hashable {
    let path: [UInt8]
    let tests: [ValueTest]
  }

  /// A pattern of more alternatives is refused (EventBridge user guide, "Or": 1,000 rule combinations).
  static let alternativesLimit = 1000
  private static let orKey = "$or"
  /// What cannot be a key inside `$or` (event-ruler, README, "The `$or` primitive").
  private static let reservedKeys =
    MatchDialect.Operator.allCases.map(\.rawValue) + [
      "=", "<", "<=", ">", ">=", "regex", "not-wildcard", "not-equals-ignore-case", "date-after",
      "date-on-or-after", "date-before", "date-on-or-before", "in-date-range",
      "ip-address-in-range", "ip-address-not-in-range",
    ]

  private let dialect: MatchDialect
  /// Whether `$or` is the operator; in the second reading it is a key like any other.
  private let forksAtOr: Bool
  private var alternatives: [[Requirement]] = []

  private init(_ dialect: MatchDialect, forksAtOr: Bool) {
    self.dialect = dialect
    self.forksAtOr = forksAtOr
  }

  /// The alternatives of a pattern.
  ///
  /// Where `$or` does not have the form of the operator it is tried as a key: patterns from before there
  /// was an operator still work (event-ruler, README, "The backward compatibility").
  static func alternatives(
    of members: [(key: String, value: JSONValue)], in dialect: MatchDialect
  ) throws(PatternProblem) -> [[Requirement]] {
    var compiler = PatternCompiler(dialect, forksAtOr: true)
    do throws(PatternProblem) {
      try compiler.addObject(members, below: nil)
      return compiler.alternatives
    } catch {
      if error.isLimit { throw error }
      compiler = PatternCompiler(dialect, forksAtOr: false)
      guard (try? compiler.addObject(members, below: nil)) != nil else { throw error }
      return compiler.alternatives
    }
  }

  private mutating func addObject(
    _ members: [(key: String, value: JSONValue)], below parent: [UInt8]?, insideOr: Bool = false
  ) throws(PatternProblem) {
    if members.isEmpty { throw .emptyObject }
    for (key, value) in members {
      if forksAtOr, key == Self.orKey {
        try fork(value, below: parent)
        continue
      }
      if insideOr, Self.reservedKeys.contains(key) { throw .reservedInOr(key) }
      let path = (parent.map { $0 + [UInt8(ascii: ".")] } ?? []) + Array(key.utf8)
      switch value {
      case .object(let inner): try addObject(inner, below: path, insideOr: insideOr)
      case .array(let list): require(try dialect.tests(list, of: key), of: path)
      default: throw .neitherObjectNorList(key)
      }
    }
  }

  private mutating func fork(
    _ value: JSONValue, below parent: [UInt8]?
  ) throws(PatternProblem) {
    guard case .array(let branches) = value else { throw .orWithoutList }
    let stem = alternatives.isEmpty ? [[]] : alternatives
    var forked: [[Requirement]] = []
    for branch in branches {
      guard case .object(let members) = branch else { throw .orWithoutObjects }
      alternatives = stem
      try addObject(members, below: parent, insideOr: true)
      forked += alternatives
      if forked.count > Self.alternativesLimit {
        throw .tooManyCombinations(limit: Self.alternativesLimit)
      }
    }
    if branches.count < 2 { throw .orWithOneBranch }
    alternatives = forked
  }

  private mutating func require(_ tests: [ValueTest], of path: [UInt8]) {
    let requirement = Requirement(path: path, tests: tests)
    if alternatives.isEmpty { alternatives = [[]] }
    for index in alternatives.indices {
      if let known = alternatives[index].firstIndex(where: { $0.path == path }) {
        alternatives[index][known] = requirement
      } else {
        alternatives[index].append(requirement)
      }
    }
  }
}
