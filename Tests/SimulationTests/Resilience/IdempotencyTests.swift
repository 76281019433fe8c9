import Simulation
import Testing

private let policy = IdempotencyPolicy(
  expiry: .seconds(100), inProgressExpiry: .seconds(30), validatesPayload: true)

@Suite struct `An idempotency record` {
  @Test(arguments: [
    (0, IdempotencyRecord.Status.inProgress, false), (29, .inProgress, false),
    (30, .inProgress, true), (99, .inProgress, true), (100, .expired, true),
  ])
  func `of work that began says so until its time is up`(
    time: Int, status: IdempotencyRecord.Status, yields: Bool
  ) {
    let record = policy.begun(at: .start)
    #expect(record.status(at: second(time)) == status)
    #expect(record.yields(at: second(time)) == yields)
  }

  @Test(arguments: [(0, false), (99, false), (100, true)])
  func `of work that is done yields only when it expires`(time: Int, yields: Bool) {
    let record = policy.completed(at: .start)
    #expect(record.status(at: second(time)) == (yields ? .expired : .completed))
    #expect(record.yields(at: second(time)) == yields)
  }

  @Test func `without an end of progress blocks until it expires`() {
    let record = IdempotencyPolicy(expiry: .seconds(100)).begun(at: .start)
    #expect([99, 100].map { record.yields(at: second($0)) } == [false, true])
  }
}

@Suite struct `A handler that keeps from doing its work twice` {
  @Test func `decides by the answer to its conditional put`() {
    let decisions: [(IdempotencyPolicy.PutOutcome, Int, IdempotencyPolicy.Decision)] = [
      (.stored, 0, .run),
      (.failed, 0, .failStore),
      (.conditionFailed(nil), 0, .putAgain),
      (.conditionFailed(policy.begun(payload: 7, at: .start)), 29, .failInProgress),
      (.conditionFailed(policy.begun(payload: 7, at: .start)), 30, .putAgain),
      (.conditionFailed(policy.completed(payload: 7, at: .start)), 99, .answerAsBefore),
      (.conditionFailed(policy.completed(payload: 8, at: .start)), 99, .failPayloadMismatch),
      (.conditionFailed(policy.completed(payload: 7, at: .start)), 100, .putAgain),
    ]
    for (outcome, time, expected) in decisions {
      #expect(policy.decision(after: outcome, payload: 7, at: second(time)) == expected)
    }
  }

  @Test func `does not look at the payload unless it is told to`() {
    let policy = IdempotencyPolicy()
    let record = policy.completed(payload: 8, at: .start)
    #expect(
      policy.decision(after: .conditionFailed(record), payload: 7, at: .start) == .answerAsBefore)
  }

  @Test func `stores an answer, forgets a failure and leaves a death as it is`() {
    let done = policy.completed(payload: 7, at: second(5))
    let endings: [(IdempotencyPolicy.WorkOutcome, IdempotencyPolicy.Epilogue)] = [
      (.success, .complete(done)), (.exception, .delete), (.killed, .nothing),
    ]
    for (outcome, expected) in endings {
      #expect(policy.epilogue(after: outcome, payload: 7, at: second(5)) == expected)
    }
  }
}

@Suite struct `A store of idempotency records` {
  private let key = IdempotencyStore.Key(owner: 3, birth: 1, part: 0)

  @Test func `keeps the first of two and says which it was`() {
    var store = IdempotencyStore()
    let first = policy.begun(payload: 1, at: .start)
    let second = policy.begun(payload: 2, at: .start + .seconds(1))
    #expect(store.putIfAbsent(first, under: key, at: .start) == nil)
    #expect(store.putIfAbsent(second, under: key, at: .start + .seconds(1)) == first)
    #expect(store.record(of: key) == first)
  }

  @Test func `lets a record be overwritten once it yields`() {
    var store = IdempotencyStore()
    _ = store.putIfAbsent(policy.begun(at: .start), under: key, at: .start)
    let late = policy.begun(payload: 2, at: second(30))
    #expect(store.putIfAbsent(late, under: key, at: second(30)) == nil)
    #expect(store.record(of: key) == late)
    #expect(store.count == 1)
  }

  @Test func `tells owners, births and parts apart`() {
    var store = IdempotencyStore()
    let keys = [(3, 1, 0), (3, 1, 1), (4, 1, 0)].map {
      IdempotencyStore.Key(owner: $0.0, birth: $0.1, part: $0.2)
    }
    for (number, key) in keys.enumerated() {
      store.put(policy.begun(payload: UInt32(number), at: .start), under: key)
    }
    var found = [keys.map { store.record(of: $0)?.payload }]
    for key in [keys[0], keys[1], keys[1]] {
      store.delete(key)
      found.append(keys.map { store.record(of: $0)?.payload })
    }
    #expect(found == [[0, 1, 2], [nil, 1, 2], [nil, nil, 2], [nil, nil, 2]])
  }

  @Test func `forgets the records of whoever had the slot before`() {
    var store = IdempotencyStore()
    for part in 0..<3 {
      store.put(
        policy.begun(at: .start), under: .init(owner: 3, birth: 1, part: UInt64(part)))
    }
    let newcomer = IdempotencyStore.Key(owner: 3, birth: 2)
    #expect(store.record(of: newcomer) == nil)
    #expect(store.putIfAbsent(policy.begun(at: .start), under: newcomer, at: .start) == nil)
    #expect(store.count == 1)
    #expect(store.record(of: key) == nil)
  }
}

private func second(_ number: Int) -> Instant { .start + .seconds(number) }
