import Simulation
import Testing

/// What holds for every sequence of requests.
@Suite struct `The laws of a standard queue` {
  @Test(arguments: 0..<200 as Range<UInt64>)
  func `it does as a naive queue does, whatever is asked of it`(seed: UInt64) {
    var pair = QueuePair(seed: seed)
    for step in 0..<1_000 {
      pair.act()
      guard pair.disagreement == nil else {
        Issue.record("seed \(seed), step \(step): \(pair.disagreement ?? "")")
        return
      }
    }
    pair.queue.checkInvariants()
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `every poll is answered once and in time, and no message is lost`(seed: UInt64) {
    var world = SmallWorld(seed: seed)
    world.run(until: 600)
    world.queue.checkInvariants()
    #expect(world.mistakes == [])
    #expect(world.answered + world.queue.waitingCount == world.asked)
    #expect(world.queue.books.resurrected > 0)
    #expect(world.queue.books.duplicateDeliveries > 0)
    #expect(world.queue.books.deadLettered > 0)
  }
}

/// A queue and its naive counterpart, asked the same at random.
private struct QueuePair: ~Copyable {
  var queue: StandardQueue
  var naive: NaiveQueue
  private(set) var disagreement: String?
  private var stream: RandomStream
  private var now = Instant.start
  private var receipts: [Receipt] = []
  private var count: UInt32 = 0
  /// Whether requests come so fast, and deletes so soon, that void deadlines pile up.
  private let isHectic: Bool

  init(seed: UInt64) {
    isHectic = seed % 2 == 1
    stream = RandomStream(seed: seed, replication: 0, component: "queue", purpose: "law")
    var settings = QueueSettings()
    settings.randomness = .none
    settings.messageRetentionPeriod = .seconds(60 + stream.below(200))
    settings.maxReceiveCount = stream.chance(0.5) ? 1 + stream.below(5) : nil
    settings.inFlightLimit = stream.chance(0.3) ? 4 : 120_000
    queue = StandardQueue(settings: settings)
    naive = NaiveQueue(settings: settings)
  }

  /// Makes one random request of both and compares all that can be seen.
  mutating func act() {
    pass()
    switch stream.below(isHectic ? 130 : 100) {
    case 0..<30: send()
    case 30..<65: receive()
    case 65..<75: delete()
    case 75..<88: changeVisibility()
    case 88..<94: moveIn()
    case 94..<97: move()
    case 97: purge()
    case 98: reconfigure()
    default: delete()
    }
    compareViews()
    if stream.chance(0.1) { queue.checkInvariants() }
  }

  /// A time that no other event has, now and then far ahead, now and then at the next wake-up.
  private mutating func pass() {
    if stream.chance(0.1), let wakeUp = queue.nextWakeUp, wakeUp > now {
      now = wakeUp
    } else {
      let most = stream.chance(0.02) ? 400_000_000_000 : isHectic ? 100_000_000 : 4_000_000_000
      now = now + .nanoseconds(1 + stream.below(most))
    }
  }

  private mutating func send() {
    count += 1
    let delay = stream.chance(0.2) ? interval(90) : .zero
    queue.send(MessageID(slot: count), delay: delay, draw: stream.bits(), at: now)
    naive.send(MessageID(slot: count), delay: delay, at: now)
  }

  private mutating func receive() {
    let timeout = stream.chance(0.1) ? .zero : interval(stream.chance(0.5) ? 10 : 90)
    let effect = queue.receive(visibilityTimeout: timeout, at: now)
    var receipt: Receipt?
    if case .deliver(let delivery)? = effect { receipt = delivery.receipt }
    if let receipt { receipts.append(receipt) }
    let expected = naive.receive(timeout, at: now, receipt: receipt)
    let outcome: NaiveQueue.Outcome =
      switch effect {
      case .deliver(let delivery)?: .deliver(delivery.message, delivery.receiveCount)
      case .deadLetter(let transfer)?: .deadLetter(transfer.message)
      case .overLimit?: .overLimit
      case nil: .nothing
      }
    expect(outcome, expected)
  }

  private mutating func delete() {
    guard let receipt = anyReceipt() else { return }
    expect(queue.delete(receipt, at: now), naive.delete(receipt, at: now))
  }

  private mutating func changeVisibility() {
    guard let receipt = anyReceipt() else { return }
    let timeout = stream.chance(0.4) ? .zero : interval(stream.chance(0.1) ? 43_200 : 60)
    expect(
      queue.changeVisibility(receipt, to: timeout, at: now),
      naive.changeVisibility(receipt, to: timeout, at: now))
  }

  private mutating func moveIn() {
    count += 1
    let transfer = Transfer(
      message: MessageID(slot: count), receiveCount: UInt32(stream.below(9)),
      enqueuedAt: now - interval(150), firstReceivedAt: now - .seconds(1))
    queue.moveIn(transfer, draw: stream.bits(), at: now)
    naive.moveIn(transfer, at: now)
  }

  private mutating func move() {
    expect(queue.removeOldestVisible(at: now)?.message, naive.removeOldestVisible(at: now))
  }

  private mutating func purge() {
    expect(queue.purge(at: now), naive.purge(at: now))
  }

