/// An event bus in a world: takes events over and hands each to the targets of all rules it matches.
struct EventBusComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// It is time to hand an event on.
    case expand(UInt32)
  }

  let name: String
  private let port: Port<Event>
  private var fanOut: FanOut
  private var troubles: Troubles
  private var meters = EventBusMeters()
  private var events = 0

  init(_ settings: EventBusSettings, name: String, port: Port<Event>, build: WorldBuilder) {
    self.name = name
    self.port = port
    fanOut = FanOut(
      settings, name: name, port: port.address, acknowledgement: settings.latency,
      expansion: settings.deliveryDelay, rateLimit: settings.rateLimit, build: build)
    fanOut.count(groups: settings.ruleOfLane)
    troubles = Troubles(draws: build.stream(name, "troubles"))
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    precondition(
      request.operation == Operation.publish.rawValue,
      "an event bus cannot do operation \(request.operation)")
    context.arrive()
    let now = context.now
    meters.calls.count()
    if !troubles.areNone {
      if troubles.hit(.busUnavailable, at: now) != nil {
        return refuse(request, .unavailable, in: &context)
      }
      if troubles.hit(.busThrottle, at: now) != nil {
        meters.throttled.count()
        return refuse(request, .throttled, in: &context)
      }
    }
    let size = Int(context.messages[request.message].size)
    if size > Self.maximumEventSize { return refuse(request, .rejected, in: &context) }
    guard fanOut.admits(at: now) else {
      meters.throttled.count()
      return refuse(request, .throttled, in: &context)
    }
    events &+= Price.chunks(bytes: size)
    var extra = Interval.zero
    if !troubles.areNone, let fault = troubles.hit(.busDeliveryDelay, at: now) {
      extra = troubles.draw(fault.delay)
    }
    let (slot, due) = fanOut.take(request, extra: extra, in: &context)
    context.schedule(.expand(slot), for: port, at: due)
    context.answer(
      Reply(to: request, .ok), from: port.address, to: request.caller,
      after: fanOut.acknowledgement())
  }

  /// The largest entry of PutEvents, of which a message is the only one
  /// (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html).
  private static let maximumEventSize = 1 << 20

  private func refuse(_ request: Request, _ outcome: Outcome, in context: inout Context) {
    context.messages.end(request.message, as: .refused)
    context.answer(Reply(to: request, outcome), from: port.address, to: request.caller)
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    guard case .expand(let slot) = event else { return }
    let isDisabled = !troubles.areNone && troubles.hit(.busRulesDisabled, at: context.now) != nil
    let counts = fanOut.expand(slot, toNobody: isDisabled, in: &context)
    if counts.wanted > 0 { meters.matched.count() }
    meters.triggered.count(times: counts.groups)
    collect(in: &context)
  }

  mutating func resume(_ reply: Reply, in context: inout Context) {
    fanOut.deliveries.resume(reply, in: &context)
    collect(in: &context)
  }

  private mutating func collect(in context: inout Context) {
    while let end = fanOut.deliveries.popEnded(in: &context) {
      meters.invocations.count()
      switch end {
      case .delivered(_, let publishedAt): meters.latency.record(context.now - publishedAt)
      case .deadLettered:
        meters.failed.count()
        meters.sentToDeadLetterQueue.count()
      case .dropped(_, let hasDeadLetterQueue):
        meters.failed.count()
        if hasDeadLetterQueue { meters.notSentToDeadLetterQueue.count() }
      }
    }
  }

  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    troubles.strike(faults)
  }

  var copiesHeld: Int { fanOut.waitingCount }
  var unanswered: Int { fanOut.deliveries.unanswered }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.report(
      attempts: fanOut.deliveries.attempts, retries: fanOut.deliveries.retries, to: &account)
    account.cost = Prices.eventBridgeEvent.dollars(for: events)
  }
}

/// What an event bus counts in a period.
private struct EventBusMeters: Sendable {
  var calls = Tally()
  var throttled = Tally()
  var matched = Tally()
  var triggered = Tally()
  var invocations = Tally()
  var failed = Tally()
  var sentToDeadLetterQueue = Tally()
  var notSentToDeadLetterQueue = Tally()
  var latency = Metric.ingestionToSuccess.definition.summary
  private var attempted = Tally()
  private var retried = Tally()
  private var attemptsBefore = 0
  private var retriesBefore = 0

  mutating func report(attempts: Int, retries: Int, to account: inout PeriodAccount) {
    attempted.count(times: attempts - attemptsBefore)
    retried.count(times: retries - retriesBefore)
    (attemptsBefore, retriesBefore) = (attempts, retries)
    account.take(.putEvents, &calls)
    account.take(.putEventsThrottled, &throttled)
    account.take(.matchedEvents, &matched)
    account.take(.triggeredRules, &triggered)
    account.take(.busInvocations, &invocations)
    account.take(.invocationAttempts, &attempted)
    account.take(.retryInvocationAttempts, &retried)
    account.take(.failedInvocations, &failed)
    account.take(.invocationsSentToDLQ, &sentToDeadLetterQueue)
    account.take(.invocationsNotSentToDLQ, &notSentToDeadLetterQueue)
    account.take(.ingestionToSuccess, &latency)
  }
}
