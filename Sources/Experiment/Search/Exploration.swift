internal import Scenario
internal import Simulation

/// The rounds of a search: draws schedules, tries them, and learns.
struct Exploration: Sendable {
  private let ground: SearchGround
  private let dice: FaultDice
  private let limit: Int
  private let seed: UInt64
  /// The arms, one of each fault and target, in the order in which they are tried alone.
  private let order: [Int]
  private var memory: SearchMemory
  /// The rules that were not seen broken.
  private(set) var rules: SearchRules
  /// What was found.
  private(set) var findings: [SearchFinding] = []
  /// How many schedules were tried.
  private(set) var runs = 0
  /// Whether the last round was cut short.
  private(set) var wasCutShort = false

  /// A schedule of faults with the arms that it was drawn from.
  struct Schedule: Sendable {
    var faults: [Fault]
    var arms: [Int]
  }

  /// What a run under a schedule came to.
  fileprivate struct Trial: Sendable {
    /// By the place of the rule among those not seen broken before the round.
    let strains: [Double]
    /// The share of messages that came to no good end.
    let unfinished: Double
  }

  init(_ ground: SearchGround, faults: Int, seed: UInt64) {
    self.ground = ground
    self.seed = seed
    limit = faults
    dice = FaultDice(ground.space, duration: ground.blueprint.duration)
    memory = SearchMemory(arms: ground.arms)
    rules = ground.all
    rules.leaveAside(ground.leftAside)
    var draws = RandomStream(seed: seed, replication: 0, component: "search", purpose: "order")
    var order = Array(stride(from: 0, to: ground.arms.count, by: FaultArm.phases))
    for place in order.indices.dropFirst().reversed() {
      order.swapAt(place, draws.below(place + 1))
    }
    self.order = order
  }

  /// What was learned of each fault, the worst first.
  var lessons: [SearchLesson] { memory.lessons }

  /// Whether nothing is left to be found, or tried.
  func isOver(after limit: Int) -> Bool {
    runs >= limit || rules.rules.isEmpty || ground.arms.isEmpty
  }

  /// Tries so many schedules more; false when that was cut short.
  mutating func doRound(of count: Int, by crew: Crew) throws(RunError) -> Bool {
    let schedules = (0..<count).map { schedule(runs + $0) }
    let (ground, rules, first, seed) = (ground, rules, runs, seed)
    let trials = try crew.results(of: count) { index, goOn throws(RunError) in
      let example = Self.example(schedules[index], of: first + index, on: ground, seed: seed)
      var world = World(example.blueprint(from: ground.blueprint))
      return Trial(try world.run { _ in goOn() }, rules: rules)
    }
    runs += trials.count
    wasCutShort = trials.count < count
    takeIn(Array(zip(schedules, trials)), rules: rules.rules, first: first)
    return !wasCutShort
  }
}

// MARK: - Drawing

extension Exploration {
  private static func example(
    _ schedule: Schedule, of run: Int, on ground: SearchGround, seed: UInt64
  ) -> Counterexample {
    // Seeds in scenario files are whole numbers up to the largest signed one.
    let seed = (seed &+ UInt64(run) &+ 1) & UInt64(Int64.max)
    return Counterexample(schedule.faults, seed: seed, in: ground.blueprint)
  }

  /// The schedule of a run: at first every fault of everybody alone; then something like the worst so
  /// far, or faults that made trouble together.
  private func schedule(_ run: Int) -> Schedule {
    var draws = RandomStream(
      seed: seed, replication: run, component: "search", purpose: "schedule")
    if run < order.count {
      return drawn([order[run] + draws.below(FaultArm.phases)], &draws)
    }
    if !memory.worst.isEmpty, draws.chance(0.3) {
      var schedule = memory.worst[draws.below(memory.worst.count)].schedule
      schedule.faults = schedule.faults.map { dice.neighbour(of: $0, using: &draws) }
      return schedule
    }
    var arms: [Int] = []
    for _ in 0..<(1 + draws.below(limit)) {
      let arm = memory.arm(using: &draws)
      if !arms.contains(arm) { arms.append(arm) }
    }
    return drawn(arms, &draws)
  }

  private func drawn(_ arms: [Int], _ draws: inout RandomStream) -> Schedule {
    Schedule(faults: arms.map { dice.fault(of: ground.arms[$0], using: &draws) }, arms: arms)
  }
}

// MARK: - Learning

extension Exploration {
  private mutating func takeIn(
    _ round: [(schedule: Schedule, trial: Trial)], rules tried: [SearchRule], first: Int
  ) {
    for (schedule, trial) in round {
      memory.note(schedule, strain: trial.strain)
    }
    for (place, rule) in tried.enumerated() {
      let broken = round.indices.filter { round[$0].trial.strains[place] >= 1 }
      // The smallest of a round is the best to begin with; among equals the first.
      let best = broken.min {
        (round[$0].schedule.faults.count, $0) < (round[$1].schedule.faults.count, $1)
      }
      guard let best else { continue }
      let schedule = round[best].schedule
      let example = Self.example(schedule, of: first + best, on: ground, seed: seed)
      findings.append(SearchFinding(rule: rule, drawn: schedule.faults, minimal: example))
      rules.leaveAside([rule])
    }
  }
}

extension Exploration.Trial {
  fileprivate init(_ result: RunResult, rules: SearchRules) {
    strains = rules.rules.map { rules.strain(of: $0, in: result) }
    let outcomes = result.outcomes
    let bad = outcomes.offered - outcomes.completed + outcomes.doubled
    unfinished = outcomes.offered == 0 ? 0 : min(1, Double(bad) / Double(outcomes.offered))
  }

  /// How bad it was: 1 when a rule was broken that nobody had seen broken.
  fileprivate var strain: Double {
    let nearest = strains.max() ?? 0
    return nearest >= 1 ? 1 : 0.7 * nearest + 0.29 * unfinished
  }
}
