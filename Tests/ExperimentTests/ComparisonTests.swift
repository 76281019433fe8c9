import Experiment
import Scenario
import Simulation
import Testing

/// Results made up for a test: variants by name with what their replications showed.
struct MadeUp {
  static let loss = Criterion(
    "messages.unserved", "unserved", .unserved, says: "leaves", "messages unserved", for: .loss)
  static let duplicates = Criterion(
    "duplicates", "duplicate effects", .repeatedEffects, says: "repeats", "effects",
    for: .duplicates)
  static let recovered = Criterion(
    "recovered", "runs that recovered", .recovered, .share, .moreIsBetter, says: "recovers in",
    "of the runs", for: .recovery)
  static let time = Criterion(
    "recoveryTime", "recovery time", .subject(.recoveryTime, phase: nil), .seconds,
    says: "recovers within", for: .recovery)
  static let cost = Criterion(
    "cost", "cost", .subject(.cost(component: nil), phase: nil), .dollars, says: "costs",
    for: .cost)

  /// The result of variants that showed so much of each criterion in each replication.
  static func result(
    _ criteria: [Criterion], _ variants: [(name: String, values: [[Verdict.Observation]])]
  ) -> ExperimentResult {
    ExperimentResult(
      criteria: criteria,
      variants: variants.map { variant in
        var result = VariantResult(
          .init(name: variant.name, blueprint: Blueprint(), expectations: []),
          criteria: criteria.count)
        result.observations = variant.values
        return result
      }, replications: variants.first?.values.first?.count ?? 0)
  }

  /// A text with `'name'`s and values to one decimal.
  static func text(_ sentence: Sentence, _ result: ExperimentResult) -> String {
    func number(_ value: Double) -> String {
      let tenths = Int((value * 10).rounded())
      return tenths % 10 == 0 ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
    }
    return sentence.text(
      variant: { "'\(result.variants[$0].name)'" },
      value: { value, halfWidth, unit in
        switch unit {
        case .share: number(value * 100) + "%"
        case .count: number(value) + (halfWidth.map { " ± " + number($0) } ?? "")
        case .seconds: number(value) + " s"
        case .dollars: "$" + number(value)
        }
      })
  }
}

extension [Double] {
  /// The values as what replications showed.
  var observed: [Verdict.Observation] { map(Verdict.Observation.value) }
}

