/// A service outside of the system, such as a payment system, on which handlers depend.
struct DependencyComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// The service of a call is done.
    case served(call: UInt32)
  }

  /// A call that has come in and is not yet answered.
  struct Call: Sendable, BitwiseCopyable {
    var arrivedAt: Instant
    var message: MessageID
    var token: UInt32
    var caller: Address
    /// The effect's number plus one, or zero.
    var effect: UInt8
    var fails: Bool
    /// The calls inside when it came, itself included; kept for a load shedder only.
    var inside: UInt32 = 0
  }

  let name: String
  let port: Port<Event>
  private var latency: Timing
  private let errorShare: Double
  var service: ExternalService
  var calls = Slab<Call>()
  /// The calls that will never be answered while a fault holds.
  private var hung = Fifo<UInt32>()
  /// Whether a fault makes calls hang now.
  private var hangs = false
  var troubles: Troubles
  private var errorDraws: RandomStream
  /// What a rate limit lets through, while one holds.
  private var allowance: TokenBucket?
  private var allowedRate: Double?
  var meters = DependencyMeters()
  var inside = TimeWeightedGauge()
  private var waiting = TimeWeightedGauge()
  private var arrivals = 0
  /// Which calls are refused under load.
  var shedder: LoadShedder?

  init(_ settings: DependencySettings, name: String, port: Port<Event>, build: WorldBuilder) {
    self.name = name
    self.port = port
    latency = Timing(settings.latency, draws: build.stream(name, "service"))
    errorShare = settings.errorRate
    service = ExternalService(settings.station)
    troubles = Troubles(draws: build.stream(name, "troubles"))
    errorDraws = build.stream(name, "errors")
    shedder = settings.shedding.map { LoadShedder($0.policy) }
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    if request.operation == Operation.probe.rawValue { return probe(request, in: &context) }
    let now = context.now
    arrivals &+= 1
    meters.calls.count()
    var call = Call(
      arrivedAt: now, message: request.message, token: request.token, caller: request.caller,
      effect: request.detail, fails: errorDraws.chance(errorShare))
    var service: Interval? = latency.next()
    if !troubles.areNone {
      if troubles.hit(.dependencyOutage, at: now) != nil {
        return answer(call, .unavailable, in: &context)
      }
      if isOverRate(at: now) { return answer(call, .throttled, in: &context) }
      let hang = troubles.hit(.dependencyHang, at: now)
      if hang?.zonePart != nil { return lose(call, in: &context) }
      var fails = call.fails
      service = hang == nil ? disturbed(service ?? .zero, failing: &fails, at: now) : nil
      call.fails = fails
    }
    if shedder != nil {
      call.inside = UInt32(clamping: calls.count + 1)
      if refusesAtDoor() { return shed(call, in: &context) }
    }
    let slot = calls.insert(call)
    switch self.service.arrive(call: slot, service: service, at: now) {
    case .begin(let end): begin(slot, until: end, in: &context)
    case .wait: break
    case .refused(let reason):
      calls.remove(slot)
      if case .queueFull = reason { return answer(call, .unavailable, in: &context) }
      return answer(call, .throttled, in: &context)
    }
    inside.change(by: 1, at: now)
    countWaiting(at: now)
  }

  @inline(__always)
  private mutating func countWaiting(at now: Instant) {
    if service.waiting != waiting.value { waiting.set(service.waiting, at: now) }
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    switch event {
    case .served(let slot): finish(slot, in: &context)
    }
  }

  mutating func resume(_ reply: Reply, in context: inout Context) {
    preconditionFailure("'\(name)' asks nobody, but got an answer")
  }

  /// Whether a call comes when what a rate limit lets through is used up.
  private mutating func isOverRate(at now: Instant) -> Bool {
    guard allowance != nil, troubles.hit(.dependencyRateLimit, at: now) != nil else {
      return false
    }
    return allowance?.take(at: now) == false
  }

  /// What the faults that hold make of a healthy service time.
  private mutating func disturbed(
    _ healthy: Interval, failing: inout Bool, at now: Instant
  ) -> Interval {
    var service = healthy
    if troubles.hit(.dependencyErrors, at: now) != nil { failing = true }
    if let fault = troubles.hit(.dependencyLatency, at: now) {
      service = service * fault.latencyFactor + troubles.draw(fault.latencyAddition)
    }
    if let fault = troubles.hit(.dependencyBrownout, at: now) {
      service = service * fault.latencyFactor + troubles.draw(fault.latencyAddition)
      if troubles.chance(fault.errorShare) { failing = true }
    }
    return service
  }

  @inline(__always)
  mutating func begin(_ slot: UInt32, until end: Instant, in context: inout Context) {
    if end == .never {
      // Nothing will ever be done for the message, so it need not outlive its caller for this.
      context.messages.release(calls[slot].message)
      hung.append(slot)
    } else {
      context.schedule(.served(call: slot), for: port, at: end)
    }
  }

  @inline(__always)
  private mutating func finish(_ slot: UInt32, in context: inout Context) {
    let call = calls[slot]
    calls.remove(slot)
    inside.change(by: -1, at: context.now)
    meters.latency.record(context.now - call.arrivedAt)
    if call.effect != 0, !call.fails { perform(call.effect - 1, for: call.message, in: &context) }
    if shedder != nil { note(call, at: context.now) }
    answer(call, call.fails ? .failed : .ok, in: &context)
    if let next = service.finish(at: context.now, newestFirst: servesNewestFirst) {
      serveNext(next, in: &context)
    }
    // Whoever came in line during a hang and gets a server only after it is let go, too.
    if !hung.isEmpty, !hangs { dropHung(in: &context) }
    countWaiting(at: context.now)
  }

  @inline(__always)
  private mutating func perform(
    _ effect: UInt8, for message: MessageID, in context: inout Context
  ) {
    let before = context.messages.standing(effect, of: message)
    switch service.idempotency.effect(performedBefore: before) {
    case .perform:
      let count = context.messages[message].effects[effect]
      context.messages.perform(effect, for: message, at: context.now)
      // A compensation that finds nothing to take back has no effect.
      if before == 0, context.messages[message].effects[effect] == count { return }
      meters.effects.count()
      if before > 0 { meters.repeatedEffects.count() }
    case .answerAsBefore: break
    }
  }

  @inline(__always)
  mutating func answer(_ call: Call, _ outcome: Outcome, in context: inout Context) {
    context.messages.release(call.message)
    reply(to: call, outcome, in: &context)
  }

  @inline(__always)
  private mutating func reply(to call: Call, _ outcome: Outcome, in context: inout Context) {
    meters.errors.count(outcome != .ok)
    context.answer(
      Reply(token: call.token, outcome: outcome.rawValue), from: port.address, to: call.caller)
  }

  // MARK: - Faults and measurement

  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    troubles.strike(faults)
    let now = context.now
    service.setCapacity(share: 1 - Self.capacityLost(to: faults, at: now))
    limitRate(
      to: faults.filter { $0.fault.action == .dependencyRateLimit }.map(\.fault.allowedRate).min(),
      at: now)
    hangs = faults.contains { $0.fault.action == .dependencyHang }
    if !hangs { dropHung(in: &context) }
    while let next = service.next(at: now, newestFirst: servesNewestFirst) {
      serveNext(next, in: &context)
    }
    countWaiting(at: now)
  }

  /// The share of the capacity that faults take away: what lost zones had together, or what the worst
  /// of the other faults takes if that is more.
  private static func capacityLost(to faults: [ActiveFault], at now: Instant) -> Double {
    let losses = faults.filter { $0.fault.action == .dependencyCapacity }
    func lost(_ active: ActiveFault) -> Double { active.fault.capacityLost * active.share(at: now) }
    let zones = losses.filter { $0.fault.zonePart != nil }.reduce(0) { $0 + lost($1) }
    return min(1, losses.map(lost).reduce(zones, max))
  }

  /// Sets what a rate limit lets through; one that goes on keeps account of what has come.
  private mutating func limitRate(to rate: Double?, at now: Instant) {
    guard rate != allowedRate else { return }
    allowedRate = rate
    allowance = rate.map { TokenBucket(ratePerSecond: $0, burst: max(1, Int($0)), at: now) }
  }

  /// Resets the connections of calls that hung, now that the service answers again.
  private mutating func dropHung(in context: inout Context) {
    let now = context.now
    while let slot = hung.popFirst() {
      let call = calls[slot]
      calls.remove(slot)
      inside.change(by: -1, at: now)
      reply(to: call, .unavailable, in: &context)
      if let next = service.finish(at: now, newestFirst: servesNewestFirst) {
        serveNext(next, in: &context)
      }
    }
  }

  var unanswered: Int { calls.count }

  mutating func sample(at now: Instant) {
    meters.inService.record(Int64(service.inService))
    meters.waiting.record(Int64(service.waiting))
    if let limit = shedder?.limit { meters.limit.record(Int64(limit)) }
  }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.report(to: &account)
  }

  func averages(at now: Instant) -> [WorldAverage] {
    [
      WorldAverage(
        name: "inSystem", mean: inside.average(at: now), arrivals: arrivals,
        timeInside: Double(inside.area(at: now)) / 1e9),
      WorldAverage(
        name: "waiting", mean: waiting.average(at: now), arrivals: arrivals,
        timeInside: Double(waiting.area(at: now)) / 1e9),
    ]
  }
}

/// What a dependency counts in a period.
struct DependencyMeters: Sendable {
  var calls = Tally()
  var errors = Tally()
  var latency = Metric.callLatency.definition.summary
  var inService = Metric.callsInService.definition.summary
  var waiting = Metric.callsWaiting.definition.summary
  var effects = Tally()
  var repeatedEffects = Tally()
  var shed = Tally()
  var limit = Metric.concurrencyLimit.definition.summary

  mutating func report(to account: inout PeriodAccount) {
    account.take(.calls, &calls)
    account.take(.callErrors, &errors)
    account.take(.callLatency, &latency)
    account.take(.callsInService, &inService)
    account.take(.callsWaiting, &waiting)
    account.take(.effects, &effects)
    account.take(.repeatedEffects, &repeatedEffects)
    account.take(.shed, &shed)
    account.take(.concurrencyLimit, &limit)
  }
}
