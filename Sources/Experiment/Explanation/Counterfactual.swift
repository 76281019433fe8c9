package import Scenario
internal import Simulation

/// A scenario as it would be without one of the things that may have made its story.
package struct Counterfactual: Sendable {
  /// What part in the story is looked at.
  package enum Role: Hashable, Sendable {
    /// The scenario as it stands.
    case asItStands
    /// No fault strikes.
    case noFaults
    /// One of several faults does not strike.
    case trigger(String)
    /// Something that makes more work of the same messages is missing.
    case amplifier(String)
    /// A resilience pattern is switched off.
    case pattern(String)
  }

  /// What is looked at.
  package let role: Role
  /// The scenario without it.
  package let variant: ScenarioDocument.Variant

  /// What the variant is called: "without retries".
  package var name: String { variant.name }
}

extension Counterfactual {
  /// The scenario as it stands, then without each thing that it has, as far as it can do without.
  ///
  /// - Parameters:
  ///   - source: The scenario file, from which patterns are taken by their keys.
  ///   - variant: The variant that is explained, by its name; `nil` for the scenario as it stands.
  /// - Throws: When the file has no such variant.
  package static func all(
    of base: ScenarioDocument.Variant, source: SourceText, variant: String?,
    traces: @escaping (String) -> TraceFile
  ) throws(SettingMistake) -> [Counterfactual] {
    var all = [Counterfactual(role: .asItStands, variant: base.renamed("as it stands"))]
    all += faults(of: base)
    guard let places = try SettingPlaces(in: source, variant: variant) else { return all }
    for (role, settings) in changes(in: places) {
      guard !settings.isEmpty, let thing = role.thing else { continue }
      let point = ScenarioDocument.Point(
        name: "without " + thing, settings: try settings.map(Self.setting))
      let read = try ScenarioDocument.read(
        source, variant: variant, points: [point], traces: traces)
      // What the scenario cannot do without is no counterfactual.
      guard var changed = read.variants?.first else { continue }
      changed.blueprint.seed = base.blueprint.seed
      all.append(Counterfactual(role: role, variant: changed))
    }
    return all
  }

  private static func faults(of base: ScenarioDocument.Variant) -> [Counterfactual] {
    let faults = base.blueprint.faults
    guard !faults.isEmpty else { return [] }
    var healthy = base.renamed("without faults")
    healthy.blueprint.faults = []
    let single = faults.indices.map { place in
      var changed = base.renamed("without " + faults[place].label)
      changed.blueprint.faults.remove(at: place)
      return Counterfactual(role: .trigger(faults[place].label), variant: changed)
    }
    return [Counterfactual(role: .noFaults, variant: healthy)] + (faults.count > 1 ? single : [])
  }

  private static func setting(
    _ change: (path: String, value: String)
  ) throws(SettingMistake) -> Setting {
    try Setting(change.value, at: change.path)
  }

  /// Everything that may be missing, with the settings that take it away.
  private static func changes(
    in places: SettingPlaces
  ) -> [(role: Role, settings: [(path: String, value: String)])] {
    func removal(of keys: String...) -> [(path: String, value: String)] {
      places.places(of: keys).map { ($0.path, "null") }
    }
    let functions = places.components(ofType: FunctionComponentSettings.typeName)
    let queues = places.components(ofType: QueueComponentSettings.typeName)
    let redrives = places.components(ofType: RedriveSettings.typeName)
    return [
      (.amplifier("retries"), removal(of: "retry")),
      // A message that stays hidden for longer than the run is not delivered again.
      (.amplifier("redelivery"), queues.map { ($0.path + ".visibilityTimeout", "12h") }),
      (.amplifier("cold starts"), functions.map { ($0.path + ".coldStart", "0s") }),
      (.pattern("redrive"), redrives.map { ($0.path, "null") }),
      (.pattern("dead-letter queues"), removal(of: "redrivePolicy")),
      (.pattern("circuit breakers"), removal(of: "circuitBreaker")),
      (.pattern("retry budgets"), removal(of: "retryBudget")),
      (.pattern("deadlines"), removal(of: "deadline")),
      (.pattern("hedging"), removal(of: "hedge")),
      (.pattern("bulkheads"), removal(of: "bulkhead")),
      (.pattern("idempotency"), removal(of: "idempotency")),
      (.pattern("load shedding"), removal(of: "shedding")),
      (.pattern("back-pressure"), removal(of: "maximumOutstanding")),
    ]
  }
}

extension Counterfactual.Role {
  /// What is missing, by its name.
  package var thing: String? {
    switch self {
    case .asItStands: nil
    case .noFaults: "faults"
    case .trigger(let name), .amplifier(let name), .pattern(let name): name
    }
  }
}

extension ScenarioDocument.Variant {
  fileprivate func renamed(_ name: String) -> ScenarioDocument.Variant {
    var variant = self
    variant.name = name
    return variant
  }
}
