import Simulation
import Testing

/// A function with an account of its own, driven by hand.
private struct Fixture: ~Copyable {
  var pool: ConcurrencyPool
  var function: FunctionEnvironments

  init(
    accountLimit: Int = 1_000, requestsPerUnit: Int? = nil,
    _ adjust: (inout FunctionEnvironments.Settings) -> Void = { _ in }
  ) {
    var settings = FunctionEnvironments.Settings()
    settings.idleLifetime = .minutes(10) ... .minutes(10)
    settings.lifetime = .longest ... .longest
    adjust(&settings)
    pool = ConcurrencyPool(limit: accountLimit, requestsPerUnit: requestsPerUnit)
    let isReserved = pool.reserve(settings.guaranteedConcurrency)
    precondition(isReserved, "the account is too small for the test")
    function = FunctionEnvironments(settings)
  }

  mutating func admit(
    _ type: InvocationType = .requestResponse, at seconds: Double = 0, draw: Double = 0.5
  ) -> Admission {
    let now = Instant.start + Interval(seconds: seconds)
    return function.admit(type, at: now, from: &pool, draw: draw)
  }

  mutating func finish(
    _ slot: UInt32, _ outcome: InvocationOutcome = .success, at seconds: Double = 0
  ) {
    let now = Instant.start + Interval(seconds: seconds)
    function.finish(EnvironmentID(slot: slot), outcome, at: now, returningTo: &pool)
  }
}

private func environment(_ slot: UInt32) -> EnvironmentID { EnvironmentID(slot: slot) }

@Suite struct `Environments of a function` {
  @Test func `are started when none is idle, and used again`() {
    var lambda = Fixture()
    #expect(lambda.admit(at: 0) == .cold(environment(0)))
    #expect(lambda.admit(at: 1) == .cold(environment(1)))
    lambda.finish(0, at: 2)
    #expect(lambda.admit(at: 3) == .warm(environment(0)))
    #expect(lambda.function.concurrent == 2)
    #expect(lambda.function.idle == 0)
  }

  @Test func `are used again in the order last idle, first busy`() {
    var lambda = Fixture()
    for _ in 0..<3 { _ = lambda.admit() }
    for slot: UInt32 in [1, 2, 0] { lambda.finish(slot, at: 1) }
    let again = (0..<3).map { _ in lambda.admit(at: 2) }
    #expect(again == [.warm(environment(0)), .warm(environment(2)), .warm(environment(1))])
  }

  @Test(arguments: [(599.999, true), (600.0, false)])
  func `end when they have been idle for their time`(pause: Double, isWarm: Bool) {
    var lambda = Fixture()
    _ = lambda.admit(at: 0)
    lambda.finish(0, at: 100)
    _ = lambda.admit(at: 300)
    lambda.finish(0, at: 400)
    let next = lambda.admit(at: 400 + pause)
    #expect(next == (isWarm ? .warm(environment(0)) : .cold(environment(0))))
  }

  @Test func `say when one of them may end`() {
    var lambda = Fixture()
    #expect(lambda.function.nextWakeUp == .never)
    _ = lambda.admit(at: 0)
    lambda.finish(0, at: 100)
    #expect(lambda.function.nextWakeUp == .start + .seconds(600))
    lambda.function.advance(to: .start + .seconds(600))
    #expect(lambda.function.idle == 1)
    #expect(lambda.function.nextWakeUp == .start + .seconds(700))
    lambda.function.advance(to: .start + .seconds(700))
    #expect(lambda.function.count == 0)
    #expect(lambda.function.nextWakeUp == .never)
  }

  @Test(arguments: [(0.0, 300.0), (0.5, 600.0), (1.0, 900.0)])
  func `draw the time they may be idle`(draw: Double, expected: Double) {
    var lambda = Fixture { $0.idleLifetime = .minutes(5) ... .minutes(15) }
    _ = lambda.admit(at: 0, draw: draw)
    lambda.finish(0, at: 0)
    lambda.function.advance(to: .start + Interval(seconds: expected - 0.001))
    #expect(lambda.function.count == 1)
    lambda.function.advance(to: .start + Interval(seconds: expected))
    #expect(lambda.function.count == 0)
  }

