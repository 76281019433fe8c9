import Simulation
import Testing

private let lane = LaneID(slot: 0)

/// A mapping whose first lane has read so many records and calls the function with them.
private func mapping(
  holding count: Int, _ change: (inout StreamMapping.Settings) -> Void = { _ in }
) -> StreamMapping {
  var settings = StreamMapping.Settings()
  change(&settings)
  var mapping = StreamMapping(settings)
  mapping.open(shard: 0, at: .start)
  _ = mapping.nextAction(at: .start)
  _ = mapping.received(lane, count, bytes: 0, at: .start)
  return mapping
}

extension StreamMapping {
  /// Lets an invocation end and goes on to the next one, however long the pause before it.
  fileprivate mutating func end(_ outcome: Outcome) -> Settlement {
    var settlement = invocationEnded(lane, outcome, draw: 1, at: .start)
    if settlement.next == .nothing, nextWakeUp != .never {
      settlement.next = nextAction(at: .start + .seconds(30)) ?? .nothing
    }
    return settlement
  }
}

@Suite struct `The mapping of a stream` {
  @Test func `reads, invokes and reads on`() {
    var mapping = StreamMapping()
    mapping.open(shard: 0, at: .start)
    #expect(mapping.nextAction(at: .start) == .read(lane, maximum: 100))
    #expect(mapping.nextAction(at: .start) == nil)
    #expect(mapping.received(lane, 3, bytes: 10, at: .start) == .invoke(lane, count: 3))
    #expect(
      mapping.invocationEnded(lane, .success, draw: 0, at: .start)
        == .init(passed: 3, next: .read(lane, maximum: 100)))
  }

  @Test func `reads again after a second when there was nothing`() {
    var mapping = StreamMapping()
    mapping.open(shard: 0, at: .start)
    _ = mapping.nextAction(at: .start)
    #expect(mapping.received(lane, 0, bytes: 0, at: .start) == .nothing)
    #expect(mapping.nextWakeUp == .start + .seconds(1))
    #expect(mapping.nextAction(at: .start + .seconds(1)) == .read(lane, maximum: 100))
  }

  @Test func `gathers a batch until its window ends`() {
    var settings = StreamMapping.Settings()
    settings.maximumBatchingWindow = .milliseconds(1_500)
    var mapping = StreamMapping(settings)
    mapping.open(shard: 0, at: .start)
    _ = mapping.nextAction(at: .start)
    #expect(mapping.received(lane, 40, bytes: 0, at: .start) == .read(lane, maximum: 60))
    #expect(mapping.received(lane, 0, bytes: 0, at: .start) == .nothing)
    #expect(mapping.nextAction(at: .start + .seconds(1)) == .read(lane, maximum: 60))
    #expect(mapping.received(lane, 0, bytes: 0, at: .start + .seconds(1)) == .nothing)
    let end = Instant.start + .milliseconds(1_500)
    #expect(mapping.nextAction(at: end) == .read(lane, maximum: 60))
    #expect(mapping.received(lane, 5, bytes: 0, at: end) == .invoke(lane, count: 45))
  }

  @Test func `tries a batch that failed again until it succeeds, in all by default`() {
    var mapping = mapping(holding: 5)
    for _ in 0..<1_000 {
      #expect(mapping.end(.failure) == .init(next: .invoke(lane, count: 5)))
    }
    #expect(mapping.end(.success).passed == 5)
  }

  @Test(arguments: [0, 1, 3])
  func `gives a batch up after its retries`(retries: Int) {
    var mapping = mapping(holding: 5) { $0.maximumRetryAttempts = retries }
    for _ in 0..<retries {
      #expect(mapping.end(.failure) == .init(next: .invoke(lane, count: 5)))
    }
    #expect(mapping.end(.failure) == .init(givenUp: 5, next: .read(lane, maximum: 100)))
  }

  @Test func `finds a poison record among eight by splitting, which costs no retry`() {
    var mapping = mapping(holding: 8) {
      $0.bisectsBatchOnFunctionError = true
      $0.maximumRetryAttempts = 1
    }
    // The sixth of eight is poison.
    #expect(mapping.end(.failure) == .init(next: .invoke(lane, count: 4)))
    #expect(mapping.end(.success) == .init(passed: 4, next: .invoke(lane, count: 4)))
    #expect(mapping.end(.failure) == .init(next: .invoke(lane, count: 2)))
    #expect(mapping.end(.failure) == .init(next: .invoke(lane, count: 1)))
    #expect(mapping.end(.success) == .init(passed: 1, next: .invoke(lane, count: 1)))
    #expect(mapping.end(.failure) == .init(next: .invoke(lane, count: 1)))
    #expect(mapping.end(.failure) == .init(givenUp: 1, next: .invoke(lane, count: 2)))
    #expect(mapping.end(.success) == .init(passed: 2, next: .read(lane, maximum: 100)))
  }

  @Test func `splits ten thousand records down to one`() {
    var mapping = mapping(holding: 10_000) {
      $0.batchSize = 10_000
      $0.bisectsBatchOnFunctionError = true
      $0.maximumRetryAttempts = 0
    }
    var (calls, passed, givenUp) = (0, 0, 0)
    var next = StreamMapping.Action.invoke(lane, count: 10_000)
    while case .invoke(_, let count) = next {
      // The record in the place 4,711 is poison.
      let fails = passed + givenUp <= 4_711 && 4_711 < passed + givenUp + count
      let settlement = mapping.end(fails ? .failure : .success)
      calls += 1
      passed += settlement.passed
      givenUp += settlement.givenUp
      next = settlement.next
    }
    #expect((passed, givenUp, next) == (9_999, 1, .read(lane, maximum: 10_000)))
    #expect(calls < 30)
  }

  @Test func `goes on behind the records before the one that the function names`() {
    var mapping = mapping(holding: 5) {
      $0.reportsBatchItemFailures = true
      $0.maximumRetryAttempts = 1
    }
    #expect(
      mapping.end(.partial(done: 3)) == .init(passed: 3, next: .invoke(lane, count: 2)))
    #expect(mapping.end(.partial(done: 0)) == .init(next: .invoke(lane, count: 2)))
    #expect(
      mapping.end(.partial(done: 0)) == .init(givenUp: 2, next: .read(lane, maximum: 100)))
  }

  @Test func `takes a partial answer for success where nobody asked for it`() {
    var mapping = mapping(holding: 5)
    #expect(mapping.end(.partial(done: 1)).passed == 5)
  }

  @Test func `tries for ever while the function is too busy`() {
    var mapping = mapping(holding: 5) { $0.maximumRetryAttempts = 0 }
    var pauses: [Interval] = []
    var now = Instant.start
    for _ in 0..<7 {
      mapping.throttled(lane, draw: 1, at: now)
      pauses.append(mapping.nextWakeUp - now)
      now = mapping.nextWakeUp
      #expect(mapping.nextAction(at: now) == .invoke(lane, count: 5))
    }
    #expect(pauses == [1, 2, 4, 8, 16, 30, 30].map { .seconds($0) })
  }

  @Test func `gives up records that are too old before it calls`() {
    var mapping = mapping(holding: 5) { $0.maximumRecordAge = .seconds(60) }
    let isTooOld = [Interval.seconds(60), .seconds(60) + .nanoseconds(1)].map {
      mapping.isTooOld(age: $0)
    }
    #expect(isTooOld == [false, true])
    #expect(mapping.gaveUp(lane, 2, at: .start) == .invoke(lane, count: 3))
    #expect(mapping.gaveUp(lane, 3, at: .start) == .read(lane, maximum: 100))
  }

  @Test func `works on several batches of a shard`() {
    var settings = StreamMapping.Settings()
    settings.parallelizationFactor = 2
    var mapping = StreamMapping(settings)
    mapping.open(shard: 1, at: .start)
    var actions: [StreamMapping.Action] = []
    while let action = mapping.nextAction(at: .start) { actions.append(action) }
    #expect(
      actions == [
        .read(LaneID(slot: 2), maximum: 100), .read(LaneID(slot: 3), maximum: 100),
      ])
  }

  @Test func `finishes what it has in hand when it is disabled, and goes on later`() {
    var mapping = mapping(holding: 5)
    mapping.disable()
    #expect(mapping.end(.success) == .init(passed: 5))
    #expect(mapping.nextAction(at: .start + .seconds(60)) == nil)
    mapping.enable(at: .start + .seconds(60))
    #expect(mapping.nextAction(at: .start + .seconds(60)) == .read(lane, maximum: 100))
  }

  @Test func `leaves a shard at its end`() {
    var mapping = StreamMapping()
    mapping.open(shard: 0, at: .start)
    _ = mapping.nextAction(at: .start)
    mapping.shardEnded(lane)
    #expect(mapping.nextAction(at: .start + .seconds(60)) == nil)
  }
}
