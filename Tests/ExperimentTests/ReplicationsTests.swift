import Experiment
import Scenario
import Simulation
import Synchronization
import Testing

/// Everything of a result that must not depend on how it was made.
private struct Essence: Equatable {
  var replications: Int
  var fingerprints: [UInt64]
  var observations: [[[Verdict.Observation]]]
  var expectations: [[[Verdict.Observation]]]
  var firsts: [UInt64?]
  var pooled: [[Summary]]

  init(_ result: ExperimentResult) {
    replications = result.replications
    fingerprints = result.variants.map(\.fingerprint)
    observations = result.variants.map(\.observations)
    expectations = result.variants.map(\.expectations)
    firsts = result.variants.map { $0.first?.fingerprint }
    pooled = result.variants.map { $0.pooled.map(\.total) }
  }
}

@Suite struct `Many replications` {
  private func variants() throws -> [ScenarioDocument.Variant] {
    try CoffeeShop.variants(minutes: 6)
  }

  private func run(
    _ count: ReplicationCount, jobs: Int, progress: (ExperimentProgress) -> Void = { _ in }
  ) throws -> ExperimentResult {
    var replications = Replications(count)
    replications.jobs = jobs
    return try replications.run(try variants(), progress: progress)
  }

  @Test func `come to the same on one thread, two or eight`() throws {
    let results = try [1, 2, 8].map { Essence(try run(.fixed(12), jobs: $0)) }
    #expect(results[0].replications == 12)
    #expect(results[0].firsts.count { $0 != nil } == 3)
    #expect(results[1] == results[0])
    #expect(results[2] == results[0])
  }

  @Test func `are each the run of their index`() throws {
    let variants = try variants()
    let result = try run(.fixed(5), jobs: 2)
    let cost = try #require(result.criteria.firstIndex { $0.name == "cost" })
    for (place, variant) in variants.enumerated() {
      let costs = try (0..<5).map { replication in
        var world = World(variant.blueprint, replication: replication)
        return Verdict.Observation.value(try world.run().cost.amount)
      }
      #expect(result.variants[place].observations[cost] == costs)
    }
  }

  @Test func `see the same arrivals in every variant`() throws {
    let result = try run(.fixed(6), jobs: 2)
    let offered = try #require(result.criteria.firstIndex { $0.name == "messages.offered" })
    let seen = result.variants.map { $0.observations[offered] }
    #expect(seen[1] == seen[0])
    #expect(seen[2] == seen[0])
    #expect(seen[0].first != seen[0].last)
  }

  @Test func `pool the samples of all runs`() throws {
    let result = try run(.fixed(4), jobs: 2)
    let completed = try #require(
      result.criteria.firstIndex { $0.name == "messages.completed" })
    for variant in result.variants {
      let latency = try #require(variant.pooled.first { $0.metric == .endToEndLatency })
      let completions = variant.observations[completed].compactMap(\.number).reduce(0, +)
      #expect(Double(latency.total.sampleCount) == completions)
      let phases = Phase.allCases.map { latency.samples(in: $0).sampleCount }
      #expect(phases.reduce(0, +) == latency.total.sampleCount)
    }
  }

  @Test func `go on until the intervals are narrow, and no further`() throws {
    let count = ReplicationCount.auto(relativePrecision: 0.25, minimum: 5, maximum: 60)
    let results = try [1, 2, 8].map { try run(count, jobs: $0) }
    #expect(Essence(results[1]) == Essence(results[0]))
    #expect(Essence(results[2]) == Essence(results[0]))
    let result = results[0]
    #expect((5..<60).contains(result.replications))
    for (place, criterion) in result.criteria.enumerated()
    where criterion.dimension != nil && !criterion.isProportion {
      let summaries = result.variants.indices.map { result.summary(of: place, for: $0) }
      let scale = summaries.map { $0.moments.mean }.max() ?? 0
      for summary in summaries {
        #expect((summary.interval?.halfWidth ?? 0) <= 0.25 * scale + 1e-12)
      }
    }
  }

  @Test func `stop at the most that was asked for`() throws {
    let count = ReplicationCount.auto(relativePrecision: 1e-9, minimum: 2, maximum: 4)
    let result = try run(count, jobs: 2)
    #expect(result.replications == 4)
    #expect(!result.wasInterrupted)
  }

  @Test func `tell how far they are`() throws {
    var told: [ExperimentProgress] = []
    _ = try run(.fixed(3), jobs: 1) { told.append($0) }
    #expect(told.map(\.done) == told.map(\.done).sorted())
    #expect(Set(told.map(\.finishedRuns)) == Set(0...9))
    #expect(told.last?.done == .minutes(6) * 9)
    #expect(told.last?.whole == .minutes(6) * 9)
    #expect(told.allSatisfy { $0.plannedRuns == 9 })
  }
}

