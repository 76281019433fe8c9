/// Names a poller of an event source mapping while it is active.
package struct PollerID: Hashable, Sendable, BitwiseCopyable {
  /// The slot in the mapping's list of pollers, under which the caller keeps the batch's messages.
  package let slot: UInt32

  /// The poller in a slot.
  @inline(__always)
  package init(slot: UInt32) { self.slot = slot }
}

/// The pollers of an event source mapping: they receive messages from a queue, gather them into
/// batches, call the function and delete what it has done.
///
/// Each poller has one batch in hand at most and goes round: receive until the batch is full or its
/// window over, invoke, delete, receive again. The caller holds the messages and carries out what
/// each method returns; what falls due by itself it fetches with `nextAction(at:)`. Rules from
/// https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html and
/// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html.
///
/// Messages are taken to remain as long as no receive has been outstanding for a whole step of
/// scaling (200 ms): with messages in the queue it would have been answered. Each method takes
/// constant time.
package struct QueuePollers: ~Copyable, Sendable {
  /// What the caller must do for a poller.
  package enum Action: Hashable, Sendable, BitwiseCopyable {
    /// Receive up to so many messages, waiting up to `receiveWait`; report with `received`.
    case poll(PollerID, maximumMessages: Int)
    /// Call the function with the batch; report with `invocationEnded` or `throttled`.
    case invoke(PollerID)
    /// Forget the messages of the batch, whose visibility timeout is over; report with `settled`.
    case drop(PollerID)
    /// Nothing: the poller waits, or is no more.
    case nothing
  }

  /// What becomes of the messages of a batch; report with `settled` when it is done.
  package enum Settlement: Hashable, Sendable, BitwiseCopyable {
    /// Delete every message.
    case deleteAll
    /// Delete all but so many that the function has listed.
    case deleteExcept(failed: Int)
    /// Delete none: they come back when their visibility timeout ends.
    case keepAll
  }

  /// What becomes of a batch that the function was too busy to take.
  package enum ThrottleResponse: Hashable, Sendable, BitwiseCopyable {
    /// `nextAction(at:)` brings it up again.
    case retry(at: Instant)
    /// Forget its messages, whose visibility timeout is over; report with `settled`.
    case drop
  }

  enum Phase: UInt8, BitwiseCopyable {
    /// One receive is outstanding. To `invoking`, to `polling` again, or to `waitingForQueue`.
    case polling
    /// The queue failed; waits to receive again. To `polling`.
    case waitingForQueue
    /// The function runs, or is being called. To `settling` or `waitingForFunction`.
    case invoking
    /// The call was throttled; waits to call again. To `invoking`, or `settling` at lease end.
    case waitingForFunction
    /// The batch is over, its messages are being deleted. To `polling`, or the poller ends.
    case settling
  }

  struct Poller: Sendable, BitwiseCopyable {
    /// When the first message of the batch becomes visible again.
    var leaseEnd = Instant.never
    /// When the batch is not gathered any longer.
    var windowEnd = Instant.never
    var count: Int32 = 0
    var bytes: Int32 = 0
    /// The step of scaling in which the outstanding receive began.
    var round: UInt32 = 0
    /// Failures in a row of the receive or call under way, which set the back-off.
    var failures: UInt8 = 0
    var phase = Phase.polling
  }

  /// How long a receive waits for a message.
  package static let receiveWait = Interval.seconds(20)
  /// The most messages of one receive.
  package static let receiveSize = 10
  /// The most bytes of a batch.
  ///
  /// The last receive may go past it, where the service would split its messages.
  package static let payloadLimit = 6 * 1_024 * 1_024
  /// How long nothing must be found until few pollers are enough; a modelling choice.
  package static let quietTime = Interval.minutes(1)

  private let settings: Settings
  private let lease: Interval
  private var scaling: PollerScaling
  private var pollers = Slab<Poller>()
  private var retries = Deadlines()
  private var nextRetry = Instant.never
  /// The current step of scaling, and the receives outstanding since it began and since before.
  private var round: UInt32 = 0
  private var recentReceives = 0
  private var longReceives = 0
  private var lastFound: Instant
  private var isQuiet = false

  /// The most batches in hand that the caller allows, whatever the scaling says.
  private var ceiling = Int.max

  /// Whether the mapping is enabled; disabled, it finishes what it has in hand.
  package private(set) var isEnabled = true
  /// How many invocations run.
  package private(set) var invoking = 0

  /// A mapping about to send out its first pollers.
  ///
  /// - Parameters:
  ///   - visibilityTimeout: That of the messages it receives; see
  ///     `Settings.visibilityTimeout(ofQueue:functionTimeout:)`.
  ///   - now: When the mapping is made.
  package init(_ settings: Settings = Settings(), visibilityTimeout: Interval, at now: Instant) {
    settings.check()
    self.settings = settings
    lease = visibilityTimeout
    scaling = PollerScaling(settings.scaling)
    lastFound = now
  }

  /// How many pollers are active, each with a batch or a receive in hand.
  package var active: Int { pollers.count }
  /// How many batches may be in hand now.
  package var limit: Int { min(scaling.limit, ceiling) }
  /// How many receives are outstanding.
  package var polling: Int { recentReceives + longReceives }

  /// When `nextAction(at:)` has something to do; the start of the run if it has now.
  @inline(__always)
  package var nextWakeUp: Instant {
    isEnabled && pollers.count < limit ? .start : min(scaling.nextStep, nextRetry)
  }

  /// Stops the pollers, each as soon as it has nothing in hand.
  package mutating func disable() {
    isEnabled = false
    scaling.rest()
  }

  /// Sends the pollers out anew.
  package mutating func enable(at now: Instant) {
    guard !isEnabled else { return }
    isEnabled = true
    scaling = PollerScaling(settings.scaling)
    (lastFound, isQuiet) = (now, false)
  }

  /// Allows so many batches in hand and no more; pollers beyond them end with what they have.
  package mutating func allow(_ batches: Int) {
    precondition(batches > 0, "at least one batch in hand, not \(batches)")
    ceiling = batches
  }

  /// What falls due by itself: retries and new pollers; call it until it gives `nil`.
  package mutating func nextAction(at now: Instant) -> Action? {
    while nextRetry <= now, let retry = retries.popDue(at: now, where: { _ in true }) {
      nextRetry = retries.first { _ in true }?.due ?? .never
      let action = resume(PollerID(slot: retry.slot), at: now)
      if action != .nothing { return action }
    }
    while scaling.nextStep <= now { step() }
    guard isEnabled, pollers.count < limit else { return nil }
    return poll(PollerID(slot: pollers.insert(Poller())))
  }

  /// Takes the answer to a receive.
  ///
  /// - Parameters:
  ///   - count: The messages that passed the filter; they belong to the batch now.
  ///   - bytes: Their size.
  ///   - filteredOut: The messages that did not pass, which the caller deletes.
  @inline(__always)
  package mutating func received(
    _ id: PollerID, _ count: Int, bytes: Int = 0, filteredOut: Int = 0, at now: Instant
  ) -> Action {
    countAnswer(id)
    pollers[id.slot].failures = 0
    guard count > 0 else {
      if filteredOut > 0 { noteMessages(at: now) }
      return foundNothing(id, isQueueEmpty: filteredOut == 0, at: now)
    }
    noteMessages(at: now)
    if pollers[id.slot].count == 0 {
      pollers[id.slot].leaseEnd = now + lease
      pollers[id.slot].windowEnd = now + settings.maximumBatchingWindow
    }
    pollers[id.slot].count &+= Int32(truncatingIfNeeded: count)
    pollers[id.slot].bytes &+= Int32(truncatingIfNeeded: bytes)
    return isComplete(pollers[id.slot], at: now) ? invoke(id) : poll(id)
  }

  /// Takes note that a receive failed: the poller tries again after 1 s, 2 s and so on to 30 s.
  ///
  /// What it has gathered so far it hands to the function at once. The back-off is a modelling
  /// choice.
  package mutating func receiveFailed(_ id: PollerID, at now: Instant) -> Action {
    countAnswer(id)
    if pollers[id.slot].count > 0 { return invoke(id) }
    guard mayPoll else { return end(id) }
    _ = waitToRetry(id, as: .waitingForQueue, at: now, noLaterThan: .never)
    return .nothing
  }

  /// Takes the end of an invocation, and says which messages to delete.
  @inline(__always)
  package mutating func invocationEnded(
    _ id: PollerID, _ outcome: BatchOutcome, at now: Instant
  ) -> Settlement {
    leaveInvocation(id)
    pollers[id.slot].phase = .settling
    switch outcome {
    case .success:
      return .deleteAll
    case .partial(let failed) where settings.reportsBatchItemFailures:
      return failed < Int(pollers[id.slot].count) ? .deleteExcept(failed: failed) : .keepAll
    case .partial:
      return .deleteAll  // Without the setting nobody reads the function's answer.
    case .failure:
      if settings.backsOff { scaling.backOff(at: now) }
      return .keepAll
    }
  }

  /// Takes note that the function was too busy: the same batch is tried again until its lease ends.
  ///
  /// After 1 s, 2 s and so on to 30 s, a modelling choice. The receive count of the messages stays
  /// as it is.
  package mutating func throttled(_ id: PollerID, at now: Instant) -> ThrottleResponse {
    leaveInvocation(id)
    if settings.backsOff { scaling.backOff(at: now) }
    let leaseEnd = pollers[id.slot].leaseEnd
    guard now < leaseEnd else {
      pollers[id.slot].phase = .settling
      return .drop
    }
    return .retry(at: waitToRetry(id, as: .waitingForFunction, at: now, noLaterThan: leaseEnd))
  }

  /// Takes note that a batch is over: deleted, kept or dropped.
  @inline(__always)
  package mutating func settled(_ id: PollerID, at now: Instant) -> Action {
    precondition(pollers[id.slot].phase == .settling, "a batch settled that was not to be")
    guard mayPoll else { return end(id) }
    pollers[id.slot] = Poller()
    return poll(id)
  }

  /// Whether a poller without a batch may go on.
  @inline(__always)
  private var mayPoll: Bool { isEnabled && pollers.count <= limit }

  @inline(__always)
  private func isComplete(_ poller: Poller, at now: Instant) -> Bool {
    Int(poller.count) >= settings.batchSize || poller.windowEnd <= now
      || Int(poller.bytes) >= Self.payloadLimit || !isEnabled
  }

  @inline(__always)
  private mutating func poll(_ id: PollerID) -> Action {
    pollers[id.slot].phase = .polling
    pollers[id.slot].round = round
    recentReceives &+= 1
    let room = settings.batchSize &- Int(pollers[id.slot].count)
    return .poll(id, maximumMessages: min(room, Self.receiveSize))
  }

  @inline(__always)
  private mutating func invoke(_ id: PollerID) -> Action {
    pollers[id.slot].phase = .invoking
    invoking &+= 1
    return .invoke(id)
  }

  @inline(__always)
  private mutating func leaveInvocation(_ id: PollerID) {
    precondition(pollers[id.slot].phase == .invoking, "an invocation ended that was not begun")
    invoking &-= 1
  }

  private mutating func end(_ id: PollerID) -> Action {
    pollers.remove(id.slot)
    return .nothing
  }

  /// Strikes a receive from the outstanding ones.
  @inline(__always)
  private mutating func countAnswer(_ id: PollerID) {
    precondition(pollers[id.slot].phase == .polling, "an answer to a receive that was not sent")
    if pollers[id.slot].round == round { recentReceives &-= 1 } else { longReceives &-= 1 }
  }

  /// There are messages: more pollers than a quiet mapping's, and growth if none of them waits.
  @inline(__always)
  private mutating func noteMessages(at now: Instant) {
    lastFound = now
    if isQuiet {
      isQuiet = false
      scaling.wake()
    }
    if longReceives == 0, scaling.isRestingBelowMaximum(at: now) {
      startRound()
      scaling.startGrowing(at: now)
    }
  }

  /// A poller has waited for nothing: hand over what it has, let it go, or receive again.
  private mutating func foundNothing(
    _ id: PollerID, isQueueEmpty: Bool, at now: Instant
  ) -> Action {
    let poller = pollers[id.slot]
    if poller.count > 0 { return isComplete(poller, at: now) ? invoke(id) : poll(id) }
    guard mayPoll else { return end(id) }
    guard isQueueEmpty else { return poll(id) }
    isQuiet = isQuiet || now - lastFound >= Self.quietTime
    let least = isQuiet ? scaling.quietBase : scaling.base
    guard pollers.count > least else { return poll(id) }
    scaling.shrink(from: pollers.count, downTo: least)
    return end(id)
  }

  /// From here on the outstanding receives count as long ones.
  private mutating func startRound() {
    round &+= 1
    longReceives += recentReceives
    recentReceives = 0
  }

  /// A step of scaling: one more poller if none has waited since the step before.
  private mutating func step() {
    if longReceives == 0 { scaling.grow() } else { scaling.rest() }
    startRound()
  }

  /// Sets a retry, with the back-off for the failures so far.
  private mutating func waitToRetry(
    _ id: PollerID, as phase: Phase, at now: Instant, noLaterThan end: Instant
  ) -> Instant {
    let failures = pollers[id.slot].failures
    let due = min(now + min(.seconds(1 << Int(failures)), .seconds(30)), end)
    pollers[id.slot].failures = min(failures + 1, 5)
    pollers[id.slot].phase = phase
    retries.insert(due, slot: id.slot, epoch: 0)
    nextRetry = min(nextRetry, due)
    return due
  }

  /// Goes on with a poller whose wait for the queue or the function is over.
  private mutating func resume(_ id: PollerID, at now: Instant) -> Action {
    switch pollers[id.slot].phase {
    case .waitingForQueue:
      return mayPoll ? poll(id) : end(id)
    case .waitingForFunction where pollers[id.slot].leaseEnd <= now:
      pollers[id.slot].phase = .settling
      return .drop(id)
    case .waitingForFunction:
      return invoke(id)
    case .polling, .invoking, .settling:
      preconditionFailure("a poller that does not wait has a retry due")
    }
  }
}
