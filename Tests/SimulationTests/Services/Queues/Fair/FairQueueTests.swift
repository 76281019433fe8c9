import Simulation
import Testing

@Suite struct `A fair queue` {
  @Test(arguments: [(true, MessageID.b), (false, .a)])
  func `hands a quiet tenant's message out before those of a noisy one`(
    isFair: Bool, next: MessageID
  ) throws {
    var queue = StandardQueue.fair(isFair)
    queue.send(.a, of: 0, times: 50, at: 0)
    try queue.take(40, at: 1)
    queue.send(.b, of: 1, at: 2)
    let delivery = try queue.take(at: 3)
    #expect(delivery.message == next)
    #expect(queue.noisyGroupCount == (isFair ? 1 : 0))
    queue.checkInvariants()
  }

  @Test func `hands out those of a noisy tenant when there are no others`() throws {
    var queue = StandardQueue.fair()
    queue.send(.a, of: 0, times: 50, at: 0)
    try queue.take(40, at: 1)
    queue.send(.b, of: 1, at: 2)
    try queue.take(1, at: 3)
    let delivery = try queue.take(at: 4)
    #expect(delivery.message == .a)
    queue.checkInvariants()
  }

  @Test(arguments: [(29, 0), (30, 1), (31, 1)])
  func `calls nobody noisy with less than thirty in flight`(inFlight: Int, noisy: Int) throws {
    var queue = StandardQueue.fair()
    queue.send(.a, of: 0, times: 50, at: 0)
    try queue.take(inFlight, at: 1)
    #expect(queue.noisyGroupCount == noisy)
  }

  /// Thirty of three hundred are a tenth, and no more.
  @Test(arguments: [(270, 0), (269, 1)])
  func `calls nobody noisy with a tenth of those in flight`(others: Int, noisy: Int) throws {
    var queue = StandardQueue.fair()
    queue.send(.b, times: others, at: 0)
    try queue.take(others, at: 1)
    queue.send(.a, of: 0, times: 50, at: 2)
    try queue.take(30, at: 3)
    #expect(queue.noisyGroupCount == noisy)
  }

  /// One message in flight for a minute beside others as long: one of ten is a tenth, and no more.
  @Test(arguments: [(9, 0), (8, 1)])
  func `calls who takes more than a tenth of the time noisy`(others: Int, noisy: Int) throws {
    var queue = StandardQueue.fair()
    queue.send(.b, times: others, at: 0)
    try queue.take(others, at: 60)
    queue.send(.a, of: 0, times: 3, at: 60)
    try queue.take(1, at: 60)
    #expect(queue.noisyGroupCount == 0, "a whole minute must have gone by")
    try queue.take(1, at: 121)
    #expect(queue.noisyGroupCount == noisy)
  }

  @Test func `lets a tenant be quiet again once nothing of it waits`() throws {
    var queue = StandardQueue.fair()
    queue.send(.a, of: 0, times: 32, at: 0)
    try queue.take(31, at: 1)
    #expect(queue.noisyGroupCount == 1)
    try queue.take(1, at: 2)
    #expect(queue.noisyGroupCount == 0)
    queue.checkInvariants()
  }

  @Test(arguments: [(299, MessageID.b), (300, .a)])
  func `lets a tenant be quiet again five minutes after its last message`(
    seconds: Int, next: MessageID
  ) throws {
    var queue = StandardQueue.fair()
    queue.send(.a, of: 0, times: 50, at: 0)
    try queue.take(40, at: 1)
    queue.send(.c, of: 2, at: 2)
    try queue.take(2, at: 3)  // The other one's, and what waits is set aside for it.
    queue.send(.b, of: 1, at: 4)
    let delivery = try queue.take(at: .start + .seconds(seconds))
    #expect(delivery.message == next)
    queue.checkInvariants()
  }

  @Test func `takes the noisy tenant with the fewest in flight first`() throws {
    var queue = StandardQueue.fair()
    queue.send(.a, of: 0, times: 50, at: 0)
    try queue.take(40, at: 1)
    queue.send(.b, of: 1, times: 50, at: 2)
    try queue.take(30, at: 3)
    #expect(queue.noisyGroupCount == 2)
    var order: [MessageID] = []
    for _ in 0..<12 { order.append(try queue.take(at: 4).message) }
    #expect(order == Array(repeating: .b, count: 10) + [.a, .b])
    queue.checkInvariants()
  }

  @Test func `counts what is of quiet tenants`() throws {
    var queue = StandardQueue.fair()
    queue.send(.a, of: 0, times: 50, at: 0)
    try queue.take(40, at: 1)
    queue.send(.b, of: 1, times: 3, at: 2)
    try queue.take(1, at: 3)
    queue.send(.b, tenant: 1, delay: .seconds(60), draw: 0, at: 4)
    queue.send(.a, tenant: 0, delay: .seconds(60), draw: 0, at: 4)
    #expect(queue.counts == [12, 41, 2])
    #expect([queue.quietVisibleCount, queue.quietInFlightCount] == [2, 1])
    #expect(queue.quietDelayedCount == 1)
    let age = queue.ageOfOldest(at: 10)
    #expect((age, queue.quietAgeOfOldestHeld(at: 10)) == (.seconds(10), .seconds(8)))
  }

  /// Whatever happens, messages are where the counts of their tenants say, and none is forgotten.
  @Test(arguments: 0..<4)
  func `keeps its books through anything`(seed: UInt64) {
    var random = RandomStream(seed: seed, replication: 0, component: "queue", purpose: "test")
    var queue = StandardQueue.fair { $0.maxReceiveCount = 4 }
    var receipts: [Receipt] = []
    var now = Instant.start
    for turn in 0..<1_500 {
      now = now + .milliseconds(random.below(900))
      switch random.below(8) {
      case 0...2:
        let tenant = UInt32(random.below(16))
        queue.send(
          .a, tenant: tenant < 12 ? tenant / 6 : nil,
          delay: .seconds(turn % 3), draw: random.bits(), at: now)
      case 3...5:
        if case .deliver(let delivery)? = queue.receive(at: now) {
          receipts.append(delivery.receipt)
        }
      case 6:
        if let receipt = receipts.popLast() { _ = queue.delete(receipt, at: now) }
      default:
        if let receipt = receipts.first {
          _ = queue.changeVisibility(receipt, to: .seconds(turn % 5), at: now)
        }
      }
      if turn % 25 == 0 { queue.checkInvariants() }
    }
    queue.checkInvariants()
    #expect(queue.books.received > 100)
  }
}

extension StandardQueue {
  /// An empty fair queue that leaves nothing to chance.
  fileprivate static func fair(
    _ isFair: Bool = true, _ change: (inout QueueSettings) -> Void = { _ in }
  ) -> StandardQueue {
    var settings = QueueSettings()
    settings.randomness = .none
    settings.visibilityTimeout = .minutes(10)
    change(&settings)
    return StandardQueue(settings: settings, isFair: isFair)
  }

  /// Sends messages of a tenant, or of none.
  fileprivate mutating func send(
    _ message: MessageID, of tenant: UInt32? = nil, times: Int = 1, at now: Instant
  ) {
    for _ in 0..<times { send(message, tenant: tenant, draw: 0, at: now) }
  }

  /// Receives so many messages that must be there.
  fileprivate mutating func take(_ count: Int, at now: Instant) throws {
    for _ in 0..<count { _ = try take(at: now) }
  }
}
