/// A queue that pushes messages to consumers, who say what has become of each: one of RabbitMQ, or what
/// ActiveMQ keeps for a queue or a subscription.
///
/// A message joins the line when it is safe: its publisher is told then, if it wants to hear of it. A
/// consumer has as many unacknowledged messages as its prefetch allows. What it rejects, and what it
/// had when its connection went, comes back to where it was; what must not come back is given up for the
/// caller to send on. Rules from https://www.rabbitmq.com/docs/confirms,
/// https://www.rabbitmq.com/docs/dlx, https://www.rabbitmq.com/docs/ttl,
/// https://www.rabbitmq.com/docs/quorum-queues and
/// https://activemq.apache.org/components/classic/documentation/what-is-the-prefetch-limit-for. A
/// departure: only what is safe is delivered, from classic queues, too.
package struct PushQueue: ~Copyable, Sendable {
  /// Why a message was given up (`x-death`).
  package enum Reason: String, Hashable, Sendable, BitwiseCopyable {
    case rejected
    case expired
    case maxlen
    case deliveryLimit = "delivery_limit"
  }

  /// What becomes of a message that is published.
  package enum PublishAnswer: Hashable, Sendable {
    /// The queue has it, and it will be safe soon.
    case taken
    /// The queue is full.
    case refused
  }

  /// What the caller must do.
  package enum Effect: Hashable, Sendable, BitwiseCopyable {
    /// Tell a publisher that its message is safe.
    case confirm(UInt64)
    /// Push a message to a consumer, which settles it by its tag.
    case deliver(MessageID, to: Int, tag: Tag, isRedelivered: Bool)
    /// Send a message to the dead-letter exchange, or drop it.
    case giveUp(MessageID, Reason, RabbitDeaths)
    /// A message is gone with its node; tell its publisher if it still waits.
    case lose(MessageID, waiter: UInt64)
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
    var deaths: RabbitDeaths
    var isPersistent: Bool
    var deliveries: Int32 = 0
    var consumer: Int32 = -1
    /// Which of all deliveries the current one is; zero while there is none.
    var epoch: UInt32 = 0
    /// Neighbours among a consumer's unacknowledged messages.
    var previous = PushQueue.none
    var next = PushQueue.none
  }

  /// A message that is not safe yet.
  struct Arrival: Sendable, BitwiseCopyable {
    var slot: UInt32
    var node: UInt32
    var safeAt: Instant
    var waiter: UInt64
  }

  struct Consumer: Sendable, BitwiseCopyable {
    var prefetch: Int32 = 0
    var count: Int32 = 0
    var isOpen = false
    var first = PushQueue.none
  }

  static let none = UInt32.max

  let settings: Settings
  var records = Slab<Record>()
  var arrivals = Fifo<Arrival>()
  /// Messages that wait, those that came back before the others.
  var returned = Buffer<UInt32>()
  var line = Fifo<UInt32>()
  var consumers = Buffer<Consumer>()
  var nextConsumer = 0
  var effects = Fifo<Effect>()
  var expiries = Deadlines()
  var keepings = Deadlines()
  var published: UInt64 = 0
  var deliveries: UInt32 = 0
  var waiting = 0
  var unacknowledged = 0

  /// A queue without messages or consumers.
  package init(_ settings: Settings = Settings()) { self.settings = settings }

  /// How many messages wait to be delivered.
  package var readyCount: Int { waiting }
  /// How many were delivered and not settled.
  package var unacknowledgedCount: Int { unacknowledged }
  /// How many messages there are.
  package var count: Int { waiting + unacknowledged + arrivals.count }
  /// How many consumers have an open channel.
  package var consumerCount: Int {
    (0..<consumers.count).reduce(0) { $0 + (consumers[$1].isOpen ? 1 : 0) }
  }
}

// MARK: - Publishers

