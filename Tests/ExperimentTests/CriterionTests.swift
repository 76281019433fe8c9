import Experiment
import Scenario
import Simulation
import Testing

@Suite struct `The criteria of an experiment` {
  private func observations(
    of variant: ScenarioDocument.Variant
  ) throws -> [String: Verdict.Observation] {
    var world = World(variant.blueprint)
    let result = try world.run()
    let criteria = Criterion.all(for: [variant.blueprint])
    return Dictionary(uniqueKeysWithValues: criteria.map { ($0.name, $0.observation(of: result)) })
  }

  @Test func `have each a name of their own, and a dimension each at least once`() throws {
    let criteria = Criterion.all(for: try CoffeeShop.variants().map(\.blueprint))
    #expect(Set(criteria.map(\.name)).count == criteria.count)
    #expect(Set(criteria.compactMap(\.dimension)) == Set(Criterion.Dimension.allCases))
    #expect(criteria.allSatisfy { $0.dimension == nil || $0.direction != .neither })
  }

  @Test func `agree with each other on a run`() throws {
    for variant in try CoffeeShop.variants() {
      let seen = try observations(of: variant).compactMapValues(\.number)
      func value(_ name: String) throws -> Double { try #require(seen[name], "\(name)") }
      let outcomes = ["completed", "lost", "halfDone", "stuck", "pending"]
      let sum = try outcomes.reduce(0) { $0 + (try value("messages.\($1)")) }
      #expect(sum == (try value("messages.offered")))
      let shares = try outcomes.reduce(0) { $0 + (try value("messages.\($1).share")) }
      #expect(abs(shares - 1) < 1e-12)
      #expect(
        try value("duplicates") == (try value("charge.duplicates") + value("coffee.duplicates")))
      #expect(
        abs(try value("costPerCompleted") * value("messages.completed") - value("cost")) < 1e-9)
      #expect(try value("invocations") >= value("errors"))
    }
  }

  @Test func `count what a dead-letter queue holds as unserved, and cut the latency off`() throws {
    let seen = try observations(of: try CoffeeShop.variants()[1])
    #expect(seen["messages.unserved"] == seen["messages.stuck"])
    #expect(seen["recovered"] == .value(0))
    guard case .atLeast = seen["messages.timeToComplete.p99"] else {
      Issue.record("\(String(describing: seen["messages.timeToComplete.p99"]))")
      return
    }
    guard case .atLeast = seen["recoveryTime"] else {
      Issue.record("\(String(describing: seen["recoveryTime"]))")
      return
    }
  }

  @Test func `without faults know no recovery`() throws {
    var blueprint = try CoffeeShop.variants()[0].blueprint
    blueprint.faults = []
    let names = Criterion.all(for: [blueprint]).map(\.name)
    #expect(!names.contains("recovered") && !names.contains { $0.contains("phase") })
    let seen = try observations(
      of: .init(name: "", blueprint: blueprint, expectations: []))
    // All but a handful were completed, so both percentiles are nearly the same.
    #expect(seen["messages.timeToComplete.p99"] == seen["messages.EndToEndLatency.p99"])
    #expect(seen["messages.unserved"] == .value(0))
  }

  @Test func `leave dead-letter queues out of the depth`() throws {
    let seen = try observations(of: try CoffeeShop.variants()[1])
    let (depth, stuck) = (seen["maximumDepth"]?.number, seen["messages.stuck"]?.number)
    #expect(try #require(depth) < (try #require(stuck)))
  }
}
