/// An event bus in a world: takes events over and hands each to the targets of all rules it matches.
struct EventBusComponent: WorldComponent, ~Copyable {
  let name: String
  private var fanOut: FanOut
  private var meters = EventBusMeters()
  private var events = 0

  init(_ settings: EventBusSettings, name: String, port: Port<FanOut.Event>, build: WorldBuilder) {
    self.name = name
    fanOut = FanOut(
      settings, name: name, port: port, maximumSize: Self.maximumEventSize,
      actions: .init(
        unavailable: .busUnavailable, throttle: .busThrottle, deliveryDelay: .busDeliveryDelay,
        misleading: .busRulesDisabled),
      build: build)
    fanOut.count(groups: settings.ruleOfLane)
  }

  /// The largest entry of PutEvents, of which a message is the only one
  /// (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html).
  private static let maximumEventSize = 1 << 20

  mutating func accept(_ request: Request, in context: inout Context) {
    let size = Int(context.messages[request.message].size)
    meters.calls.count()
    switch fanOut.accept(request, in: &context) {
    case .ok: events &+= Price.chunks(bytes: size)
    case .throttled: meters.throttled.count()
    default: break
    }
  }

  mutating func handle(_ event: FanOut.Event, in context: inout Context) {
    let counts = fanOut.handle(event, in: &context)
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
      case .delivered(_, let publishedAt, _): meters.latency.record(context.now - publishedAt)
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
    fanOut.strike(faults)
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
