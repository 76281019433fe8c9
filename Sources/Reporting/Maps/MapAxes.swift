internal import Experiment
package import Scenario
package import Simulation

/// What the command line asks to be mapped.
package struct MapAxes: Sendable {
  /// The loads, as multiples of the scenario's own.
  package let loads: [Double]
  /// How long the faults last.
  package let durations: [Interval]

  /// Reads lists and ranges of both, such as `0.5..2 step 0.5` and `1m,5m,10m`.
  ///
  /// - Throws: When they cannot be read, or the scenario has no fault or a load that cannot change.
  package init(
    loads: String, durations: String, for variant: ScenarioDocument.Variant
  ) throws(ScenarioRefusal) {
    try Self.check(variant.blueprint)
    let loadTexts = try Self.values(of: "load", loads)
    let durationTexts = try Self.values(of: "fault-duration", durations)
    self.loads = loadTexts.compactMap { Double($0) }.filter { $0 > 0 && $0 <= 1_000 }
    self.durations = durationTexts.compactMap { text in
      guard case .value(let interval) = Interval.reading(text), interval > .zero else {
        return nil
      }
      return interval
    }
    guard self.loads.count == loadTexts.count else {
      throw .setting(
        "'--load' is '\(loads)'; use multiples up to 1000 such as 0.5,1,2 or 0.5..2 step 0.5")
    }
    guard self.durations.count == durationTexts.count else {
      throw .setting(
        "'--fault-duration' is '\(durations)'; use durations such as 1m,5m or 1m..5m step 1m")
    }
    guard self.loads.count * self.durations.count <= Sweep.limit else {
      throw .setting(
        SweepMistake.tooManyPoints(self.loads.count * self.durations.count, limit: Sweep.limit)
          .description)
    }
  }

  private static func values(
    of option: String, _ text: String
  ) throws(ScenarioRefusal) -> [String] {
    do throws(SweepMistake) {
      return try SweepAxis(reading: option + "=" + text).values
    } catch {
      throw .setting(error.description)
    }
  }

  private static func check(_ blueprint: Blueprint) throws(ScenarioRefusal) {
    if blueprint.faults.isEmpty {
      throw .setting("the scenario has no fault that could last longer")
    }
    for producer in blueprint.producers where !producer.value.arrivals.canBeScaled {
      throw .setting(
        "'\(producer.name)' sends at times from a list, whose load cannot be changed; give it a rate"
      )
    }
  }
}
