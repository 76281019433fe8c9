import Experiment
import Scenario
import Simulation
import Testing

@Suite struct `A search` {
  @Test func `finds a planted bug and shrinks it to what it needs`() throws {
    let result = try TwoTables.search().run()
    let finding = try #require(result.findings.first)
    #expect(result.findings.count == 1)
    let faults = finding.minimal.faults
    #expect(Set(faults.map(\.target)) == ["first", "second"])
    #expect(faults.count == 2)
    #expect(finding.isShrunk)
    // Both tables must be away for the minute that an order waits, and hardly longer.
    let spans = faults.map { ($0.at ?? .start)...(($0.at ?? .start) + ($0.duration ?? .zero)) }
    let overlap =
      min(spans[0].upperBound, spans[1].upperBound)
      - max(spans[0].lowerBound, spans[1].lowerBound)
    #expect(overlap >= .minutes(1) && overlap <= .minutes(2), "\(overlap.spelt)")
    #expect(finding.minimal.duration <= .minutes(3))
    #expect(finding.expectation == ("messages.lost", "== 0"))
    #expect(finding.probability.hits > 25)
  }

  @Test func `leaves nothing that is not needed`() throws {
    let search = try TwoTables.search()
    let minimal = try #require(try search.run().findings.first).minimal
    let base = try TwoTables.search().blueprint
    for place in minimal.faults.indices {
      var fewer = minimal
      fewer.faults.remove(at: place)
      var world = World(fewer.blueprint(from: base))
      #expect(try world.run().outcomes.lost == 0)
    }
    var world = World(minimal.blueprint(from: base))
    #expect(try world.run().outcomes.lost > 0)
  }

  @Test func `finds nothing where nothing is wrong`() throws {
    let search = try TwoTables.search(TwoTables.text(retention: "14d"), runs: 48)
    let result = try search.run()
    #expect(result.findings.isEmpty)
    #expect(result.runs == 48)
    #expect(result.unbroken.map(\.name) == ["messages.lost == 0"])
    #expect(result.leftAside.isEmpty)
  }

  @Test(arguments: [1, 8])
  func `finds the same on any number of threads`(jobs: Int) throws {
    let two = try TwoTables.search().run()
    let other = try TwoTables.search(jobs: jobs).run()
    #expect(other.outline == two.outline)
  }

  @Test func `finds something else with another seed`() throws {
    var search = try TwoTables.search()
    let first = try search.run().outline
    search.seed = 6
    #expect(try search.run().outline != first)
  }

  @Test func `leaves aside what is broken without any fault`() throws {
    let text = TwoTables.text().replacing("== 0", with: "> 5")
    let result = try TwoTables.search(text, runs: 16).run()
    #expect(result.findings.isEmpty)
    #expect(result.leftAside.map(\.name) == ["messages.lost > 5"])
    #expect(result.runs == 0)
  }

  @Test func `looks at the invariants beside the expectations`() throws {
    let search = "actions: [\"queue.messageLoss\"], invariants: [\"nothingLost\", \"recovers\"]"
    let result = try TwoTables.search(TwoTables.text(search: search), runs: 16).run()
    #expect(result.findings.map(\.rule.name) == ["messages.lost == 0", "nothingLost"])
    #expect(result.findings.map(\.expectation.measure) == ["messages.lost", "messages.lost"])
    #expect(result.findings.first?.minimal.faults.count == 1)
    #expect(result.unbroken.map(\.name) == ["recovers"])
  }

  @Test func `ends when time is up, with what it has`() throws {
    #expect(throws: ExperimentError.interrupted) {
      try TwoTables.search().run(isOver: { _ in true })
    }
    let unshrunk = try TwoTables.search().run(isOver: { $0 != .exploring })
    let finding = try #require(unshrunk.findings.first)
    #expect(!finding.isShrunk)
    #expect(finding.probability.trials == 0)
    #expect(finding.minimal.faults.count == finding.drawn.count)
  }
}

@Suite struct `What can strike` {
  @Test func `is everything that the catalogue has for a component, and every link`() throws {
    let search = try TwoTables.search(TwoTables.text(search: ""))
    let arms = FaultArm.all(in: search.blueprint, space: SearchSpace())
    let names = Set(arms.map { "\($0.action.rawValue) \($0.target)" })
    #expect(names.contains("table.unavailable first"))
    #expect(names.contains("link.partition guests -> orders"))
    #expect(names.contains("link.loss store -> first"))
    #expect(names.contains("producer.spike guests"))
    #expect(!names.contains { $0.hasPrefix("queue.messageLoss") })
    #expect(!names.contains { $0.hasPrefix("dependency") })
    #expect(arms.count == names.count * FaultArm.phases)
  }

  @Test func `is what the scenario says`() throws {
    let search = try TwoTables.search()
    var space = SearchSpace()
    space.actions = [.queueMessageLoss, .tableThrottle]
    space.targets = ["orders", "second"]
    let arms = FaultArm.all(in: search.blueprint, space: space)
    #expect(
      arms.filter { $0.phase == 0 }.map { "\($0.action.rawValue) \($0.target)" }
        == ["queue.messageLoss orders", "table.throttle second"])
  }

  @Test(arguments: FaultAction.allCases)
  func `is drawn within its range`(action: FaultAction) {
    var space = SearchSpace()
    (space.from, space.until) = (.start + .minutes(2), .start + .minutes(8))
    (space.shortest, space.longest) = (.seconds(5), .minutes(1))
    (space.weakest, space.strongest) = (0.2, 0.6)
    let dice = FaultDice(space, duration: .minutes(10))
    var draws = RandomStream(seed: 1, replication: 0, component: "test", purpose: "dice")
    for phase in 0..<FaultArm.phases {
      var fault = dice.fault(
        of: FaultArm(action: action, target: "x", phase: phase), using: &draws)
      for _ in 0..<50 {
        let at = fault.at ?? .never
        let duration = fault.duration ?? .longest
        let end = at + duration
        #expect(at >= Instant.start + .minutes(2) && end <= Instant.start + .minutes(8))
        #expect(duration >= .seconds(5) && duration <= .minutes(1))
        #expect(fault.percentage >= 0.2 && fault.percentage <= 0.6)
        fault = dice.neighbour(of: fault, using: &draws)
      }
    }
  }
}

extension SearchRule {
  /// The rule in a word.
  fileprivate var name: String {
    switch self {
    case .expectation(let expectation): expectation.text
    case .invariant(let invariant): invariant.rawValue
    }
  }
}

extension SearchResult {
  /// Everything that was found and learned.
  fileprivate var outline: [String] {
    findings.map { finding in
      let minimal = finding.minimal
      return (minimal.faults + finding.drawn).map { $0.spelt.text(for: .file) }.joined()
        + "\(minimal.seed) \(minimal.duration) \(minimal.limits) \(finding.probability)"
    } + lessons.map { "\($0)" } + ["\(runs)"]
  }
}
