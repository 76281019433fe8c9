/// Advice about faults.
package enum FaultAdvice: Hashable, Sendable {
  /// Why a fault changes nothing.
  package enum Idleness: Hashable, Sendable {
    /// The keys that would change something are left out or at values that do not.
    case neutral([String])
    /// The share that is touched is none.
    case nobody
    /// The target has no limit of which a share could be lost.
    case unlimited(String)
  }

  case neverBegins(String)
  case outlastsRun(String)
  case conflict(String, first: SourcePlace)
  case changesNothing(String, Idleness)
  case nothingOnLink(String)
  case linkTurnedRound(String, requests: String)

  var rule: Lint.Rule {
    switch self {
    case .neverBegins, .outlastsRun: .faultWindow
    case .conflict: .faultConflict
    case .changesNothing: .faultEffect
    case .nothingOnLink, .linkTurnedRound: .link
    }
  }

  var sentence: String {
    switch self {
    case .neverBegins(let fault): "\(fault.named) does not begin before the run ends"
    case .outlastsRun(let fault):
      "\(fault.named) would last longer than the run; leave 'duration' out to say \"to the end\""
    case .conflict(let fault, let first):
      "\(fault.named) overlaps the same fault of the same target at \(first); both act at once"
    case .changesNothing(let fault, .neutral(let keys)):
      "\(fault.named) changes nothing; set \(keys.map(\.named).joined(lastBy: "or"))"
    case .changesNothing(let fault, .nobody):
      "\(fault.named) changes nothing; its 'percentage' is 0"
    case .changesNothing(let fault, .unlimited(let target)):
      "\(fault.named) changes nothing; \(target.named) has no 'concurrency' to lose a share of"
    case .nothingOnLink(let link):
      "\(link.named) is a link that nothing passes; a link leads from who asks to who answers"
    case .linkTurnedRound(let link, let requests):
      "requests pass \(requests.named), so 'direction' means the opposite on \(link.named)"
    }
  }
}
