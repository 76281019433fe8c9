import Simulation
import Testing

/// The five stories of the talk, with the services' usual latencies and chances.
@Suite struct `The stories of the talk` {
  /// Three orders, at 60, 63 and 66 s, in a shop that is open for half an hour.
  static func threeCoffees(_ hang: Interval? = nil) -> CoffeeShop {
    var shop = CoffeeShop(open: .minutes(30)).withUsualLatencies()
    shop.hasAPI = true
    shop.guests.arrivals = .times([60, 63, 66].map { .start + .seconds($0) })
    return shop.with(.make(.dependencyHang, "payments", at: .seconds(30), for: hang))
  }

  // MARK: - The storm

  @Test(arguments: [false, true])
  func `a storm goes on at the rate of the visibility timeout and keeps its depth`(
    backsOff: Bool
  ) throws {
    var shop = Self.threeCoffees()
    shop.function.eventSource?.backOff = backsOff
    let result = try shop.run()

    // The guests see nothing of it: the API answers as usual.
    #expect(result.sum(.apiCount, of: "order-api") == 3)
    #expect(result.sum(.apiServerErrors, of: "order-api") == 0)
    let depth = zip(
      result.periods(.messagesVisible, of: "orders", \.maximum),
      result.periods(.messagesNotVisible, of: "orders", \.maximum)
    ).map(+)
    #expect(depth == [0] + Array(repeating: 3, count: 29))
    let durations = result.total(.duration, of: "process-order")
    #expect(durations.minimum == 30_000_000_000 && durations.maximum == 30_000_000_000)
    // Two batches at a time where errors hold the pollers back, one for each order where not.
    let invocations = result.periods(.invocations, of: "process-order").dropFirst(3)
    let perMinute = backsOff ? 3.0...4.0 : 6.0...6.0
    #expect(invocations.allSatisfy { perMinute.contains($0) }, "\(invocations)")
    #expect(result.outcomes.pending == 3)
    #expect(result.effect("charge")?.times == 0)
    #expect(result.cost > .zero)
  }

  // MARK: - The dead-letter queue

  @Test func `with a dead-letter queue there are three attempts each and then quiet`() throws {
    let result = try Self.threeCoffees().moving(after: 3).run()

    #expect(result.sum(.messagesReceived, of: "orders") == 9)
    #expect(result.sum(.invocations, of: "process-order") == 9)
    let invocations = result.periods(.invocations, of: "process-order")
    #expect(invocations.dropFirst(5).allSatisfy { $0 == 0 }, "\(invocations)")
    #expect(result.periods(.messagesVisible, of: "orders-dlq", \.maximum).last == 3)
    #expect(result.outcomes.stuck == 3)
  }

  // MARK: - The redrive

  static func redrive(asking canary: CallStep) -> RedriveSettings {
    var redrive = RedriveSettings()
    redrive.source = "orders-dlq"
    redrive.destination = "orders"
    redrive.rate = 1
    var canary = canary
    canary.effect = nil
    canary.guards.timeout = .seconds(5)
    redrive.canary = [canary]
    return redrive
  }

  @Test func `a canary that fails moves nothing, one that passes one order a second`() throws {
    var shop = Self.threeCoffees(.minutes(9)).moving(after: 3)
    shop.blueprint.recordsMessages = true
    shop.redrive = Self.redrive(asking: shop.charge)
    shop = shop.doing(.invoke, to: "redrive", at: .minutes(6))
      .doing(.invoke, to: "redrive", at: .minutes(12))
    let result = try shop.run()

    #expect(result.periods(.errors, of: "redrive")[6] == 1)
    let moved = result.periods(.redriven, of: "orders-dlq")
    #expect(moved.indices.filter { moved[$0] > 0 } == [12])
    #expect(result.outcomes.completed == 3)
    #expect(result.outcomes.lost == 0)
    #expect(result.effect("charge") == .init(times: 3, messages: 3))
    let served = result.journeys.compactMap(\.completedAt).sorted()
    for (earlier, later) in zip(served, served.dropFirst()) {
      #expect((0.3...1.7).contains((later - earlier).seconds), "\(served)")
    }
  }

