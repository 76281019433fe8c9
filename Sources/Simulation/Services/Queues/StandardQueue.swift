/// A standard queue of Amazon SQS: at least once, in almost the order sent, under a visibility
/// timeout, with receive counts that lead to a dead-letter queue.
///
/// The queue is told what its clients ask and when, and says what becomes of the messages. Time must
/// not run backwards between calls. A caller
/// 1. calls the method of a request (`send`, `poll`, `delete`…) at its time, or none when
///    `nextWakeUp` has come,
/// 2. then asks `nextAnswer(at:)` until it is nil, and hands out what the polls got,
/// 3. then asks `nextNotice(at:)` until it is nil: what became of messages without a request,
/// 4. and sees to it that it is called again at `nextWakeUp`.
///
/// A request at the very instant at which a timer falls due finds the state after the timer.
/// Behaviour follows the developer guide (docs.aws.amazon.com/AWSSimpleQueueService/latest/) and, in
/// the cases that it leaves open, what was recorded on the real service.
package struct StandardQueue: ~Copyable, Sendable {
  /// How the queue is set up.
  package private(set) var settings: QueueSettings
  /// What came in and what left.
  package internal(set) var books = QueueBooks()
  /// What the poll got that `nextAnswer(at:)` answered last; good until its next call.
  package internal(set) var handed = Fifo<Delivery>()
  /// The messages that can be received now, the service's `ApproximateNumberOfMessages`.
  package internal(set) var visibleCount = 0
  /// The messages received and neither deleted nor visible again.
  package internal(set) var inFlightCount = 0
  /// The messages whose delay still runs.
  package internal(set) var delayedCount = 0

  var chances: Chances
  var records = Slab<StoredMessage>()
  /// When the messages were received, by their slots; meaningless while one was not.
  private var receiveTimes = Buffer<ReceiveTimes>()
  var arrivals = ArrivalOrder()
  /// The number last given to an arrival or a receive.
  var lastHandle: UInt32 = 0

  var line = VisibleLine()
  /// Who is noisy, if the queue is fair.
  var fairShare: FairShare
  /// The last place in line that was given out.
  var latestPlace = Instant(nanoseconds: .min)
  /// The ends of visibility timeouts.
  var leases = Deadlines()
  /// The ends of delays.
  var delays = Deadlines()
  /// The enqueue times of messages that arrived out of their order, as in a dead-letter queue.
  var strays = Deadlines()
  var strayCount = 0
  /// When messages come back whose delete a host has missed.
  var comebacks = Deadlines()
  var comebackCount = 0
  /// Empty; memory in which other deadlines are swept.
  var spare = Deadlines()

  var polls = PollLine()
  /// Running leases to be handed out once more.
  var echoes = Fifo<Receipt>()
  /// Messages that a poll passed over because it did not ask their hosts; empty between polls.
  var passedOver = Fifo<UInt32>()
  var deadLetters = Fifo<Transfer>()
  var notices = Fifo<Notice>()
  var purgedAt: Instant?
  /// No later than the next instant at which time alone changes something.
  var wakeUp = Instant.never

  /// An empty queue.
  ///
  /// - Parameter isFair: Whether messages' groups are tenants, of whom none may crowd out the others.
  package init(settings: QueueSettings = QueueSettings(), isFair: Bool = false) {
    self.settings = settings
    fairShare = FairShare(isOn: isFair)
    chances = Chances(settings.randomness)
  }

  /// Changes the settings from now on.
  ///
  /// A new retention period holds for stored messages too, a new delay or visibility timeout only
  /// for sends and receives to come (APIReference/API_SetQueueAttributes.html). The service takes up
  /// to 60 seconds (retention: 15 minutes) to apply a change; that is the caller's to model.
  package mutating func reconfigure(_ settings: QueueSettings, at now: Instant) {
    self.settings = settings
    chances = Chances(settings.randomness)
    catchUp(to: now)
  }
}

extension StandardQueue {
  /// Takes a new message in.
  ///
  /// - Parameters:
  ///   - tenant: Its group, of which a fair queue alone takes note.
  ///   - delay: The message's own delay, if it has one, zero included; else the queue's.
  ///   - draw: Random bits of this send alone; all chances of the message come from them.
  @inline(__always)
  package mutating func send(
    _ message: MessageID, tenant: UInt32? = nil, delay: Interval? = nil, draw: UInt64,
    at now: Instant
  ) {
    advance(to: now)
    books.sent &+= 1
    let transfer = Transfer(
      message: message, receiveCount: 0, enqueuedAt: now, firstReceivedAt: .never)
    admit(transfer, of: tenant, visibleAt: now + (delay ?? settings.delay), draw: draw, at: now)
  }

  /// Takes in a message that another queue's redrive policy moved here.
  ///
  /// It keeps its enqueue time, from which retention counts, and its receive count; its age counts
  /// from the move (SQSDeveloperGuide/sqs-dead-letter-queues.html). No delay applies, and one whose
  /// retention is over expires at once: both modelling choices.
  package mutating func moveIn(
    _ transfer: Transfer, tenant: UInt32? = nil, draw: UInt64, at now: Instant
  ) {
    advance(to: now)
    books.movedIn &+= 1
    admit(transfer, of: tenant, visibleAt: now, draw: draw, at: now)
    if wakeUp <= now { catchUp(to: now) }
  }

