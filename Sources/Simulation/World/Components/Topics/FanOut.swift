/// What topics and buses have in common: they take a message over, acknowledge it, and a little later
/// hand it on to all who want it.
struct FanOut: ~Copyable {
  enum Event: BitwiseCopyable {
    /// It is time to hand a message on.
    case expand(UInt32)
    /// It is time for a delivery that the quota has delayed.
    case deliver(UInt32)
    /// Something of the owner's own.
    case own(UInt32)
  }

  /// What has happened when messages were handed on.
  struct Handed {
    /// How many ways on wanted the message, how many not, and of how many groups.
    var wanted = 0
    var unwanted = 0
    var groups = 0
    /// How many deliveries have begun, so long after their message was taken over.
    var begun = 0
    var after = Interval.zero
    /// How many deliveries the quota delays.
    var delayed = 0
  }

  /// A delivery that waits for its turn.
  struct Delayed: Sendable, BitwiseCopyable {
    var message: MessageID
    var lane: UInt16
    var takenAt: Instant
  }

  /// The faults that strike whoever hands messages on.
  struct FaultActions: Sendable {
    let unavailable: FaultAction
    let throttle: FaultAction
    let deliveryDelay: FaultAction
    /// Nobody gets what is handed on.
    let misleading: FaultAction
  }

  /// A message that was taken over and waits to be handed on.
  struct Taken: Sendable, BitwiseCopyable {
    var message: MessageID
    var content: UInt16
    var takenAt: Instant
  }

  private var waiting = Slab<Taken>()
  /// For each content, the ways on that want it; at the end for what no producer sent.
  private let wanting: [[Int]]
  /// For each content, how many groups of ways on want it.
  private var groupCounts: [Int]
  /// The contents of messages that by the scenario's own words ask for nothing.
  private let idle: [Bool]
  private let laneCount: Int
  private let kindCount: Int
  private var acknowledging: Timing
  private var expanding: Timing
  private var quota: PublishQuota
  /// How many deliveries may begin; `nil` for as many as there are.
  var pace: InvocationPace?
  private var delayed = Slab<Delayed>()
  /// For each content, the ways on that want it when it is replayed.
  private var wantingReplayed: [[Int]] = []
  private let port: Port<Event>
  private let maximumSize: Int
  private let actions: FaultActions
  private var troubles: Troubles
  /// Of those who keep an order: when the last message is handed on, and none after it before.
  private var lastExpansion = Instant.start
  private let keepsOrder: Bool
  private let deduplicationScope: PublishQuota.Scope?
  private var deduplication = DeduplicationWindow()
  var deliveries: Deliveries

  init(
    _ settings: some FanOutSettings, name: String, port: Port<Event>, maximumSize: Int,
    actions: FaultActions, build: WorldBuilder
  ) {
    self.port = port
    self.maximumSize = maximumSize
    self.actions = actions
    troubles = Troubles(draws: build.stream(name, "troubles"))
    let lanes = settings.lanes(in: build.blueprint)
    laneCount = lanes.count
    kindCount = build.blueprint.messageKinds.count
    wanting = (build.blueprint.contents + [.scheduled]).map { content in
      lanes.indices.filter { settings.wants(content, lane: $0) }
    }
    idle = build.blueprint.messageKinds.map { kind in
      (kind.template.expects ?? build.blueprint.producers[kind.producer].value.expects) == []
    }
    groupCounts = wanting.map(\.count)
    acknowledging = Timing(settings.latency, draws: build.stream(name, "acknowledgement"))
    expanding = Timing(settings.deliveryDelay, draws: build.stream(name, "expansion"))
    quota = settings.publishQuota
    keepsOrder = settings.promisesOrder
    deduplicationScope = settings.deduplicationScope
    deliveries = Deliveries(
      lanes, keepsOrder: keepsOrder, watchesFirstEnds: settings.watchesFirstEnds, from: name,
      at: port.address, build: build)
  }

  /// How many messages wait to be handed on.
  var waitingCount: Int { waiting.count }

  mutating func strike(_ faults: [ActiveFault]) { troubles.strike(faults) }

  /// Takes a message over or refuses it, and answers; says which, and after how long.
  mutating func accept(
    _ request: Request, in context: inout Context
  ) -> (outcome: Outcome, after: Interval) {
    precondition(
      request.operation == Operation.publish.rawValue,
      "who hands messages on cannot do operation \(request.operation)")
    context.arrive()
    let outcome = judge(request, in: context)
    if outcome == .ok, isRepeated(request.message, in: context) {
      context.messages.end(request.message, as: .deduplicated)
    } else if outcome == .ok {
      take(request, in: &context)
    } else {
      context.messages.end(request.message, as: .refused)
    }
    let delay = outcome == .ok ? acknowledging.next() : .zero
    context.answer(
      Reply(to: request, outcome), from: port.address, to: request.caller, after: delay)
    return (outcome, delay)
  }

  /// Answers a health check.
  mutating func probe(_ request: Request, in context: inout Context) {
    let isGone = isHit(by: actions.unavailable, at: context.now)
    context.answer(
      Reply(to: request, isGone ? .unavailable : .ok), from: port.address, to: request.caller)
  }

