import Simulation
import Testing

/// What arithmetic says of the coffee shop, to the message and to the instant.
@Suite struct `Identities of the coffee shop` {
  static let outage = Fault.make(.dependencyOutage, "payments")
  static let hang = Fault.make(.dependencyHang, "payments")

  // MARK: - Dead letters

  /// The move comes with the receive after the last allowed one: r × VT after the first receive.
  ///
  /// The last attempt has failed by then, at (r − 1) × VT + service, which is the same instant when a
  /// hanging call takes all of a time-out that equals the visibility timeout.
  @Test(arguments: [1, 3, 5], [hang, outage])
  func `an order that always fails is dead-lettered after its receives`(
    receives: Int, fault: Fault
  ) throws {
    let shop = CoffeeShop(open: .minutes(10), period: .seconds(1)).moving(after: receives)
      .with(fault)
    let result = try shop.run()

    #expect(result.sum(.messagesReceived, of: "orders") == receives)
    #expect(result.sum(.invocations, of: "process-order") == receives)
    #expect(result.sum(.errors, of: "process-order") == receives)
    let moves = result.periods(.deadLettered, of: "orders")
    #expect(moves.indices.filter { moves[$0] > 0 } == [60 + receives * 30])
    #expect(result.outcomes.stuck == 1)
    #expect(result.periods(.messagesVisible, of: "orders-dlq").last == 1)
    // A redrive policy's move is no send.
    #expect(result.sum(.messagesSent, of: "orders-dlq") == 0)
  }

  @Test func `nobody polls, nothing is moved`() throws {
    let shop = CoffeeShop(open: .minutes(10)).moving(after: 1).with(Self.outage)
      .doing(.disableEventSource, to: "process-order", at: .seconds(61))
    let result = try shop.run()

    #expect(result.sum(.deadLettered, of: "orders") == 0)
    #expect(result.outcomes.pending == 1)
  }

  /// An order sent at 61 s to a queue that keeps messages for a minute expires in the dead-letter
  /// queue as soon as it arrives there, since its age counts from its first send.
  @Test func `a dead letter keeps its age`() throws {
    var shop = CoffeeShop(open: .minutes(10), period: .seconds(1)).moving(after: 3)
      .with(Self.outage)
    shop.deadLetters.queue.messageRetentionPeriod = .seconds(60)
    let result = try shop.run()

    let expiries = result.periods(.expired, of: "orders-dlq")
    #expect(expiries.indices.filter { expiries[$0] > 0 } == [150])
    #expect(result.outcomes.lostByExpiry == 1)
  }

  // MARK: - Retention

  @Test(arguments: [(days: 4, invocations: 11_520), (days: 14, invocations: 40_320)])
  func
    `without a dead-letter queue an order is received once a visibility timeout until it expires`(
      days: Int, invocations: Int
    ) throws
  {
    var shop = CoffeeShop(open: .days(days + 1), period: .hours(1)).with(Self.hang)
    shop.orders.queue.messageRetentionPeriod = .days(days)
    shop.guests.arrivals = .times([60, 63, 66].map { .start + .seconds($0) })
    let result = try shop.run()

    #expect(result.sum(.invocations, of: "process-order") == 3 * invocations)
    #expect(result.sum(.messagesReceived, of: "orders") == 3 * invocations)
    #expect(result.sum(.expired, of: "orders") == 3)
    #expect(result.outcomes.lostByExpiry == 3)
    // Each invocation is billed for its 30 s: 3 × 4 days of 128 MB and so many requests.
    let seconds = Double(3 * invocations * 30)
    let dollars = seconds / 8 * 0.0000166667 + Double(3 * invocations) * 0.0000002
    let spent = result.parts.first { $0.name == "process-order" }?.cost.amount ?? 0
    #expect(abs(spent / dollars - 1) < 1e-9)
  }

  // MARK: - The storm

