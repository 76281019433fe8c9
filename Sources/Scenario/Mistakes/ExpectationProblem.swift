/// Why an expectation measures nothing, or cannot be compared with its bound.
package enum ExpectationProblem: Hashable, Sendable {
  /// What can be asked of a run has no such name.
  package enum Kind: String, Hashable, Sendable {
    case outcome
    case effect
    case component = "component or producer"
    case metric
    case statistic
    case phase
    case measure
  }

  /// The bound is no text.
  case notABound(found: String, subject: String)
  /// The subject is nothing that is measured.
  case unknownSubject(String)
  /// A part of the subject is unknown; the owner is the component, where the part belongs to one.
  case unknown(Kind, String, owner: String?, nearest: String?, known: [String])
  /// A metric is named without what is wanted of it.
  case noStatistic(String, known: [String])
  /// The metric keeps no percentiles.
  case noPercentiles(metric: String)
  /// Only metrics are looked at by phase.
  case phaseOfWholeRun(String)
  /// The braces are not `{phase: …}`.
  case badPhase(String)
  /// The bound does not begin with a comparison.
  case noComparison(found: String, fix: String?)
  /// What follows the comparison is not of the subject's unit.
  case badBound(found: String, subject: String, example: String)
  /// What follows the comparison lacks the subject's unit.
  case noUnit(found: String, fix: String)
}

extension ExpectationProblem {
  /// What is wrong, and the fix.
  var sentence: String {
    switch self {
    case .notABound(let found, let subject):
      "\(subject.named) is \(found); use a comparison in quotes such as \"== 0\""
    case .unknownSubject(let text):
      "nothing measures \(text.named); use a metric with a statistic such as "
        + "\"orders.NumberOfMessagesSent.Sum\", \"messages.lost\", \"charge.total\", "
        + "\"recoveryTime\" or \"cost\""
    case .unknown(let kind, let name, let owner, let nearest?, _):
      "no \(kind.rawValue) \(name.named)\(Self.of(owner)); did you mean \(nearest.named)?"
    case .unknown(let kind, let name, let owner, nil, let known) where known.isEmpty:
      "no \(kind.rawValue) \(name.named)\(Self.of(owner)) in the scenario"
    case .unknown(let kind, let name, let owner, nil, let known):
      "no \(kind.rawValue) \(name.named)\(Self.of(owner)); use "
        + known.map(\.named).joined(lastBy: "or")
    case .noStatistic(let metric, let known):
      "a statistic is missing; add one, such as \((metric + ".Sum").inQuotes); there are "
        + known.joined(lastBy: "and")
    case .noPercentiles(let metric):
      "no percentiles are kept of \(metric.named); use Average, Maximum, Minimum, Sum or SampleCount"
    case .phaseOfWholeRun(let subject):
      "\(subject.named) is of the whole run; only metrics are looked at by phase"
    case .badPhase(let text):
      "\(text.named) is no phase; write {phase: baseline}, {phase: chaos} or {phase: recovery}"
    case .noComparison(let found, let fix?):
      "\(found.inQuotes) does not begin with a comparison; write \(fix.inQuotes)"
    case .noComparison(let found, nil):
      "\(found.inQuotes) does not begin with a comparison; use <, <=, ==, !=, >= or >"
    case .badBound(let found, let subject, let example):
      "\(subject.named) cannot be compared with \(found.inQuotes); write \(example.inQuotes)"
    case .noUnit(let found, let fix):
      "\(found.inQuotes) has no unit; write \(fix.inQuotes)"
    }
  }

  private static func of(_ owner: String?) -> String { owner.map { " of \($0.named)" } ?? "" }
}
