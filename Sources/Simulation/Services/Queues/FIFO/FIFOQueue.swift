/// A FIFO queue of Amazon SQS: messages of a group in the order sent, each sent once.
///
/// Told what its clients ask and when, as `StandardQueue` is, and to be driven in the same way:
/// a request's method, `nextAnswer(at:)` until it is nil, `nextNotice(at:)` until it is nil, and
/// again at `nextWakeUp`. Message groups and deduplication IDs are numbers that the owner gives out.
///
/// What a group has to give is its longest run of visible messages from its first on: a message in
/// flight holds back those after it, not those before it. Groups come in the order of their first
/// messages' places, where a message that came back stands behind those never received. Both were
/// recorded on the real service; the documentation speaks of the lock alone
/// (SQSDeveloperGuide/FIFO-queues-understanding-logic.html).
package struct FIFOQueue: ~Copyable, Sendable {
  /// How far a deduplication ID counts: the attribute `DeduplicationScope`.
  package enum DeduplicationScope: String, Hashable, Sendable, CaseIterable {
    /// In the whole queue.
    case queue
    /// Within a message group.
    case messageGroup
  }

  /// What a queue's quota of requests a second is for: the attribute `FifoThroughputLimit`.
  package enum ThroughputLimit: String, Hashable, Sendable, CaseIterable {
    /// The whole queue.
    case perQueue
    /// Each message group, in partitions that the service adds as they are needed.
    case perMessageGroupId
  }

  /// How the queue is set up; what it says of chance is not looked at.
  package private(set) var settings: QueueSettings
  /// How far a deduplication ID counts, which stays as it was at the start.
  package let deduplicationScope: DeduplicationScope
  /// What came in and what left.
  package internal(set) var books = QueueBooks()
  /// What the poll got that `nextAnswer(at:)` answered last; good until its next call.
  package internal(set) var handed = Fifo<Delivery>()
  /// The messages neither in flight nor delayed, whether their group lets them out or not.
  package internal(set) var visibleCount = 0
  /// The messages received and neither deleted nor visible again.
  package internal(set) var inFlightCount = 0
  /// The messages whose delay still runs.
  package internal(set) var delayedCount = 0

  var records = Slab<OrderedMessage>()
  /// All messages in the order of their arrival.
  var arrivals = Chain()
  var groups = GroupLine()
  var deduplication = DeduplicationWindow()
  /// The number last given to an arrival or a receive.
  var lastHandle: UInt32 = 0
  /// The last place that was given out.
  var latestPlace = Instant(nanoseconds: .min)
  /// The last message that a search for groups looks at, and how many are before it, it included.
  var horizon = Chain.nobody
  var withinHorizon = 0

  /// The ends of visibility timeouts.
  var leases = Deadlines()
  /// The ends of delays.
  var delays = Deadlines()
  /// Empty; memory in which other deadlines are swept.
  var spare = Deadlines()

  var polls = PollLine()
  var attempts = ReceiveAttempts()
  var deadLetters = Fifo<Answer.Moved>()
  var notices = Fifo<Notice>()
  var purgedAt: Instant?
  /// No later than the next instant at which time alone changes something.
  var wakeUp = Instant.never

  /// How many messages a search for groups looks at: "about the in-flight limit", a modelling choice
  /// where the service says only that a deep backlog of few groups hides the others.
  static let searchDepth = 120_000

  /// An empty queue.
  package init(
    settings: QueueSettings = QueueSettings(), deduplicationScope: DeduplicationScope = .queue
  ) {
    self.settings = settings
    self.deduplicationScope = deduplicationScope
  }

  /// Changes the settings from now on; a new delay holds for messages that wait already, too
  /// (APIReference/API_SetQueueAttributes.html).
  package mutating func reconfigure(_ settings: QueueSettings, at now: Instant) {
    advance(to: now)
    self.settings = settings
    var slot = arrivals.first
    while slot != Chain.nobody {
      if records[slot].state == .delayed { delay(slot, until: records[slot].enqueuedAt) }
      slot = records[slot].inQueue.next
    }
    catchUp(to: now)
  }
}

extension FIFOQueue {
  /// What a send comes to; the request succeeds in every case.
  package enum SendEffect: Hashable, Sendable {
    /// The message is in the queue.
    case accepted
    /// The message repeats another, and nothing is added.
    case duplicate(of: MessageID)
  }

  /// Takes a new message in, unless it repeats one of the last five minutes.
  ///
  /// - Parameters:
  ///   - group: The number of its message group; small numbers, since memory goes by the largest.
  ///   - deduplication: The number of its deduplication ID; nil for one that nobody else has.
  ///   - lag: How much later than the queue's delay has it the service shows the message, which it should
  ///     not; those of its group that come after it wait for it. Setting the queue anew ends that.
  package mutating func send(
    _ message: MessageID, group: UInt32, deduplication id: UInt64? = nil, lag: Interval = .zero,
    at now: Instant
  ) -> SendEffect {
    advance(to: now)
    if let id {
      let key = DeduplicationWindow.Key(
        id: id, group: deduplicationScope == .messageGroup ? group : 0)
      if let original = deduplication.original(of: key, for: message, at: now) {
        books.deduplicated &+= 1
        return .duplicate(of: original)
      }
    }
    books.sent &+= 1
    let transfer = Transfer(
      message: message, receiveCount: 0, enqueuedAt: now, firstReceivedAt: .never)
    let slot = admit(transfer, group: group, at: now)
    if settings.delay + lag > .zero { delay(slot, until: now + lag) } else { show(slot) }
    return .accepted
  }

