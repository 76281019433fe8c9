internal import Scenario
package import Simulation

/// Why a scenario goes as it goes: what its runs come to without each of the things that may have made
/// the story, under the same arrivals, draws and faults.
package struct Explanation: Sendable {
  /// What was looked at, the scenario as it stands first.
  package let counterfactuals: [Counterfactual]
  /// How each differs from the scenario as it stands.
  package let comparison: Comparison
  /// What came after the faults; `nil` where there was no time to look.
  package let sequel: Sequel?

  /// What came after the faults, in replication 0.
  package struct Sequel: Sendable {
    /// What the scenario gets done per second at best.
    package let capacity: Double
    /// How the scenario stands after its faults.
    package let aftermath: Aftermath
    /// How long recovery took.
    package let recovery: RunResult.Recovery
    /// How long the run went on after the last fault.
    package let rest: Interval

    /// What came after the faults.
    package init(
      capacity: Double, aftermath: Aftermath, recovery: RunResult.Recovery, rest: Interval
    ) {
      self.capacity = capacity
      self.aftermath = aftermath
      self.recovery = recovery
      self.rest = rest
    }
  }

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
  /// - Parameter goOn: Asked now and then whether there is time to look at what came after the faults.
  /// - Throws: When the run in which the capacity is measured fails.
  package init(
    _ counterfactuals: [Counterfactual], _ result: ExperimentResult,
    goOn: () -> Bool = { true }
  ) throws(RunError) {
    self.counterfactuals = counterfactuals
    comparison = Comparison(result)
    sequel = try Self.sequel(of: counterfactuals[0].variant.blueprint, goOn: goOn)
  }

  private static func sequel(
    of blueprint: Blueprint, goOn: () -> Bool
  ) throws(RunError) -> Sequel? {
    guard goOn() else { return nil }
    let capacity = try Capacity.messagesPerSecond(of: blueprint, goOn: goOn)
    var world = World(blueprint)
    let run = try world.run { _ in goOn() }
    guard !run.wasInterrupted, goOn() else { return nil }
    return Sequel(
      capacity: capacity, aftermath: Aftermath(of: run, capacity: capacity),
      recovery: run.recovery, rest: run.endedAt - (run.windows.map(\.end).max() ?? .start))
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
