import Simulation
import Testing

@Suite struct `A redrive policy` {
  @Test(arguments: [1, 3, 1_000])
  func `moves a message on the receive after its last allowed one`(allowed: Int) throws {
    var queue = StandardQueue.holding(.a) { $0.maxReceiveCount = allowed }
    let counts = try (0..<allowed).map {
      try queue.take(at: .start + .seconds(30 * $0)).receiveCount
    }
    let last = Instant.start + .seconds(30 * allowed)
    #expect(counts == Array(1...allowed))
    #expect(queue.counts(at: last + .hours(1)) == [1, 0, 0])
    #expect(
      queue.receive(at: last + .hours(1))
        == .deadLetter(
          Transfer(
            message: .a, receiveCount: UInt32(allowed), enqueuedAt: 0, firstReceivedAt: 0)))
    #expect(queue.receive(at: last + .hours(1)) == nil)
    #expect(queue.books.deadLettered == 1)
    queue.checkInvariants()
  }

  @Test func `does nothing as long as nobody polls`() {
    var queue = StandardQueue.holding(.a) { $0.maxReceiveCount = 1 }
    queue.fail(times: 1)
    #expect(queue.counts(at: 86_400) == [1, 0, 0])
    #expect(queue.answers(at: 86_400) == [])
  }

  @Test func `counts receives whose consumer was throttled or died before it began`() throws {
    var queue = StandardQueue.holding(.a) { $0.maxReceiveCount = 2 }
    for turn in 0..<2 {
      let receipt = try queue.take(at: .start + .seconds(turn)).receipt
      _ = queue.changeVisibility(receipt, to: .zero, at: .start + .seconds(turn))
    }
    let moved = Transfer(message: .a, receiveCount: 2, enqueuedAt: 0, firstReceivedAt: 0)
    #expect(queue.receive(at: 2) == .deadLetter(moved))
  }

  @Test func `answers the poll with the next good message`() throws {
    var queue = StandardQueue.holding(.a) { $0.maxReceiveCount = 1 }
    queue.fail(times: 1)
    queue.send(.b, draw: 0, at: 30)
    queue.poll(by: 1, maximum: 1, draw: 0, at: 30)
    let moved = Transfer(message: .a, receiveCount: 1, enqueuedAt: 0, firstReceivedAt: 0)
    #expect(
      queue.answers(at: 30) == [Answered(.handed(to: 1), [.b]), Answered(.deadLetter(moved))])
  }

  @Test func `moves what a waiting poll selects and lets the poll wait on`() throws {
    var queue = StandardQueue.holding(.a) { $0.maxReceiveCount = 1 }
    _ = try queue.take(at: 0)
    queue.poll(by: 1, wait: .seconds(20), draw: 0, at: 15)
    #expect(queue.answers(at: 15) == [])
    let moved = Transfer(message: .a, receiveCount: 1, enqueuedAt: 0, firstReceivedAt: 0)
    #expect(queue.answers(at: 30) == [Answered(.deadLetter(moved))])
    #expect(queue.answers(at: 35) == [Answered(.empty(to: 1))])
  }

  @Test func `keeps messages when it is taken away`() throws {
    var queue = StandardQueue.holding(.a) { $0.maxReceiveCount = 1 }
    queue.fail(times: 1)
    var settings = queue.settings
    settings.maxReceiveCount = nil
    queue.reconfigure(settings, at: 30)
    #expect(try queue.take(at: 30).receiveCount == 2)
  }

  @Test func `invalidates the receipts of the source`() throws {
    var queue = StandardQueue.holding(.a) { $0.maxReceiveCount = 1 }
    let receipt = try queue.take(at: 0).receipt
    _ = queue.receive(at: 30)
    #expect(queue.delete(receipt, at: 30) == .alreadyGone)
    #expect(
      queue.changeVisibility(receipt, to: .zero, at: 30) == .refused(.invalidParameterValue))
  }
}

