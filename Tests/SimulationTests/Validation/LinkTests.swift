import Simulation
import Testing

/// Requests and replies that get lost: the two generals' problem, and who pays for it.
@Suite struct `A link in trouble` {
  /// One order at 60 s, in a shop whose link to somebody is cut for two minutes.
  static func shop(
    _ link: String, _ direction: Fault.Direction, noticedAfter: Interval = .seconds(1)
  ) -> CoffeeShop {
    CoffeeShop(open: .minutes(10)).with(
      .make(.linkPartition, link, at: .seconds(50), for: .minutes(2)) {
        $0.direction = direction
        $0.noticedAfter = noticedAfter
      })
  }

  @Test func `a lost request has no effect`() throws {
    let result = try Self.shop("process-order -> payments", .request).run()

    // Invoked at 60, 90, 120, 150 s, in vain for a second each; at 180 s the link is back.
    #expect(result.sum(.invocations, of: "process-order") == 5)
    #expect(result.sum(.errors, of: "process-order") == 4)
    #expect(result.sum(.calls, of: "payments") == 1)
    #expect(result.effect("charge") == .init(times: 1, messages: 1))
    #expect(result.recovery == .after(.seconds(10)))
  }

  @Test(arguments: [(DependencySettings.Repeats.none, 5), (.key, 1)])
  func `a lost reply looks like a failure, but the effect has happened`(
    repeats: DependencySettings.Repeats, charges: Int
  ) throws {
    var shop = Self.shop("process-order -> payments", .response)
    shop.payments.idempotency = repeats
    let result = try shop.run()

    #expect(result.sum(.errors, of: "process-order") == 4)
    #expect(result.sum(.calls, of: "payments") == 5)
    #expect(result.effect("charge") == .init(times: charges, messages: 1))
    #expect(result.outcomes.completed == 1)
  }

  @Test func `a caller that is more patient than the link notices when the link says so`() throws {
    let result = try Self.shop("process-order -> payments", .both, noticedAfter: .seconds(20)).run()

    #expect(result.total(.duration, of: "process-order").maximum == 20_000_000_000)
    #expect(result.sum(.stepTimeouts, of: "process-order") == 0)
  }

  @Test func `a function that is less patient runs into its time-out`() throws {
    let result = try Self.shop("process-order -> payments", .both, noticedAfter: .minutes(5)).run()

    #expect(result.total(.duration, of: "process-order").maximum == 30_000_000_000)
    #expect(result.books.unanswered == 0)
  }

  /// The queue has handed the order out and counts the receive, though nobody ever saw it.
  @Test func `a lost answer to a poll burns a receive`() throws {
    var shop = Self.shop("process-order -> orders", .response).moving(after: 1)
    shop.guests.arrivals = .times([.start + .seconds(65)])
    let result = try shop.run()

    #expect(result.sum(.messagesReceived, of: "orders") == 1)
    #expect(result.sum(.invocations, of: "process-order") == 0)
    #expect(result.outcomes.stuck == 1)
  }

  /// The invocation has done well, but its delete is lost: the order is made again.
  @Test func `a lost delete repeats the work`() throws {
    var shop = CoffeeShop(open: .minutes(10)).with(
      .make(.linkPartition, "process-order -> orders", at: .seconds(61), for: .seconds(10)))
    shop.payments.latency = .constant(5)
    let result = try shop.run()

    #expect(result.sum(.invocations, of: "process-order") == 2)
    #expect(result.effect("charge") == .init(times: 2, messages: 1))
    #expect(result.sum(.messagesDeleted, of: "orders") == 1)
  }

  /// A standard queue knows no deduplication: a producer that tries again stores the order twice.
  @Test func `a lost acknowledgement stores the message twice`() throws {
    var shop = CoffeeShop(open: .minutes(10)).with(
      .make(.linkPartition, "guests -> orders", at: .seconds(59), for: .seconds(2)) {
        $0.direction = .response
        $0.noticedAfter = .seconds(5)
      })
    var retry = RetrySettings()
    retry.base = .seconds(1)
    retry.jitter = .none
    shop.guests.retry = retry
    let result = try shop.run()

    #expect(result.sum(.messagesSent, of: "orders") == 2)
    #expect(result.effect("charge") == .init(times: 2, messages: 1))
    #expect(result.effect("coffee") == .init(times: 1, messages: 1))
    #expect(result.outcomes.offered == 1)
    #expect(result.sum(.sendsAccepted, of: "guests") == 1)
  }

  /// The API gives up after 29 s, a minute before the lost request would be noticed: the guest gets
  /// one answer, and the late news finds nobody.
  @Test(arguments: [Fault.Direction.request, .response])
  func `a gateway answers once, in time`(direction: Fault.Direction) throws {
    var shop = Self.shop("order-api -> orders", direction, noticedAfter: .minutes(1))
    shop.hasAPI = true
    let result = try shop.run()

    #expect(result.sum(.apiCount, of: "order-api") == 1)
    #expect(result.sum(.apiServerErrors, of: "order-api") == 1)
    #expect(result.sum(.sendsFailed, of: "guests") == 1)
    let waited = result.total(.apiIntegrationLatency, of: "order-api")
    #expect(waited.maximum == 29_000_000_000)
    #expect(result.outcomes.completed == (direction == .response ? 1 : 0))
    #expect(result.outcomes.lostByDrop == (direction == .request ? 1 : 0))
    #expect(result.books.unanswered == 0)
  }

  @Test(arguments: [
    (Fault.Direction.request, 2), (.response, 2), (.both, 4),
  ])
  func `latency adds up over the ways`(direction: Fault.Direction, seconds: Int) throws {
    let shop = CoffeeShop(open: .minutes(10)).with(
      .make(.linkLatency, "process-order -> payments") {
        $0.delay = .constant(2)
        $0.direction = direction
      })
    let result = try shop.run()

    #expect(result.total(.duration, of: "process-order").maximum == Int64(seconds) * 1_000_000_000)
  }
}