@Suite struct `An interrupted experiment` {
  /// What is left when it is stopped at the so-manieth question whether to stop.
  private func result(stoppingAfter questions: Int, jobs: Int) throws -> ExperimentResult {
    final class Patience: Sendable {
      let asked = Atomic(0)
    }
    let patience = Patience()
    var replications = Replications(.fixed(1_000))
    replications.jobs = jobs
    return try replications.run(
      try CoffeeShop.variants(minutes: 6),
      isInterrupted: { patience.asked.add(1, ordering: .relaxed).newValue > questions })
  }

  @Test(arguments: [1, 2, 8])
  func `has the whole replications that were finished, and no others`(jobs: Int) throws {
    let result = try result(stoppingAfter: 4_000, jobs: jobs)
    #expect(result.wasInterrupted)
    #expect((1..<1_000).contains(result.replications))
    for variant in result.variants {
      #expect(variant.observations.allSatisfy { $0.count == result.replications })
    }
    var replications = Replications(.fixed(result.replications))
    replications.jobs = 1
    let whole = try replications.run(try CoffeeShop.variants(minutes: 6))
    #expect(Essence(whole) == Essence(result))
  }

  @Test func `without a finished replication is an error`() {
    #expect(throws: ExperimentError.interrupted) { try result(stoppingAfter: 2, jobs: 2) }
  }
}

@Suite struct `The board of an experiment` {
  private func board(_ count: ReplicationCount) -> ReplicationBoard {
    let variants = ["a", "b"].map {
      ScenarioDocument.Variant(name: $0, blueprint: Blueprint(), expectations: [])
    }
    return ReplicationBoard(variants, criteria: [MadeUp.cost], count: count, confidence: 0.95)
  }

  private func digest(_ value: Double) -> RunDigest { RunDigest(observations: [.value(value)]) }

  @Test func `deals out replication by replication`() {
    var board = board(.fixed(2))
    let tasks = (0..<5).map { _ in board.next() }
    #expect(tasks.map { $0?.variant } == [0, 1, 0, 1, nil])
    #expect(tasks.map { $0?.replication } == [0, 0, 1, 1, nil])
  }

  @Test func `takes over in order what comes in any order`() throws {
    var board = board(.fixed(3))
    let tasks = (0..<6).compactMap { _ in board.next() }
    var replications: [Int] = []
    for index in [5, 1, 2, 4, 0, 3] {
      board.finish(tasks[index], with: digest(Double(index)))
      replications.append(board.replications)
    }
    #expect(replications == [0, 0, 0, 0, 1, 3])
    #expect(board.variants[0].observations == [[0, 2, 4].observed])
    #expect(board.variants[1].observations == [[1, 3, 5].observed])
    #expect(board.isComplete)
    #expect(board.finishedRuns == 6)
  }

  @Test func `needs nothing after the replication that was enough`() {
    var board = board(.auto(relativePrecision: 0.5, minimum: 2, maximum: 100))
    let tasks = (0..<8).compactMap { _ in board.next() }
    for task in tasks.reversed() { board.finish(task, with: digest(1)) }
    #expect(board.replications == 2)
    #expect(board.isComplete)
    #expect(board.end == 4)
    #expect(board.next() == nil)
    #expect(board.variants[1].observations == [[1, 1].observed])
  }

  private let stuck = RunError.limit(
    LimitReached(name: .messages, limit: 1, component: "queue", at: .start))

  @Test func `tells the earliest failure and deals out no later run`() {
    var board = board(.fixed(4))
    let tasks = (0..<5).compactMap { _ in board.next() }
    board.fail(tasks[4], with: .run(stuck, variant: "a", replication: 2))
    #expect(board.next() == nil)
    board.fail(tasks[1], with: .run(stuck, variant: "b", replication: 0))
    board.finish(tasks[3], with: digest(1))
    board.finish(tasks[0], with: digest(1))
    #expect(board.error == .run(stuck, variant: "b", replication: 0))
    #expect(board.replications == 0)
  }

  @Test func `forgives a failure after enough replications`() {
    var board = board(.auto(relativePrecision: 0.5, minimum: 2, maximum: 100))
    let tasks = (0..<6).compactMap { _ in board.next() }
    board.fail(tasks[5], with: .run(stuck, variant: "b", replication: 2))
    for task in tasks.prefix(4) { board.finish(task, with: digest(1)) }
    #expect(board.error == nil)
    #expect(board.replications == 2)
    #expect(board.isComplete)
  }

  @Test func `words a failure with its variant and replication`() {
    let error = ExperimentError.run(stuck, variant: "b", replication: 3)
    #expect(error.description.hasPrefix("variant 'b', replication 3: at 0.0 s the run met"))
  }
}
