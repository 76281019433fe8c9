import Simulation
import Testing

/// The states of a message and what leads from one to the next.
@Suite struct `A message in a standard queue` {
  @Test func `is visible as soon as it is sent`() throws {
    var queue = StandardQueue.holding(.a)
    let delivery = try queue.take(at: 5)
    #expect(
      delivery
        == Delivery(
          message: .a, receiveCount: 1, receipt: delivery.receipt, enqueuedAt: 0,
          firstReceivedAt: 5, visibleAgainAt: 35, isDuplicate: false))
  }

  @Test(arguments: [(nil, 0, 1), (nil, 9, 1), (nil, 10, 0), (0, 0, 0), (20, 19, 1), (20, 20, 0)])
  func `is held back by its own delay, else the queue's`(own: Int?, now: Int, delayed: Int) {
    var queue = StandardQueue.exact { $0.delay = .seconds(10) }
    queue.send(.a, delay: own.map { .seconds($0) }, draw: 0, at: 0)
    #expect(queue.counts(at: .start + .seconds(now)) == [1 - delayed, 0, delayed])
  }

  @Test func `keeps the delay it was sent with when the queue's changes`() {
    var queue = StandardQueue.exact { $0.delay = .seconds(10) }
    queue.send(.a, draw: 0, at: 0)
    var settings = queue.settings
    settings.delay = .zero
    queue.reconfigure(settings, at: 1)
    #expect(queue.counts(at: 9) == [0, 0, 1])
    #expect(queue.counts(at: 10) == [1, 0, 0])
  }

  @Test(arguments: [(29, 0), (30, 1), (31, 1)])
  func `comes back when its visibility timeout ends, at that very instant`(now: Int, visible: Int)
    throws
  {
    var queue = StandardQueue.holding(.a)
    _ = try queue.take(at: 0)
    #expect(queue.counts(at: .start + .seconds(now)) == [visible, 1 - visible, 0])
  }

  @Test func `is hidden for the time of the receive, else of the queue at that moment`() throws {
    var queue = StandardQueue.holding(.a, .b, .c)
    let own = try queue.take(visibilityTimeout: .seconds(5), at: 0)
    let common = try queue.take(at: 0)
    var settings = queue.settings
    settings.visibilityTimeout = .seconds(60)
    queue.reconfigure(settings, at: 0)
    let changed = try queue.take(at: 0)
    #expect([own, common, changed].map(\.visibleAgainAt) == [5, 30, 60])
  }

  @Test func `counts its receives and keeps the time of the first`() throws {
    var queue = StandardQueue.holding(.a)
    let deliveries = try (0..<4).map { try queue.take(at: .start + .seconds(7 + 30 * $0)) }
    #expect(deliveries.map(\.receiveCount) == [1, 2, 3, 4])
    #expect(deliveries.map(\.firstReceivedAt) == [7, 7, 7, 7])
    #expect(Set(deliveries.map(\.receipt)).count == 4)
  }

  @Test
  func `is visible again at once after a visibility timeout of zero, with its receive counted`()
    throws
  {
    var queue = StandardQueue.holding(.a)
    let first = try queue.take(visibilityTimeout: .zero, at: 1)
    #expect(queue.counts(at: 1) == [1, 0, 0])
    let second = try queue.take(at: 1)
    #expect([first.receiveCount, second.receiveCount] == [1, 2])
  }

  @Test(arguments: [
    (StandardQueueState.visible, [1, 0, 0]), (.inFlight, [0, 1, 0]), (.delayed, [0, 0, 1]),
  ])
  func `expires at the end of its retention, wherever it is`(
    state: StandardQueueState, before: [Int]
  ) throws {
    var queue = StandardQueue.exact { $0.messageRetentionPeriod = .seconds(60) }
    queue.send(.a, delay: state == .delayed ? .seconds(900) : nil, draw: 0, at: 0)
    if state == .inFlight { _ = try queue.take(at: 50) }
    #expect(queue.counts(at: .start + .milliseconds(59_999)) == before)
    #expect(queue.news(at: .start + .milliseconds(59_999)) == [])
    #expect(queue.news(at: 60) == [.expired(.a)])
    #expect(queue.counts(at: 900) == [0, 0, 0])
    #expect(queue.books.expired == 1)
    queue.checkInvariants()
  }

  @Test func `expires when the retention period becomes shorter than its age`() {
    var queue = StandardQueue.holding(.a)
    queue.send(.b, draw: 0, at: 100)
    var settings = queue.settings
    settings.messageRetentionPeriod = .seconds(60)
    queue.reconfigure(settings, at: 120)
    #expect(queue.news(at: 120) == [.expired(.a)])
    #expect(queue.news(at: 160) == [.expired(.b)])
  }

  @Test func `is purged in every state, and a second purge has to wait a minute`() throws {
    var queue = StandardQueue.holding(.a, .b)
    _ = try queue.take(at: 0)
    queue.send(.c, delay: .seconds(10), draw: 0, at: 0)
    #expect(queue.counts == [1, 1, 1])
    #expect(queue.purge(at: 1) == .purged(count: 3))
    #expect(queue.news(at: 1) == [.purged(.a), .purged(.b), .purged(.c)])
    #expect(queue.counts(at: 50) == [0, 0, 0])
    let tooEarly = StandardQueue.PurgeEffect.refused(.purgeQueueInProgress)
    #expect(queue.purge(at: .start + .milliseconds(60_999)) == tooEarly)
    #expect(queue.purge(at: 61) == .purged(count: 0))
    queue.checkInvariants()
  }
}

/// The states a stored message can be in.
enum StandardQueueState { case visible, inFlight, delayed }

@Suite struct `The age of the oldest message` {
  @Test func `is zero in an empty queue and grows with the oldest`() {
    var queue = StandardQueue.exact()
    #expect(queue.ageOfOldest(at: 10) == .zero)
    queue.send(.a, draw: 0, at: 10)
    queue.send(.b, draw: 0, at: 15)
    #expect(queue.ageOfOldest(at: 40) == .seconds(30))
  }

  @Test func `counts messages in flight and ends with a delete`() throws {
    var queue = StandardQueue.holding(.a)
    queue.send(.b, draw: 0, at: 15)
    let first = try queue.take(at: 20)
    #expect(queue.ageOfOldest(at: 40) == .seconds(40))
    #expect(queue.delete(first.receipt, at: 40) == .deleted(.a))
    #expect(queue.ageOfOldest(at: 40) == .seconds(25))
  }

  @Test func `passes over a poison pill that was received three times`() throws {
    var queue = StandardQueue.holding(.a)
    queue.fail(times: 2)
    #expect(queue.ageOfOldest(at: 59) == .seconds(59))
    _ = try queue.take(at: 60)
    #expect(queue.ageOfOldest(at: 90) == .zero)
    queue.send(.b, draw: 0, at: 100)
    #expect(queue.ageOfOldest(at: 110) == .seconds(10))
    #expect(queue.counts == [2, 0, 0])
  }
}
