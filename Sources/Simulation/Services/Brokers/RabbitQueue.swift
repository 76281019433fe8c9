/// A queue of RabbitMQ: it pushes messages to consumers, who say what has become of each.
///
/// A consumer has as many unacknowledged messages as its prefetch allows. What it rejects, and what
/// it had when its connection went, comes back to where it was; what must not come back goes to the
/// dead-letter exchange, if there is one. Rules from https://www.rabbitmq.com/docs/confirms,
/// https://www.rabbitmq.com/docs/dlx, https://www.rabbitmq.com/docs/ttl and
/// https://www.rabbitmq.com/docs/quorum-queues.
package struct RabbitQueue: ~Copyable, Sendable {
  /// Why a message was given up (`x-death`).
  package enum Reason: String, Hashable, Sendable, BitwiseCopyable {
    case rejected
    case expired
    case maxlen
    case deliveryLimit = "delivery_limit"
  }

  /// What becomes of a message that is published.
  package enum PublishAnswer: Hashable, Sendable {
    case stored
    /// The queue is full.
    case refused
  }

  /// What the caller must do.
  package enum Effect: Hashable, Sendable, BitwiseCopyable {
    /// Push a message to a consumer, which settles it by its tag.
    case deliver(MessageID, to: Int, tag: Tag, isRedelivered: Bool)
    /// Send a message to the dead-letter exchange, or drop it.
    case giveUp(MessageID, Reason)
    /// A consumer has kept a message for too long: its channel is closed.
    case closeChannel(Int)
  }

  /// Names a delivery.
  package struct Tag: Hashable, Sendable, BitwiseCopyable {
    package let slot: UInt32
    package let epoch: UInt32

    /// A delivery of the message in a slot.
    package init(slot: UInt32, epoch: UInt32) {
      self.slot = slot
      self.epoch = epoch
    }
  }

  /// What a consumer says of a message.
  package enum Settlement: Hashable, Sendable {
    /// It is done.
    case ack
    /// It is to come again.
    case requeue
    /// It is not to come again.
    case reject
  }

  struct Record: Sendable, BitwiseCopyable {
    var message: MessageID
    /// The place in the order of publication.
    var number: UInt64
    var expiresAt: Instant
    var deliveries: Int32 = 0
    var consumer: Int32 = -1
    /// Which delivery of the record this is; zero when it is gone.
    var epoch: UInt32 = 1
    /// Neighbours among a consumer's unacknowledged messages.
    var previous = RabbitQueue.none
    var next = RabbitQueue.none
  }

  struct Consumer: Sendable, BitwiseCopyable {
    var prefetch: Int32 = 0
    var count: Int32 = 0
    var isOpen = false
    var first = RabbitQueue.none
  }

  private static let none = UInt32.max

  private let settings: Settings
  private var records = Slab<Record>()
  /// Messages that wait, those that came back before the others.
  private var returned = Buffer<UInt32>()
  private var line = Fifo<UInt32>()
  private var consumers = Buffer<Consumer>()
  private var nextConsumer = 0
  private var effects = Fifo<Effect>()
  private var expiries = Deadlines()
  private var keepings = Deadlines()
  private var published: UInt64 = 0
  private var waiting = 0
  private var unacknowledged = 0

  /// A queue without messages or consumers.
  package init(_ settings: Settings = Settings()) { self.settings = settings }

  /// How many messages wait.
  package var readyCount: Int { waiting }
  /// How many were delivered and not settled.
  package var unacknowledgedCount: Int { unacknowledged }
  /// How many messages there are.
  package var count: Int { waiting + unacknowledged }
  /// How many consumers have an open channel.
  package var consumerCount: Int {
    (0..<consumers.count).reduce(0) { $0 + (consumers[$1].isOpen ? 1 : 0) }
  }

  /// Takes a message.
  ///
  /// - Parameter timeToLive: How long it may wait, if shorter than the queue's own time.
  @inline(__always)
  package mutating func publish(
    _ message: MessageID, timeToLive: Interval? = nil, at now: Instant
  ) -> PublishAnswer {
    if let limit = settings.maximumLength, waiting >= limit {
      if settings.overflow == .rejectPublish { return .refused }
      if let oldest = popReady(at: now) {
        remove(oldest)
        effects.append(.giveUp(records[oldest].message, .maxlen))
      }
    }
    var expiresAt = Instant.never
    if let limit = settings.timeToLive { expiresAt = now + limit }
    if let limit = timeToLive { expiresAt = min(expiresAt, now + limit) }
    let slot = records.insert(
      Record(message: message, number: published, expiresAt: expiresAt))
    records[slot].epoch = UInt32(truncatingIfNeeded: published &* 2) | 1
    published &+= 1
    line.append(slot)
    waiting += 1
    if expiresAt != .never {
      expiries.insert(expiresAt, slot: slot, epoch: UInt32(truncatingIfNeeded: published))
    }
    return .stored
  }

  /// Opens a consumer's channel.
  ///
  /// - Parameter prefetch: How many unacknowledged messages it may have; zero for any number.
  package mutating func open(_ consumer: Int, prefetch: Int) {
    while consumers.count <= consumer { consumers.append(Consumer()) }
    consumers[consumer].prefetch = Int32(prefetch)
    consumers[consumer].isOpen = true
  }

  /// Closes a consumer's channel: what it has not settled comes back.
  package mutating func close(_ consumer: Int, at now: Instant) {
    guard consumer < consumers.count, consumers[consumer].isOpen else { return }
    consumers[consumer].isOpen = false
    while consumers[consumer].first != Self.none {
      let slot = consumers[consumer].first
      unlink(slot)
      comeBack(slot)
    }
  }

  /// Settles a delivery; an old tag changes nothing.
  ///
  /// - Returns: The message, if it is done with.
  @inline(__always)
  package mutating func settle(_ tag: Tag, _ settlement: Settlement, at now: Instant) -> MessageID?
  {
    guard records[tag.slot].epoch == tag.epoch, records[tag.slot].consumer >= 0 else { return nil }
    unlink(tag.slot)
    let message = records[tag.slot].message
    switch settlement {
    case .ack:
      free(tag.slot)
      return message
    case .requeue: comeBack(tag.slot)
    case .reject:
      free(tag.slot)
      effects.append(.giveUp(message, .rejected))
    }
    return nil
  }

  /// What is to be done now; call it until it gives `nil`.
  package mutating func nextEffect(at now: Instant) -> Effect? {
    if let effect = effects.popFirst() { return effect }
    guard waiting > 0, let consumer = freeConsumer() else { return nil }
    guard let slot = popReady(at: now) else { return effects.popFirst() }
    return deliver(slot, to: consumer, at: now)
  }

  /// When time alone changes something, or somewhat earlier.
  package var nextWakeUp: Instant {
    mutating get {
      let expiry = settings.timeToLive == nil ? expiries.first { _ in true }?.due : nextExpiry
      let keeping = keepings.first {
        records[$0.slot].epoch == $0.epoch && records[$0.slot].consumer >= 0
      }
      return min(expiry ?? .never, keeping?.due ?? .never)
    }
  }

  /// Lets messages expire at the head of the queue, and closes channels that kept one for too long.
  package mutating func advance(to now: Instant) {
    while let due = keepings.popDue(
      at: now,
      where: { records[$0.slot].epoch == $0.epoch && records[$0.slot].consumer >= 0 })
    {
      let consumer = Int(records[due.slot].consumer)
      close(consumer, at: now)
      effects.append(.closeChannel(consumer))
    }
    while expiries.popDue(at: now, where: { _ in true }) != nil {}
    dropExpiredHead(at: now)
  }

  /// Empties the queue of what waits; what was delivered stays.
  package mutating func purge() -> Int {
    let count = waiting
    while let slot = popAny() {
      effects.append(.giveUp(records[slot].message, .maxlen))
      free(slot)
    }
    waiting = 0
    return count
  }

  /// Loses every message, as a queue does whose only node has lost its disk.
  package mutating func lose(_ body: (MessageID) -> Void) {
    for consumer in 0..<consumers.count { close(consumer, at: .start) }
    while let effect = effects.popFirst() {
      if case .giveUp(let message, _) = effect { body(message) }
    }
    while let slot = popAny() {
      body(records[slot].message)
      free(slot)
    }
    waiting = 0
  }

  /// Calls a body with every message.
  package func visit(_ body: (MessageID) -> Void) {
    for offset in 0..<line.count { body(records[line[offset]].message) }
    for place in 0..<returned.count { body(records[returned[place]].message) }
    for consumer in 0..<consumers.count {
      var slot = consumers[consumer].first
      while slot != Self.none {
        body(records[slot].message)
        slot = records[slot].next
      }
    }
  }
}

