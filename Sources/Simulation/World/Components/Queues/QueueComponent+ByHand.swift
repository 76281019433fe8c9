/// A queue of either kind, of which messages can be moved out by a task and which people purge.
protocol MovableQueue: WorldComponent, ~Copyable {
  var port: Port<Event> { get }
  /// The queues whose redrive policies lead here.
  var sources: [Address] { get }
  var moveTask: MoveTask? { get set }
  /// Where the move task's messages go.
  var moveTarget: Address { get set }
  var meters: QueueMeters { get set }
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

/// Move tasks, and what people do with a queue by hand.
extension MovableQueue where Self: ~Copyable {
  mutating func startMove(_ request: Request, in context: inout Context) {
    let problem = start(
      rate: Int(request.cargo &>> 16), to: Address(index: UInt16(request.cargo & 0xffff)),
      in: &context)
    answer(request, problem == nil ? .ok : .rejected, in: &context)
  }

  /// Starts a move task, or says why the service refuses.
  private mutating func start(
    rate: Int, to target: Address, in context: inout Context
  ) -> String? {
    let rate: MoveTask.Rate = rate == 0 ? .chosenByService : .fixed(perSecond: rate)
    let problem = MoveTask.problem(
      starting: rate, isDeadLetterQueue: !sources.isEmpty, previous: moveTask)
    if let problem { return "'\(name)': \(problem.rawValue)" }
    moveTarget = target
    moveTask = newMoveTask(rate: rate, at: context.now)
    context.schedule(Self.nextMove, for: port, at: context.now)
    return nil
  }

  mutating func moveNext(in context: inout Context) {
    guard var task = moveTask else { return }
    // Out of the optional, so that the queue can be changed while the task is.
    moveTask = nil
    while let transfer = takeNext(for: &task, at: context.now) {
      meters.redriven.count()
      meters.requests &+= 2
      context.pass(Request(.moveBack, transfer.message), to: moveTarget)
    }
    moveTask = task
    if let next = task.nextMoveAt { context.schedule(Self.nextMove, for: port, at: next) }
  }

  mutating func perform(_ action: ManualAction, in context: inout Context) -> String? {
    defer { settle(in: &context) }
    switch action.deed {
    case .purge:
      return purge(at: context.now).map { "'\(name)': \($0.rawValue)" }
    case .redrive:
      guard let target = action.destinationAddress ?? onlySource else {
        return "'\(name)': several queues lead here; say with 'to' where its messages go"
      }
      return start(rate: Int(action.rate ?? 0), to: target, in: &context)
    case .cancelRedrive:
      return moveTask?.cancel(at: context.now).map { "'\(name)': \($0.rawValue)" }
    default: return "a queue cannot do '\(action.deed.rawValue)'"
    }
  }
}

extension MovableQueue where Self: ~Copyable {
  /// Answers a request at once.
  @inline(__always)
  func answer(_ request: Request, _ outcome: Outcome, in context: inout Context) {
    context.answer(Reply(to: request, outcome), from: port.address, to: request.caller)
  }

  /// Where messages go back to when nobody says so; nothing when there is more than one place.
  ///
  /// The service knows each message's own source; here a queue with several sources must be told.
  private var onlySource: Address? { sources.count > 1 ? nil : sources.first ?? port.address }
}

extension QueueComponent: MovableQueue {
  static var nextMove: Event { .move }

  func newMoveTask(rate: MoveTask.Rate, at now: Instant) -> MoveTask {
    MoveTask(from: queue, rate: rate, at: now)
  }

  mutating func takeNext(for task: inout MoveTask, at now: Instant) -> Transfer? {
    task.nextMove(from: &queue, at: now)
  }

  mutating func purge(at now: Instant) -> QueueError? { queue.purge(at: now).error }
}

extension FIFOQueueComponent: MovableQueue {
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

  mutating func purge(at now: Instant) -> QueueError? { queue.purge(at: now).error }
}

extension StandardQueue.PurgeEffect {
  /// Why the service refuses a purge, if it does.
  fileprivate var error: QueueError? {
    if case .refused(let error) = self { error } else { nil }
  }
}
