/// A schedule in a world: sends its target an event whenever it is due.
struct ScheduleComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// The schedule is due.
    case due
    /// The target is invoked some time in the window, or late.
    case invoke(dueAt: Instant)
    /// The target is invoked again after it refused.
    case retry(firing: UInt32)
  }

  /// Tokens with this bit are sends to the dead-letter queue.
  private static let deadLetterToken: UInt32 = 0x8000_0000

  let name: String
  private let port: Port<Event>
  private let settings: ScheduleSettings
  private let expression: ScheduleExpression?
  private let target: Address
  private let handOver: Operation
  private let deadLetterQueue: Address
  private var underway: ScheduledInvocations
  private var troubles: Troubles
  private var draws: RandomStream
  private var duplicates: RandomStream
  private var meters = ScheduleMeters()

  init(_ settings: ScheduleSettings, name: String, port: Port<Event>, build: WorldBuilder) {
    self.name = name
    self.port = port
    self.settings = settings
    // The scenario reader has refused what cannot be read.
    expression = try? ScheduleExpression(settings.expression)
    target = build.address(of: settings.target)
    handOver = build.handOver(to: settings.target)
    deadLetterQueue = settings.deadLetterQueue.map { build.address(of: $0) } ?? .nobody
    var invocations = settings.invocations
    invocations.hasDeadLetterQueue = settings.deadLetterQueue != nil
    underway = ScheduledInvocations(invocations)
    troubles = Troubles(draws: build.stream(name, "troubles"))
    draws = build.stream(name, "window")
    duplicates = build.stream(name, "duplicates")
  }

  mutating func begin(in context: inout Context) {
    if let first = expression?.first(from: max(context.now, settings.start)) {
      scheduleDue(first, in: &context)
    }
  }

  private mutating func scheduleDue(_ time: Instant, in context: inout Context) {
    if let end = settings.until, time >= end { return }
    context.schedule(.due, for: port, at: time)
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    switch event {
    case .due: due(in: &context)
    case .invoke(let dueAt): fire(dueAt: dueAt, in: &context)
    case .retry(let firing): attempt(firing, in: &context)
    }
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    preconditionFailure("nobody asks the schedule '\(name)' for anything")
  }

  mutating func resume(_ reply: Reply, in context: inout Context) {
    guard reply.token & Self.deadLetterToken == 0 else {
      return deadLettered(reply, in: &context)
    }
    let message = underway.message(of: reply.token)
    if reply.result != .ok {
      meters.errors.count()
      if reply.result == .throttled { meters.throttled.count() }
    }
    // A draw that nobody asks for would shift the later ones.
    let draw = reply.result == .ok ? 0.5 : draws.uniform()
    switch underway.ended(reply.token, reply.result.attempt, draw: draw, at: context.now) {
    case .delivered(let lateness):
      meters.lateness.record(lateness)
      context.messages.release(message)
    case .retry(let time): context.schedule(.retry(firing: reply.token), for: port, at: time)
    case .drop:
      meters.dropped.count()
      context.messages.release(message)
    case .deadLetter:
      meters.dropped.count()
      context.messages[message].traits.insert(.deadLettered)
      context.messages.copy(message)
      context.send(
        Request(
          .send, message, caller: port.address, token: Self.deadLetterToken | reply.token),
        from: port.address, to: deadLetterQueue)
    }
  }

  private mutating func deadLettered(_ reply: Reply, in context: inout Context) {
    let firing = reply.token & ~Self.deadLetterToken
    let message = underway.message(of: firing)
    underway.deadLettered(firing)
    if reply.result == .ok { meters.deadLettered.count() } else { meters.notDeadLettered.count() }
    context.messages.release(message)
  }
}

// MARK: - Firing

extension ScheduleComponent {
  private mutating func due(in context: inout Context) {
    let now = context.now
    if let next = expression?.next(after: now) { scheduleDue(next, in: &context) }
    let window = settings.flexibleWindow + (settings.isPrecise ? .zero : .minutes(1))
    var offset = window * draws.uniform()
    if !troubles.areNone {
      if troubles.hit(.scheduleStop, at: now) != nil { return }
      if let fault = troubles.hit(.scheduleLate, at: now) {
        offset = offset + troubles.draw(fault.delay)
      }
    }
    if offset > .zero {
      context.schedule(.invoke(dueAt: now), for: port, at: now + offset)
    } else {
      fire(dueAt: now, in: &context)
    }
  }

  private mutating func fire(dueAt: Instant, in context: inout Context) {
    let isRepeated =
      settings.duplicateDelivery > 0 && duplicates.chance(settings.duplicateDelivery)
      || !troubles.areNone && troubles.hit(.scheduleDuplicate, at: context.now) != nil
    let message = context.messages.make(.errand(at: context.now))
    if isRepeated {
      meters.repeated.count()
      context.messages.retain(message)
      attempt(underway.fire(message, dueAt: dueAt, at: context.now), in: &context)
    }
    attempt(underway.fire(message, dueAt: dueAt, at: context.now), in: &context)
  }

  private mutating func attempt(_ firing: UInt32, in context: inout Context) {
    let message = underway.begin(firing)
    meters.count()
    context.messages.copy(message)
    context.send(
      Request(handOver, message, caller: port.address, token: firing), from: port.address,
      to: target)
  }

  var unanswered: Int { underway.count }

  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    troubles.strike(faults)
  }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.report(to: &account)
  }
}

extension Outcome {
  /// What the service makes of the target's answer.
  fileprivate var attempt: ScheduledInvocations.Attempt {
    self == .ok ? .accepted : isRetryable ? .failed : .refused
  }
}

/// What a schedule counts in a period.
private struct ScheduleMeters: Sendable {
  private var attempts = Tally()
  var errors = Tally()
  var throttled = Tally()
  var dropped = Tally()
  var deadLettered = Tally()
  var notDeadLettered = Tally()
  var repeated = Tally()
  var lateness = Metric.scheduleLateness.definition.summary
  private var invocations = 0

  /// Counts an attempt.
  mutating func count() {
    attempts.count()
    invocations += 1
  }

  mutating func report(to account: inout PeriodAccount) {
    account.take(.scheduleAttempts, &attempts)
    account.take(.scheduleTargetErrors, &errors)
    account.take(.scheduleTargetThrottles, &throttled)
    account.take(.scheduleDropped, &dropped)
    account.take(.scheduleSentToDLQ, &deadLettered)
    account.take(.scheduleNotSentToDLQ, &notDeadLettered)
    account.take(.scheduleRepeated, &repeated)
    account.take(.scheduleLateness, &lateness)
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
