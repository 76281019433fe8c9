import Simulation
import Testing

/// What handlers, batches and breakers do where two things happen at once or somebody dies midway.
@Suite struct `The edges of a handler` {
  // MARK: - Time

  /// A payment that takes exactly as long as the caller waits, and one nanosecond less.
  @Test(arguments: [(5.0, true), (4.999_999_999, false)])
  func `an answer at the end of a step's patience comes too late`(
    latency: Double, isLate: Bool
  ) throws {
    var shop = CoffeeShop(open: .minutes(10)).moving(after: 1)
    shop.payments.latency = .constant(latency)
    shop.charge.guards.timeout = .seconds(5)
    let result = try shop.run()

    #expect(result.sum(.stepTimeouts, of: "process-order") == (isLate ? 1 : 0))
    #expect(result.sum(.errors, of: "process-order") == (isLate ? 1 : 0))
    // The payment was made all the same.
    #expect(result.effect("charge") == .init(times: 1, messages: 1))
    #expect(result.books.unanswered == 0)
  }

  @Test(arguments: [(30.0, true), (29.999_999_999, false)])
  func `an answer at the end of a function's time-out comes too late`(
    latency: Double, isLate: Bool
  ) throws {
    var shop = CoffeeShop(open: .minutes(10)).moving(after: 1)
    shop.orders.queue.visibilityTimeout = .minutes(1)
    shop.payments.latency = .constant(latency)
    let result = try shop.run()

    #expect(result.sum(.errors, of: "process-order") == (isLate ? 1 : 0))
    #expect(result.total(.duration, of: "process-order").maximum == Int64(latency * 1e9))
    #expect(result.books.unanswered == 0)
  }

  @Test func `a retry that would begin after the time-out never does`() throws {
    var shop = CoffeeShop(open: .minutes(10)).moving(after: 1)
      .with(.make(.dependencyOutage, "payments"))
    var retry = RetrySettings()
    retry.maximumAttempts = 10
    retry.base = .seconds(4)
    retry.cap = .hours(1)
    retry.jitter = .none
    shop.charge.guards.retry = retry
    let result = try shop.run()

    // At 0, 4, 12 and 28 s; the next would be at 60 s.
    #expect(result.sum(.calls, of: "payments") == 4)
    #expect(result.total(.duration, of: "process-order").maximum == 30_000_000_000)
  }

  /// R1: each call fails with probability p and is tried up to three times more.
  @Test(arguments: [(0.1, 1.111), (0.3, 1.417), (0.5, 1.875), (1, 4)])
  func `retries multiply calls by 1 + p + p² + p³`(failing: Double, attempts: Double) throws {
    var shop = CoffeeShop(open: .hours(1)).moving(after: 1)
    shop.guests.arrivals = .constant(rate: 5)
    shop.guests.until = .start + .minutes(50)
    shop.payments.errorRate = failing
    var retry = RetrySettings()
    retry.maximumAttempts = 4
    retry.base = .zero
    retry.cap = .zero
    shop.charge.guards.retry = retry
    let result = try shop.run()

    let orders = Double(result.outcomes.offered)
    let calls = Double(result.sum(.calls, of: "payments")) / orders
    let completed = Double(result.outcomes.completed) / orders
    let success = 1 - failing * failing * failing * failing
    #expect(abs(calls - attempts) < 4 * (2 / orders).squareRoot() * failing.squareRoot() + 1e-3)
    #expect(abs(completed - success) < 4 * (success * (1 - success) / orders).squareRoot() + 1e-9)
  }

  // MARK: - Batches

  /// Ten orders at once, of which the fifth can never be handled, received as one batch.
  static func batch(reportsFailures: Bool) -> CoffeeShop {
    var shop = CoffeeShop(open: .minutes(10)).moving(after: 3)
    shop.function.eventSource?.batchSize = 10
    shop.function.eventSource?.reportBatchItemFailures = reportsFailures
    shop.function.eventSource?.isEnabled = false
    shop.guests.arrivals = .times((0..<10).map { .start + .seconds(10 + $0) })
    return shop.doing(.enableEventSource, to: "process-order", at: .minutes(1))
      .with(.make(.producerPoison, "guests", at: .seconds(14), for: .milliseconds(1)))
  }

