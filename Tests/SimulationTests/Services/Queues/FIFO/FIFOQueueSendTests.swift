import Simulation
import Testing

@Suite struct `A send to a FIFO queue` {
  private let original = MessageID(named: "a1")
  private let repeated = MessageID(named: "a2")

  @Test(arguments: around(300).map { ($0, $0 >= 300) })
  func `that repeats another within five minutes adds nothing`(seconds: Int, isNew: Bool) {
    var queue = FIFOQueue.empty()
    #expect(queue.send(original, group: 0, deduplication: 7, at: 0) == .accepted)
    let effect = queue.send(repeated, group: 0, deduplication: 7, at: .start + .seconds(seconds))
    #expect(effect == (isNew ? .accepted : .duplicate(of: original)))
    #expect(queue.visibleCount == (isNew ? 2 : 1))
    #expect(queue.books.deduplicated == (isNew ? 0 : 1))
    queue.checkInvariants()
  }

  @Test func `that repeats a repetition counts from the first`() {
    var queue = FIFOQueue.empty()
    _ = queue.send(original, group: 0, deduplication: 7, at: 0)
    _ = queue.send(repeated, group: 0, deduplication: 7, at: 200)
    #expect(queue.send(repeated, group: 0, deduplication: 7, at: 300) == .accepted)
  }

  @Test func `repeats one that is deleted, too`() {
    var queue = FIFOQueue.empty()
    _ = queue.send(original, group: 0, deduplication: 7, at: 0)
    _ = queue.delete(queue.deliveries(at: 1)[0].receipt, at: 2)
    #expect(
      queue.send(repeated, group: 0, deduplication: 7, at: 3) == .duplicate(of: original))
  }

  @Test func `repeats one that is expired, too`() {
    var queue = FIFOQueue.empty { $0.messageRetentionPeriod = .seconds(60) }
    _ = queue.send(original, group: 0, deduplication: 7, at: 0)
    #expect(
      queue.send(repeated, group: 0, deduplication: 7, at: 100) == .duplicate(of: original))
  }

  @Test(arguments: [
    (FIFOQueue.DeduplicationScope.queue, false), (.messageGroup, true),
  ])
  func `repeats one of another group if the scope is the queue`(
    scope: FIFOQueue.DeduplicationScope, isNew: Bool
  ) {
    var queue = FIFOQueue.empty(scope: scope)
    _ = queue.send(original, group: 0, deduplication: 7, at: 0)
    let effect = queue.send(repeated, group: 1, deduplication: 7, at: 1)
    #expect(effect == (isNew ? .accepted : .duplicate(of: original)))
  }

  @Test func `repeats nothing after a purge`() {
    var queue = FIFOQueue.empty()
    _ = queue.send(original, group: 0, deduplication: 7, at: 0)
    #expect(queue.purge(at: 1) == .purged(count: 1))
    #expect(queue.send(repeated, group: 0, deduplication: 7, at: 1) == .accepted)
    #expect(queue.take(at: 1) == "a2")
    #expect(queue.purge(at: 60) == .refused(.purgeQueueInProgress))
    #expect(queue.purge(at: 61) == .purged(count: 1))
  }

  @Test func `remembers thousands of others`() {
    var queue = FIFOQueue.empty(scope: .messageGroup)
    for turn in 0..<3 {
      let now = Instant.start + .seconds(400 * turn)
      for id in 0..<5_000 as Range<UInt64> {
        #expect(
          queue.send(original, group: UInt32(id % 7), deduplication: id, at: now) == .accepted)
      }
      for id in 0..<5_000 as Range<UInt64> {
        let effect = queue.send(repeated, group: UInt32(id % 7), deduplication: id, at: now)
        #expect(effect == .duplicate(of: original))
      }
    }
    #expect(queue.books.sent == 15_000)
  }

  @Test func `is held back as the queue is set, in order`() {
    var queue = FIFOQueue.empty { $0.delay = .seconds(10) }
    queue.send("a1 a2", at: 0)
    queue.send("a3", at: 5)
    #expect(queue.counts(at: 9) == [0, 0, 3])
    #expect(queue.take(at: 9) == "")
    #expect(queue.take(at: 10) == "a1 a2")
    #expect(queue.take(at: 15) == "")
    queue.checkInvariants()
  }

  @Test(arguments: [(2, 7), (20, 25)])
  func `is held back as the queue is set anew`(delay: Int, visibleAt: Int) {
    var queue = FIFOQueue.empty { $0.delay = .seconds(10) }
    queue.send("a1", at: 5)
    var settings = queue.settings
    settings.delay = .seconds(delay)
    queue.reconfigure(settings, at: 6)
    #expect(queue.counts(at: .start + .seconds(visibleAt - 1)) == [0, 0, 1])
    #expect(queue.counts(at: .start + .seconds(visibleAt)) == [1, 0, 0])
    queue.checkInvariants()
  }
}

@Suite struct `A FIFO queue's dead-letter queue` {
  @Test func `gets the first of a group, and the group goes on`() throws {
    var queue = FIFOQueue.holding("a1 a2 b1") {
      $0.maxReceiveCount = 2
      $0.visibilityTimeout = .zero
    }
    #expect(queue.take(1, at: 0) == "a1")
    #expect(queue.take(2, at: 1) == "b1 a1")
    queue.poll(by: 5, maximum: 10, wait: .zero, at: 2)
    var answers: [FIFOQueue.Answer] = []
    while let answer = queue.nextAnswer(at: 2) { answers.append(answer) }
    #expect(queue.names(of: (0..<queue.handed.count).map { queue.handed[$0] }) == "b1 a2")
    #expect(answers.first == .handed(to: 5))
    let moved = try #require(
      answers.compactMap { answer -> FIFOQueue.Answer.Moved? in
        guard case .deadLetter(let moved) = answer else { return nil }
        return moved
      }.first)
    #expect(moved.transfer.message == MessageID(named: "a1"))
    #expect(moved.group == 0)
    #expect(moved.transfer.receiveCount == 2)
    queue.checkInvariants()
  }

  @Test func `keeps the receive count and begins retention anew, at once and in order`() {
    var queue = FIFOQueue.empty {
      $0.messageRetentionPeriod = .seconds(60)
      $0.delay = .seconds(10)
    }
    let message = MessageID(named: "a1")
    queue.moveIn(
      Transfer(message: message, receiveCount: 3, enqueuedAt: 0, firstReceivedAt: 7), group: 0,
      at: 100)
    let delivery = queue.deliveries(at: 100)
    #expect(delivery.map(\.receiveCount) == [4])
    #expect(delivery.map(\.firstReceivedAt) == [7])
    #expect(queue.counts(at: 159) == [1, 0, 0])
    #expect(queue.counts(at: 160) == [0, 0, 0])
    queue.checkInvariants()
  }
}