  @Test func `a redrive without a canary, while payments are down, only makes the orders bounce`()
    throws
  {
    let shop = Self.threeCoffees(.minutes(20)).moving(after: 3)
      .doing(.redrive, to: "orders-dlq", at: .minutes(6))
    let result = try shop.run()

    #expect(result.sum(.redriven, of: "orders-dlq") == 3)
    #expect(result.sum(.invocations, of: "process-order") == 18)
    #expect(result.outcomes.stuck == 3)
    #expect(result.notes.map(\.text) == ["queue.redrive orders-dlq"])
  }

  // MARK: - The circuit breaker

  /// An order every 40 s, payments hang from the fifth to the fifteenth minute.
  static var selfHealing: CoffeeShop {
    var shop = CoffeeShop(open: .minutes(30)).withUsualLatencies().moving(after: 5)
    shop.hasAPI = true
    shop.blueprint.recordsMessages = true
    shop.guests.arrivals = .constant(rate: 1.0 / 40)
    shop.guests.until = .start + .minutes(28)
    shop.orders.queue.visibilityTimeout = .minutes(4)
    shop.function.timeout = .seconds(40)
    var breaker = BreakerSettings()
    breaker.table = "breaker-state"
    shop.breaker = breaker
    shop.redrive = redrive(asking: shop.charge)
    shop.redrive?.schedule = "rate(1 minute)"
    shop.redrive?.closes = "payments-breaker"
    var park = SendStep()
    park.target = "orders-dlq"
    shop.charge.guards.timeout = .seconds(30)
    shop.charge.guards.circuitBreaker = "payments-breaker"
    shop.charge.guards.onFailure = .steps([park])
    return shop.with(
      .make(.dependencyHang, "payments", at: .minutes(5), for: .minutes(10)))
  }

  @Test func `a circuit breaker serves unpaid, and every order is paid once in the end`() throws {
    let result = try Self.selfHealing.run()

    let orders = 42
    #expect(result.outcomes.offered == orders)
    #expect(result.outcomes.completed == orders)
    #expect(result.effect("charge") == .init(times: orders, messages: orders))
    #expect(result.effect("coffee") == .init(times: orders, messages: orders))
    #expect(result.sum(.errors, of: "process-order") == 0)
    #expect(result.sum(.breakerOpened, of: "payments-breaker") == 1)
    // One invocation of 30 s, then milliseconds.
    let slowest = result.periods(.duration, of: "process-order", \.maximum)
    #expect(slowest.indices.filter { slowest[$0] > 29_000 } == [5])
    #expect(slowest.indices.filter { slowest[$0] > 2_000 } == [5])
    // The schedule's canary asks every minute and fails as long as payments hang.
    let canaries = result.periods(.errors, of: "redrive")
    #expect(canaries[6...14].allSatisfy { $0 == 1 }, "\(canaries)")
    // Sixteen orders are parked in the ten minutes, and come back one a second.
    #expect(result.sum(.redriven, of: "orders-dlq") == 16)
    #expect(result.sum(.messagesSent, of: "orders-dlq") == 16)
    if case .after(let time) = result.recovery {
      #expect(time < .minutes(2), "\(time.seconds) s")
    } else {
      Issue.record("never recovered: \(result.recovery)")
    }
  }

  @Test func `the coffee of a parked order is served at once, its payment follows`() throws {
    let result = try Self.selfHealing.run()

    // Those that were parked are completed only by their payment, after the fifteenth minute.
    let late = result.journeys.filter { journey in
      journey.completedAt.map { $0 - journey.dueAt > .minutes(1) } ?? true
    }
    // The last one of them has waited for less than a minute.
    #expect(late.count == 14)
    #expect(late.allSatisfy { ($0.completedAt ?? .never) > .start + .minutes(15) })
  }
}
