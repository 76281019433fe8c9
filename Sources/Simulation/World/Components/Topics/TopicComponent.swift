/// A topic in a world: takes messages over and hands each to all subscriptions that want it.
struct TopicComponent: WorldComponent, ~Copyable {
  let name: String
  private let transports: [TopicSettings.Transport]
  private let isFIFO: Bool
  private var fanOut: FanOut
  private var meters = TopicMeters()

  init(_ settings: TopicSettings, name: String, port: Port<FanOut.Event>, build: WorldBuilder) {
    self.name = name
    isFIFO = settings.fifo != nil
    meters.isFIFO = isFIFO
    transports = settings.subscriptions.map { $0.transport(in: build.blueprint) }
    fanOut = FanOut(
      settings, name: name, port: port, maximumSize: settings.maximumMessageSize,
      actions: .init(
        unavailable: .topicUnavailable, throttle: .topicThrottle,
        deliveryDelay: .topicDeliveryDelay, misleading: .topicFilterError),
      build: build)
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    if request.operation == Operation.probe.rawValue {
      return fanOut.probe(request, in: &context)
    }
    let size = Int(context.messages[request.message].size)
    meters.requests &+= Price.chunks(bytes: size)
    if isFIFO { meters.ordered.add(bytes: size) }
    switch fanOut.accept(request, in: &context).outcome {
    case .ok:
      meters.published.count()
      meters.size.record(Int64(size))
    case .throttled: meters.throttled.count()
    default: break
    }
  }

  mutating func handle(_ event: FanOut.Event, in context: inout Context) {
    meters.filteredOut.count(times: fanOut.handle(event, in: &context).unwanted)
    collect(in: &context)
  }

  mutating func resume(_ reply: Reply, in context: inout Context) {
    fanOut.deliveries.resume(reply, in: &context)
    collect(in: &context)
  }

  private mutating func collect(in context: inout Context) {
    while let end = fanOut.deliveries.popEnded(in: &context) {
      switch end {
      case .delivered(let lane, let publishedAt, let bytes):
        meters.delivered.count()
        if isFIFO { meters.orderedDeliveries.add(bytes: bytes) }
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
    fanOut.strike(faults)
  }

  var copiesHeld: Int { fanOut.waitingCount }
  var unanswered: Int { fanOut.deliveries.unanswered }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.report(attempts: fanOut.deliveries.attempts, to: &account)
  }
}
