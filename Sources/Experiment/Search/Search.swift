package import Scenario
package import Simulation

/// A search for faults under which a scenario breaks a rule.
///
/// Runs are done in rounds of a fixed size. A round is drawn from the seed and from what the rounds
/// before it came to, and its results are taken in in the order of the runs: so the same seed finds
/// the same, however many threads there are, unless time is up.
package struct Search: Sendable {
  /// What a search is about.
  package enum Stage: Int, CaseIterable, Sendable {
    /// Schedules are drawn and tried.
    case exploring
    /// What was found is made smaller.
    case shrinking
    /// What is left is run with fresh seeds.
    case measuring
  }

  /// How far a search is.
  package struct Progress: Hashable, Sendable {
    /// What it is about.
    package let stage: Stage
    /// How many schedules were tried.
    package let runs: Int
    /// How many rules were seen broken.
    package let findings: Int
  }

  /// How often a search ran the scenario, stage by stage.
  package struct Effort: Hashable, Sendable {
    /// To try schedules, a run each.
    package var exploring = 0
    /// To make smaller what was found.
    package var shrinking = 0
    /// To run what is left with fresh seeds.
    package var measuring = 0
  }

  /// The runs of a round.
  package static let roundSize = 16
  /// The runs with fresh seeds by which the probability of a failure is told.
  package static let trials = 50

  private let variant: ScenarioDocument.Variant
  /// The scenario, with its own faults.
  package var blueprint: Blueprint { variant.blueprint }
  /// The most schedules to try; `nil` for as many as there is time for.
  package var runs: Int?
  /// The most faults of a schedule.
  package var faults: Int
  /// Where all draws begin.
  package var seed: UInt64
  /// How many threads run at a time.
  package var jobs: Int?

  /// A search in a scenario, whose own faults are left out.
  package init(_ variant: ScenarioDocument.Variant) {
    self.variant = variant
    faults = variant.search.faults
    seed = variant.blueprint.seed
  }

  /// Searches until every rule was seen broken, all runs are used up, or time is up.
  ///
  /// - Parameters:
  ///   - progress: Told after every round how far it is.
  ///   - isOver: Asked now and then by every thread whether the time of a stage is up.
  /// - Throws: When a run fails, or not even the first one was finished.
  package func run(
    progress: (Progress) -> Void = { _ in },
    isOver: @escaping @Sendable (Stage) -> Bool = { _ in false }
  ) throws(ExperimentError) -> SearchResult {
    let result: SearchResult?
    do throws(RunError) {
      result = try attempt(progress: progress, isOver: isOver)
    } catch {
      throw .run(error, variant: variant.name, replication: 0)
    }
    guard let result else { throw .interrupted }
    return result
  }

  private func attempt(
    progress: (Progress) -> Void, isOver: @escaping @Sendable (Stage) -> Bool
  ) throws(RunError) -> SearchResult? {
    guard let ground = try SearchGround(variant, seed: seed, isOver: { isOver(.exploring) }) else {
      return nil
    }
    var exploration = Exploration(ground, faults: faults, seed: seed)
    let explorers = Crew(jobs: jobs) { isOver(.exploring) }
    while !exploration.isOver(after: runs ?? .max) {
      let left = (runs ?? .max) - exploration.runs
      guard try exploration.doRound(of: min(Self.roundSize, left), by: explorers) else { break }
      progress(
        Progress(
          stage: .exploring, runs: exploration.runs, findings: exploration.findings.count))
    }
    var findings = exploration.findings
    var effort = Effort(exploring: exploration.runs)
    let state = { (stage: Stage) in
      Progress(stage: stage, runs: exploration.runs, findings: exploration.findings.count)
    }
    for place in findings.indices {
      progress(state(.shrinking))
      var shrinking = Shrinking(ground, crew: Crew(jobs: jobs) { isOver(.shrinking) })
      try shrinking.shrink(&findings[place])
      effort.shrinking += shrinking.runs
    }
    for place in findings.indices {
      progress(state(.measuring))
      try measure(&findings[place], on: ground, by: Crew(jobs: jobs) { isOver(.measuring) })
      effort.measuring += findings[place].probability.trials + 1
    }
    return SearchResult(
      variant: variant, seed: seed, findings: findings, effort: effort, plannedRuns: runs,
      lessons: exploration.lessons, leftAside: ground.leftAside, unbroken: exploration.rules.rules,
      armCount: ground.arms.count / FaultArm.phases, wasCutShort: exploration.wasCutShort)
  }

  /// Runs what is left of a finding with fresh seeds, and says what it breaks in a scenario's words.
  private func measure(
    _ finding: inout SearchFinding, on ground: SearchGround, by crew: Crew
  ) throws(RunError) {
    let (minimal, rule) = (finding.minimal, finding.rule)
    let blueprint = minimal.blueprint(from: variant.blueprint)
    var world = World(blueprint)
    finding.expectation = ground.all.expectation(of: rule, brokenBy: try world.run())
    let outcomes = try crew.results(of: Self.trials) { index, goOn throws(RunError) in
      var world = World(blueprint, replication: index + 1)
      return ground.all.isBroken(rule, by: try world.run { _ in goOn() })
    }
    finding.probability = Proportion(outcomes.count { $0 }, of: outcomes.count)
  }
}

/// What a search came to.
package struct SearchResult: Sendable {
  /// What was searched.
  package let variant: ScenarioDocument.Variant
  /// Where all draws began.
  package let seed: UInt64
  /// The rules that were seen broken, in the order in which they were found.
  package let findings: [SearchFinding]
  /// How often the scenario was run.
  package let effort: Search.Effort
  /// How many schedules were to be tried at most; `nil` for as many as there was time for.
  package let plannedRuns: Int?
  /// What was learned of each fault, the worst first.
  package let lessons: [SearchLesson]
  /// The rules that are broken without any fault.
  package let leftAside: [SearchRule]
  /// The rules that no schedule broke.
  package let unbroken: [SearchRule]
  /// How many faults of somebody's may be drawn.
  package let armCount: Int
  /// Whether time was up, or somebody stopped the search, before all runs were done.
  package let wasCutShort: Bool

  /// How many schedules were tried.
  package var runs: Int { effort.exploring }
}
