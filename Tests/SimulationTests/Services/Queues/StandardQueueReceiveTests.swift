import Simulation
import Testing

@Suite struct `A receive from a standard queue` {
  @Test func `hands out the oldest messages, never more than asked`() {
    var queue = StandardQueue.holding(.a, .b, .c)
    #expect(queue.batch(of: 2, at: 0) == [.a, .b])
    #expect(queue.batch(of: 2, at: 0) == [.c])
    #expect(queue.batch(of: 2, at: 0) == [])
  }

  @Test func `hides all messages of an answer from the same time on`() {
    var queue = StandardQueue.holding(.a, .b, .c)
    _ = queue.batch(of: 10, at: 7)
    #expect(queue.deliveries.map(\.visibleAgainAt) == [37, 37, 37])
  }

  @Test func `never hands out a message twice in one answer, even with no visibility timeout`() {
    var queue = StandardQueue.holding(.a, .b)
    #expect(queue.batch(of: 10, visibilityTimeout: .zero, at: 0) == [.a, .b])
    #expect(queue.counts == [2, 0, 0])
  }

  @Test func `puts a returned message before younger ones until its third receive`() throws {
    var queue = StandardQueue.holding(.a)
    queue.send(.b, draw: 0, at: 1)
    let short = Interval.seconds(10)
    let order = try (0..<5).map {
      try queue.take(visibilityTimeout: short, at: .start + .seconds(2 + 10 * $0)).message
    }
    // Three receives, then to the back of the line at the return; b has its own three.
    #expect(order == [.a, .a, .a, .b, .b])
  }

  @Test(arguments: around(120_000))
  func `meets the limit of 120,000 in flight with an error`(sent: Int) {
    var queue = StandardQueue.exact()
    for number in 0..<sent { queue.send(MessageID(slot: UInt32(number)), draw: 0, at: 0) }
    var received = 0
    while case .deliver? = queue.receive(at: 1) { received += 1 }
    #expect(received == min(sent, 120_000))
    #expect(queue.receive(at: 1) == (sent > 120_000 ? .overLimit : nil))
  }

  @Test func `goes on below the limit, and a long poll waits without an error`() throws {
    var queue = StandardQueue.holding(.a, .b, .c) { $0.inFlightLimit = 2 }
    let first = try queue.take(at: 0)
    _ = try queue.take(at: 0)
    queue.poll(by: 1, wait: .zero, draw: 0, at: 0)
    #expect(queue.answers(at: 0) == [Answered(.overLimit(to: 1))])
    queue.poll(by: 2, wait: .seconds(20), draw: 0, at: 0)
    #expect(queue.answers(at: 0) == [])
    _ = queue.delete(first.receipt, at: 3)
    #expect(queue.answers(at: 3) == [Answered(.handed(to: 2), [.c])])
    queue.checkInvariants()
  }

  @Test func `misses a lone message by short polling once in fourteen times, by long never`() {
    var queue = StandardQueue.exact { $0.randomness.shortPollsSampleHosts = true }
    var stream = RandomStream(seed: 3, replication: 0, component: "queue", purpose: "test")
    let (rounds, probability) = (14_000, 1.0 / 14)
    var missed = 0
    for round in 0..<rounds {
      let now = Instant.start + .seconds(round)
      queue.send(.a, draw: stream.bits(), at: now)
      if queue.receive(visibilityTimeout: .zero, reach: .short(draw: stream.bits()), at: now) == nil
      {
        missed += 1
      }
      guard case .deliver(let delivery)? = queue.receive(at: now) else {
        Issue.record("a long poll missed the message")
        return
      }
      _ = queue.delete(delivery.receipt, at: now)
    }
    let expected = Double(rounds) * probability
    let deviation = (expected * (1 - probability)).squareRoot()
    #expect(abs(Double(missed) - expected) < 4 * deviation)
    queue.checkInvariants()
  }

  @Test func `finds with a later short poll what the first one missed`() {
    var queue = StandardQueue.exact { $0.randomness.shortPollsSampleHosts = true }
    var stream = RandomStream(seed: 4, replication: 0, component: "queue", purpose: "test")
    for number in 0..<100 {
      queue.send(MessageID(slot: UInt32(number)), draw: stream.bits(), at: 0)
    }
    var found: Set<UInt32> = []
    var polls = 0
    while found.count < 100, polls < 1_000 {
      queue.poll(by: 0, maximum: 10, draw: stream.bits(), at: 1)
      _ = queue.nextAnswer(at: 1)
      found.formUnion(queue.deliveries.map(\.message.slot))
      _ = queue.nextAnswer(at: 1)
      polls += 1
    }
    #expect(found.count == 100)
    queue.checkInvariants()
  }

