import Simulation
import Testing

@Suite struct `A delete` {
  @Test(arguments: [0, 29, 30, 300])
  func `works with the latest receipt, even after the visibility timeout`(now: Int) throws {
    var queue = StandardQueue.holding(.a)
    let delivery = try queue.take(at: 0)
    #expect(queue.delete(delivery.receipt, at: .start + .seconds(now)) == .deleted(.a))
    #expect(queue.counts(at: 1_000) == [0, 0, 0])
    queue.checkInvariants()
  }

  @Test func `with an older receipt succeeds without effect`() throws {
    var queue = StandardQueue.holding(.a)
    let first = try queue.take(at: 0)
    let second = try queue.take(at: 30)
    #expect(queue.delete(first.receipt, at: 31) == .stale(.a))
    #expect(queue.counts == [0, 1, 0])
    #expect(queue.delete(second.receipt, at: 32) == .deleted(.a))
    #expect(queue.delete(first.receipt, at: 33) == .alreadyGone)
  }

  @Test func `may be repeated`() throws {
    var queue = StandardQueue.holding(.a)
    let receipt = try queue.take(at: 0).receipt
    #expect(
      [queue.delete(receipt, at: 1), queue.delete(receipt, at: 1)] == [.deleted(.a), .alreadyGone])
    #expect(queue.books.deleted == 1)
  }

  @Test func `of a message that expired in flight succeeds`() throws {
    var queue = StandardQueue.holding(.a) { $0.messageRetentionPeriod = .seconds(60) }
    let receipt = try queue.take(at: 50).receipt
    #expect(queue.delete(receipt, at: 60) == .alreadyGone)
    #expect(queue.news(at: 60) == [.expired(.a)])
  }

  @Test func `never hits another message that took the place of the receipt's`() throws {
    var queue = StandardQueue.holding(.a)
    let old = try queue.take(at: 0).receipt
    _ = queue.delete(old, at: 0)
    queue.send(.b, draw: 0, at: 1)
    #expect(queue.delete(old, at: 1) == .alreadyGone)
    let new = try queue.take(at: 1).receipt
    #expect(new.slot == old.slot)
    #expect(queue.delete(old, at: 2) == .alreadyGone)
    #expect(queue.delete(Receipt(slot: 99, epoch: 1), at: 2) == .alreadyGone)
    #expect(queue.delete(new, at: 2) == .deleted(.b))
  }
}

@Suite struct `A change of visibility` {
  @Test func `counts from now, not from the receive, and is not added`() throws {
    var queue = StandardQueue.holding(.a)
    let receipt = try queue.take(at: 0).receipt
    #expect(queue.changeVisibility(receipt, to: .seconds(40), at: 20) == .hidden(until: 60))
    #expect(queue.counts(at: 30) == [0, 1, 0])
    #expect(queue.changeVisibility(receipt, to: .seconds(5), at: 35) == .hidden(until: 40))
    #expect(queue.counts(at: 40) == [1, 0, 0])
    queue.checkInvariants()
  }

  @Test func `holds for this receive alone`() throws {
    var queue = StandardQueue.holding(.a)
    let receipt = try queue.take(at: 0).receipt
    _ = queue.changeVisibility(receipt, to: .seconds(5), at: 0)
    #expect(try queue.take(at: 5).visibleAgainAt == 35)
  }

  @Test func `to zero shows the message at once and keeps its receive count`() throws {
    var queue = StandardQueue.holding(.a)
    let receipt = try queue.take(at: 0).receipt
    #expect(queue.changeVisibility(receipt, to: .zero, at: 1) == .visible)
    #expect(queue.counts == [1, 0, 0])
    #expect(try queue.take(at: 1).receiveCount == 2)
  }

