internal import Scenario
internal import Simulation

/// What a search goes by: the scenario, what can strike it, and what must hold.
struct SearchGround: Sendable {
  /// The scenario without its own faults.
  let blueprint: Blueprint
  /// What may be drawn.
  let space: SearchSpace
  /// Everything that can strike.
  let arms: [FaultArm]
  /// All rules.
  let all: SearchRules
  /// The rules that are broken without any fault.
  let leftAside: [SearchRule]

  /// Looks at the scenario without faults; `nil` when it was interrupted.
  init?(
    _ variant: ScenarioDocument.Variant, seed: UInt64, isOver: @escaping @Sendable () -> Bool
  ) throws(RunError) {
    var blueprint = variant.blueprint
    blueprint.faults = []
    blueprint.seed = seed
    self.blueprint = blueprint
    space = variant.search
    arms = FaultArm.all(in: blueprint, space: space)
    let capacity =
      space.invariants.contains(.notMetastable)
      ? try Capacity.messagesPerSecond(of: blueprint) { !isOver() } : nil
    all = SearchRules(variant, capacity: capacity)
    var world = World(blueprint)
    let result = try world.run { _ in !isOver() }
    if let limit = result.limit { throw .limit(limit) }
    guard !result.wasInterrupted else { return nil }
    leftAside = all.broken(by: result)
  }

  /// Whether a run under some faults breaks a rule.
  func breaks(
    _ rule: SearchRule, _ example: Counterexample, replication: Int = 0, goOn: () -> Bool
  ) throws(RunError) -> Bool {
    var world = World(example.blueprint(from: blueprint), replication: replication)
    let result = try world.run { _ in goOn() }
    return !result.wasInterrupted && all.isBroken(rule, by: result)
  }
}