  @Test(arguments: [(0.0, 0...0), (0.01, 60...140), (1.0, 4_000...6_000)])
  func `is almost in the order sent`(probability: Double, descents: ClosedRange<Int>) throws {
    var queue = StandardQueue.exact { $0.randomness.misorderingProbability = probability }
    var stream = RandomStream(seed: 5, replication: 0, component: "queue", purpose: "test")
    for number in 0..<10_000 {
      let now = Instant.start + .milliseconds(10 * number)
      queue.send(MessageID(slot: UInt32(number)), draw: stream.bits(), at: now)
    }
    let order = try (0..<10_000).map { _ in try queue.take(at: 200).message.slot }
    #expect(descents.contains(zip(order, order.dropFirst()).count { $0 > $1 }))
    #expect(Set(order).count == 10_000)
  }
}

@Suite struct `A poll of a standard queue` {
  @Test func `that is short is answered at once, with or without messages`() {
    var queue = StandardQueue.exact()
    queue.poll(by: 1, draw: 0, at: 0)
    #expect(queue.answers(at: 0) == [Answered(.empty(to: 1))])
    queue.send(.a, draw: 0, at: 0)
    queue.poll(by: 2, maximum: 10, draw: 0, at: 0)
    #expect(queue.answers(at: 0) == [Answered(.handed(to: 2), [.a])])
  }

  @Test func `that is long is answered by the first message, without waiting for more`() {
    var queue = StandardQueue.exact()
    queue.poll(by: 1, maximum: 10, wait: .seconds(20), draw: 0, at: 0)
    #expect(queue.answers(at: 0) == [])
    queue.send(.a, draw: 0, at: 4)
    #expect(queue.answers(at: 4) == [Answered(.handed(to: 1), [.a])])
    queue.send(.b, draw: 0, at: 4)
    #expect(queue.answers(at: 4) == [])
  }

  @Test func `that is long ends empty when its time is over`() {
    var queue = StandardQueue.exact()
    queue.poll(by: 1, wait: .seconds(20), draw: 0, at: 3)
    #expect(queue.answers(at: 3) == [])
    #expect(queue.nextWakeUp == 23)
    #expect(queue.answers(at: .start + .milliseconds(22_999)) == [])
    #expect(queue.answers(at: 23) == [Answered(.empty(to: 1))])
    #expect(queue.nextWakeUp == nil)
    #expect(queue.waitingCount == 0)
  }

  @Test func `waits as the queue says, unless it says otherwise, zero included`() {
    var queue = StandardQueue.exact { $0.receiveMessageWaitTime = .seconds(10) }
    queue.poll(by: 1, draw: 0, at: 0)
    queue.poll(by: 2, wait: .zero, draw: 0, at: 0)
    queue.poll(by: 3, wait: .seconds(5), draw: 0, at: 0)
    #expect(queue.answers(at: 0) == [Answered(.empty(to: 2))])
    #expect(queue.answers(at: 5) == [Answered(.empty(to: 3))])
    #expect(queue.answers(at: 10) == [Answered(.empty(to: 1))])
  }

  @Test func `is served in the order of asking`() {
    var queue = StandardQueue.exact()
    for waiter in 1...3 { queue.poll(by: UInt64(waiter), wait: .seconds(20), draw: 0, at: 0) }
    #expect(queue.answers(at: 0) == [])
    queue.send(.a, draw: 0, at: 1)
    queue.send(.b, draw: 0, at: 1)
    #expect(
      queue.answers(at: 1) == [Answered(.handed(to: 1), [.a]), Answered(.handed(to: 2), [.b])])
  }

  @Test func `gets messages whose delay or visibility timeout ends while it waits`() throws {
    var queue = StandardQueue.holding(.a)
    _ = try queue.take(visibilityTimeout: .seconds(8), at: 0)
    queue.send(.b, delay: .seconds(4), draw: 0, at: 0)
    for waiter in 1...3 { queue.poll(by: UInt64(waiter), wait: .seconds(8), draw: 0, at: 0) }
    #expect(queue.answers(at: 0) == [])
    #expect(queue.nextWakeUp == 4)
    #expect(queue.answers(at: 4) == [Answered(.handed(to: 1), [.b])])
    #expect(queue.nextWakeUp == 8)
    #expect(
      queue.answers(at: 8) == [Answered(.handed(to: 2), [.a]), Answered(.empty(to: 3))])
  }

  @Test func `that ended before a message came does not get it, however late it is looked at`() {
    var queue = StandardQueue.exact()
    queue.poll(by: 1, wait: .seconds(5), draw: 0, at: 0)
    #expect(queue.answers(at: 0) == [])
    queue.send(.a, draw: 0, at: 6)
    #expect(queue.answers(at: 6) == [Answered(.empty(to: 1))])
    #expect(queue.counts == [1, 0, 0])
  }
}
