/// A mistake in a scenario file: what is wrong, and where.
package struct Mistake: Error, Hashable, Sendable {
  /// How bad a finding is.
  package enum Severity: String, Hashable, Sendable {
    /// Nothing is simulated from a file with one.
    case error
    /// The scenario runs, but probably does not say what its author means, or is known to hurt.
    case warning
    /// The scenario runs and may well be meant so; there is advice against it all the same.
    case note
  }

  /// What is wrong.
  package let problem: Problem
  /// How bad it is.
  package let severity: Severity
  /// The text to point at.
  package let range: SourceRange
  /// The object in which it stands, where the parser got that far.
  package let path: TreePath
  /// The variant in which it shows, where the scenario without variants is right.
  package var variant: String?

  /// A mistake at a place of the file.
  package init(
    _ problem: Problem, severity: Severity = .error, at range: SourceRange,
    path: TreePath = .root, variant: String? = nil
  ) {
    self.problem = problem
    self.severity = severity
    self.range = range
    self.path = path
    self.variant = variant
  }

  /// A mistake that concerns the file from its start.
  init(_ problem: Problem, at place: SourcePlace) {
    self.init(problem, at: SourceRange(place))
  }
}

extension [Mistake] {
  /// Whether one of the mistakes keeps the scenario from running.
  package var containErrors: Bool { contains { $0.severity == .error } }

  /// The mistakes in the order of the file; those at one place in the order in which they were found.
  package func inFileOrder() -> [Mistake] {
    enumerated()
      .sorted { ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset) }
      .map(\.element)
  }

  /// Adds what shows in a variant only; what the scenario has anyway is not said twice.
  package mutating func append(_ others: [Mistake], foundIn variant: String) {
    let known = Set(map(\.finding))
    for var mistake in others where !known.contains(mistake.finding) {
      mistake.variant = variant
      append(mistake)
    }
  }
}

extension Mistake {
  /// The mistake whichever variant it was found in, without what is suggested instead: that depends on
  /// what else the variant has.
  fileprivate var finding: Mistake {
    Mistake(problem.withoutSuggestions, severity: severity, at: range, path: path)
  }
}

extension Problem {
  fileprivate var withoutSuggestions: Problem {
    switch self {
    case .keys(.unknown(let key, _, _)): .keys(.unknown(key, nearest: nil, known: []))
    case .reference(.unknown(let kind, let name, _)):
      .reference(.unknown(kind, name, nearest: nil))
    case .reference(.nothingToRemove(let name, _)):
      .reference(.nothingToRemove(name, nearest: nil))
    case .expectation(.unknown(let kind, let name, let owner, _, _)):
      .expectation(.unknown(kind, name, owner: owner, nearest: nil, known: []))
    default: self
    }
  }
}
