/// A compiled pattern: what must hold of which paths, ready to be asked of many documents.
struct MatchPlan: Sendable {
  /// What one alternative asks of a path.
  struct Requirement: Hashable, Sendable {
    /// The place of the path among the paths.
    let path: Int
    let tests: [ValueTest]
    /// Whether it will do if the document has nothing at the path.
    let mayBeAbsent: Bool
  }

  /// All paths that any alternative asks for, sorted by their bytes.
  let paths: [[UInt8]]
  /// The alternatives, of which a document needs to satisfy one; each is sorted by path.
  let alternatives: [[Requirement]]
  /// Whether the values of one match must come from the same element of an array.
  let keepsElementsTogether: Bool

  init(
    _ members: [(key: String, value: JSONValue)], in dialect: MatchDialect
  ) throws(PatternProblem) {
    let alternatives = try PatternCompiler.alternatives(of: members, in: dialect)
    if alternatives.count == 1 {
      paths = alternatives[0].map(\.path).sorted { $0.lexicographicallyPrecedes($1) }
    } else {
      paths = Set(alternatives.joined().map(\.path))
        .sorted { $0.lexicographicallyPrecedes($1) }
    }
    self.alternatives = alternatives.map { [paths] alternative in
      alternative.map { requirement in
        Requirement(
          path: paths.firstIndex(of: requirement.path) ?? 0, tests: requirement.tests,
          mayBeAbsent: requirement.tests.contains(.absent))
      }.sorted { $0.path < $1.path }
    }
    keepsElementsTogether = dialect.keepsElementsTogether
  }

  /// Whether a document, which must be an object, satisfies the pattern.
  func matches(_ document: JSONValue, using search: inout MatchSearch) -> Bool {
    guard case .object = document else { return false }
    search.collect(document, for: self)
    return alternatives.contains { search.satisfies($0) }
  }
}