extension RabbitQueue {
  private var nextExpiry: Instant? {
    mutating get { expiries.first { _ in true }?.due }
  }

  /// The consumer whose turn it is among those that may have one more.
  private mutating func freeConsumer() -> Int? {
    for offset in 0..<consumers.count {
      let place = (nextConsumer + offset) % consumers.count
      let consumer = consumers[place]
      guard consumer.isOpen, consumer.prefetch == 0 || consumer.count < consumer.prefetch else {
        continue
      }
      nextConsumer = place + 1
      return place
    }
    return nil
  }

  private mutating func deliver(_ slot: UInt32, to consumer: Int, at now: Instant) -> Effect {
    records[slot].deliveries += 1
    records[slot].epoch &+= 2
    records[slot].consumer = Int32(consumer)
    let first = consumers[consumer].first
    records[slot].next = first
    records[slot].previous = Self.none
    if first != Self.none { records[first].previous = slot }
    consumers[consumer].first = slot
    consumers[consumer].count += 1
    unacknowledged += 1
    keepings.insert(now + settings.consumerTimeout, slot: slot, epoch: records[slot].epoch)
    let record = records[slot]
    return .deliver(
      record.message, to: consumer, tag: Tag(slot: slot, epoch: record.epoch),
      isRedelivered: record.deliveries > 1)
  }