  @Test func `hides a message again whose visibility timeout is over`() throws {
    var queue = StandardQueue.holding(.a)
    let receipt = try queue.take(at: 0).receipt
    #expect(queue.counts(at: 31) == [1, 0, 0])
    #expect(queue.changeVisibility(receipt, to: .seconds(10), at: 31) == .hidden(until: 41))
    #expect(queue.receive(at: 40) == nil)
    #expect(queue.counts(at: 41) == [1, 0, 0])
    #expect(queue.changeVisibility(receipt, to: .zero, at: 42) == .visible)
    queue.checkInvariants()
  }

  @Test func `to zero with an older receipt shows the message to third parties`() throws {
    var queue = StandardQueue.holding(.a)
    let older = try queue.take(at: 0).receipt
    _ = try queue.take(at: 30)
    #expect(queue.changeVisibility(older, to: .zero, at: 31) == .visible)
    #expect(try queue.take(at: 31).receiveCount == 3)
  }

  @Test func `is refused for a message that is gone`() throws {
    var queue = StandardQueue.holding(.a)
    let receipt = try queue.take(at: 0).receipt
    _ = queue.delete(receipt, at: 0)
    for stranger in [receipt, Receipt(slot: 7, epoch: 1)] {
      #expect(
        queue.changeVisibility(stranger, to: .seconds(1), at: 0)
          == .refused(.invalidParameterValue))
    }
  }

  @Test(arguments: [
    (0, 43_200, true), (0, 43_201, false), (1, 43_200, false), (5, 43_195, true),
    (5, 43_196, false), (0, -1, false),
  ])
  func `beyond twelve hours from the receive is refused, not cut`(
    now: Int, timeout: Int, isAccepted: Bool
  ) throws {
    var queue = StandardQueue.holding(.a)
    let receipt = try queue.take(at: 0).receipt
    let change = queue.changeVisibility(
      receipt, to: .seconds(timeout), at: .start + .seconds(now))
    #expect(change == (isAccepted ? .hidden(until: 43_200) : .refused(.invalidParameterValue)))
  }

  @Test func `may be renewed until twelve hours are over`() throws {
    var queue = StandardQueue.holding(.a)
    let receipt = try queue.take(visibilityTimeout: .hours(12), at: 0).receipt
    #expect(
      queue.changeVisibility(receipt, to: .hours(6), at: 21_600) == .hidden(until: 43_200))
    #expect(
      queue.changeVisibility(receipt, to: .hours(6), at: 21_601)
        == .refused(.invalidParameterValue))
    #expect(queue.counts(at: 43_200) == [1, 0, 0])
  }

  @Test func `back and forth does not use up memory or lose the message`() throws {
    var queue = StandardQueue.holding(.a)
    let receipt = try queue.take(at: 0).receipt
    for _ in 0..<10_000 {
      _ = queue.changeVisibility(receipt, to: .zero, at: 1)
      _ = queue.changeVisibility(receipt, to: .seconds(10), at: 1)
    }
    queue.checkInvariants()
    #expect(queue.counts(at: 11) == [1, 0, 0])
  }
}

@Suite struct `A duplicate` {
  @Test func `is the same lease handed out once more, with nothing counted`() throws {
    var queue = StandardQueue.holding(.a)
    let first = try queue.take(at: 0)
    queue.duplicate(first.receipt)
    let second = try queue.take(at: 3)
    var repeated = first
    repeated.isDuplicate = true
    #expect(second == repeated)
    #expect(queue.counts == [0, 1, 0])
    #expect(queue.receive(at: 3) == nil)
    #expect(queue.delete(first.receipt, at: 4) == .deleted(.a))
    #expect(queue.delete(second.receipt, at: 5) == .alreadyGone)
    #expect(queue.books.received == 1)
    #expect(queue.books.duplicateDeliveries == 1)
  }

  @Test func `is not made of a lease that is over`() throws {
    var queue = StandardQueue.holding(.a)
    let first = try queue.take(at: 0)
    queue.duplicate(first.receipt)
    _ = queue.delete(first.receipt, at: 1)
    #expect(queue.receive(at: 1) == nil)
  }

