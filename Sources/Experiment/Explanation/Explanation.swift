internal import Scenario
package import Simulation

/// Why a scenario goes as it goes: what its runs come to without each of the things that may have made
/// the story, under the same arrivals, draws and faults.
package struct Explanation: Sendable {
  /// What was looked at, the scenario as it stands first.
  package let counterfactuals: [Counterfactual]
  /// How each differs from the scenario as it stands.
  package let comparison: Comparison
  /// What the scenario gets done per second at best.
  package let capacity: Double
  /// How the scenario stands after its faults, in replication 0.
  package let aftermath: Aftermath
  /// How long recovery took in replication 0.
  package let recovery: RunResult.Recovery

  /// The measures that the story is told by.
  package static func criteria(for counterfactuals: [Counterfactual]) -> [Criterion] {
    let all = Criterion.all(for: counterfactuals.map(\.variant.blueprint))
    let names = ["messages.unserved", "messages.lost", "duplicates", "recoveryTime", "invocations"]
    let first = names.compactMap { name in all.first { $0.name == name } }
    let calls = Criterion("calls", "calls", .sum(.calls), says: "makes", "calls")
    let rest = ["messages.timeToComplete.p99", "cost"].compactMap { name in
      all.first { $0.name == name }
    }
    return first + [calls] + rest
  }

  /// Explains runs of counterfactuals by the results of all, the scenario as it stands first.
  ///
  /// - Throws: When the run in which the capacity is measured fails.
  package init(
    _ counterfactuals: [Counterfactual], _ result: ExperimentResult
  ) throws(RunError) {
    self.counterfactuals = counterfactuals
    comparison = Comparison(result)
    let blueprint = counterfactuals[0].variant.blueprint
    capacity = try Capacity.messagesPerSecond(of: blueprint)
    var world = World(blueprint)
    let run = try world.run()
    aftermath = Aftermath(of: run, capacity: capacity)
    recovery = run.recovery
  }

  /// What the scenario came to.
  package var result: ExperimentResult { comparison.result }

  /// What a counterfactual changed for better or worse, or by itself: the places of the criteria.
  package func changes(of place: Int, _ outcomes: [Difference.Outcome]) -> [Int] {
    result.criteria.indices.filter { criterion in
      comparison.differences[criterion][place].map { outcomes.contains($0.outcome) } ?? false
    }
  }

  /// How many times as much work there is with something as without it; `nil` without any work.
  package func workFactor(of place: Int) -> Double? {
    let names = ["calls", "invocations"]
    let factors = names.compactMap { name -> Double? in
      guard let criterion = result.criteria.firstIndex(where: { $0.name == name }),
        let with = result.summary(of: criterion, for: 0).mean,
        let without = result.summary(of: criterion, for: place).mean, without > 0
      else { return nil }
      return with / without
    }
    return factors.max()
  }
}