@Suite struct `A difference of two variants` {
  private func difference(
    _ own: [Verdict.Observation], _ other: [Verdict.Observation],
    by criterion: Criterion = MadeUp.loss
  ) throws -> Difference {
    try #require(
      Difference.family(of: criterion, [own, other], pairs: [(0, 1)], confidence: 0.95).first)
  }

  @Test func `is told from pairs, of which what they share cancels out`() throws {
    let found = try difference([10, 22, 29, 41].observed, [12, 23, 32, 43].observed)
    let interval = try #require(found.interval)
    // Differences −2, −1, −3, −2: mean −2, deviation √(2/3), t = 3.182446.
    #expect(found.pairs == 4)
    #expect(found.mean == -2)
    #expect(abs(interval.halfWidth - 3.1824463 * (2.0 / 3).squareRoot() / 2) < 1e-6)
    #expect(found.outcome == .better)
    #expect(try #require(found.probability) < 0.02)
  }

  @Test(arguments: [
    ([5, 5, 5], [5, 5, 5], Difference.Outcome.alike), ([0, 0, 0], [0, 0, 0], .alike),
    ([4, 4, 4], [5, 5, 5], .better), ([5, 5, 5], [4, 4, 4], .worse),
    ([0, 9, 4], [5, 5, 5], .undecided), ([3], [5], .undecided), ([], [], .unmeasured),
    ([1_000, 1_010, 990], [1_001, 1_012, 991], .alike),
  ])
  func `has a meaning`(own: [Double], other: [Double], outcome: Difference.Outcome) throws {
    #expect(try difference(own.observed, other.observed).outcome == outcome)
  }

  @Test func `looks the other way where more is better`() throws {
    let more = Criterion(
      "completed", "completed", .subject(.outcome(.completed), phase: nil), .count, .moreIsBetter)
    let neither = Criterion(
      "offered", "offered", .subject(.outcome(.offered), phase: nil), .count, .neither)
    #expect(try difference([5, 5].observed, [4, 4].observed, by: more).outcome == .better)
    #expect(try difference([5, 5].observed, [4, 4].observed, by: neither).outcome == .different)
  }

  @Test func `leaves out replications in which one has no value`() throws {
    let found = try difference(
      [.value(4), .atLeast(9), .value(4), .nothing], [.value(5), .value(5), .value(5), .value(5)])
    #expect(found.pairs == 2)
    #expect(found.own == 4)
    #expect(found.outcome == .better)
  }

  @Test func `of proportions is tested exactly`() throws {
    let (always, never) = (Array(repeating: 1.0, count: 10), Array(repeating: 0.0, count: 10))
    let found = try difference(always.observed, never.observed, by: MadeUp.recovered)
    #expect(abs(try #require(found.probability) - 2.0 / 1_024) < 1e-15)
    #expect(found.outcome == .better)
    let few = try difference(
      Array(always[..<5]).observed, Array(never[..<5]).observed, by: MadeUp.recovered)
    #expect(abs(try #require(few.probability) - 2.0 / 32) < 1e-15)
    #expect(few.outcome == .undecided)
  }

  @Test func `is corrected for its family`() throws {
    let baseline = [10, 12, 11, 13, 9].observed
    let slight = [9.0, 11.5, 10.6, 11.5, 8.5].observed
    let alone = try difference(slight, baseline)
    #expect(alone.outcome == .better)
    let family = Difference.family(
      of: MadeUp.loss,
      [baseline, slight, [10, 11, 12, 14, 8].observed, [11, 11, 11, 13, 9].observed],
      pairs: [(1, 0), (2, 0), (3, 0)], confidence: 0.95)
    let corrected = try #require(family.first)
    #expect(corrected.outcome == .undecided)
    #expect(corrected.adjustedProbability == 3 * (try #require(corrected.probability)))
    #expect(
      try #require(corrected.interval).halfWidth > (try #require(alone.interval)).halfWidth)
  }
}

@Suite struct `A comparison` {
  private let result = MadeUp.result(
    [MadeUp.loss, MadeUp.duplicates, MadeUp.cost],
    [
      ("nothing", [[9, 14, 12, 13, 12].observed, zeros, [2, 2, 2, 2, 2].observed]),
      ("breaker", [zeros, zeros, [1.4, 1.4, 1.4, 1.3, 1.4].observed]),
      ("twice", [zeros, [3, 4, 3, 4, 3].observed, [1, 1, 1, 1, 1].observed]),
      ("dear", [zeros, zeros, [9, 9, 9, 9, 9].observed]),
    ])
  private static let zeros = [0, 0, 0, 0, 0].observed

