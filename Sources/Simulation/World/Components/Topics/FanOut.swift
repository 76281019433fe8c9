/// What topics and buses have in common: they take a message over, acknowledge it, and a little later
/// hand it on to all who want it.
struct FanOut: ~Copyable {
  /// A message that was taken over and waits to be handed on.
  struct Taken: Sendable, BitwiseCopyable {
    var message: MessageID
    var content: UInt16
    var takenAt: Instant
  }

  private var waiting = Slab<Taken>()
  /// For each content, the ways on that want it.
  private let wanting: [[Int]]
  /// For each content, how many groups of ways on want it.
  private var groupCounts: [Int]
  /// The contents of messages that by the scenario's own words ask for nothing.
  private let idle: [Bool]
  private let laneCount: Int
  private let kindCount: Int
  private var acknowledging: Timing
  private var expanding: Timing
  private var rate: TokenBucket
  var deliveries: Deliveries

  init(
    _ settings: some FanOutSettings, name: String, port: Address, acknowledgement: Distribution,
    expansion: Distribution, rateLimit: Double, build: WorldBuilder
  ) {
    let lanes = settings.lanes
    laneCount = lanes.count
    kindCount = build.blueprint.messageKinds.count
    wanting = build.blueprint.contents.map { content in
      lanes.indices.filter { settings.wants(content, lane: $0) }
    }
    idle = build.blueprint.messageKinds.map { kind in
      (kind.template.expects ?? build.blueprint.producers[kind.producer].value.expects) == []
    }
    groupCounts = wanting.map(\.count)
    acknowledging = Timing(acknowledgement, draws: build.stream(name, "acknowledgement"))
    expanding = Timing(expansion, draws: build.stream(name, "expansion"))
    rate = TokenBucket(ratePerSecond: rateLimit, burst: max(1, Int(rateLimit)))
    deliveries = Deliveries(lanes, from: name, at: port, build: build)
  }

  /// How many messages wait to be handed on.
  var waitingCount: Int { waiting.count }

  /// Whether one more message is within the quota.
  mutating func admits(at now: Instant) -> Bool { rate.take(at: now) }

  /// Takes a message over; says where it waits and for how long.
  mutating func take(
    _ request: Request, extra: Interval, in context: inout Context
  ) -> (slot: UInt32, until: Instant) {
    let own = Int(context.messages[request.message].kind)
    let content = request.detail == 0 ? own : kindCount + Int(request.detail) - 1
    let slot = waiting.insert(
      Taken(
        message: request.message, content: UInt16(truncatingIfNeeded: content),
        takenAt: context.now))
    return (slot, context.now + expanding.next() + extra)
  }

  /// How long an acknowledgement takes.
  mutating func acknowledgement() -> Interval { acknowledging.next() }

  /// Hands a message that has waited on to all who want it, or to nobody at all.
  ///
  /// - Returns: How many ways on the message took, how many not, and of how many groups.
  mutating func expand(
    _ slot: UInt32, toNobody isDropped: Bool, in context: inout Context
  ) -> (wanted: Int, not: Int, groups: Int) {
    let taken = waiting[slot]
    waiting.remove(slot)
    let content = Int(taken.content)
    let count = isDropped ? 0 : wanting[content].count
    for place in 0..<count {
      deliveries.begin(
        taken.message, by: wanting[content][place], publishedAt: taken.takenAt, in: &context)
    }
    if count == 0, !isDropped, content < idle.count, idle[content] {
      context.messages.handled(taken.message, at: context.now)
    }
    context.messages.end(taken.message, as: count == 0 ? .filteredOut : .consumed)
    return (count, laneCount - count, count == 0 ? 0 : groupCounts[content])
  }

  /// Has the ways on that a content takes counted by groups, such as the rules of a bus.
  mutating func count(groups: [Int]) {
    groupCounts = wanting.map { lanes in Set(lanes.map { groups[$0] }).count }
  }
}