  /// Takes a message off its consumer's list.
  private mutating func unlink(_ slot: UInt32) {
    let record = records[slot]
    let consumer = Int(record.consumer)
    if record.previous == Self.none {
      consumers[consumer].first = record.next
    } else {
      records[record.previous].next = record.next
    }
    if record.next != Self.none { records[record.next].previous = record.previous }
    records[slot].consumer = -1
    consumers[consumer].count -= 1
    unacknowledged -= 1
  }

  /// Puts a message back to where it was, unless it has been delivered too often.
  private mutating func comeBack(_ slot: UInt32) {
    let record = records[slot]
    if let limit = settings.deliveryLimit, Int(record.deliveries) > limit {
      effects.append(.giveUp(record.message, .deliveryLimit))
      free(slot)
      return
    }
    waiting += 1
    // The oldest one is the last of those that came back.
    returned.append(slot)
    var place = returned.count - 1
    while place > 0, records[returned[place - 1]].number < record.number {
      returned[place] = returned[place - 1]
      place -= 1
    }
    returned[place] = slot
  }

  /// Takes out the oldest message that has not expired.
  private mutating func popReady(at now: Instant) -> UInt32? {
    dropExpiredHead(at: now)
    guard let slot = popAny() else { return nil }
    waiting -= 1
    return slot
  }

  private mutating func popAny() -> UInt32? { returned.popLast() ?? line.popFirst() }

  private var head: UInt32? { returned.count > 0 ? returned[returned.count - 1] : line.first }

  /// Messages expire when they come to the head of the queue, not before.
  private mutating func dropExpiredHead(at now: Instant) {
    while let slot = head, records[slot].expiresAt <= now {
      _ = popAny()
      waiting -= 1
      effects.append(.giveUp(records[slot].message, .expired))
      free(slot)
    }
  }

  private mutating func remove(_ slot: UInt32) { free(slot) }

  private mutating func free(_ slot: UInt32) {
    records[slot].epoch &+= 2
    records[slot].consumer = -1
    records.remove(slot)
  }
}
