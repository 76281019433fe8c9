/// A DNS name in a world: sends each request where the client's cached answer says, and checks targets.
///
/// The answer to a request comes from the target itself: nothing lies between, as with real names.
struct FailoverComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// A target is due to be checked.
    case check(target: UInt16)
    /// A check has waited long enough.
    case lapse(target: UInt16, check: UInt32)
  }

  /// A check of a target that is under way, or the last one.
  private struct Check: Sendable {
    var number: UInt32 = 0
    var isOpen = false
  }

  let name: String
  private let port: Port<Event>
  private let settings: FailoverSettings
  private let targets: [Address]
  private let checked: [Address]
  /// The targets in the order of their distance, for each component of the world.
  private let orders: [[Int]]
  private var record: FailoverName
  private var caches: ContiguousArray<CachedAnswer>
  private var checks: [Check]
  private let cacheKey: RandomKey
  private var draws: RandomStream
  private var outstanding = 0
  private var queries = 0
  private var meters = FailoverMeters()

  init(_ settings: FailoverSettings, name: String, port: Port<Event>, build: WorldBuilder) {
    self.name = name
    self.port = port
    self.settings = settings
    targets = settings.targets.map { build.address(of: $0.to) }
    checked = settings.targets.map { build.address(of: $0.check ?? $0.to) }
    orders = build.distances(to: settings.targets.map(\.to)).map { latencies in
      latencies.indices.sorted { (latencies[$0], $0) < (latencies[$1], $1) }
    }
    record = FailoverName(
      settings.policy, weights: settings.targets.map(\.weight),
      failureThreshold: settings.failureThreshold)
    checks = Array(repeating: Check(), count: targets.count)
    cacheKey = build.key(name, "cache")
    draws = build.stream(name, "answers")
    // Every client has asked before the run, at some time within the last time to live.
    caches = []
    for _ in 0..<settings.caches {
      let age = settings.ttl * draws.uniform()
      caches.append(CachedAnswer(target: .max, freshUntil: .start + age))
    }
  }

  mutating func begin(in context: inout Context) {
    var offsets = draws
    for target in targets.indices {
      context.schedule(
        .check(target: UInt16(target)), for: port,
        at: context.now + settings.interval * offsets.uniform())
    }
    draws = offsets
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    if request.cargoKind == .copy { context.arrive() }
    let target = answer(to: request, in: context)
    context.send(request, from: request.caller, to: targets[target])
  }

  /// The target that the client of a request goes to.
  private mutating func answer(to request: Request, in context: borrowing Context) -> Int {
    let cache = Int(
      cacheKey.bits(for: clientNumber(of: request, in: context)) % UInt64(caches.count))
    let old = caches[cache]
    guard old.target == .max || old.freshUntil <= context.now else { return Int(old.target) }
    let caller = Int(request.caller.index)
    let target = record.answer(
      order: orders.indices.contains(caller) ? orders[caller] : Array(targets.indices),
      draw: draws.uniform())
    if old.target != .max, Int(old.target) != target { meters.switches.count() }
    queries += 1
    meters.queries.count()
    let isFirst = old.target == .max && old.freshUntil > context.now
    caches[cache] = CachedAnswer(
      target: UInt16(target),
      freshUntil: isFirst ? old.freshUntil : context.now + settings.ttl)
    return target
  }

  /// What tells clients apart: the message's group where there are several, else the message.
  private func clientNumber(of request: Request, in context: borrowing Context) -> UInt64 {
    let own = UInt64(request.caller.index) &<< 48
    switch request.cargoKind {
    case .reference, .copy:
      let message = context.messages[request.message]
      return own ^ (message.group == 0 ? message.number : UInt64(message.group) | 1 &<< 40)
    case .number, .shipment: return own
    }
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    switch event {
    case .check(let target): check(Int(target), in: &context)
    case .lapse(let target, let number):
      guard checks[Int(target)].number == number, checks[Int(target)].isOpen else { return }
      conclude(Int(target), isWell: false)
    }
  }

  private mutating func check(_ target: Int, in context: inout Context) {
    checks[target].number &+= 1
    checks[target].isOpen = true
    outstanding += 1
    // The token tells the target and, in what is left of it, the check.
    context.send(
      Request(
        .probe, caller: port.address,
        token: UInt32(target) | (checks[target].number & 0xffff) &<< 16),
      from: port.address, to: checked[target])
    context.schedule(
      .lapse(target: UInt16(target), check: checks[target].number), for: port,
      at: context.now + settings.timeout)
    context.schedule(
      .check(target: UInt16(target)), for: port, at: context.now + settings.interval)
  }

  mutating func resume(_ reply: Reply, in context: inout Context) {
    outstanding -= 1
    let target = Int(reply.token & 0xffff)
    guard checks[target].isOpen, checks[target].number & 0xffff == reply.token &>> 16 else {
      return
    }
    conclude(target, isWell: reply.result == .ok)
  }

  private mutating func conclude(_ target: Int, isWell: Bool) {
    checks[target].isOpen = false
    _ = record.checked(target, isWell: isWell)
    meters.status.record(record.isHealthy(target) ? 1 : 0)
  }

  var unanswered: Int { outstanding }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.report(to: &account)
    let isFast = settings.interval < .seconds(30)
    let queryPrice = settings.policy == .latency ? Prices.route53LatencyQuery : Prices.route53Query
    account.cost =
      queryPrice.dollars(for: queries)
      + Prices.route53HealthCheck.dollars(for: targets.count, during: now - .start)
      + (isFast
        ? Prices.route53FastCheck.dollars(for: targets.count, during: now - .start) : .zero)
  }
}

/// What a DNS name counts in a period.
private struct FailoverMeters: Sendable {
  var status = Metric.healthCheckStatus.definition.summary
  var queries = Tally()
  var switches = Tally()

  mutating func report(to account: inout PeriodAccount) {
    account.take(.healthCheckStatus, &status)
    account.take(.dnsQueries, &queries)
    account.take(.failoverSwitches, &switches)
  }
}
