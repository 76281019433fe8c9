/// A circuit breaker in a world, shared by all that name it; its state may lie in a table.
///
/// With a table every check is a read of the item and every change a write: while the table is out
/// of reach the breaker is blind, and a change that cannot be written does not happen.
struct BreakerComponent: WorldComponent, ~Copyable {
  typealias Event = NoEvent

  /// What waits for the table.
  private struct Pending: Sendable, BitwiseCopyable {
    enum Kind: UInt8, Sendable {
      case permit
      /// A closed breaker has opened.
      case opening
      /// A half-open breaker has opened again: as far as the table knows it was open all along.
      case reopening
      case closing
    }

    var kind: Kind
    var caller: Address
    var token: UInt32
  }

  let name: String
  private let port: Port<NoEvent>
  private let table: Address
  private let lets: Bool
  private var breaker: CircuitBreaker
  private var pending = Slab<Pending>()
  private var meters = BreakerMeters()

  init(_ settings: BreakerSettings, name: String, port: Port<NoEvent>, build: WorldBuilder) {
    self.name = name
    self.port = port
    table = settings.table.map { build.address(of: $0) } ?? .nobody
    lets = settings.failMode == .open
    breaker = CircuitBreaker(settings.policy)
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    switch Operation(rawValue: request.operation) {
    case .permit: permit(request, in: &context)
    case .report: take(request, in: &context)
    case .openBreaker:
      let before = breaker.state
      follow(breaker.open(at: context.now), from: before, request, in: &context)
    case .closeBreaker:
      let before = breaker.state
      follow(breaker.close(at: context.now), from: before, request, in: &context)
    default: preconditionFailure("a circuit breaker cannot do operation \(request.operation)")
    }
  }

  mutating func handle(_ event: NoEvent, in context: inout Context) {}

  /// The table has answered.
  mutating func resume(_ reply: Reply, in context: inout Context) {
    let waiting = pending[reply.token]
    pending.remove(reply.token)
    let isWell = reply.result == .ok
    switch waiting.kind {
    case .permit:
      let isPermitted = isWell ? decide(at: context.now) : lets
      if !isWell, !isPermitted { meters.refused.record(1) }
      answer(waiting, isPermitted ? .ok : .circuitOpen, in: &context)
    case .reopening: answer(waiting, reply.result, in: &context)
    case .opening:
      if !isWell { _ = breaker.close(at: context.now) }
      answer(waiting, reply.result, in: &context)
    case .closing:
      if !isWell { _ = breaker.open(at: context.now) }
      answer(waiting, reply.result, in: &context)
    }
  }

  /// Takes note of how a call went that was let pass.
  private mutating func take(_ request: Request, in context: inout Context) {
    let now = context.now
    let duration = Interval.microseconds(Int(request.cargo))
    let before = breaker.state
    switch BreakerReport(rawValue: request.detail) ?? .unused {
    case .unused: breaker.release(at: now)
    case .success:
      follow(
        breaker.record(.success, duration: duration, at: now), from: before, request, in: &context)
    case .failure:
      follow(
        breaker.record(.failure, duration: duration, at: now), from: before, request, in: &context)
    }
  }

  private mutating func permit(_ request: Request, in context: inout Context) {
    let asking = Pending(kind: .permit, caller: request.caller, token: request.token)
    if table == .nobody {
      answer(asking, decide(at: context.now) ? .ok : .circuitOpen, in: &context)
    } else {
      ask(.readState, asking, in: &context)
    }
  }

  private mutating func decide(at now: Instant) -> Bool {
    if case .permitted = breaker.permit(at: now) { return true }
    meters.refused.record(1)
    return false
  }

  /// Meters a change of state and writes it down where the state lies in a table.
  private mutating func follow(
    _ transition: CircuitBreaker.Transition, from before: CircuitBreaker.State,
    _ request: Request, in context: inout Context
  ) {
    var kind = Pending.Kind.closing
    switch transition {
    case .opened:
      meters.opened.record(1)
      kind = before == .closed ? .opening : .reopening
    case .closed, .halfOpened: break
    case .nothing:
      return context.answer(Reply(to: request, .ok), from: port.address, to: request.caller)
    }
    let change = Pending(kind: kind, caller: request.caller, token: request.token)
    if table == .nobody {
      answer(change, .ok, in: &context)
    } else {
      ask(.writeState, change, in: &context)
    }
  }

  private mutating func ask(
    _ operation: Operation, _ waiting: Pending, in context: inout Context
  ) {
    let token = pending.insert(waiting)
    context.send(
      Request(operation, cargo: UInt32(port.address.index), caller: port.address, token: token),
      from: port.address, to: table)
  }

  private func answer(_ waiting: Pending, _ outcome: Outcome, in context: inout Context) {
    context.answer(
      Reply(token: waiting.token, outcome: outcome.rawValue), from: port.address,
      to: waiting.caller)
  }

  mutating func perform(_ action: ManualAction, in context: inout Context) -> String? {
    switch action.deed {
    case .openBreaker: context.pass(Request(.openBreaker), to: port.address)
    case .closeBreaker: context.pass(Request(.closeBreaker), to: port.address)
    default: return "a circuit breaker cannot do '\(action.deed.rawValue)'"
    }
    return nil
  }

  var unanswered: Int { pending.count }

  mutating func sample(at now: Instant) {
    _ = breaker.elapse(at: now)
    switch breaker.state {
    case .closed: meters.state.record(0)
    case .halfOpen: meters.state.record(1)
    case .open: meters.state.record(2)
    }
  }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.report(to: &account)
  }
}

/// What a circuit breaker counts in a period.
private struct BreakerMeters: Sendable {
  var state = Metric.breakerState.definition.summary
  var opened = Metric.breakerOpened.definition.summary
  var refused = Metric.breakerRefused.definition.summary

  mutating func report(to account: inout PeriodAccount) {
    account.take(.breakerState, &state)
    account.take(.breakerOpened, &opened)
    account.take(.breakerRefused, &refused)
  }
}