  @Test func `end at their greatest age, even if invoked all the time`() {
    var lambda = Fixture { $0.lifetime = .hours(1) ... .hours(1) }
    _ = lambda.admit(at: 0)
    lambda.finish(0, at: 3_500)
    #expect(lambda.admit(at: 3_599) == .warm(environment(0)))
    lambda.finish(0, at: 3_601)
    #expect(lambda.function.count == 0)
    #expect(lambda.admit(at: 3_602) == .cold(environment(0)))
    lambda.finish(0, at: 3_603)
    lambda.function.advance(to: .start + .seconds(4_202))
    #expect(lambda.function.idle == 1, "the timer of the first does not end the second")
  }

  @Test(arguments: InvocationOutcome.allCases)
  func `are initialised again after a time-out or a crash`(outcome: InvocationOutcome) {
    var lambda = Fixture()
    _ = lambda.admit()
    lambda.finish(0, outcome, at: 1)
    let isReset = outcome == .timeout || outcome == .crash
    #expect(
      lambda.admit(at: 2) == (isReset ? .reinitialised(environment(0)) : .warm(environment(0))))
    lambda.finish(0, at: 3)
    #expect(lambda.admit(at: 4) == .warm(environment(0)))
  }
}

@Suite struct `A deployment` {
  @Test func `replaces idle environments at once and busy ones after their invocation`() {
    var lambda = Fixture()
    for _ in 0..<3 { _ = lambda.admit(at: 0) }
    lambda.finish(1, at: 1)
    lambda.function.replaceAll()
    #expect((lambda.function.concurrent, lambda.function.idle) == (2, 0))
    #expect(lambda.admit(at: 2) == .cold(environment(1)))
    lambda.finish(0, at: 3)
    #expect(lambda.function.idle == 0)
    lambda.finish(1, at: 3)
    #expect(lambda.admit(at: 4) == .warm(environment(1)))
    #expect(lambda.pool.inUse == 2)
  }

  @Test func `leaves provisioned environments ready`() {
    var lambda = Fixture { $0.provisionedConcurrency = 1 }
    _ = lambda.admit(at: 0)
    lambda.function.replaceAll()
    lambda.finish(0, at: 1)
    #expect(lambda.admit(at: 2) == .provisioned(environment(0)))
  }
}

@Suite struct `Concurrency of a function` {
  @Test(arguments: [0, 1, 3])
  func `never passes its reservation`(reserved: Int) {
    var lambda = Fixture { $0.reservedConcurrency = reserved }
    for slot in 0..<reserved { #expect(lambda.admit() == .cold(environment(UInt32(slot)))) }
    #expect(lambda.admit() == .throttled(.reservedConcurrency))
    #expect(lambda.function.isSwitchedOff == (reserved == 0))
    #expect(lambda.pool.inUse == 0, "the reservation was taken out of the pool for good")
  }

  @Test func `is reserved even if the rest of the account is exhausted`() {
    var lambda = Fixture(accountLimit: 101) { $0.reservedConcurrency = 1 }
    var other = FunctionEnvironments()
    for _ in 0..<100 { _ = other.admit(.event, at: .start, from: &lambda.pool, draw: 0.5) }
    #expect(
      other.admit(at: .start, from: &lambda.pool, draw: 0.5) == .throttled(.accountConcurrency))
    #expect(lambda.admit() == .cold(environment(0)))
  }

  @Test func `runs in provisioned environments first and spills over on demand`() {
    var lambda = Fixture { $0.provisionedConcurrency = 2 }
    #expect(lambda.admit() == .provisioned(environment(1)))
    #expect(lambda.admit() == .provisioned(environment(0)))
    #expect(lambda.function.spilledOver == 0)
    #expect(lambda.admit() == .cold(environment(2)))
    #expect(lambda.function.provisionedInUse == 2)
    #expect(lambda.function.spilledOver == 1)
    #expect(lambda.pool.inUse == 1)
    let areProvisioned = [0, 2].map { lambda.function.isProvisioned(environment($0)) }
    #expect(areProvisioned == [true, false])
    lambda.finish(0, at: 90_000)
    #expect(lambda.admit(at: 100_000) == .provisioned(environment(0)))
  }

