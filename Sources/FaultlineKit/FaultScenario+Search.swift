import Experiment
import Reporting
import Scenario
import Simulation

extension FaultScenario {
  /// Searches for faults that break the scenario, and makes what it finds as small as it can.
  ///
  /// The scenario's own faults are left out; its section `search` says what may be drawn, and which
  /// invariants must hold beside its expectations. The same arguments find the same on any machine.
  ///
  /// ```swift
  /// let search = try scenario.search(runs: 100)
  /// for finding in search.findings { print(finding.rule, finding.faults) }
  /// ```
  ///
  /// - Parameters:
  ///   - runs: How many schedules of faults are tried at most.
  ///   - variant: The variant that is searched; `nil` for the scenario as it stands.
  ///   - seed: Where the random draws begin; `nil` takes the scenario's own seed.
  /// - Throws: `RunFailure` when there is no such variant, or a limit of the simulation is reached.
  public func search(
    runs: Int, variant: String? = nil, seed: UInt64? = nil
  ) throws(RunFailure) -> ScenarioSearch {
    var choice = RunChoice()
    choice.variant = variant
    choice.seed = seed
    do throws(ScenarioRefusal) {
      var search = Search(try choice.setup(of: document))
      search.runs = runs
      return ScenarioSearch(try Self.result(of: search), in: source, variant: variant)
    } catch {
      throw RunFailure(description: error.message ?? "")
    }
  }

  private static func result(of search: Search) throws(ScenarioRefusal) -> SearchResult {
    do throws(ExperimentError) {
      return try search.run()
    } catch {
      throw .setting(error.description)
    }
  }
}

/// What a search for faults came to.
public struct ScenarioSearch: Sendable {
  /// Something that was seen broken.
  public struct Finding: Hashable, Sendable {
    /// What does not hold, in words.
    public let rule: String
    /// The faults that break it, in words; as few and as small as could be found.
    public let faults: [String]
    /// A scenario that shows it when it is run.
    public let scenario: String
    /// In how many of the trials with fresh seeds it is broken again.
    public let failures: Int
    /// How many trials there were.
    public let trials: Int
  }

  /// What was seen broken, the fewest faults first.
  public let findings: [Finding]
  /// What no schedule of faults broke, in words.
  public let unbroken: [String]
  /// How many schedules of faults were tried.
  public let runs: Int

  init(_ result: SearchResult, in source: SourceText, variant: String?) {
    let files = CounterexampleFiles(in: ".", source: source, variant: variant)
    findings = result.findings.smallestFirst.map { finding in
      Finding(
        rule: finding.rule.sentence, faults: finding.minimal.faults.map(\.sentence),
        scenario: files.text(of: finding, in: result), failures: finding.probability.hits,
        trials: finding.probability.trials)
    }
    unbroken = result.unbroken.map(\.sentence)
    runs = result.runs
  }
}
