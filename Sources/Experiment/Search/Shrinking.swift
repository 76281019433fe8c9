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

  init(_ ground: SearchGround, crew: Crew) {
    self.ground = ground
    self.crew = crew
  }

  /// Shrinks what was found, until nothing can be made smaller or time is up.
  func shrink(_ finding: inout SearchFinding) throws(RunError) {
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
  private func pass(
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
  private func first(
    of candidates: [Counterexample], breaking rule: SearchRule, than present: Counterexample,
    failures: Int
  ) throws(RunError) -> Int? {
    let ground = ground
    let outcomes = try crew.results(of: candidates.count, isLast: { $0 }) {
      index, goOn throws(RunError) in
      let candidate = candidates[index]
      guard try ground.breaks(rule, candidate, goOn: goOn) else { return false }
      if failures > 0 {
        var left = failures
        for witness in 1...Self.witnesses where left > 0 {
          if try ground.breaks(rule, candidate, replication: witness, goOn: goOn) { left -= 1 }
        }
        guard left == 0 else { return false }
      }
      if candidate.hasShape(of: present) { return true }
      return try !ground.breaks(rule, candidate.contrast, goOn: goOn)
    }
    return outcomes.firstIndex(of: true)
  }

  /// In how many of the further replications an example breaks the rule.
  private func witnesses(
    of example: Counterexample, breaking rule: SearchRule
  ) throws(RunError) -> Int {
    let ground = ground
    return try crew.results(of: Self.witnesses) { index, goOn throws(RunError) in
      try ground.breaks(rule, example, replication: index + 1, goOn: goOn)
    }.count { $0 }
  }
}