  @Test func `does not spill over past a reservation`() {
    var lambda = Fixture {
      $0.provisionedConcurrency = 1
      $0.reservedConcurrency = 1
    }
    #expect(lambda.admit() == .provisioned(environment(0)))
    #expect(lambda.admit() == .throttled(.reservedConcurrency))
  }

  @Test func `stays in balance when the reservation changes under way`() {
    var lambda = Fixture()
    _ = lambda.admit()
    lambda.function.reservedConcurrency = 0
    #expect(lambda.admit() == .throttled(.reservedConcurrency))
    lambda.finish(0)
    #expect(lambda.pool.inUse == 0)
    lambda.function.reservedConcurrency = nil
    #expect(lambda.admit() == .warm(environment(0)))
    #expect(lambda.pool.inUse == 1)
  }

  @Test func `is limited to ten synchronous requests a second for each unit`() {
    var lambda = Fixture { $0.reservedConcurrency = 1 }
    var results: [Admission] = []
    for _ in 0..<11 {
      results.append(lambda.admit())
      if results.last?.environment != nil { lambda.finish(0) }
    }
    #expect(results.filter { $0 == .throttled(.requestRate) }.count == 1)
    #expect(results.last == .throttled(.requestRate))
    #expect(lambda.admit(.event) == .warm(environment(0)))
    lambda.finish(0)
    #expect(lambda.admit(at: 0.099) == .throttled(.requestRate))
    #expect(lambda.admit(at: 0.1) == .warm(environment(0)))
  }

  @Test func `is limited by the account's requests a second without a reservation`() {
    var lambda = Fixture(accountLimit: 2, requestsPerUnit: 10)
    for _ in 0..<20 {
      #expect(lambda.admit().environment == environment(0))
      lambda.finish(0)
    }
    #expect(lambda.admit() == .throttled(.requestRate))
  }

  @Test func `S2: grows by at most 1,000 environments every ten seconds under a step load`() {
    var lambda = Fixture(accountLimit: 100_000)
    for tenth in 0...400 {
      // Two thousand requests, ever longer ones, every tenth of a second: more than may start.
      let throttled = (0..<2_000).count { _ in
        lambda.admit(at: Double(tenth) / 10) == .throttled(.scalingRate)
      }
      let windows = max(1, (tenth + 99) / 100)
      #expect(lambda.function.concurrent <= 1_000 * windows)
      #expect(throttled >= 1_000)
    }
    #expect(lambda.function.concurrent == 4_000)
  }

  @Test(arguments: [7, 8, 9] as [UInt64])
  func `never passes a limit, and its books balance`(seed: UInt64) {
    var random = RandomStream(seed: seed, replication: 0, component: "orders", purpose: "test")
    var lambda = Fixture(accountLimit: 120) { $0.provisionedConcurrency = 5 }
    var running: [EnvironmentID] = []
    var (admitted, finished, seconds) = (0, 0, 0.0)
    for _ in 0..<20_000 {
      seconds += random.uniform() * (random.chance(0.001) ? 2_000 : 1)
      if random.chance(0.6) {
        let draw = random.uniform()
        if let id = lambda.admit(at: seconds, draw: draw).environment {
          #expect(!running.contains(id))
          running.append(id)
          admitted += 1
        }
      } else if !running.isEmpty {
        let id = running.remove(at: random.below(running.count))
        let outcome = InvocationOutcome.allCases[random.below(4)]
        lambda.finish(id.slot, outcome, at: seconds)
        finished += 1
      }
      #expect(lambda.function.concurrent == running.count)
      #expect(admitted == finished + running.count)
      #expect(running.count <= 120)
      #expect(lambda.pool.inUse == running.count - lambda.function.provisionedInUse)
    }
    #expect(finished > 5_000)
  }
}
