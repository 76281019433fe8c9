/// An event bus in a world: takes events over and hands each to the targets of all rules it matches.
struct EventBusComponent: WorldComponent, ~Copyable {
  let name: String
  private let port: Port<FanOut.Event>
  private var fanOut: FanOut
  /// The rule of each way on.
  private let ruleOfLane: [Int]
  private let rules: [String]
  private var archives: BusArchives
  private var meters = EventBusMeters()
  private var events = 0

  init(_ settings: EventBusSettings, name: String, port: Port<FanOut.Event>, build: WorldBuilder) {
    self.name = name
    self.port = port
    ruleOfLane = settings.ruleOfLane
    rules = settings.rules.map(\.name)
    fanOut = FanOut(
      settings, name: name, port: port, maximumSize: Self.maximumEventSize,
      actions: .init(
        unavailable: .busUnavailable, throttle: .busThrottle, deliveryDelay: .busDeliveryDelay,
        misleading: .busRulesDisabled),
      build: build)
    fanOut.count(groups: settings.ruleOfLane)
    fanOut.pace = InvocationPace(perSecond: settings.invocationLimit)
    let contents = build.blueprint.contents + [.scheduled]
    if !settings.archives.isEmpty {
      fanOut.hand(replayed: contents.map { settings.lanes(wantingReplayed: $0) })
    }
    archives = BusArchives(
      settings.archives, contents: contents, draws: build.stream(name, "replays"))
  }

  /// The largest entry of PutEvents, of which a message is the only one
  /// (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html).
  private static let maximumEventSize = 1 << 20

  mutating func accept(_ request: Request, in context: inout Context) {
    if request.operation == Operation.probe.rawValue {
      return fanOut.probe(request, in: &context)
    }
    let size = Int(context.messages[request.message].size)
    meters.calls.count()
    meters.entries.count()
    meters.requestSize.record(Int64(size))
    let content = fanOut.content(of: request, in: context)
    let (outcome, delay) = fanOut.accept(request, in: &context)
    if outcome != .ok { meters.failedEntries.count() }
    switch outcome {
    case .ok:
      meters.succeeded.count()
      meters.putLatency.record(delay)
      events &+= Price.chunks(bytes: size)
      if !archives.isEmpty {
        meters.archived.count(
          times: archives.keep(
            EventArchive.Entry(
              message: request.message, content: content, size: size, publishedAt: context.now),
            in: &context))
        arm(in: &context)
      }
    case .throttled: meters.throttled.count()
    default: meters.failed.count()
    }
  }

  mutating func handle(_ event: FanOut.Event, in context: inout Context) {
    switch event {
    case .expand, .deliver: meters.note(fanOut.handle(event, in: &context))
    case .own(BusArchives.expiry):
      archives.expire(in: &context)
      arm(in: &context)
    case .own(let replay): goOn(with: replay, in: &context)
    }
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
      case .delivered(_, let publishedAt, _):
        meters.successful.count()
        meters.latency.record(context.now - publishedAt)
      case .deadLettered:
        meters.failedInvocations.count()
        meters.sentToDeadLetterQueue.count()
      case .dropped(_, let hasDeadLetterQueue):
        meters.failedInvocations.count()
        if hasDeadLetterQueue { meters.notSentToDeadLetterQueue.count() }
      }
    }
    while let publishedAt = fanOut.deliveries.popFirstEnd() {
      meters.completion.record(context.now - publishedAt)
    }
  }

  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    fanOut.strike(faults)
  }

  var copiesHeld: Int { fanOut.waitingCount }
  var unanswered: Int { fanOut.deliveries.unanswered }

  /// What only an archive has, somebody has to replay.
  func visitDeadLetters(_ body: (MessageID) -> Void) { archives.visit(body) }

  mutating func sample(at now: Instant) {
    guard !archives.isEmpty else { return }
    meters.kept.record(Int64(archives.count))
  }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.report(
      attempts: fanOut.deliveries.attempts, retries: fanOut.deliveries.retries, to: &account)
    account.cost =
      Prices.eventBridgeEvent.dollars(for: events) + archives.cost(until: now)
  }
}

// MARK: - Archives and replays

extension EventBusComponent {
  mutating func perform(_ action: ManualAction, in context: inout Context) -> String? {
    switch action.deed {
    case .replay: beginReplay(action, in: &context)
    case .cancelReplays:
      archives.cancelReplays(in: &context) ? nil : "'\(name)' has no replay under way"
    default: "an event bus cannot do '\(action.deed.rawValue)'"
    }
  }

  private mutating func beginReplay(
    _ action: ManualAction, in context: inout Context
  ) -> String? {
    let wanted = action.rules.isEmpty ? rules : action.rules
    let started = archives.replay(
      action, to: rules.map { wanted.contains($0) }, in: &context)
    switch started {
    case .success(let replay):
      context.schedule(.own(replay), for: port, at: context.now)
      return nil
    case .failure(let problem): return "'\(name)': \(problem.rawValue)"
    }
  }

  /// Brings the next event of a replay back, and sets the time of the one after it.
  private mutating func goOn(with replay: UInt32, in context: inout Context) {
    guard let (entry, rules, next) = archives.next(of: replay, at: context.now) else { return }
    let ruleOfLane = ruleOfLane
    meters.replayed.count()
    meters.note(
      fanOut.replay(
        entry.message, content: Int(entry.content), to: { rules[ruleOfLane[$0]] }, in: &context))
    context.messages.release(entry.message)
    context.schedule(.own(replay), for: port, at: next)
  }

  private mutating func arm(in context: inout Context) {
    guard let due = archives.takeWakeUp() else { return }
    context.schedule(.own(BusArchives.expiry), for: port, at: due)
  }
}
