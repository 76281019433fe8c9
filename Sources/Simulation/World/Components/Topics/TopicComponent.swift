/// A topic in a world: takes messages over and hands each to all subscriptions that want it.
struct TopicComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// It is time to hand a message on.
    case expand(UInt32)
  }

  let name: String
  private let port: Port<Event>
  private let maximumMessageSize: Int
  private let transports: [TopicSettings.Transport]
  private var fanOut: FanOut
  private var troubles: Troubles
  private var meters = TopicMeters()

  init(_ settings: TopicSettings, name: String, port: Port<Event>, build: WorldBuilder) {
    self.name = name
    self.port = port
    maximumMessageSize = settings.maximumMessageSize
    transports = settings.subscriptions.map { $0.transport(in: build) }
    fanOut = FanOut(
      settings, name: name, port: port.address, acknowledgement: settings.latency,
      expansion: settings.deliveryDelay, rateLimit: settings.rateLimit, build: build)
    troubles = Troubles(draws: build.stream(name, "troubles"))
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    precondition(
      request.operation == Operation.publish.rawValue,
      "a topic cannot do operation \(request.operation)")
    context.arrive()
    let now = context.now
    let size = Int(context.messages[request.message].size)
    meters.requests &+= Price.chunks(bytes: size)
    if !troubles.areNone {
      if troubles.hit(.topicUnavailable, at: now) != nil {
        return refuse(request, .unavailable, in: &context)
      }
      if troubles.hit(.topicThrottle, at: now) != nil {
        return refuse(request, .throttled, in: &context)
      }
    }
    if size > maximumMessageSize { return refuse(request, .rejected, in: &context) }
    guard fanOut.admits(at: now) else { return refuse(request, .throttled, in: &context) }
    meters.published.count()
    meters.size.record(Int64(size))
    var extra = Interval.zero
    if !troubles.areNone, let fault = troubles.hit(.topicDeliveryDelay, at: now) {
      extra = troubles.draw(fault.delay)
    }
    let (slot, due) = fanOut.take(request, extra: extra, in: &context)
    context.schedule(.expand(slot), for: port, at: due)
    context.answer(
      Reply(to: request, .ok), from: port.address, to: request.caller,
      after: fanOut.acknowledgement())
  }

  private func refuse(_ request: Request, _ outcome: Outcome, in context: inout Context) {
    context.messages.end(request.message, as: .refused)
    context.answer(Reply(to: request, outcome), from: port.address, to: request.caller)
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    guard case .expand(let slot) = event else { return }
    let isMisled =
      !troubles.areNone && troubles.hit(.topicFilterError, at: context.now) != nil
    let counts = fanOut.expand(slot, toNobody: isMisled, in: &context)
    meters.filteredOut.count(times: counts.not)
    collect(in: &context)
  }

  mutating func resume(_ reply: Reply, in context: inout Context) {
    fanOut.deliveries.resume(reply, in: &context)
    collect(in: &context)
  }

  private mutating func collect(in context: inout Context) {
    while let end = fanOut.deliveries.popEnded(in: &context) {
      switch end {
      case .delivered(let lane, let publishedAt):
        meters.delivered.count()
        meters.deliveries[transports[lane], default: 0] += 1
        meters.latency.record(context.now - publishedAt)
      case .deadLettered:
        meters.failed.count()
        meters.redriven.count()
      case .dropped(_, let hasDeadLetterQueue):
        meters.failed.count()
        if hasDeadLetterQueue { meters.notRedriven.count() }
      }
    }
  }

  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    troubles.strike(faults)
  }

  var copiesHeld: Int { fanOut.waitingCount }
  var unanswered: Int { fanOut.deliveries.unanswered }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.report(attempts: fanOut.deliveries.attempts, to: &account)
  }
}

extension TopicSettings.Subscription {
  /// How the subscriber is reached, whether the scenario says so or its type.
  fileprivate func transport(in build: WorldBuilder) -> TopicSettings.Transport {
    if let transport { return transport }
    return switch build.type(of: endpoint) {
    case QueueComponentSettings.typeName: .sqs
    case FunctionComponentSettings.typeName: .lambda
    default: .https
    }
  }
}
