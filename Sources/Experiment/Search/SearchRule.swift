package import Scenario
package import Simulation

/// Something that must hold whatever strikes.
package enum SearchRule: Hashable, Sendable {
  /// An expectation of the scenario.
  case expectation(Expectation)
  /// Something that every search looks at.
  case invariant(SearchSpace.Invariant)
}

/// What must hold of a scenario in a search, and how near a run comes to breaking it.
package struct SearchRules: Sendable {
  /// The rules: the scenario's expectations, then the invariants.
  package private(set) var rules: [SearchRule]
  /// How long recovery may take; the same however short a run becomes.
  package let recovery: Interval
  /// What the scenario gets done per second at best; `nil` where nobody needs it.
  package let capacity: Double?

  /// The rules of a scenario.
  package init(_ variant: ScenarioDocument.Variant, capacity: Double?) {
    rules =
      variant.expectations.map(SearchRule.expectation)
      + variant.search.invariants.map(SearchRule.invariant)
    let duration = variant.blueprint.duration
    let left = .start + duration - variant.search.end(in: duration)
    recovery = variant.search.recovery ?? max(.milliseconds(1), left)
    self.capacity = capacity
  }

  /// Leaves rules aside.
  package mutating func leaveAside(_ others: [SearchRule]) {
    rules.removeAll(where: others.contains)
  }

  /// The rules that a run breaks.
  package func broken(by result: RunResult) -> [SearchRule] {
    rules.filter { isBroken($0, by: result) }
  }

  /// Whether a run breaks a rule.
  package func isBroken(_ rule: SearchRule, by result: RunResult) -> Bool {
    strain(of: rule, in: result) >= 1
  }

  /// How near a run comes to breaking a rule: from 0, far from it, to 1, broken.
  package func strain(of rule: SearchRule, in result: RunResult) -> Double {
    switch rule {
    case .expectation(let expectation): Self.strain(of: expectation, in: result)
    case .invariant(let invariant): strain(of: invariant, in: result)
    }
  }

  /// The nearest that something can come to a bound and keep it.
  private static let nearest = 0.99

  private func strain(of invariant: SearchSpace.Invariant, in result: RunResult) -> Double {
    switch invariant {
    case .nothingLost: result.outcomes.lost > 0 ? 1 : 0
    case .nothingDoubled: result.outcomes.doubled > 0 ? 1 : 0
    case .nothingHalfDone: result.outcomes.halfDone > 0 ? 1 : 0
    case .inOrder: (result.outcomes.outOfOrder ?? 0) > 0 ? 1 : 0
    case .noSagaHalfDone: (result.sagas?.outcomes.inconsistent ?? 0) > 0 ? 1 : 0
    case .recovers: recoveryStrain(of: result)
    case .notMetastable: metastability(of: result)
    }
  }

  private func recoveryStrain(of result: RunResult) -> Double {
    switch result.recovery {
    case .notNeeded: return 0
    case .after(let time): return time > recovery ? 1 : min(Self.nearest, time / recovery)
    case .notReached:
      let left = result.windows.map(\.end).max().map { result.endedAt - $0 } ?? .zero
      return left >= recovery ? 1 : min(Self.nearest, left / recovery)
    }
  }

  private func metastability(of result: RunResult) -> Double {
    guard let capacity else { return 0 }
    let aftermath = Aftermath(of: result, capacity: capacity)
    if aftermath.standing == .metastable { return 1 }
    return min(Self.nearest, max(0, 1 - (aftermath.goodput ?? 1)))
  }

  private static func strain(of expectation: Expectation, in result: RunResult) -> Double {
    let verdict = expectation.verdict(on: result)
    if verdict.result == .fail { return 1 }
    guard let observed = verdict.observed else { return 0 }
    let share =
      switch expectation.comparison {
      case .less, .atMost: observed / expectation.bound
      case .atLeast, .greater: expectation.bound / observed
      case .equal, .notEqual: 0.0
      }
    return share.isFinite ? min(nearest, max(0, share)) : 0
  }
}
