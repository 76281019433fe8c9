internal import Scenario
internal import Simulation

extension SearchRules {
  /// What a scenario file must expect so that a run that breaks a rule fails there, too.
  ///
  /// Whether a system is metastable no single measure tells. Where it is, less gets done in the whole
  /// recovery than comes in, so that is what the file asks for.
  func expectation(
    of rule: SearchRule, brokenBy result: RunResult
  ) -> (measure: String, bound: String) {
    switch rule {
    case .expectation(let expectation): expectation.parted
    case .invariant(.nothingLost): (outcome(.lost), "== 0")
    case .invariant(.nothingDoubled): (outcome(.doubled), "== 0")
    case .invariant(.nothingHalfDone): (outcome(.halfDone), "== 0")
    case .invariant(.inOrder): (outcome(.outOfOrder), "== 0")
    case .invariant(.noSagaHalfDone):
      (
        [Expectation.SagaOutcome.owner, Expectation.SagaOutcome.inconsistent.rawValue]
          .joined(separator: "."), "== 0"
      )
    case .invariant(.recovers): ("recoveryTime", "< " + recovery.spelt)
    case .invariant(.notMetastable):
      (
        [World.messagesName, Metric.completed.definition.name, Statistic.sum.rawValue]
          .joined(separator: ".") + " {phase: recovery}",
        ">= \(Int(Aftermath.leastCompleted(in: Flow(result)).rounded(.up)))"
      )
    }
  }

  private func outcome(_ outcome: Expectation.Outcome) -> String {
    World.messagesName + "." + outcome.rawValue
  }
}

extension Expectation {
  /// The text parted into the measure and its bound.
  fileprivate var parted: (measure: String, bound: String) {
    let sign = " " + comparison.rawValue
    let place = text.indices.last { text[$0...].hasPrefix(sign) } ?? text.endIndex
    return (String(text[..<place]), String(text[place...].dropFirst()))
  }
}
