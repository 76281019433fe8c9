/// A schedule in a world: sends its target an event whenever it is due.
struct ScheduleComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// The schedule is due.
    case due
    /// The target is invoked: at once, or some time in the window.
    case invoke
    /// The target is invoked again after it refused.
    case retry(firing: UInt32)
  }

  /// An invocation that the target has not accepted yet.
  struct Firing: Sendable, BitwiseCopyable {
    var firedAt: Instant
    var message: MessageID
    var attempts = 0
  }

  let name: String
  private let port: Port<Event>
  private let settings: ScheduleSettings
  private let expression: ScheduleExpression?
  private let target: Address
  private var firings = Slab<Firing>()
  private var troubles: Troubles
  private var draws: RandomStream
  private var attempts = Metric.scheduleAttempts.definition.summary
  private var errors = Metric.scheduleTargetErrors.definition.summary
  private var dropped = Metric.scheduleDropped.definition.summary
  private var invocations = 0

  init(_ settings: ScheduleSettings, name: String, port: Port<Event>, build: WorldBuilder) {
    self.name = name
    self.port = port
    self.settings = settings
    // The scenario reader has refused what cannot be read.
    expression = try? ScheduleExpression(settings.expression)
    target = build.address(of: settings.target)
    troubles = Troubles(draws: build.stream(name, "troubles"))
    draws = build.stream(name, "window")
  }

  mutating func begin(in context: inout Context) {
    if let first = expression?.first(from: context.now) {
      context.schedule(.due, for: port, at: first)
    }
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    switch event {
    case .due: due(in: &context)
    case .invoke: fire(in: &context)
    case .retry(let firing): attempt(firing, in: &context)
    }
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    preconditionFailure("nobody asks the schedule '\(name)' for anything")
  }

  mutating func resume(_ reply: Reply, in context: inout Context) {
    let firing = firings[reply.token]
    if reply.result == .ok {
      firings.remove(reply.token)
      return context.messages.release(firing.message)
    }
    errors.record(1)
    let wait = Backoff(base: .seconds(1), cap: .minutes(10), jitter: .equal).delay(
      retry: firing.attempts - 1, previous: .zero, draw: draws.uniform())
    let isTooOld = context.now + wait > firing.firedAt + settings.maximumEventAge
    guard firing.attempts <= settings.maximumRetryAttempts, !isTooOld else {
      dropped.record(1)
      firings.remove(reply.token)
      return context.messages.release(firing.message)
    }
    context.schedule(.retry(firing: reply.token), for: port, at: context.now + wait)
  }

  private mutating func due(in context: inout Context) {
    if let next = expression?.next(after: context.now) {
      context.schedule(.due, for: port, at: next)
    }
    let window = settings.flexibleWindow + (settings.isPrecise ? .zero : .minutes(1))
    let offset = window * draws.uniform()
    if !troubles.areNone, troubles.hit(.scheduleStop, at: context.now) != nil { return }
    if offset > .zero {
      context.schedule(.invoke, for: port, at: context.now + offset)
    } else {
      fire(in: &context)
    }
  }

  private mutating func fire(in context: inout Context) {
    let message = context.messages.make(.errand(at: context.now))
    attempt(
      firings.insert(Firing(firedAt: context.now, message: message)), in: &context)
  }

  private mutating func attempt(_ firing: UInt32, in context: inout Context) {
    firings[firing].attempts += 1
    invocations += 1
    attempts.record(1)
    let message = firings[firing].message
    context.messages.copy(message)
    context.send(
      Request(.send, message, caller: port.address, token: firing), from: port.address,
      to: target)
  }

  var unanswered: Int { firings.count }

  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    troubles.strike(faults)
  }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    account.take(.scheduleAttempts, &attempts)
    account.take(.scheduleTargetErrors, &errors)
    account.take(.scheduleDropped, &dropped)
    account.cost = Prices.schedulerInvocation.dollars(for: invocations)
  }
}

extension Message {
  /// An event of the system's own, which is in nobody's outcome.
  static func errand(at now: Instant) -> Message {
    Message(
      number: 0, intendedAt: now, kind: .max, size: 256, group: 0, required: 0,
      traits: .errand)
  }
}
