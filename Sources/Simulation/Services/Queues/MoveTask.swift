/// A task that drives the messages of a dead-letter queue back, at a limited rate.
///
/// SQS's StartMessageMoveTask (APIReference/API_StartMessageMoveTask.html). What it takes out is sent
/// to the destination as a new message: new identity, new enqueue time, no receives. Not documented,
/// hence modelling choices: it stops after as many messages as were in the queue when it started, so
/// that poison that comes back does not keep it going; it stops earlier when nothing is visible,
/// leaving messages in flight behind; and after its longest time it has failed.
package struct MoveTask: Hashable, Sendable {
  /// How fast a task moves messages.
  package enum Rate: Hashable, Sendable {
    /// So many a second, 1 to 500.
    case fixed(perSecond: Int)
    /// As the service sees fit: from 100 a second to 500 within a minute, a modelling choice.
    case chosenByService
  }

  /// How far a task has come.
  package enum State: Hashable, Sendable {
    /// It moves messages. To every other state.
    case running
    /// All messages that it could move are moved.
    case completed
    /// It was told to stop and moves messages until then. To `cancelled`, or as from `running`.
    case cancelling(until: Instant)
    /// It was stopped; what it moved stays moved.
    case cancelled
    /// It could not go on; what it moved stays moved.
    case failed(Failure)
  }

  /// Why a task could not go on.
  package enum Failure: String, Hashable, Sendable {
    /// The destination was deleted.
    case destinationMissing = "AWS.SimpleQueueService.NonExistentQueue"
    /// It ran for 36 hours.
    case timeLimit = "TimeLimitExceeded"
  }

  /// How far it has come.
  package private(set) var state = State.running
  /// How many messages it has moved.
  package private(set) var moved = 0
  /// How many messages were in the queue when it started.
  package let messagesToMove: Int
  private let rate: Rate
  private let startedAt: Instant
  private var due: Instant

  /// The rates that may be asked for, in messages a second.
  package static let rates = 1...500
  /// How long a task may run.
  package static let longestRun = Interval.hours(36)
  /// How long a task still moves messages after it was told to stop, a modelling choice.
  package static let cancellationTime = Interval.seconds(1)
  /// How many tasks an account may run at a time.
  package static let activeTasksPerAccount = 100

  /// Starts a task whose first move is due at once.
  package init(
    from source: borrowing StandardQueue, rate: Rate = .chosenByService, at now: Instant
  ) {
    self.init(
      of: source.visibleCount + source.inFlightCount + source.delayedCount, rate: rate, at: now)
  }

  /// Starts a task of so many messages at most, whose first move is due at once.
  package init(of messagesToMove: Int, rate: Rate, at now: Instant) {
    self.messagesToMove = messagesToMove
    self.rate = rate
    startedAt = now
    due = now
  }

  /// Why the service refuses to start a task, or nil.
  ///
  /// - Parameters:
  ///   - isDeadLetterQueue: Whether the source is the dead-letter queue of a queue.
  ///   - previous: The source's latest task, if it had any.
  package static func problem(
    starting rate: Rate, isDeadLetterQueue: Bool, previous: MoveTask?
  ) -> QueueError? {
    if case .fixed(let perSecond) = rate, !rates.contains(perSecond) {
      return .invalidParameterValue
    }
    if !isDeadLetterQueue || previous?.isActive == true { return .invalidParameterValue }
    return nil
  }
}

extension MoveTask {
  /// Whether it still moves messages.
  package var isActive: Bool {
    switch state {
    case .running, .cancelling: true
    case .completed, .cancelled, .failed: false
    }
  }

  /// When the next message is due to be moved; nil when the task is over.
  package var nextMoveAt: Instant? { isActive ? due : nil }

  /// Takes the next message that is due out of the source, or ends the task when there is none.
  ///
  /// Nil when none is due yet or the task is over, as its state tells; otherwise ask again. Messages
  /// in flight or delayed are passed over.
  package mutating func nextMove(
    from source: inout StandardQueue, at now: Instant
  ) -> Transfer? {
    var transfer: Transfer?
    takeTurn(at: now) {
      transfer = source.removeOldestVisible(at: now)
      return transfer != nil
    }
    return transfer
  }

  /// Makes the next move if it is due, or ends the task when there is none to make.
  ///
  /// - Parameter move: Moves a message; says whether it could.
  package mutating func takeTurn(at now: Instant, move: () -> Bool) {
    guard isActive, due <= now else { return }
    if let end = end(at: due) {
      state = end
      return
    }
    guard moved < messagesToMove, move() else {
      state = .completed
      return
    }
    moved += 1
    if moved == messagesToMove { state = .completed }
    due = nextDue()
  }

  /// Tells the task to stop; an error when it is over already.
  package mutating func cancel(at now: Instant) -> QueueError? {
    guard case .running = state else { return .unsupportedOperation }
    state = .cancelling(until: now + Self.cancellationTime)
    return nil
  }

  /// Notes that the destination is gone, which ends an active task.
  package mutating func destinationWasDeleted() {
    if isActive { state = .failed(.destinationMissing) }
  }

  /// The state in which the task ends at a move's time, if it does.
  private func end(at time: Instant) -> State? {
    if case .cancelling(let until) = state, time >= until { return .cancelled }
    return time >= startedAt + Self.longestRun ? .failed(.timeLimit) : nil
  }

  private func nextDue() -> Instant {
    switch rate {
    case .fixed(let perSecond):
      startedAt + Interval.nanoseconds(moved * 1_000_000_000 / perSecond)
    case .chosenByService:
      due + Interval.nanoseconds(1_000_000_000 / chosenRate(at: due))
    }
  }

  private func chosenRate(at time: Instant) -> Int {
    let ramp = Interval.minutes(1)
    let elapsed = min(time - startedAt, ramp)
    return 100 + Int(400 * elapsed.nanoseconds / ramp.nanoseconds)
  }
}
