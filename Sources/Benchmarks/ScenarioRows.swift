import ReferenceModels
import Simulation

/// What became of the messages of a storm, as a scenario or bare.
struct ScenarioOutcome {
  let settings: reference_storm_settings
  let sent: Int
  let completed: Int
  /// Messages that lie or wait somewhere at the end.
  let open: Int
  /// Why the run failed, if it did.
  var failure: String?

  /// What is wrong, if anything.
  var mistake: String? {
    let expected = settings.arrivals_per_second * Double(settings.length_ns) * 1e-9
    if let failure { return failure }
    if sent != completed + open { return "sent: \(sent), accounted for: \(completed + open)" }
    return Confidence.mistake(
      "sent", Double(sent), expected: expected, within: Confidence.z999 * expected.squareRoot())
  }
}

extension Row {
  /// The retry storm as a scenario, against the bare one in C that knows no service's rules.
  static func scenarios(effort: Options.Effort) -> [Row] {
    let loads: [UInt32] = effort == .quick ? [1] : [1, 10, 100]
    let storms = loads.map { load in
      Row(
        "retry storm as a scenario, load \(load)", in: .millionsPerSecond(of: "messages"),
        goal: .ratioAtLeast(0.45), runLimit: load < 100 ? .max : 2,
        subject: { SwiftSide.scenario(.scaled(load)) },
        reference: { ReferenceSide.scenario(.scaled(load)) },
        check: \.mistake)
    }
    return storms + (effort == .quick ? [] : [flatness])
  }

  /// How much dearer a message is when a hundred times as many come.
  private static var flatness: Row {
    Row(
      "storm as a scenario, load 100 to 1", in: .nanoseconds(per: "message"),
      goal: .ratioAtMost(1.3), runLimit: 3,
      subject: { SwiftSide.scenario(.scaled(100)) },
      reference: { SwiftSide.scenario(.scaled(1)) }, check: \.mistake)
  }
}

extension SwiftSide {
  /// The storm in a world, with the services' rules, metrics, books and costs.
  static func scenario(_ settings: reference_storm_settings) -> Trial<ScenarioOutcome> {
    let blueprint = StormScenario(settings).blueprint
    return Trial(per: { Double($0.sent) }) {
      do {
        var world = World(blueprint)
        let outcomes = try world.run().outcomes
        return ScenarioOutcome(
          settings: settings, sent: outcomes.offered, completed: outcomes.completed,
          open: outcomes.stuck + outcomes.pending)
      } catch {
        return ScenarioOutcome(
          settings: settings, sent: 1, completed: 0, open: 0, failure: "\(error)")
      }
    }
  }
}

extension ReferenceSide {
  fileprivate static func scenario(
    _ settings: reference_storm_settings
  ) -> Trial<ScenarioOutcome> {
    let trial = storm(settings)
    let storm = trial.outcome
    return Trial(
      cost: trial.cost,
      outcome: ScenarioOutcome(
        settings: settings, sent: storm.sent, completed: storm.deleted,
        open: storm.deadLettered + storm.visible + storm.inFlight))
  }
}
