/// Move tasks, and what people do with a queue by hand.
extension WorldQueue where Self: ~Copyable {
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

extension WorldQueue where Self: ~Copyable {
  /// Where messages go back to when nobody says so; nothing when there is more than one place.
  ///
  /// The service knows each message's own source; here a queue with several sources must be told.
  private var onlySource: Address? { sources.count > 1 ? nil : sources.first ?? port.address }
}