  /// Whether a message is taken over, and if not, why.
  private mutating func judge(_ request: Request, in context: borrowing Context) -> Outcome {
    if isHit(by: actions.unavailable, at: context.now) { return .unavailable }
    if isHit(by: actions.throttle, at: context.now) { return .throttled }
    let (size, group) = (
      Int(context.messages[request.message].size), context.messages[request.message].group
    )
    if size > maximumSize { return .rejected }
    return quota.takes(group: group, bytes: size, at: context.now) ? .ok : .throttled
  }

  /// Whether a message was published within the last five minutes, as what it is.
  private mutating func isRepeated(_ message: MessageID, in context: borrowing Context) -> Bool {
    guard let deduplicationScope else { return false }
    let group = deduplicationScope == .messageGroup ? context.messages[message].group : 0
    let key = DeduplicationWindow.Key(id: context.messages[message].birth, group: group)
    return deduplication.original(of: key, for: message, at: context.now) != nil
  }

  private mutating func isHit(by action: FaultAction, at now: Instant) -> Bool {
    !troubles.areNone && troubles.hit(action, at: now) != nil
  }

  /// What a message holds, by its place among all contents.
  func content(of request: Request, in context: borrowing Context) -> Int {
    let kind = Int(context.messages[request.message].kind)
    let own = kind < kindCount ? kind : wanting.count - 1
    return request.detail == 0 ? own : kindCount + Int(request.detail) - 1
  }

  private mutating func take(_ request: Request, in context: inout Context) {
    var delay = Interval.zero
    if !troubles.areNone, let fault = troubles.hit(actions.deliveryDelay, at: context.now) {
      delay = troubles.draw(fault.delay)
    }
    let slot = waiting.insert(
      Taken(
        message: request.message,
        content: UInt16(truncatingIfNeeded: content(of: request, in: context)),
        takenAt: context.now))
    var due = context.now + expanding.next() + delay
    if keepsOrder {
      due = max(due, lastExpansion)
      lastExpansion = due
    }
    context.schedule(.expand(slot), for: port, at: due)
  }

  /// Hands a message that has waited on to all who want it, or to nobody while a fault misleads.
  mutating func handle(_ event: Event, in context: inout Context) -> Handed {
    switch event {
    case .expand(let slot): expand(slot, in: &context)
    case .deliver(let slot): deliver(slot, in: &context)
    case .own: preconditionFailure("the owner's own event came to the ways on")
    }
  }

  private mutating func expand(_ slot: UInt32, in context: inout Context) -> Handed {
    let isDropped = isHit(by: actions.misleading, at: context.now)
    let taken = waiting[slot]
    waiting.remove(slot)
    let content = Int(taken.content)
    let count = isDropped ? 0 : wanting[content].count
    var handed = Handed(
      wanted: count, unwanted: laneCount - count, groups: count == 0 ? 0 : groupCounts[content],
      after: context.now - taken.takenAt)
    for place in 0..<count {
      begin(
        taken.message, by: wanting[content][place], takenAt: taken.takenAt, &handed, in: &context)
    }
    if count == 0, !isDropped, content < idle.count, idle[content] {
      context.messages.handled(taken.message, at: context.now)
    }
    context.messages.end(taken.message, as: count == 0 ? .filteredOut : .consumed)
    return handed
  }

  /// Hands a message on once more, to those of some ways on who want replayed ones.
  mutating func replay(
    _ message: MessageID, content: Int, to allowed: (Int) -> Bool, in context: inout Context
  ) -> Handed {
    var handed = Handed()
    guard !isHit(by: actions.misleading, at: context.now) else { return handed }
    for lane in wantingReplayed[content] where allowed(lane) {
      handed.wanted += 1
      begin(message, by: lane, takenAt: context.now, &handed, in: &context)
    }
    return handed
  }

  /// Begins a delivery, or lets it wait for its turn.
  private mutating func begin(
    _ message: MessageID, by lane: Int, takenAt: Instant, _ handed: inout Handed,
    in context: inout Context
  ) {
    if let turn = pace?.next(at: context.now), turn > context.now {
      handed.delayed += 1
      context.messages.retain(message)
      let slot = delayed.insert(
        Delayed(message: message, lane: UInt16(lane), takenAt: takenAt))
      return context.schedule(.deliver(slot), for: port, at: turn)
    }
    handed.begun += 1
    deliveries.begin(message, by: lane, publishedAt: takenAt, in: &context)
  }

  private mutating func deliver(_ slot: UInt32, in context: inout Context) -> Handed {
    let waited = delayed[slot]
    delayed.remove(slot)
    deliveries.begin(
      waited.message, by: Int(waited.lane), publishedAt: waited.takenAt, in: &context)
    context.messages.release(waited.message)
    return Handed(begun: 1, after: context.now - waited.takenAt)
  }

  /// Has replayed messages handed on to the ways that want them.
  mutating func hand(replayed lanes: [[Int]]) { wantingReplayed = lanes }

  /// Has the ways on that a content takes counted by groups, such as the rules of a bus.
  mutating func count(groups: [Int]) {
    groupCounts = wanting.map { lanes in Set(lanes.map { groups[$0] }).count }
  }
}