  @Test func `a poisonous order fails its whole batch again and again`() throws {
    let result = try Self.batch(reportsFailures: false).run()

    // The four before it are paid three times, the five behind it never.
    #expect(result.sum(.invocations, of: "process-order") == 3)
    #expect(result.sum(.errors, of: "process-order") == 3)
    #expect(result.effect("charge") == .init(times: 12, messages: 4))
    #expect(result.outcomes.completed == 4)
    #expect(result.outcomes.stuck == 6)
    #expect(result.sum(.deadLettered, of: "orders") == 10)
  }

  @Test func `only the poisonous order comes back where failures are reported`() throws {
    let result = try Self.batch(reportsFailures: true).run()

    #expect(result.sum(.invocations, of: "process-order") == 3)
    #expect(result.sum(.errors, of: "process-order") == 0)
    #expect(result.effect("charge") == .init(times: 9, messages: 9))
    #expect(result.outcomes.completed == 9)
    #expect(result.outcomes.stuck == 1)
    #expect(result.sum(.messagesDeleted, of: "orders") == 9)
  }

  /// 10,000 orders in one batch, which a function without anything to do handles in one event.
  @Test(arguments: [0.0, 1.0])
  func `a batch may be as large as the service allows`(poison: Double) throws {
    var shop = CoffeeShop(open: .minutes(20))
    var bursts = Arrivals.Bursts()
    bursts.size = 20_000
    bursts.every = .hours(1)
    shop.guests.arrivals = .bursts(bursts)
    shop.guests.message.poison = poison
    shop.guests.message.size = .constant(100)
    shop.guests.expects = []
    shop.function.handler = [WorkStep()]
    shop.function.eventSource?.batchSize = 10_000
    shop.function.eventSource?.maximumBatchingWindow = .minutes(5)
    shop.function.eventSource?.reportBatchItemFailures = true
    let result = try shop.run()

    #expect(result.outcomes.completed == (poison == 0 ? 20_000 : 0))
    #expect(result.books.held == (poison == 0 ? 0 : 20_000))
  }

  /// A window of a minute and a time-out of 30 s outlast the queue's 30 s: the mapping asks for 120 s
  /// (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html).
  @Test func `a batching window stretches the visibility timeout`() throws {
    var shop = CoffeeShop(open: .minutes(12), period: .seconds(1)).moving(after: 3)
      .with(.make(.dependencyOutage, "payments"))
    shop.function.eventSource?.batchSize = 10
    shop.function.eventSource?.maximumBatchingWindow = .minutes(1)
    shop.guests.arrivals = .times([.start + .seconds(1)])
    let result = try shop.run()

    let received = result.periods(.messagesReceived, of: "orders")
    #expect(received.indices.filter { received[$0] > 0 } == [1, 121, 241])
    let moved = result.periods(.deadLettered, of: "orders")
    #expect(moved.indices.filter { moved[$0] > 0 } == [361])
  }

  // MARK: - Hangs

  /// Two servers: two calls hang in them and a third in front of them, until the fault ends.
  @Test func `a hang keeps its servers, and lets go of all at its end`() throws {
    var shop = CoffeeShop(open: .minutes(10)).moving(after: 10)
      .with(.make(.dependencyHang, "payments", at: .minutes(1), for: .minutes(1)))
    shop.payments.concurrency = 2
    shop.payments.latency = .constant(0.5)
    shop.charge.guards.timeout = .seconds(5)
    shop.guests.arrivals = .times([61, 62, 63].map { .start + .seconds($0) })
    let result = try shop.run()

    let busy = result.periods(.callsInService, of: "payments", \.maximum)
    let waiting = result.periods(.callsWaiting, of: "payments", \.maximum)
    #expect(busy[1] == 2 && busy[2] == 0)
    // Each order has called twice by then; the second time it only joins the line.
    #expect(waiting[1] == 4 && waiting[2] == 0)
    #expect(result.effect("charge") == .init(times: 3, messages: 3))
    #expect(result.books.unanswered == 0)
    #expect(result.average("waiting", of: "payments")?.timeInside == 141.0)
  }