  @Test func `says who survives best and why`() {
    let comparison = Comparison(result)
    #expect(comparison.survival.best == [1])
    #expect(
      comparison.survival.rounds == [
        .init(dimension: .loss, fallen: [0]), .init(dimension: .duplicates, fallen: [2]),
        .init(dimension: .cost, fallen: [3]),
      ])
    #expect(
      comparison.verdict.map { MadeUp.text($0, result) } == [
        "'breaker' survives best: it leaves the fewest messages unserved (ahead of 'nothing'), "
          + "repeats the fewest effects (ahead of 'twice') and costs least (ahead of 'dear')",
        "on the Pareto front: 'breaker' and 'twice'; 'nothing' is beaten by 'breaker' and 'dear' is "
          + "beaten by 'breaker'",
      ])
  }

  @Test func `says in words what sets variants apart from the baseline`() {
    let comparison = Comparison(result)
    #expect(
      comparison.sentences.map { MadeUp.text($0, result) } == [
        "'breaker' leaves 0 ± 0 instead of 12 ± 2.3 messages unserved and costs 31% less",
        "'twice' leaves 0 ± 0 instead of 12 ± 2.3 messages unserved, repeats 3.4 ± 0.7 instead of "
          + "0 ± 0 effects and costs 50% less",
        "'dear' leaves 0 ± 0 instead of 12 ± 2.3 messages unserved and costs 4.5 times as much",
      ])
    #expect(comparison.differences[0].map { $0?.outcome } == [nil, .better, .better, .better])
  }

  @Test func `may be held against another baseline`() {
    let comparison = Comparison(result, baseline: 1)
    #expect(result.place(ofVariant: "breaker") == 1)
    #expect(comparison.differences[0].map { $0?.outcome } == [.worse, nil, .alike, .alike])
  }

  @Test func `says that too few replications cannot decide`() {
    let result = MadeUp.result(
      [MadeUp.duplicates],
      [
        ("wild", [[0, 60, 0, 70, 0].observed]), ("steady", [[8, 9, 8, 9, 8].observed]),
        ("best", [[0, 1, 0, 1, 0].observed]),
      ])
    let comparison = Comparison(result, baseline: 2)
    #expect(comparison.survival.best == [0, 2])
    #expect(!comparison.survival.isDecided)
    #expect(
      comparison.verdict.first.map { MadeUp.text($0, result) }
        == "5 replications cannot decide who survives best; left over are 'wild' and 'best', but with "
        + "worse numbers than some that fell out; run more of them, or as many as it takes with "
        + "'--replications auto'")
  }

  @Test func `takes nobody from the Pareto front for what too few replications tell`() {
    let result = MadeUp.result(
      [MadeUp.loss, MadeUp.cost],
      [
        ("cheap", [[3, 9, 4, 8, 5].observed, [1, 1, 1, 1, 1].observed]),
        ("dear", [[5, 4, 9, 6, 5].observed, [2, 2, 2, 2, 2].observed]),
        ("as good", [[3, 9, 4, 8, 5].observed, [3, 3, 3, 3, 3].observed]),
      ])
    let comparison = Comparison(result)
    #expect(comparison.front.variants == [0, 1])
    #expect(comparison.front.doubtful == [1])
    #expect(comparison.front.dominators == [nil, nil, 0])
    #expect(comparison.front.challengers == [nil, 0, nil])
    #expect(
      comparison.verdict.last.map { MadeUp.text($0, result) }
        == "on the Pareto front: 'cheap' and 'dear'; 'as good' is beaten by 'cheap'; 5 replications "
        + "cannot tell whether 'dear' is beaten by 'cheap'")
  }

  /// That a hundred runs all recovered says something of the chance that the next one does, but a
  /// variant of which all recovered as well is no worse for it.
  @Test func `takes outcomes that are the same in every replication for alike`() {
    let ten = Array(repeating: 1.0, count: 10)
    let result = MadeUp.result(
      [MadeUp.recovered, MadeUp.cost],
      [
        ("cheap", [ten.observed, ten.observed]),
        ("dear", [ten.observed, ten.map { $0 + 1 }.observed]),
        ("luck", [ten.indices.map { .value($0 == 3 ? 0 : 1) }, ten.map { $0 + 2 }.observed]),
      ])
    let comparison = Comparison(result)
    #expect(comparison.front.dominators == [nil, 0, nil])
    #expect(comparison.front.doubtful == [2])
  }

  @Test func `says a tie`() {
    let tie = MadeUp.result(
      [MadeUp.loss],
      [
        ("a", [[1, 2, 1].observed]), ("b", [[2, 1, 1].observed]),
        ("c", [[70, 71, 73].observed]),
      ])
    let comparison = Comparison(tie)
    #expect(comparison.survival.best == [0, 1])
    #expect(
      comparison.verdict.map { MadeUp.text($0, tie) } == [
        "'a' and 'b' survive best, and equally well as far as 3 replications can tell: they leave "
          + "the fewest messages unserved (ahead of 'c')",
        "on the Pareto front: 'a' and 'b'; 'c' is beaten by 'a'",
      ])
    #expect(
      MadeUp.text(comparison.sentence(for: 1), tie) == "'b' cannot be told from 'a'")
  }

  @Test func `says when nothing can be told`() {
    let alike = MadeUp.result(
      [MadeUp.loss], [("a", [[1, 2, 1].observed]), ("b", [[1, 2, 1].observed])])
    let words = Comparison(alike).verdict.map { MadeUp.text($0, alike) }
    #expect(words.first == "'a' and 'b' cannot be told apart by 3 replications")
  }

  @Test func `has no verdict on a single variant`() {
    let one = MadeUp.result([MadeUp.loss], [("a", [[1, 2, 1].observed])])
    let comparison = Comparison(one)
    #expect(comparison.verdict == [])
    #expect(comparison.survival.best == [0])
    #expect(comparison.front.variants == [0])
  }

  @Test func `asks first whether and then when variants recover`() {
    func observed(_ times: [Double?]) -> [[Verdict.Observation]] {
      [
        times.map { .value($0 == nil ? 0 : 1) },
        times.map { $0.map { .value($0) } ?? .atLeast(60) },
      ]
    }
    let ten = Array(repeating: 0, count: 10)
    let result = MadeUp.result(
      [MadeUp.recovered, MadeUp.time],
      [
        ("never", observed(ten.map { _ in nil })), ("slow", observed(ten.map { _ in 50 })),
        ("fast", observed(ten.map { _ in 5 })),
        ("luck", observed(ten.indices.map { $0 < 2 ? 1 : nil })),
      ])
    let comparison = Comparison(result)
    #expect(comparison.survival.best == [2])
    #expect(comparison.front.variants == [2])
    #expect(
      MadeUp.text(comparison.sentence(for: 2), result)
        == "'fast' recovers in 100% instead of 0% of the runs")
    #expect(
      comparison.cautions.map { MadeUp.text($0, result) } == [
        "'never' did not recover in 10 of 10 runs (72.2% to 100%)",
        "'luck' did not recover in 8 of 10 runs (49% to 94.3%)",
      ])
  }

  @Test func `warns of two heaps`() {
    let result = MadeUp.result(
      [MadeUp.cost],
      [("metastable", [[1, 1, 9, 1, 1, 1, 9, 1, 1, 1].observed])])
    #expect(
      Comparison(result).cautions.map { MadeUp.text($0, result) } == [
        "the cost of 'metastable' falls into two heaps: about $9 in 2 of 10 runs (5.7% to 51%), "
          + "about $1 in the others"
      ])
  }

  @Test func `of the coffee shop finds what protects it`() throws {
    var replications = Replications(.fixed(10))
    replications.jobs = 2
    let result = try replications.run(try CoffeeShop.variants())
    let comparison = Comparison(result)
    func mean(_ name: String) throws -> [Double] {
      let place = try #require(result.criteria.firstIndex { $0.name == name })
      return result.variants.indices.map { result.summary(of: place, for: $0).mean ?? -1 }
    }
    let (unserved, invocations) = (try mean("messages.unserved"), try mean("invocations"))
    // Without a dead-letter queue all is served in the end, at many invocations; with one, but no
    // redrive, orders are stuck in it.
    #expect(unserved[0] == 0 && unserved[2] == 0 && unserved[1] > 100, "\(unserved)")
    #expect(invocations[0] > 1.5 * invocations[1], "\(invocations)")
    #expect(!comparison.survival.best.contains(1))
    #expect(try mean("recovered") == [1, 0, 1])
  }
}