@Suite struct `A dead-letter queue` {
  private let moved = Transfer(message: .a, receiveCount: 1, enqueuedAt: 0, firstReceivedAt: 7)

  @Test func `goes on counting receives and keeps the first one's time`() throws {
    var queue = StandardQueue.exact()
    queue.moveIn(moved, draw: 0, at: 100)
    let delivery = try queue.take(at: 100)
    #expect(delivery.receiveCount == 2)
    #expect(delivery.firstReceivedAt == 7)
    #expect(delivery.enqueuedAt == 0)
  }

  @Test func `does not count moves as sent`() {
    var queue = StandardQueue.exact()
    queue.moveIn(moved, draw: 0, at: 100)
    #expect([queue.books.sent, queue.books.movedIn] == [0, 1])
    #expect(queue.counts == [1, 0, 0])
  }

  @Test func `counts retention from the first send, but age from the move`() {
    let threeDays = Instant.start + .days(3)
    var queue = StandardQueue.exact()
    queue.moveIn(moved, draw: 0, at: threeDays)
    #expect(queue.ageOfOldest(at: threeDays + .hours(2)) == .hours(2))
    #expect(queue.news(at: .start + .days(4) - .seconds(1)) == [])
    #expect(queue.news(at: .start + .days(4)) == [.expired(.a)])
  }

  @Test func `drops at once what is older than its retention`() {
    var queue = StandardQueue.exact { $0.messageRetentionPeriod = .seconds(60) }
    queue.moveIn(moved, draw: 0, at: 60)
    #expect(queue.counts == [0, 0, 0])
    #expect(queue.news(at: 60) == [.expired(.a)])
    #expect([queue.books.movedIn, queue.books.expired] == [1, 1])
    queue.checkInvariants()
  }

  @Test func `expires in the order of sending, whatever the order of the moves`() {
    var queue = StandardQueue.exact { $0.messageRetentionPeriod = .seconds(100) }
    for (slot, sent) in [30, 10, 40, 20, 35].enumerated() {
      queue.moveIn(
        Transfer(
          message: MessageID(slot: UInt32(slot)), receiveCount: 3,
          enqueuedAt: .start + .seconds(sent), firstReceivedAt: 50),
        draw: 0, at: .start + .seconds(60 + slot))
      queue.checkInvariants()
    }
    var expired: [UInt32] = []
    for now in 100..<150 {
      for case .expired(let message) in queue.news(at: .start + .seconds(now)) {
        expired.append(message.slot)
      }
      queue.checkInvariants()
    }
    #expect(expired == [1, 3, 0, 4, 2])
    #expect(queue.nextWakeUp == nil)
  }

  @Test func `judges a policy of its own by its own receives`() throws {
    var queue = StandardQueue.exact { $0.maxReceiveCount = 2 }
    var often = moved
    often.receiveCount = 5
    queue.moveIn(often, draw: 0, at: 0)
    let counts = try (0..<2).map { try queue.take(at: .start + .seconds(30 * $0)).receiveCount }
    #expect(counts == [6, 7])
    often.receiveCount = 7
    #expect(queue.receive(at: 60) == .deadLetter(often))
  }
}

@Suite struct `A redrive-allow policy` {
  @Test(arguments: [
    (RedriveAllowPolicy.allowAll, true, true), (.denyAll, false, false),
    (.byQueue(sources: ["orders"]), true, false),
  ])
  func `says who may use the queue for dead letters`(
    policy: RedriveAllowPolicy, orders: Bool, others: Bool
  ) {
    #expect(policy.permits(source: "orders") == orders)
    #expect(policy.permits(source: "others") == others)
  }

  @Test(arguments: [0, 1, 10, 11])
  func `names one to ten queues`(count: Int) {
    let policy = RedriveAllowPolicy.byQueue(sources: (0..<count).map { "queue-\($0)" })
    #expect(policy.problem == ((1...10).contains(count) ? nil : .invalidParameterValue))
  }
}
