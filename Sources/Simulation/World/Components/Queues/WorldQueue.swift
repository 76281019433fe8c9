/// A queue of either kind, as the world sees it: what both do alike is written once.
protocol WorldQueue: WorldComponent, ~Copyable {
  var port: Port<Event> { get }
  /// The queues whose redrive policies lead here.
  var sources: [Address] { get }
  var moveTask: MoveTask? { get set }
  /// Where the move task's messages go.
  var moveTarget: Address { get set }
  var meters: QueueMeters { get set }
  var visibleCount: Int { get }
  /// Hides a message for so long from now on, if its receipt still holds.
  mutating func changeVisibility(_ receipt: Receipt, to timeout: Interval, at now: Instant)
  /// The event of the move task's next message.
  static var nextMove: Event { get }
  /// A task that moves the messages that are here now.
  func newMoveTask(rate: MoveTask.Rate, at now: Instant) -> MoveTask
  /// Takes the next message that a task has due.
  mutating func takeNext(for task: inout MoveTask, at now: Instant) -> Transfer?
  /// Drops all messages, or says why the service refuses.
  mutating func purge(at now: Instant) -> QueueError?
  /// Does what follows from every event.
  mutating func settle(in context: inout Context)
}

extension WorldQueue where Self: ~Copyable {
  /// Answers a request at once.
  @inline(__always)
  func answer(_ request: Request, _ outcome: Outcome, in context: inout Context) {
    context.answer(Reply(to: request, outcome), from: port.address, to: request.caller)
  }
}

extension QueueComponent: WorldQueue {
  static var nextMove: Event { .move }

  func newMoveTask(rate: MoveTask.Rate, at now: Instant) -> MoveTask {
    MoveTask(from: queue, rate: rate, at: now)
  }

  mutating func takeNext(for task: inout MoveTask, at now: Instant) -> Transfer? {
    task.nextMove(from: &queue, at: now)
  }

  var visibleCount: Int { queue.visibleCount }

  mutating func changeVisibility(_ receipt: Receipt, to timeout: Interval, at now: Instant) {
    _ = queue.changeVisibility(receipt, to: timeout, at: now)
  }

  mutating func purge(at now: Instant) -> QueueError? { queue.purge(at: now).error }
}

extension FIFOQueueComponent: WorldQueue {
  static var nextMove: Event { .move }

  func newMoveTask(rate: MoveTask.Rate, at now: Instant) -> MoveTask {
    MoveTask(of: copiesHeld, rate: rate, at: now)
  }

  mutating func takeNext(for task: inout MoveTask, at now: Instant) -> Transfer? {
    var transfer: Transfer?
    task.takeTurn(at: now) {
      transfer = queue.removeOldestVisible(at: now)
      return transfer != nil
    }
    return transfer
  }

  var visibleCount: Int { queue.visibleCount }

  mutating func changeVisibility(_ receipt: Receipt, to timeout: Interval, at now: Instant) {
    _ = queue.changeVisibility(receipt, to: timeout, at: now)
  }

  mutating func purge(at now: Instant) -> QueueError? { queue.purge(at: now).error }
}

extension StandardQueue.PurgeEffect {
  /// Why the service refuses a purge, if it does.
  fileprivate var error: QueueError? {
    if case .refused(let error) = self { error } else { nil }
  }
}