  /// Takes in a message that another queue's redrive policy moved here, at the end of its group.
  ///
  /// Its receive count goes along; its retention begins anew, unlike in a standard queue, and no
  /// deduplication applies, since its own ID takes the place of what it was sent with
  /// (SQSDeveloperGuide/sqs-dead-letter-queues.html).
  package mutating func moveIn(_ transfer: Transfer, group: UInt32, at now: Instant) {
    advance(to: now)
    books.movedIn &+= 1
    let slot = admit(transfer, group: group, at: now)
    show(slot)
  }

  private mutating func admit(_ transfer: Transfer, group: UInt32, at now: Instant) -> UInt32 {
    lastHandle &+= 1
    let slot = records.insert(
      OrderedMessage(
        message: transfer.message, group: group, birth: lastHandle, handle: lastHandle,
        enqueuedAt: now, place: takePlace(at: now), moment: now, receivedAt: .never,
        firstReceivedAt: transfer.firstReceivedAt, receiveCount: transfer.receiveCount,
        state: .visible))
    arrivals.append(slot, .queue, in: &records)
    groups.append(slot, in: &records)
    if withinHorizon < Self.searchDepth {
      withinHorizon &+= 1
      horizon = slot
    }
    wake(at: now + settings.messageRetentionPeriod)
    return slot
  }

  private mutating func delay(_ slot: UInt32, until start: Instant) {
    if records[slot].state != .delayed {
      records[slot].state = .delayed
      delayedCount &+= 1
    }
    records[slot].moment = start + settings.delay
    delays.insert(records[slot].moment, slot: slot, epoch: records[slot].handle)
    wake(at: records[slot].moment)
  }

  /// The place of who comes at a time: after all who came before, told apart by a nanosecond.
  @inline(__always)
  mutating func takePlace(at time: Instant) -> Instant {
    latestPlace = max(time, latestPlace + .nanoseconds(1))
    return latestPlace
  }

  /// Makes a message visible that is in no count, at the place that it has.
  @inline(__always)
  mutating func show(_ slot: UInt32) {
    records[slot].state = .visible
    visibleCount &+= 1
    let group = records[slot].group
    if groups.head(of: group) == slot { groups.offer(group, using: &spare, in: records) }
  }

  /// Takes a message out of the queue's records and counts, whatever its state, and lets its group
  /// go on.
  mutating func release(_ slot: UInt32) {
    switch records[slot].state {
    case .visible: visibleCount &-= 1
    case .inFlight: leaveFlight(slot)
    case .delayed: delayedCount &-= 1
    case .vacant: break
    }
    leaveHorizon(slot)
    arrivals.remove(slot, .queue, in: &records)
    let group = records[slot].group
    let wasFirst = groups.remove(slot, in: &records)
    records[slot].state = .vacant
    records.remove(slot)
    if wasFirst { groups.offer(group, using: &spare, in: records) }
  }

  /// Strikes a message from those in flight, and its group if it was the last of it.
  mutating func leaveFlight(_ slot: UInt32) {
    inFlightCount &-= 1
    groups.leaveFlight(records[slot].group)
  }

  /// Moves the horizon on by one when a message leaves that is not beyond it.
  private mutating func leaveHorizon(_ slot: UInt32) {
    guard Int32(bitPattern: records[slot].birth &- records[horizon].birth) <= 0 else { return }
    let next = records[horizon].inQueue.next
    if next != Chain.nobody {
      horizon = next
    } else {
      withinHorizon &-= 1
      if slot == horizon { horizon = records[slot].inQueue.previous }
    }
  }
}

extension FIFOQueue {
  /// How long the oldest message has been in the queue; zero when there is none.
  ///
  /// Unlike in a standard queue, one that was received many times still counts.
  package mutating func ageOfOldest(at now: Instant) -> Interval {
    advance(to: now)
    return ageOfOldestHeld(at: now)
  }

  /// The same just before what falls due at a time, for whoever only looks and books nothing.
  package func ageOfOldestHeld(at now: Instant) -> Interval {
    arrivals.first == Chain.nobody ? .zero : now - records[arrivals.first].enqueuedAt
  }

  /// How many groups have messages in flight.
  package var groupsInFlight: Int { groups.inFlightCount }

  /// The number of the group of a message that was received and is still here.
  package func group(of receipt: Receipt) -> UInt32 { records[receipt.slot].group }

  /// The queue's own name of the message that a receipt was handed out for, as long as it is here.
  package func identity(of receipt: Receipt) -> UInt32 { records[receipt.slot].birth }

  /// Whether all that came in has either left or is still here; constant time.
  package var booksBalance: Bool {
    books.arrivals == books.departures + records.count
      && records.count == visibleCount + inFlightCount + delayedCount
  }

  /// Calls a body with every message in the queue, the oldest arrival first.
  package func visit(_ body: (MessageID) -> Void) {
    var slot = arrivals.first
    while slot != Chain.nobody {
      body(records[slot].message)
      slot = records[slot].inQueue.next
    }
  }
}