  @inline(__always)
  private mutating func admit(
    _ transfer: Transfer, of tenant: UInt32?, visibleAt: Instant, draw: UInt64, at now: Instant
  ) {
    lastHandle &+= 1
    let slot = records.insert(
      StoredMessage(
        message: transfer.message, birth: lastHandle, handle: lastHandle,
        lot: UInt32(truncatingIfNeeded: draw &>> 32), enqueuedAt: transfer.enqueuedAt,
        arrivedAt: now, place: takePlace(at: now), moment: visibleAt,
        receiveCount: transfer.receiveCount, state: .delayed))
    if transfer.receiveCount > 0 {
      note(ReceiveTimes(last: .never, first: transfer.firstReceivedAt), of: slot)
    }
    records[slot].place = chances.place(of: records[slot])
    enrol(slot)
    if fairShare.isOn { fairShare.note(tenant, in: slot, at: now) }
    if visibleAt > now {
      delayedCount &+= 1
      if fairShare.isOn { fairShare.enter(.delayed, slot, at: now) }
      delays.insert(visibleAt, slot: slot, epoch: lastHandle)
      wake(at: visibleAt)
    } else {
      show(slot, at: now)
    }
  }

  /// Notes a message's place in the order of arrival and its expiry.
  @inline(__always)
  mutating func enrol(_ slot: UInt32) {
    let enqueuedAt = records[slot].enqueuedAt
    if arrivals.append(slot, in: &records) {
      strayCount &+= 1
      strays.insert(enqueuedAt, slot: slot, epoch: records[slot].birth)
      if strays.areOvergrown(live: strayCount) {
        Self.sweep(&strays, live: strayCount, using: &spare, strayIn: records)
      }
    }
    wake(at: enqueuedAt + settings.messageRetentionPeriod)
  }

  /// The place in line of who comes at a time: after all who came at the same time before.
  ///
  /// A nanosecond tells them apart, which no timer looks at, so that messages of one instant keep
  /// their order when they come back.
  @inline(__always)
  private mutating func takePlace(at time: Instant) -> Instant {
    latestPlace = max(time, latestPlace + .nanoseconds(1))
    return latestPlace
  }

  /// Makes a message visible that is in no other count, as of a time that is not after now.
  @inline(__always)
  mutating func show(_ slot: UInt32, at time: Instant) {
    let comesBack = records[slot].comesBack
    records[slot].appear(at: records[slot].isStubborn ? takePlace(at: time) : records[slot].place)
    visibleCount &+= 1
    if fairShare.isOn { fairShare.enter(.visible, slot, at: time) }
    line.insert(slot, comesBack: comesBack, in: records)
    line.sweep(live: visibleCount, using: &spare, in: records)
  }

  /// Takes a message out of the queue's records and counts, whatever its state.
  @inline(__always)
  mutating func release(_ slot: UInt32, at now: Instant) {
    leaveCount(slot, at: now)
    if records[slot].isStray { strayCount &-= 1 }
    arrivals.remove(slot, in: &records)
    records[slot].state = .vacant
    records.remove(slot)
  }

  /// Takes a message out of the count of its state.
  @inline(__always)
  mutating func leaveCount(_ slot: UInt32, at now: Instant) {
    if fairShare.isOn { fairShare.leave(records[slot].state, slot, at: now, in: records) }
    switch records[slot].state {
    case .visible: visibleCount &-= 1
    case .inFlight: inFlightCount &-= 1
    case .delayed: delayedCount &-= 1
    case .missedDelete, .vacant: break
    }
  }
}

extension StandardQueue {
  /// When a message was received; `never` both if it was not.
  @inline(__always)
  func times(of slot: UInt32) -> ReceiveTimes {
    records[slot].receiveCount > 0
      ? receiveTimes[Int(slot)] : ReceiveTimes(last: .never, first: .never)
  }

  /// Keeps when a message was received.
  @inline(__always)
  mutating func note(_ times: ReceiveTimes, of slot: UInt32) {
    while receiveTimes.count <= Int(slot) { receiveTimes.append(times) }
    receiveTimes[Int(slot)] = times
  }

  /// What a message takes along into another queue.
  func transfer(of slot: UInt32) -> Transfer {
    let record = records[slot]
    return Transfer(
      message: record.message, receiveCount: record.receiveCount, enqueuedAt: record.enqueuedAt,
      firstReceivedAt: times(of: slot).first)
  }
}

extension StandardQueue {
  /// How long the oldest message has been in the queue; zero when there is none.
  ///
  /// Messages received three times or more are passed over, and one that was moved here counts from
  /// its move (SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html). Constant time on average.
  package mutating func ageOfOldest(at now: Instant) -> Interval {
    advance(to: now)
    return ageOfOldestHeld(at: now)
  }

  /// The same just before what falls due at a time, for whoever only looks and books nothing.
  package mutating func ageOfOldestHeld(at now: Instant) -> Interval {
    guard let oldest = arrivals.oldestOfAge(in: records) else { return .zero }
    return now - records[oldest].arrivedAt
  }

  /// Whether all that came in has either left or is still here; constant time.
  package var booksBalance: Bool {
    let stored = records.count - comebackCount
    return books.arrivals == books.departures + stored
      && stored == visibleCount + inFlightCount + delayedCount
  }
}

extension StoredMessage {
  /// Becomes visible at a place in the line.
  @inline(__always)
  mutating func appear(at place: Instant) {
    state = .visible
    moment = place
  }
}

extension StandardQueue {
  /// Calls a body with every message in the queue, the oldest arrival first.
  package func visit(_ body: (MessageID) -> Void) {
    var slot = arrivals.first
    while slot != ArrivalOrder.nobody {
      body(records[slot].message)
      slot = records[slot].next
    }
  }
}
