import Simulation
import Testing

/// What holds for every sequence of requests.
@Suite struct `The laws of a FIFO queue` {
  @Test(arguments: 0..<200 as Range<UInt64>)
  func `it does as a naive one does, whatever is asked of it`(seed: UInt64) {
    var pair = FIFOPair(seed: seed)
    for step in 0..<600 {
      pair.act()
      guard pair.disagreement == nil else {
        Issue.record("seed \(seed), step \(step): \(pair.disagreement ?? "")")
        return
      }
    }
    pair.queue.checkInvariants()
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `each group is consumed in order, each message once, if consumers are in time`(
    seed: UInt64
  ) {
    var stream = RandomStream(seed: seed, replication: 0, component: "queue", purpose: "order")
    var queue = FIFOQueue.empty { $0.visibilityTimeout = .seconds(30) }
    var (sent, consumed) = ([UInt32: [UInt32]](), [UInt32: [UInt32]]())
    var held: [Delivery] = []
    for number in 0..<400 as Range<UInt32> {
      let now = Instant.start + .milliseconds(50 * Int(number))
      let group = UInt32(stream.below(5))
      sent[group, default: []].append(number)
      _ = queue.send(MessageID(slot: number), group: group, at: now)
      if stream.chance(0.6) {
        for delivery in queue.deliveries(1 + stream.below(10), at: now) {
          consumed[queue.group(of: delivery.receipt), default: []].append(delivery.message.slot)
          held.append(delivery)
        }
      }
      while !held.isEmpty, stream.chance(0.7) {
        let done = held.remove(at: stream.below(held.count))
        _ = queue.delete(done.receipt, at: now)
      }
    }
    for (group, messages) in consumed {
      #expect(messages == Array(sent[group, default: []].prefix(messages.count)))
    }
    queue.checkInvariants()
  }
}

/// A queue and its naive counterpart, asked the same at random.
private struct FIFOPair: ~Copyable {
  var queue: FIFOQueue
  var naive: NaiveFIFOQueue
  private(set) var disagreement: String?
  private var stream: RandomStream
  private var now = Instant.start
  private var receipts: [Receipt] = []
  private var count: UInt32 = 0

  init(seed: UInt64) {
    stream = RandomStream(seed: seed, replication: 0, component: "queue", purpose: "law")
    var settings = QueueSettings()
    settings.messageRetentionPeriod = .seconds(60 + stream.below(200))
    settings.maxReceiveCount = stream.chance(0.5) ? 1 + stream.below(5) : nil
    settings.inFlightLimit = stream.chance(0.3) ? 4 : 120_000
    settings.delay = stream.chance(0.3) ? .seconds(1 + stream.below(20)) : .zero
    let scope = stream.chance(0.5) ? FIFOQueue.DeduplicationScope.queue : .messageGroup
    queue = FIFOQueue(settings: settings, deduplicationScope: scope)
    naive = NaiveFIFOQueue(settings: settings, scope: scope)
  }

  /// Makes one random request of both and compares all that can be seen.
  mutating func act() {
    if stream.chance(0.8) { now = now + .nanoseconds(1 + stream.below(4_000_000_000)) }
    if stream.chance(0.02) { now = now + .seconds(stream.below(400)) }
    switch stream.below(100) {
    case 0..<35: send()
    case 35..<65: receive()
    case 65..<80: delete()
    case 80..<92: changeVisibility()
    case 92..<95: moveIn()
    case 95..<98:
      expect(queue.removeOldestVisible(at: now)?.message, naive.removeOldestVisible(at: now))
    default: purge()
    }
    naive.advance(to: now)
    expect(queue.counts(at: now), naive.counts)
    expect(queue.waitingCount, 0)
    if stream.chance(0.1) { queue.checkInvariants() }
  }

  private mutating func send() {
    count += 1
    let (group, id) = (UInt32(stream.below(4)), UInt64(stream.below(200)))
    let effect = queue.send(MessageID(slot: count), group: group, deduplication: id, at: now)
    expect(effect == .accepted, naive.send(MessageID(slot: count), group: group, id: id, at: now))
  }

  private mutating func receive() {
    let timeout = stream.chance(0.1) ? Interval.zero : .seconds(1 + stream.below(60))
    let maximum = 1 + stream.below(10)
    queue.poll(by: 0, maximum: maximum, wait: .zero, visibilityTimeout: timeout, at: now)
    var (deliveries, moved) = ([Delivery](), [MessageID]())
    while let answer = queue.nextAnswer(at: now) {
      switch answer {
      case .handed: deliveries = (0..<queue.handed.count).map { queue.handed[$0] }
      case .deadLetter(let message): moved.append(message.transfer.message)
      case .empty: break
      }
    }
    receipts += deliveries.map(\.receipt)
    let expected = naive.receive(maximum, timeout, at: now, receipts: deliveries.map(\.receipt))
    expect(deliveries.map(\.message.slot), expected.map(\.slot))
    expect(moved.map(\.slot), naive.moved.map(\.slot))
    naive.moved = []
  }

  private mutating func delete() {
    guard let receipt = anyReceipt() else { return }
    expect(queue.delete(receipt, at: now), naive.delete(receipt, at: now))
  }

  private mutating func changeVisibility() {
    guard let receipt = anyReceipt() else { return }
    let timeout = Interval.seconds(stream.chance(0.4) ? 0 : stream.below(60))
    expect(
      queue.changeVisibility(receipt, to: timeout, at: now),
      naive.changeVisibility(receipt, to: timeout, at: now))
  }

  private mutating func moveIn() {
    count += 1
    let transfer = Transfer(
      message: MessageID(slot: count), receiveCount: UInt32(stream.below(9)),
      enqueuedAt: .start, firstReceivedAt: .start)
    let group = UInt32(stream.below(4))
    queue.moveIn(transfer, group: group, at: now)
    naive.moveIn(transfer, group: group, at: now)
  }

  private mutating func purge() {
    if case .purged = queue.purge(at: now) { naive.purge() }
  }

  private mutating func expect<Value: Equatable>(_ value: Value, _ expected: Value) {
    if value != expected, disagreement == nil {
      disagreement = "\(value) at \(now.seconds) s, not \(expected)"
    }
  }

  private mutating func anyReceipt() -> Receipt? {
    if receipts.isEmpty { return nil }
    let recent = min(receipts.count, stream.chance(0.8) ? 8 : 1_000)
    return receipts[receipts.count - 1 - stream.below(recent)]
  }
}