  private mutating func reconfigure() {
    var settings = queue.settings
    settings.messageRetentionPeriod = .seconds(60 + stream.below(200))
    queue.reconfigure(settings, at: now)
    naive.settings = settings
  }

  private mutating func compareViews() {
    naive.advance(to: now)
    var expired: [MessageID] = []
    for case .expired(let message) in queue.news(at: now) { expired.append(message) }
    expect(expired.map(\.slot).sorted(), naive.expired.map(\.slot).sorted())
    naive.expired = []
    expect(queue.counts, naive.counts)
    expect(queue.ageOfOldest(at: now), naive.ageOfOldest(at: now))
    if let change = naive.nextChange, queue.nextWakeUp ?? .never > change {
      disagreement = "would wake at \(String(describing: queue.nextWakeUp)), not by \(change)"
    }
  }

  private mutating func expect<Value: Equatable>(_ value: Value, _ expected: Value) {
    if value != expected { disagreement = "\(value) at \(now.seconds) s, not \(expected)" }
  }

  private mutating func anyReceipt() -> Receipt? {
    if receipts.isEmpty { return nil }
    let recent = min(receipts.count, stream.chance(0.8) ? isHectic ? 2 : 8 : 1_000)
    return receipts[receipts.count - 1 - stream.below(recent)]
  }

  private mutating func interval(_ seconds: Int) -> Interval {
    .nanoseconds(1 + stream.below(seconds * 1_000_000_000))
  }
}

/// A queue with everything left to chance, a producer, and consumers that poll, work and may fail.
private struct SmallWorld: ~Copyable {
  var queue: StandardQueue
  private(set) var asked = 0
  private(set) var answered = 0
  private(set) var mistakes: [String] = []
  private var stream: RandomStream
  private var now = Instant.start
  private var nextSend = Instant.start
  private var ends: [UInt64: Instant] = [:]
  private var leases: [(doneAt: Instant, receipt: Receipt)] = []
  private var pollAt: [Instant]

  init(seed: UInt64) {
    stream = RandomStream(seed: seed, replication: 0, component: "world", purpose: "law")
    var settings = QueueSettings()
    settings.visibilityTimeout = .seconds(3)
    settings.maxReceiveCount = 4
    settings.inFlightLimit = 20
    settings.messageRetentionPeriod = .seconds(300)
    settings.randomness.misorderingProbability = 0.2
    settings.randomness.duplicateDeliveryProbability = 0.05
    settings.randomness.resurrectionProbability = 0.05
    settings.randomness.resurrectionDelays = .seconds(1)...(.seconds(60))
    queue = StandardQueue(settings: settings)
    pollAt = Array(repeating: .start, count: 5)
  }

  mutating func run(until end: Instant) {
    while now < end {
      settle()
      let next = ([nextSend, queue.nextWakeUp ?? .never] + pollAt + leases.map(\.doneAt)).min()
      now = max(now, next ?? end)
      if nextSend <= now { send() }
      for consumer in pollAt.indices where pollAt[consumer] <= now { poll(consumer) }
      finishWork()
    }
    settle()
  }

  private mutating func send() {
    queue.send(MessageID(slot: 0), draw: stream.bits(), at: now)
    nextSend = now + pause(0.4)
  }

  private mutating func poll(_ consumer: Int) {
    let wait = stream.chance(0.5) ? Interval.zero : .seconds(1 + stream.below(4))
    queue.poll(
      by: UInt64(asked), maximum: 1 + stream.below(10), wait: wait, draw: stream.bits(), at: now)
    ends[UInt64(asked)] = now + wait
    asked += 1
    pollAt[consumer] = now + pause(2)
  }

  private mutating func finishWork() {
    for lease in leases where lease.doneAt <= now {
      if stream.chance(0.6) { _ = queue.delete(lease.receipt, at: now) }
    }
    leases.removeAll { $0.doneAt <= now }
  }

  private mutating func settle() {
    while let answer = queue.nextAnswer(at: now) {
      switch answer {
      case .handed(let waiter):
        end(waiter)
        let slots = Set(queue.deliveries.map(\.receipt.slot))
        if slots.isEmpty || slots.count < queue.handed.count { mistakes.append("twice in one") }
        for delivery in queue.deliveries { leases.append((now + pause(3), delivery.receipt)) }
      case .empty(let waiter), .overLimit(let waiter): end(waiter)
      case .deadLetter: break
      }
    }
    while queue.nextNotice(at: now) != nil {}
    if queue.waitingCount > 0, queue.visibleCount > 0, queue.inFlightCount < 20 {
      mistakes.append("a poll waits although there are messages at \(now.seconds) s")
    }
    if !queue.booksBalance { mistakes.append("the books do not balance at \(now.seconds) s") }
    if let wakeUp = queue.nextWakeUp, wakeUp <= now { mistakes.append("does not settle") }
  }

  private mutating func end(_ waiter: UInt64) {
    answered += 1
    guard let end = ends.removeValue(forKey: waiter) else {
      mistakes.append("poll \(waiter) was answered twice")
      return
    }
    if now > end { mistakes.append("poll \(waiter) was answered late") }
  }

  private mutating func pause(_ mean: Double) -> Interval {
    Interval(seconds: 2 * mean * stream.uniform())
  }
}
