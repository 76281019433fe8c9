/// The queue inside the service that holds asynchronous invocations and retries them.
///
/// A function error is retried after one and two minutes. A throttle or an error of the service
/// puts the event back for one second, then two, four and so on up to five minutes, until it is too
/// old, and uses up no retry
/// (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html). That a long
/// queue is also read more slowly is not modelled: how much slower is not documented.
package struct AsynchronousInvocations: ~Copyable, Sendable {
  /// How often and how long an event is tried.
  package struct Settings: Hashable, Sendable {
    /// Retries after function errors, 0 to 2.
    package var maximumRetryAttempts = 2
    /// The age at which an event is given up, 60 s to 6 h.
    package var maximumEventAge = Interval.hours(6)

    /// Two retries within six hours.
    package init() {}
  }

  /// Names an event in the queue or under way.
  package struct EventID: Hashable, Sendable, BitwiseCopyable {
    /// The slot in the queue's list of events.
    package let slot: UInt32

    /// The event in a slot.
    package init(slot: UInt32) { self.slot = slot }
  }

  /// Why an event is given up: the `condition` of the record an on-failure destination gets.
  package enum DiscardReason: String, Hashable, Sendable, CaseIterable {
    /// The function failed at the last attempt it had.
    case retriesExhausted = "RetriesExhausted"
    /// The event waited for longer than `Settings.maximumEventAge`.
    case eventAgeExceeded = "EventAgeExceeded"
    /// The function is switched off. No page gives the service's word for it; this one is ours.
    case zeroReservedConcurrency = "ZeroReservedConcurrency"
  }

  /// What becomes of an event that arrives.
  package enum Acceptance: Hashable, Sendable {
    /// The event waits for its first attempt, which is due.
    case queued
    /// Goes straight to the dead-letter queue or on-failure destination.
    case discarded(DiscardReason)
  }

  /// What is due.
  package enum Effect: Hashable, Sendable {
    /// Invoke the function, and report with `ended(_:_:at:)`; `attempt` counts from one.
    case invoke(EventID, MessageID, enqueuedAt: Instant, attempt: Int)
    /// Send the event to its dead-letter queue or on-failure destination, if it has one.
    case discard(MessageID, DiscardReason)
  }

  /// How an attempt ended.
  package enum Outcome: Hashable, Sendable, CaseIterable {
    /// The handler returned.
    case success
    /// The handler failed or took too long.
    case functionError
    /// The function did not run: status 429 or 5xx.
    case refused
  }

  /// What follows from the end of an attempt.
  package enum Disposition: Hashable, Sendable {
    /// The event is done; it goes to the on-success destination, if there is one.
    case succeeded(MessageID)
    /// The event waits for a further attempt.
    case retried(at: Instant)
    /// The event goes to its dead-letter queue or on-failure destination, if it has one.
    case discarded(MessageID, DiscardReason)
  }

  struct Event: Sendable, BitwiseCopyable {
    var message: MessageID
    var enqueuedAt: Instant
    var attempts: UInt32 = 0
    var errors: UInt8 = 0
    /// Refusals since the event came, which set the back-off.
    var refusals: UInt8 = 0
  }

  private let settings: Settings
  private var events = Slab<Event>()
  /// Events that have never been tried, all due.
  private var fresh = Fifo<UInt32>()
  private var retries = Deadlines()
  private var nextRetry = Instant.never

  /// How many events are under way.
  package private(set) var underWay = 0

  /// An empty queue.
  package init(_ settings: Settings = Settings()) {
    precondition(
      (0...2).contains(settings.maximumRetryAttempts),
      "\(settings.maximumRetryAttempts) retries of an asynchronous invocation")
    precondition(
      (.seconds(60) ... .hours(6)).contains(settings.maximumEventAge),
      "an event age of \(settings.maximumEventAge.seconds) s")
    self.settings = settings
  }

  /// How many events wait for an attempt.
  package var waiting: Int { events.count - underWay }

  /// When `nextDue(at:)` has something to give; the start of the run if it has now.
  @inline(__always)
  package var nextWakeUp: Instant { fresh.isEmpty ? nextRetry : .start }

  /// Takes in an event.
  ///
  /// - Parameters:
  ///   - isSwitchedOff: Whether the function's reserved concurrency is zero.
  package mutating func accept(
    _ message: MessageID, at now: Instant, isSwitchedOff: Bool = false
  ) -> Acceptance {
    if isSwitchedOff { return .discarded(.zeroReservedConcurrency) }
    fresh.append(events.insert(Event(message: message, enqueuedAt: now)))
    return .queued
  }

  /// Takes out the next event that is due, retries first; call it until it gives `nil`.
  package mutating func nextDue(at now: Instant) -> Effect? {
    guard let slot = popDue(at: now) else { return nil }
    let event = events[slot]
    guard now < event.enqueuedAt + settings.maximumEventAge else {
      events.remove(slot)
      return .discard(event.message, .eventAgeExceeded)
    }
    underWay += 1
    events[slot].attempts &+= 1
    return .invoke(
      EventID(slot: slot), event.message, enqueuedAt: event.enqueuedAt,
      attempt: Int(event.attempts) + 1)
  }

  /// Notes how an attempt ended, and whether there will be another.
  package mutating func ended(
    _ id: EventID, _ outcome: Outcome, at now: Instant
  ) -> Disposition {
    underWay -= 1
    switch outcome {
    case .success:
      let message = events[id.slot].message
      events.remove(id.slot)
      return .succeeded(message)
    case .functionError:
      let errors = Int(events[id.slot].errors) + 1
      guard errors <= settings.maximumRetryAttempts else {
        return discard(id, .retriesExhausted)
      }
      events[id.slot].errors = UInt8(errors)
      return retry(id, after: .minutes(errors), at: now)
    case .refused:
      let refusals = events[id.slot].refusals
      events[id.slot].refusals = min(refusals + 1, 9)
      return retry(id, after: min(.seconds(1 << Int(refusals)), .minutes(5)), at: now)
    }
  }

  private mutating func popDue(at now: Instant) -> UInt32? {
    guard nextRetry <= now, let retry = retries.popDue(at: now, where: { _ in true }) else {
      return fresh.popFirst()
    }
    nextRetry = retries.first { _ in true }?.due ?? .never
    return retry.slot
  }

  /// Sets the next attempt, or the end of the event's time if that comes first.
  private mutating func retry(
    _ id: EventID, after wait: Interval, at now: Instant
  ) -> Disposition {
    let expiry = events[id.slot].enqueuedAt + settings.maximumEventAge
    guard now < expiry else { return discard(id, .eventAgeExceeded) }
    let due = min(now + wait, expiry)
    retries.insert(due, slot: id.slot, epoch: 0)
    nextRetry = min(nextRetry, due)
    return .retried(at: due)
  }

  private mutating func discard(_ id: EventID, _ reason: DiscardReason) -> Disposition {
    let message = events[id.slot].message
    events.remove(id.slot)
    return .discarded(message, reason)
  }
}
