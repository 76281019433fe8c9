internal import Scenario
internal import Simulation

/// Makes a counterexample smaller as long as it breaks its rule: fewer faults, a shorter run, fewer
/// messages, shorter and weaker faults, rounder numbers.
struct Shrinking {
  /// The most times that everything is gone through again.
  private static let passes = 4
  /// The further replications in which a smaller one must fail if the one before did, so that what
  /// is left is not a stroke of luck.
  private static let witnesses = 2

  private let ground: SearchGround
  private let crew: Crew
  /// How often the scenario was run.
  private(set) var runs = 0

  init(_ ground: SearchGround, crew: Crew) {
    self.ground = ground
    self.crew = crew
  }

  /// Shrinks what was found, until nothing can be made smaller or time is up.
  mutating func shrink(_ finding: inout SearchFinding) throws(RunError) {
    let rule = finding.rule
    var example = finding.minimal
    example.faults = try DeltaDebugging.minimised(example.faults) { candidates throws(RunError) in
      try first(
        of: candidates.map { faults in
          var smaller = finding.minimal
          smaller.faults = faults
          return smaller
        }, breaking: rule, than: finding.minimal, failures: 0)
    }
    finding.minimal = example
    guard !example.faults.isEmpty else { return finding.isShrunk = !crew.isInterrupted() }
    let failures = try witnesses(of: example, breaking: rule)
    for _ in 0..<Self.passes {
      let changed = try pass(over: &example, breaking: rule, failures: failures)
      finding.minimal = example
      if !changed { break }
    }
    finding.isShrunk = !crew.isInterrupted()
  }

  /// Goes through everything that can be made smaller, once.
  private mutating func pass(
    over example: inout Counterexample, breaking rule: SearchRule, failures: Int
  ) throws(RunError) -> Bool {
    var changed = false
    let simpler = Simplification(ground.space)
    func attempt(_ candidates: [Counterexample]) throws(RunError) {
      let found = try first(of: candidates, breaking: rule, than: example, failures: failures)
      guard let found else { return }
      example = candidates[found]
      changed = true
    }
    try attempt(simpler.shorterRuns(than: example))
    for fault in example.faults.indices {
      // What begins early has room to be long, and may be shortened then.
      try attempt(simpler.earlierFaults(than: example, at: fault))
      try attempt(simpler.shorterFaults(than: example, at: fault))
    }
    for producer in example.limits.indices {
      try attempt(simpler.fewerMessages(than: example, from: producer, in: ground.blueprint))
    }
    for fault in example.faults.indices {
      for parameter in simpler.intensities(of: example.faults[fault]) {
        try attempt(simpler.weakerFaults(than: example, at: fault, in: parameter))
      }
    }
    return changed
  }

  /// The first of some candidates that breaks the rule; of another shape than the present example's
  /// it must keep the rule without faults, since a short run may break one all by itself.
  private mutating func first(
    of candidates: [Counterexample], breaking rule: SearchRule, than present: Counterexample,
    failures: Int
  ) throws(RunError) -> Int? {
    let ground = ground
    let attempts = try crew.results(of: candidates.count, isLast: \.isBreaking) {
      index, goOn throws(RunError) in
      var attempt = Attempt()
      try attempt.make(
        of: candidates[index], breaking: rule, than: present, failures: failures, on: ground,
        goOn: goOn)
      return attempt
    }
    runs += attempts.reduce(0) { $0 + $1.runs }
    return attempts.firstIndex(where: \.isBreaking)
  }

  /// In how many of the further replications an example breaks the rule.
  private mutating func witnesses(
    of example: Counterexample, breaking rule: SearchRule
  ) throws(RunError) -> Int {
    let ground = ground
    let outcomes = try crew.results(of: Self.witnesses) { index, goOn throws(RunError) in
      try ground.breaks(rule, example, replication: index + 1, goOn: goOn)
    }
    runs += outcomes.count
    return outcomes.count { $0 }
  }
}

extension Shrinking {
  /// What a candidate came to, and in how many runs.
  private struct Attempt: Sendable {
    var isBreaking = false
    var runs = 0

    mutating func make(
      of candidate: Counterexample, breaking rule: SearchRule, than present: Counterexample,
      failures: Int, on ground: SearchGround, goOn: () -> Bool
    ) throws(RunError) {
      runs += 1
      guard try ground.breaks(rule, candidate, goOn: goOn) else { return }
      var left = failures
      for witness in 1...Shrinking.witnesses where left > 0 {
        runs += 1
        if try ground.breaks(rule, candidate, replication: witness, goOn: goOn) { left -= 1 }
      }
      guard left == 0 else { return }
      if !candidate.hasShape(of: present) {
        runs += 1
        guard try !ground.breaks(rule, candidate.contrast, goOn: goOn) else { return }
      }
      isBreaking = true
    }
  }
}
