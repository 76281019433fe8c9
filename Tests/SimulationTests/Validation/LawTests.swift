import Simulation
import Testing

/// What must hold in every world, whatever goes wrong in it.
///
/// A failure names the seed of its town.
@Suite struct `In any town` {
  static let seeds: Range<UInt64> = 0..<3100

  /// The books are checked at the end of every period of ten seconds; a run that they do not balance
  /// in throws.
  @Test(arguments: seeds)
  func `the books balance and nobody waits for ever`(seed: UInt64) throws {
    let plan = RandomTown.plan(seed: seed)
    var world = World(plan)
    let result = try world.run()
    let outcomes = result.outcomes
    let books = result.books

    #expect(outcomes.offered > 0)
    #expect(
      outcomes.offered
        == outcomes.completed + outcomes.lost + outcomes.halfDone + outcomes.stuck
        + outcomes.pending)
    #expect(
      books.sent + books.duplicated == books.held + books.fates.reduce(0) { $0 + $1.count })
    for (_, effect) in result.effects.map({ ($0.name, $0.value) }) {
      #expect(effect.messages <= effect.times)
      #expect(effect.messages <= outcomes.offered)
    }
    // Poison or an overload may keep the town busy; in a quiet one everybody has got an answer.
    if Self.isQuiet(result) { #expect(books.unanswered == 0) }
    // A queue remembers a deleted message for as long as a host that missed the delete may show it.
    if !Self.resurrects(plan) { #expect(books.messages <= books.held) }
    if books.held == 0 { #expect(books.shipped == 0) }
  }

  /// Whether nobody asked anybody for anything in the last minute.
  private static func isQuiet(_ result: RunResult) -> Bool {
    let calls = result.periods(.calls, of: "payments").suffix(6)
    return calls.allSatisfy { $0 == 0 }
      && result.periods(.callsWaiting, of: "payments").last == 0
  }

  private static func resurrects(_ plan: Blueprint) -> Bool {
    plan.components.contains { component in
      let queue = (component.settings as? QueueComponentSettings)?.queue
      return (queue?.randomness.resurrectionProbability ?? 0) > 0.01
    }
  }

  @Test(arguments: seeds.prefix(25))
  func `the same seed brings the same run`(seed: UInt64) throws {
    var first = World(RandomTown.plan(seed: seed))
    var second = World(RandomTown.plan(seed: seed))
    let (one, other) = (try first.run(), try second.run())

    #expect(one.fingerprint == other.fingerprint)
    #expect(one.eventCount == other.eventCount)
    #expect(one.outcomes == other.outcomes)
    #expect(one.cost == other.cost)
    #expect(one.statistics == other.statistics)
  }

  /// An idempotent payment is made once, whatever is received, redriven or resurrected.
  @Test(arguments: seeds.prefix(50))
  func `who knows what was paid charges once`(seed: UInt64) throws {
    var plan = RandomTown.plan(seed: seed)
    plan.components = plan.components.map { component in
      guard var payments = component.settings as? DependencySettings else { return component }
      payments.idempotency = .key
      return .init(name: component.name, settings: payments)
    }
    var world = World(plan)
    let result = try world.run()
    #expect(result.effect("charge")?.duplicates == 0)
    #expect(result.effect("coffee")?.duplicates == 0)
  }
}