  @Test func `asked for twice is still only once in an answer`() throws {
    var queue = StandardQueue.holding(.a)
    let first = try queue.take(at: 0)
    for _ in 0..<2 { queue.duplicate(first.receipt) }
    #expect(queue.batch(of: 10, at: 1) == [.a])
  }

  @Test func `wakes a poll that waits`() throws {
    var queue = StandardQueue.holding(.a)
    let first = try queue.take(at: 0)
    queue.poll(by: 1, wait: .seconds(20), draw: 0, at: 0)
    #expect(queue.answers(at: 0) == [])
    queue.duplicate(first.receipt)
    #expect(queue.answers(at: 1) == [Answered(.handed(to: 1), [.a])])
  }

  @Test func `follows every receive when it is certain, but not in the same answer`() {
    var queue = StandardQueue.holding(.a, .b) { $0.randomness.duplicateDeliveryProbability = 1 }
    #expect(queue.batch(of: 10, at: 0) == [.a, .b])
    #expect(queue.batch(of: 10, at: 1) == [.a, .b])
    #expect(queue.batch(of: 10, at: 2) == [])
    #expect(queue.deliveries.isEmpty)
    #expect(queue.books.duplicateDeliveries == 2)
    queue.checkInvariants()
  }

  @Test func `comes about as often as it is likely`() throws {
    var queue = StandardQueue.exact { $0.randomness.duplicateDeliveryProbability = 0.1 }
    var stream = RandomStream(seed: 6, replication: 0, component: "queue", purpose: "test")
    for number in 0..<10_000 {
      queue.send(MessageID(slot: UInt32(number)), draw: stream.bits(), at: 0)
    }
    var duplicates = 0
    while case .deliver(let delivery)? = queue.receive(at: 0) {
      duplicates += delivery.isDuplicate ? 1 : 0
    }
    #expect((880...1_120).contains(duplicates))
  }
}

@Suite struct `A delete that a host misses` {
  private func queueThatForgets() -> StandardQueue {
    .holding(.a) { $0.randomness.resurrectionProbability = 1 }
  }

  @Test func `lets the message come back within ten minutes`() throws {
    var queue = queueThatForgets()
    let receipt = try queue.take(at: 0).receipt
    #expect(queue.delete(receipt, at: 1) == .missed(.a))
    #expect(queue.delete(receipt, at: 1) == .alreadyGone)
    #expect(queue.changeVisibility(receipt, to: .zero, at: 1) == .refused(.invalidParameterValue))
    #expect(queue.counts == [0, 0, 0])
    queue.checkInvariants()
    #expect(queue.news(at: .start + .milliseconds(1_999)) == [])
    #expect(queue.news(at: 601) == [.resurrected(.a)])
    #expect(queue.counts == [1, 0, 0])
    #expect(try queue.take(at: 700).receiveCount == 2)
    queue.checkInvariants()
  }

  @Test func `does nothing when retention would end before`() throws {
    var queue = StandardQueue.exact {
      $0.randomness.resurrectionProbability = 1
      $0.messageRetentionPeriod = .seconds(60)
    }
    queue.send(.a, draw: 0, at: 0)
    let receipt = try queue.take(at: 59).receipt
    #expect(queue.delete(receipt, at: .start + .milliseconds(59_500)) == .deleted(.a))
    queue.checkInvariants()
  }

  @Test func `keeps the enqueue time, from which retention goes on counting`() throws {
    var queue = queueThatForgets()
    queue.send(.b, draw: 0, at: 100)
    let receipt = try queue.take(at: 100).receipt
    _ = queue.delete(receipt, at: 100)
    #expect(queue.news(at: 1_000) == [.resurrected(.a)])
    queue.checkInvariants()
    #expect(queue.news(at: 345_599) == [])
    #expect(queue.news(at: 345_600) == [.expired(.a)])
    #expect(queue.news(at: 345_700) == [.expired(.b)])
    queue.checkInvariants()
  }
}