extension PushQueue {
  /// Takes a message.
  package mutating func publish(
    _ message: MessageID, _ publishing: Publishing = Publishing(), at now: Instant
  ) -> PublishAnswer {
    if let limit = settings.maximumLength, waiting + arrivals.count >= limit {
      if settings.overflow == .rejectPublish { return .refused }
      dropHead(at: now)
    }
    var expiresAt = Instant.never
    if let limit = settings.timeToLive { expiresAt = now + limit }
    if let limit = publishing.timeToLive { expiresAt = min(expiresAt, now + limit) }
    let slot = records.insert(
      Record(
        message: message, number: published, expiresAt: expiresAt, deaths: publishing.deaths,
        isPersistent: publishing.isPersistent))
    published &+= 1
    if expiresAt != .never { expiries.insert(expiresAt, slot: slot, epoch: 0) }
    let safeAt = max(publishing.safeAt, arrivals.last?.safeAt ?? .start)
    arrivals.append(
      Arrival(
        slot: slot, node: UInt32(publishing.node), safeAt: safeAt, waiter: publishing.waiter))
    if safeAt <= now { takeIn(at: now) }
    return .taken
  }

  /// Lets messages that are safe by now join the line, and confirms them.
  func isNextSafe(at now: Instant) -> Bool { arrivals.first.map { $0.safeAt <= now } ?? false }

  mutating func takeIn(at now: Instant) {
    while isNextSafe(at: now), let arrival = arrivals.popFirst() {
      line.append(arrival.slot)
      waiting += 1
      if arrival.waiter != 0 { effects.append(.confirm(arrival.waiter)) }
    }
  }

  private mutating func dropHead(at now: Instant) {
    guard let oldest = popReady(at: now) else { return }
    let record = records[oldest]
    free(oldest)
    effects.append(.giveUp(record.message, .maxlen, record.deaths))
  }
}

// MARK: - Consumers

extension PushQueue {
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

  /// Whether a consumer has a message under this tag.
  package func isOut(_ tag: Tag) -> Bool { records[tag.slot].epoch == tag.epoch }

  /// Whether a consumer's channel is open.
  package func isOpen(_ consumer: Int) -> Bool {
    consumer < consumers.count && consumers[consumer].isOpen
  }

  /// Settles a delivery; an old tag changes nothing.
  ///
  /// - Returns: The message, if it is done with.
  package mutating func settle(_ tag: Tag, _ settlement: Settlement) -> MessageID? {
    guard records[tag.slot].epoch == tag.epoch else { return nil }
    unlink(tag.slot)
    let record = records[tag.slot]
    switch settlement {
    case .ack:
      free(tag.slot)
      return record.message
    case .requeue: comeBack(tag.slot)
    case .reject:
      free(tag.slot)
      effects.append(.giveUp(record.message, .rejected, record.deaths))
    }
    return nil
  }
}

// MARK: - Time and effects

extension PushQueue {
  /// What is to be done now; call it until it gives `nil`.
  ///
  /// - Parameter delivers: Whether the queue can deliver: it has a leader.
  package mutating func nextEffect(delivers: Bool = true, at now: Instant) -> Effect? {
    if let effect = effects.popFirst() { return effect }
    guard delivers, waiting > 0, let consumer = freeConsumer() else { return nil }
    guard let slot = popReady(at: now) else { return effects.popFirst() }
    return deliver(slot, to: consumer, at: now)
  }

  /// When time alone changes something, or somewhat earlier.
  package var nextWakeUp: Instant {
    mutating get {
      let expiry = expiries.first { _ in true }?.due ?? .never
      let keeping = keepings.first { records[$0.slot].epoch == $0.epoch }?.due ?? .never
      return min(expiry, keeping, arrivals.first?.safeAt ?? .never)
    }
  }

  /// Takes in what is safe, lets messages expire at the head of the queue, and closes channels that kept
  /// one for too long.
  package mutating func advance(to now: Instant) {
    takeIn(at: now)
    while let due = keepings.popDue(at: now, where: { records[$0.slot].epoch == $0.epoch }) {
      let consumer = Int(records[due.slot].consumer)
      close(consumer, at: now)
      effects.append(.closeChannel(consumer))
    }
    while expiries.popDue(at: now, where: { _ in true }) != nil {}
    dropExpiredHead(at: now)
  }

  /// Calls a body with every message.
  package func visit(_ body: (MessageID) -> Void) {
    for offset in 0..<arrivals.count { body(records[arrivals[offset].slot].message) }
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