  /// A call of 100 s keeps the only server; behind it waits one that came in during a hang, which is
  /// over by the time the server is free.
  @Test func `who comes in line during a hang does not hang after it`() throws {
    var shop = CoffeeShop(open: .minutes(10)).moving(after: 10)
      .with(.make(.dependencyHang, "payments", at: .seconds(70), for: .seconds(20)))
    shop.orders.queue.visibilityTimeout = .minutes(4)
    shop.function.timeout = .minutes(3)
    shop.payments.concurrency = 1
    shop.payments.latency = .constant(100)
    shop.guests.arrivals = .times([60, 80].map { .start + .seconds($0) })
    let result = try shop.run()

    // The second one fails at 160 s, when its turn comes, and is paid in its second attempt.
    #expect(result.sum(.callErrors, of: "payments") == 1)
    #expect(result.outcomes.completed == 2)
    #expect(result.books.unanswered == 0)
  }

  // MARK: - Breakers

  /// A half-open breaker whose probe dies with its invocation, by time-out or by a crash, lets another
  /// one pass, and closes once payments are back.
  @Test(arguments: [false, true], [false, true])
  func `a probe that dies does not jam the breaker`(crashes: Bool, isInTable: Bool) throws {
    var shop = CoffeeShop(open: .minutes(15)).moving(after: 100)
      .with(.make(.dependencyOutage, "payments", at: .minutes(1), for: .minutes(1)))
      .with(.make(.dependencyHang, "payments", at: .minutes(2), for: .minutes(3)))
    if crashes {
      shop = shop.with(
        .make(.functionCrash, "process-order", at: .minutes(2), for: .minutes(3)) {
          // While the breaker's table, which takes some milliseconds, is asked.
          $0.delay = .constant(isInTable ? 0.001 : 1)
        })
    }
    shop.guests.arrivals = .constant(rate: 1)
    shop.guests.until = .start + .minutes(6)
    shop.function.timeout = .seconds(10)
    var breaker = BreakerSettings()
    breaker.preset = .classic
    breaker.waitDurationInOpenState = .seconds(15)
    if isInTable { breaker.table = "breaker-state" }
    shop.breaker = breaker
    shop.charge.guards.circuitBreaker = "payments-breaker"
    let result = try shop.run()

    #expect(result.sum(.breakerOpened, of: "payments-breaker") > 0)
    #expect(result.periods(.breakerState, of: "payments-breaker", \.maximum).last == 0)
    #expect(result.outcomes.completed == result.outcomes.offered)
    #expect(result.books.unanswered == 0)
  }

  /// The breaker's table is away: blind, it lets all pass or none, and what it could not write down
  /// did not happen.
  @Test(arguments: [(BreakerSettings.Blindness.open, 300), (.closed, 0)])
  func `a breaker without its table is blind`(
    mode: BreakerSettings.Blindness, calls: Int
  ) throws {
    var shop = CoffeeShop(open: .minutes(6)).moving(after: 1)
      .with(.make(.tableUnavailable, "breaker-state"))
      .with(.make(.dependencyOutage, "payments"))
    shop.guests.arrivals = .times((0..<300).map { .start + .seconds($0) })
    var breaker = BreakerSettings()
    breaker.table = "breaker-state"
    breaker.failMode = mode
    shop.breaker = breaker
    shop.charge.guards.circuitBreaker = "payments-breaker"
    let result = try shop.run()

    #expect(result.sum(.calls, of: "payments") == calls)
    #expect(result.periods(.breakerState, of: "payments-breaker", \.maximum).max() == 0)
    #expect(result.sum(.breakerRefused, of: "payments-breaker") == 300 - calls)
  }
}
