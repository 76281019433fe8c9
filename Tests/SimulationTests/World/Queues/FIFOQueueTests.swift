import Simulation
import Testing

@Suite struct `A FIFO queue in a world` {
  /// A shop whose queues are FIFO queues, where each of so many orders comes a second after the other.
  private static func shop(orders: Int, open: Interval = .minutes(20)) -> CoffeeShop {
    var shop = CoffeeShop(open: open)
    shop.orders.fifo = .init()
    shop.deadLetters.fifo = .init()
    shop.guests.arrivals = .times((0..<orders).map { .start + .seconds(60 + $0) })
    return shop
  }

  private func count(_ fate: Fate, in result: RunResult) -> Int? {
    result.books.fates.first { $0.fate == fate }?.count
  }

  @Test func `keeps its order while the first is slow`() throws {
    let shop = Self.shop(orders: 5).with(
      .make(.dependencyLatency, "payments", at: .seconds(60), for: .milliseconds(500)) {
        $0.latencyAddition = .constant(10)
      })
    let result = try shop.run()
    #expect(result.outcomes.completed == 5)
    #expect(result.outcomes.outOfOrder == 0)
    // Those behind the first waited for it.
    #expect(result.total(.endToEndLatency, of: World.messagesName).maximum == 10_000_000_000)
  }

  /// The head is received three times, half a minute apart, and moved at the fourth receive.
  @Test func `is blocked by a poison message until that is moved away`() throws {
    let shop = Self.shop(orders: 4).moving(after: 3).with(
      .make(.producerPoison, "guests", at: .seconds(60), for: .milliseconds(500)))
    let result = try shop.run()
    #expect((result.outcomes.completed, result.outcomes.stuck) == (3, 1))
    #expect(result.sum(.deadLettered, of: "orders") == 1)
    #expect(result.outcomes.outOfOrder == 0)
    let latency = result.total(.endToEndLatency, of: World.messagesName)
    #expect((latency.minimum, latency.maximum) == (87_000_000_000, 89_000_000_000))
  }

  /// The first of four is shown ten seconds late: those of its group wait for it, and keep their order.
  @Test func `keeps its order when the service shows a message late`() throws {
    let shop = Self.shop(orders: 4).with(
      .make(.queueDeliveryDelay, "orders", at: .seconds(60), for: .milliseconds(500)) {
        $0.delay = .constant(10)
      })
    let result = try shop.run()
    #expect(result.outcomes.completed == 4)
    #expect(result.outcomes.outOfOrder == 0)
    let latency = result.total(.endToEndLatency, of: World.messagesName)
    #expect(latency.maximum >= 10_000_000_000)
    #expect(latency.minimum >= 7_000_000_000)
  }

  @Test func `lets a message that was redriven take effect out of order`() throws {
    var shop = Self.shop(orders: 2).moving(after: 1).with(
      .make(.dependencyOutage, "payments", at: .seconds(60), for: .milliseconds(500)))
    shop = shop.doing(.redrive, to: "orders-dlq", at: .minutes(10))
    let result = try shop.run()
    #expect(result.outcomes.completed == 2)
    #expect(result.outcomes.outOfOrder == 1)
    #expect(result.sum(.redriven, of: "orders-dlq") == 1)
  }

  @Test func `lets other groups go on`() throws {
    var shop = Self.shop(orders: 200)
    shop.guests.message.groups = 100
    shop = shop.with(.make(.producerPoison, "guests", at: .seconds(60), for: .milliseconds(500)))
    let result = try shop.run()
    // Of two hundred a few more are of the first one's group.
    #expect((190..<200).contains(result.outcomes.completed))
    #expect(result.outcomes.pending == 200 - result.outcomes.completed)
    #expect(result.total(.groupsInFlight, of: "orders").maximum == 1)
  }

  @Test(arguments: [
    (QueueComponentSettings.FIFO.DeduplicationID.message, 10, 0), (.send, 0, 10),
  ])
  func `drops sends that repeat one by the same name`(
    id: QueueComponentSettings.FIFO.DeduplicationID, dropped: Int, doubled: Int
  ) throws {
    var shop = Self.shop(orders: 10).with(.make(.producerDuplicateSend, "guests"))
    shop.orders.fifo?.deduplicationID = id
    let result = try shop.run()
    #expect(count(.deduplicated, in: result) == dropped)
    #expect(result.sum(.messagesDeduplicated, of: "orders") == dropped)
    #expect(result.outcomes.doubled == doubled)
    #expect(result.outcomes.completed == 10)
  }

  /// 300 sends a second are taken, of a queue or of each partition.
  @Test(arguments: [
    (FIFOQueue.ThroughputLimit.perQueue, 900), (.perMessageGroupId, 900),
  ])
  func `takes 300 sends a second`(limit: FIFOQueue.ThroughputLimit, taken: Int) throws {
    var shop = Self.shop(orders: 0, open: .minutes(2))
    shop.orders.fifo?.throughputLimit = limit
    shop.orders.fifo?.deduplicationScope = .messageGroup
    shop.function.eventSource = nil
    shop.guests.arrivals = .constant(rate: 500)
    shop.guests.until = .start + .seconds(3)
    let result = try shop.run()
    #expect(result.sum(.messagesSent, of: "orders") == taken)
    #expect(result.sum(.queueRequestsThrottled, of: "orders") == 600)
    #expect(result.outcomes.lostByDrop == 600)
  }

  /// The second of ten fails: the first is deleted, and all others come back, still in order.
  @Test func `has a batch stop at its first failure`() throws {
    var shop = Self.shop(orders: 0)
    shop.guests.arrivals = .times(Array(repeating: .start + .seconds(60), count: 10))
    shop.function.eventSource?.batchSize = 10
    shop.function.eventSource?.reportBatchItemFailures = true
    shop.payments.latency = .constant(1)
    shop = shop.with(
      .make(.dependencyOutage, "payments", at: .milliseconds(60_500), for: .seconds(1)))
    let result = try shop.run()
    #expect(result.outcomes.completed == 10)
    #expect(result.outcomes.outOfOrder == 0)
    #expect(result.sum(.calls, of: "payments") == 11)
    #expect(result.sum(.invocations, of: "process-order") == 2)
  }

  /// Received at 60, 65 and 70 s, and done at 68, 73 and 70 s: the first delete is refused, since the
  /// order is in other hands, and the last is of a message that is gone, which is no error.
  @Test func `refuses a delete that comes too late`() throws {
    var shop = Self.shop(orders: 1)
    shop.orders.queue.visibilityTimeout = .seconds(5)
    shop = shop.with(
      .make(.dependencyLatency, "payments", at: .seconds(60), for: .seconds(6)) {
        $0.latencyAddition = .constant(8)
      })
    let result = try shop.run()
    #expect(result.effect("charge")?.times == 3)
    #expect(result.sum(.messagesDeleted, of: "orders") == 2)
  }

  @Test func `costs half a dollar a million requests`() throws {
    var shop = Self.shop(orders: 1, open: .minutes(2))
    shop.function.eventSource = nil
    let result = try shop.run()
    #expect(result.parts.first { $0.name == "orders" }?.cost == Dollars("0.0000005"))
  }
}
