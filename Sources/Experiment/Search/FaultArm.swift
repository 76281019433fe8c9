package import Scenario
package import Simulation

/// A fault that can strike somebody of a scenario in some part of the run: one arm of the bandit by
/// which a search learns where trouble lies.
package struct FaultArm: Hashable, Sendable {
  /// What can strike.
  package let action: FaultAction
  /// Whom: a component, a producer or a link.
  package let target: String
  /// Which third of the time for faults it begins in, from zero.
  package let phase: Int

  /// A fault that strikes somebody in a part of the run.
  package init(action: FaultAction, target: String, phase: Int) {
    self.action = action
    self.target = target
    self.phase = phase
  }

  /// How many parts the time for faults has.
  package static let phases = 3

  /// Everything that can strike a scenario within what may be drawn, in the order of the catalogue.
  package static func all(in blueprint: Blueprint, space: SearchSpace) -> [FaultArm] {
    let actions =
      space.actions.isEmpty
      ? FaultAction.allCases.filter { !$0.losesByItself } : FaultAction.allCases.filter(space.has)
    return actions.flatMap { action in
      targets(of: action, in: blueprint, space: space).flatMap { target in
        (0..<phases).map { FaultArm(action: action, target: target, phase: $0) }
      }
    }
  }

  /// Whom a fault can strike.
  private static func targets(
    of action: FaultAction, in blueprint: Blueprint, space: SearchSpace
  ) -> [String] {
    let allows = { (name: String) in space.targets.isEmpty || space.targets.contains(name) }
    if action.targets == ["link"] {
      return blueprint.links.filter { allows($0.from) || allows($0.to) }
        .map { "\($0.from) -> \($0.to)" }
    }
    if let places = places(of: action, in: blueprint) { return places.filter(allows) }
    let components = blueprint.components.filter { component in
      action.targets.contains(type(of: component.settings).typeName)
        && action.canStrike(component.settings)
    }
    let producers = action.targets.contains(ProducerSettings.typeName) ? blueprint.producers : []
    return (components.map(\.name) + producers.map(\.name)).filter(allows)
  }
}

extension FaultArm {
  /// The zones or Regions that a fault can strike; `nil` for one that strikes neither.
  private static func places(of action: FaultAction, in blueprint: Blueprint) -> [String]? {
    let all: [String]
    switch action.targets {
    case ["zone"]: all = blueprint.placements.flatMap(\.value.zones)
    case ["region"]: all = blueprint.placements.compactMap(\.value.region)
    default: return nil
    }
    return all.reduce(into: []) { places, place in
      if !places.contains(place) { places.append(place) }
    }
  }
}

extension SearchSpace {
  fileprivate func has(_ action: FaultAction) -> Bool { actions.contains(action) }
}

extension FaultAction {
  /// Whether messages are lost or spoilt by what the fault is, which is no discovery.
  package var losesByItself: Bool {
    switch self {
    case .queueMessageLoss, .topicFilterError, .busRulesDisabled, .producerMalformed,
      .producerPoison:
      true
    default: false
    }
  }

  /// Whether the fault changes anything for a component of one of its types.
  fileprivate func canStrike(_ settings: any ComponentSettings) -> Bool {
    switch (self, settings) {
    case (.scheduleStop, let redrive as RedriveSettings): redrive.schedule != nil
    case (.dependencyCapacity, let dependency as DependencySettings):
      dependency.concurrency != nil
    default: true
    }
  }
}
