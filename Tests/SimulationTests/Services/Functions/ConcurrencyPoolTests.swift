import Simulation
import Testing

@Suite struct `An account's concurrency` {
  @Test(arguments: [(900, true), (901, false), (0, true), (1_000, false)])
  func `keeps at least 100 unreserved`(concurrency: Int, isReserved: Bool) {
    var pool = ConcurrencyPool()
    #expect(pool.reserve(concurrency) == isReserved)
    #expect(pool.unreserved == (isReserved ? 1_000 - concurrency : 1_000))
  }

  @Test func `counts several reservations together`() {
    var pool = ConcurrencyPool()
    #expect(pool.reserve(500))
    #expect(!pool.reserve(401))
    #expect(pool.reserve(400))
    pool.release(500)
    #expect(pool.unreserved == 600)
  }

  @Test func `lets a function without a reservation have what the reservations leave`() {
    var pool = ConcurrencyPool(limit: 103)
    #expect(pool.reserve(3))
    var orders = FunctionEnvironments()
    let admissions = (0..<101).map { _ in orders.admit(.event, at: .start, from: &pool, draw: 0.5) }
    #expect(admissions.last == .throttled(.accountConcurrency))
    #expect(orders.concurrent == 100)
    #expect(pool.inUse == 100)
  }

  @Test func `is shared by its functions`() {
    var pool = ConcurrencyPool(limit: 2)
    var orders = FunctionEnvironments()
    var refunds = FunctionEnvironments()
    let first = orders.admit(at: .start, from: &pool, draw: 0.5)
    _ = refunds.admit(at: .start, from: &pool, draw: 0.5)
    #expect(orders.admit(at: .start, from: &pool, draw: 0.5) == .throttled(.accountConcurrency))
    #expect(refunds.admit(at: .start, from: &pool, draw: 0.5) == .throttled(.accountConcurrency))
    if let id = first.environment {
      orders.finish(id, .success, at: .start, returningTo: &pool)
    }
    #expect(pool.inUse == 1)
  }

  @Test func `may be lowered below what runs`() {
    var pool = ConcurrencyPool(limit: 3)
    var orders = FunctionEnvironments()
    let running = (0..<3).compactMap { _ in
      orders.admit(at: .start, from: &pool, draw: 0.5).environment
    }
    pool.setLimit(1)
    for id in running.dropLast() { orders.finish(id, .success, at: .start, returningTo: &pool) }
    #expect(orders.admit(at: .start, from: &pool, draw: 0.5) == .throttled(.accountConcurrency))
    orders.finish(running[2], .success, at: .start, returningTo: &pool)
    #expect(orders.admit(at: .start, from: &pool, draw: 0.5) == .warm(running[2]))
  }
}
