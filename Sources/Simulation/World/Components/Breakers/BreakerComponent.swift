/// A circuit breaker in a world, shared by all that name it; its state may lie in a table.
///
/// With a table every check is a read of the item and every change a write: while the table is out
/// of reach the breaker is blind, and a change that cannot be written does not happen.
struct BreakerComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// An open breaker may turn half-open, or a half-open one give up.
    case wake
  }

  /// What waits for the table.
  struct Pending: Sendable, BitwiseCopyable {
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
  private let port: Port<Event>
  private let table: Address
  private let lets: Bool
  private var breaker: CircuitBreaker
  /// The breakers of the execution environments, where each has its own.
  private var own: EnvironmentBreakers?
  /// The function whose event source stands still while the breaker is open, and how fast it does.
  private let function: Address
  private let switchTime: Interval
  /// The most batches the function may have in hand, by what it was told last; 0 for no limit.
  private var batches: Int? = 0
  /// The same while the breaker is half-open.
  private let probes: Int
  private var armedFor = Instant.never
  private var pending = Slab<Pending>()
  private var meters = BreakerMeters()

  init(_ settings: BreakerSettings, name: String, port: Port<Event>, build: WorldBuilder) {
    self.name = name
    self.port = port
    table = settings.table.map { build.address(of: $0) } ?? .nobody
    lets = settings.failMode == .open
    breaker = CircuitBreaker(settings.policy)
    own = settings.scope == .environment ? EnvironmentBreakers(settings.policy) : nil
    function = settings.stopsPolling.map { build.address(of: $0) } ?? .nobody
    switchTime = settings.switchTime
    probes = settings.policy.permittedNumberOfCallsInHalfOpenState
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    switch request.operation {
    case Operation.permit.rawValue where own != nil: permitInEnvironment(request, in: &context)
    case Operation.report.rawValue where own != nil: takeFromEnvironment(request, at: context.now)
    case Operation.permit.rawValue: permit(request, in: &context)
    case Operation.report.rawValue: take(request, in: &context)
    case Operation.openBreaker.rawValue:
      own?.forEach { _ = $0.open(at: context.now) }
      let before = breaker.state
      follow(breaker.open(at: context.now), from: before, request, in: &context)
    case Operation.closeBreaker.rawValue:
      own?.forEach { _ = $0.close(at: context.now) }
      let before = breaker.state
      follow(breaker.close(at: context.now), from: before, request, in: &context)
    default: preconditionFailure("a circuit breaker cannot do operation \(request.operation)")
    }
    if function != .nobody { switchPolling(in: &context) }
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    armedFor = .never
    _ = breaker.elapse(at: context.now)
    switchPolling(in: &context)
  }

  /// Stops the pollers of a function while the breaker is open, and looks again when it may change.
  ///
  /// Half-open, it lets as many poll as probes may pass: more would only burn receives.
  private mutating func switchPolling(in context: inout Context) {
    let wanted: Int? =
      switch breaker.state {
      case .closed: 0
      case .halfOpen: probes
      case .open: nil
      }
    if wanted != batches {
      batches = wanted
      let request =
        wanted.map { Request(.resumePolling, cargo: UInt32($0)) } ?? Request(.stopPolling)
      context.send(request, from: port.address, to: function, after: switchTime)
    }
    if breaker.wakesAt < armedFor {
      armedFor = breaker.wakesAt
      context.schedule(.wake, for: port, at: armedFor)
    }
  }

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
    if function != .nobody { switchPolling(in: &context) }
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

  /// A breaker in an environment's memory is asked without any call.
  private mutating func permitInEnvironment(_ request: Request, in context: inout Context) {
    var isPermitted = false
    if case .permitted = own?[EnvironmentKey(bits: request.cargo)].permit(at: context.now) {
      isPermitted = true
    } else {
      meters.refused.record(1)
    }
    context.answer(
      Reply(to: request, isPermitted ? .ok : .circuitOpen), from: port.address,
      to: request.caller)
  }

  private mutating func takeFromEnvironment(_ request: Request, at now: Instant) {
    guard request.token != HandlerRuns.noRun else { return }
    let key = EnvironmentKey(bits: request.token)
    let duration = Interval.microseconds(Int(request.cargo))
    var change: CircuitBreaker.Transition?
    switch BreakerReport(rawValue: request.detail) ?? .unused {
    case .unused: own?[key].release(at: now)
    case .success: change = own?[key].record(.success, duration: duration, at: now)
    case .failure: change = own?[key].record(.failure, duration: duration, at: now)
    }
    if case .opened = change { meters.opened.record(1) }
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
    guard own == nil else { return sampleEnvironments(at: now) }
    _ = breaker.elapse(at: now)
    meters.state.record(breaker.state.level)
  }

  /// One sample for each environment's breaker: their average tells how many are open.
  private mutating func sampleEnvironments(at now: Instant) {
    var levels: [Int64] = []
    own?.forEach {
      _ = $0.elapse(at: now)
      levels.append($0.state.level)
    }
    for level in levels { meters.state.record(level) }
  }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.report(to: &account)
  }
}

extension CircuitBreaker.State {
  /// The state as a number for a graph.
  fileprivate var level: Int64 {
    switch self {
    case .closed: 0
    case .halfOpen: 1
    case .open: 2
    }
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