  /// λ = 10/s, T = 600 s, VT = 30 s: every order sent so far comes back once in each 30 s, so that
  /// invocations grow by λ × 30 from each period to the next, up to λT ÷ VT = 200/s: 20 times the
  /// healthy rate, and still rising.
  @Test func `a storm rises by the arrivals of a visibility timeout each visibility timeout`()
    throws
  {
    var shop = CoffeeShop(open: .minutes(10), period: .seconds(30)).with(Self.outage)
    shop.guests.arrivals = .constant(rate: 10)
    let result = try shop.run()

    let invocations = result.periods(.invocations, of: "process-order")
    #expect(invocations == (1...20).map { Double(300 * $0) })
  }

  @Test func `a storm is bounded by the function's concurrency`() throws {
    var shop = CoffeeShop(open: .minutes(10), period: .seconds(30)).with(Self.hang)
    shop.guests.arrivals = .constant(rate: 10)
    shop.function.eventSource?.maximumConcurrency = 60
    let result = try shop.run()

    // 60 batches of 30 s each; the first minute is the ramp from 5 of them.
    let invocations = result.periods(.invocations, of: "process-order")
    #expect(invocations.dropFirst(2) == Array(repeating: 60, count: 18)[...])
  }

  @Test func `a dead-letter queue holds the storm at r times the arrivals`() throws {
    var shop = CoffeeShop(open: .minutes(10), period: .seconds(30)).moving(after: 5)
      .with(Self.outage)
    shop.guests.arrivals = .constant(rate: 10)
    let result = try shop.run()

    let invocations = result.periods(.invocations, of: "process-order")
    let plateau = Array(repeating: 1_500.0, count: 15)
    #expect(invocations == [300, 600, 900, 1_200, 1_500] + plateau)
    // The first are moved at 5 × VT, then as many a second as come.
    let moves = result.periods(.deadLettered, of: "orders")
    #expect(moves == [0, 0, 0, 0, 0] + Array(repeating: 300.0, count: 15))
  }

  // MARK: - Effects

  /// Payments that take 40 s under a visibility timeout of 30 s: the order is received again while
  /// the first invocation works, and each receipt is stale by the time it is used.
  @Test(arguments: [(DependencySettings.Repeats.none, 19), (.key, 1)])
  func `effects happen once only if they are idempotent`(
    repeats: DependencySettings.Repeats, charges: Int
  ) throws {
    var shop = CoffeeShop(open: .minutes(11))
    shop.payments.latency = .constant(40)
    shop.payments.idempotency = repeats
    shop.function.timeout = .seconds(60)
    let result = try shop.run()

    // Invoked at 60 s, 90 s and so on; the charge is made 40 s later, before 660 s.
    #expect(result.effect("charge")?.times == charges)
    #expect(result.effect("charge")?.messages == 1)
    #expect(result.sum(.calls, of: "payments") == 20)
    #expect(result.outcomes.completed == 1)
    #expect(result.outcomes.doubled == (charges > 1 ? 1 : 0))
  }

  /// A fifth of the payments take longer than the visibility timeout, and all of the second ones are
  /// quick: so many orders are charged twice.
  @Test func `an order is charged twice when its payment outlasts the visibility timeout`() throws {
    var shop = CoffeeShop(open: .hours(2))
    shop.payments.latency = .mixture([
      (weight: 4, of: .constant(1)), (weight: 1, of: .constant(40)),
    ])
    shop.function.timeout = .seconds(60)
    shop.guests.arrivals = .constant(rate: 1)
    shop.guests.until = .start + .hours(1)
    let result = try shop.run()

    let offered = Double(result.outcomes.offered)
    let share = Double(result.outcomes.doubled) / offered
    let deviation = (0.2 * 0.8 / offered).squareRoot()
    #expect(abs(share - 0.2) < 3 * deviation, "\(share)")
    #expect(result.outcomes.completed == result.outcomes.offered)
    #expect(result.effect("coffee")?.duplicates == 0)
  }
}
