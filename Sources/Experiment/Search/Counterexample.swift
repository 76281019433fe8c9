internal import Scenario
package import Simulation

/// Faults under which a scenario breaks a rule, with all that is needed to repeat it.
package struct Counterexample: Sendable {
  /// What strikes; the scenario's own faults do not.
  package var faults: [Fault]
  /// The seed of the run.
  package var seed: UInt64
  /// How long the run lasts.
  package var duration: Interval
  /// How many messages each producer sends at most, in the order of the scenario.
  package var limits: [Int?]

  /// Faults that strike a scenario as it stands.
  package init(_ faults: [Fault], seed: UInt64, in blueprint: Blueprint) {
    self.faults = faults
    self.seed = seed
    duration = blueprint.duration
    limits = blueprint.producers.map(\.value.limit)
  }

  /// The scenario under the faults.
  package func blueprint(from original: Blueprint) -> Blueprint {
    var blueprint = original
    blueprint.faults = faults
    blueprint.seed = seed
    blueprint.duration = duration
    blueprint.actions.removeAll { $0.at >= .start + duration }
    for (place, limit) in limits.enumerated() { blueprint.producers[place].value.limit = limit }
    return blueprint
  }

  /// The same without any fault.
  var contrast: Counterexample {
    var contrast = self
    contrast.faults = []
    return contrast
  }

  /// Whether a run without faults is the same for another one.
  func hasShape(of other: Counterexample) -> Bool {
    seed == other.seed && duration == other.duration && limits == other.limits
  }
}

/// A rule that a search saw broken, and how.
package struct SearchFinding: Sendable {
  /// The rule.
  package let rule: SearchRule
  /// The faults as they were drawn.
  package let drawn: [Fault]
  /// The smallest schedule that still breaks the rule.
  package internal(set) var minimal: Counterexample
  /// What a scenario file expects that the smallest schedule breaks.
  package internal(set) var expectation: (measure: String, bound: String) = ("", "")
  /// In how many runs with fresh seeds the smallest schedule breaks the rule.
  package internal(set) var probability = Proportion(0, of: 0)
  /// Whether the smallest schedule is as small as shrinking can make it; else time was up before.
  package internal(set) var isShrunk = false

  init(rule: SearchRule, drawn: [Fault], minimal: Counterexample) {
    self.rule = rule
    self.drawn = drawn
    self.minimal = minimal
  }
}
