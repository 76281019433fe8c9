/// A producer in a world: makes messages when they are due and sends them, if need be again.
struct ProducerComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// A message is due.
    case due
    /// A user has thought long enough.
    case user
  }

  /// A message that the producer waits for the acknowledgement of.
  struct Sending: Sendable, BitwiseCopyable {
    var dueAt: Instant
  }

  let name: String
  private let port: Port<Event>
  private let settings: ProducerSettings
  /// The kinds of messages, and the place of the first among those of all producers.
  private let kinds: [MessageKindState]
  private let firstKind: UInt16
  private let target: Address
  /// Whether the producer wants to hear what became of its sends.
  private let listens: Bool
  /// Whether the target hands a direct answer instead of taking a copy over.
  private let isCall: Bool
  private let end: Instant
  private var clock: ArrivalClock?
  private var runs: HandlerRuns
  private var sendings = Slab<Sending>()
  private var troubles: Troubles
  private var thinkDraws: RandomStream
  private let kindKey: RandomKey
  private let contentKey: RandomKey
  private let groupKey: RandomKey
  private let poisonKey: RandomKey
  private var number: UInt64 = 0
  private var dueAt = Instant.never
  /// Users who send nothing until a fault ends.
  private var usersHeld = 0
  /// Messages held back until fewer are outstanding.
  private var held = Fifo<MessageID>()
  private var retriesBefore = 0
  private var meters = ProducerMeters()

  init(
    _ settings: ProducerSettings, name: String, port: Port<Event>, build: WorldBuilder
  ) {
    self.name = name
    self.port = port
    self.settings = settings
    firstKind = UInt16(build.firstKind(of: name))
    kinds = MessageKindState.all(of: settings, from: Int(firstKind), build: build)
    kindKey = build.key(name, "message kind")
    target = build.address(of: settings.target)
    end = build.end
    clock = ArrivalClock(
      settings, faults: build.rateFaults(of: name), end: build.end,
      draws: build.stream(name, "arrivals"))
    let type = build.type(of: settings.target)
    isCall = build.handOver(to: settings.target) == .call
    listens =
      settings.needsAnswers || type != QueueComponentSettings.typeName
      || build.isName(settings.target)
    let step = Instruction(
      action: .ask, operation: build.handOver(to: settings.target), target: target)
    runs = HandlerRuns(
      program: build.program(step, guardedBy: settings.guards), address: port.address,
      draws: build.stream(name, "retries"))
    troubles = Troubles(draws: build.stream(name, "troubles"))
    thinkDraws = build.stream(name, "think time")
    contentKey = build.key(name, "message size")
    groupKey = build.key(name, "message group")
    poisonKey = build.key(name, "poison")
  }

  mutating func begin(in context: inout Context) {
    if case .users(let users) = settings.arrivals {
      for _ in 0..<users.count { think(users, from: settings.start, in: &context) }
    } else {
      scheduleNext(in: &context)
    }
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    switch event {
    case .due:
      send(dueAt: dueAt, in: &context)
      scheduleNext(in: &context)
    case .user: userIsDue(in: &context)
    }
  }

  /// A user has thought long enough, and sends unless a fault keeps it from doing so.
  private mutating func userIsDue(in context: inout Context) {
    if let limit = settings.limit, number >= UInt64(limit) { return }
    guard !troubles.areNone, case .users(let users) = settings.arrivals else {
      return send(dueAt: context.now, in: &context)
    }
    if haltsUsers(at: context.now) {
      usersHeld += 1
    } else if troubles.hit(.producerStop, at: context.now) != nil {
      think(users, from: context.now, in: &context)
    } else {
      send(dueAt: context.now, in: &context)
    }
  }

  /// Whether users send nothing at all: thinking again would not help them.
  private func haltsUsers(at now: Instant) -> Bool {
    troubles.share(of: .producerStop, at: now) >= 1 || userSpike(at: now) <= 0
  }

  /// How many times as fast users think.
  private func userSpike(at now: Instant) -> Double {
    troubles.faults.reduce(1) {
      $1.fault.action == .producerSpike ? $0 * $1.rateFactor(at: now) : $0
    }
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    preconditionFailure("nobody asks the producer '\(name)' for anything")
  }

  mutating func resume(_ reply: Reply, in context: inout Context) {
    runs.resume(reply, in: &context)
    collect(in: &context)
  }

  @inline(__always)
  private mutating func scheduleNext(in context: inout Context) {
    if let limit = settings.limit, number >= UInt64(limit) { return }
    guard let due = clock?.next() else { return }
    dueAt = due
    context.schedule(.due, for: port, at: due)
  }

  private mutating func think(
    _ users: Arrivals.Users, from start: Instant, in context: inout Context
  ) {
    var thought = users.thinkTime.interval(using: &thinkDraws)
    if !troubles.areNone {
      let factor = userSpike(at: context.now)
      if factor > 0, factor != 1 { thought = thought * (1 / factor) }
    }
    let due = max(start, context.now) + thought
    guard due < settings.until ?? end else { return }
    context.schedule(.user, for: port, at: due)
  }

  @inline(__always)
  private mutating func send(dueAt: Instant, in context: inout Context) {
    meters.offered.count()
    let id = context.messages.make(makeMessage(dueAt: dueAt))
    if !troubles.areNone, troubles.hit(.producerDuplicateSend, at: context.now) != nil {
      sendTwin(of: id, in: &context)
    }
    if listens {
      if let limit = settings.maximumOutstanding, sendings.count >= limit {
        return hold(id, in: &context)
      }
      attempt(id, dueAt: dueAt, in: &context)
      collect(in: &context)
    } else {
      meters.sends.count()
      context.messages.turnHoldIntoCopy()
      context.send(Request(.send, id), from: port.address, to: target)
    }
  }

  @inline(__always)
  private mutating func attempt(_ id: MessageID, dueAt: Instant, in context: inout Context) {
    _ = runs.start(
      id, owner: sendings.insert(Sending(dueAt: dueAt)), deadline: .never, in: &context)
    context.messages.release(id)
  }

  /// Keeps a message until one of those outstanding is acknowledged, or drops it if the buffer is full.
  private mutating func hold(_ id: MessageID, in context: inout Context) {
    if let room = settings.buffer, held.count >= room {
      meters.failed.count()
      context.messages[id].traits.insert(.dropped)
      context.messages.release(id)
    } else {
      held.append(id)
    }
  }

  /// Sends messages that were held back, as far as fewer are outstanding now.
  private mutating func sendHeld(in context: inout Context) {
    guard let limit = settings.maximumOutstanding else { return }
    while sendings.count < limit, let next = held.popFirst() {
      attempt(next, dueAt: context.messages[next].intendedAt, in: &context)
    }
  }

  /// Sends a message once more than was meant, without waiting for an answer.
  private mutating func sendTwin(of message: MessageID, in context: inout Context) {
    meters.sends.count()
    if isCall {
      context.messages.retain(message)
      context.send(Request(.call, message), from: port.address, to: target)
    } else {
      context.messages.duplicate(message)
      context.send(Request(.send, message), from: port.address, to: target)
    }
  }

  @inline(__always)
  private mutating func makeMessage(dueAt: Instant) -> Message {
    let row = traceRow
    let place = kinds.count == 1 ? 0 : kinds.place(of: kindKey.uniform(for: number))
    // Field by field: a copy of a kind would retain what its distribution is made of.
    let groups = kinds[place].groups
    var traits: MessageTraits = []
    if poisonKey.chance(kinds[place].poison, for: number) { traits.insert(.poison) }
    if !troubles.areNone {
      if troubles.hit(.producerPoison, at: dueAt) != nil { traits.insert(.poison) }
      if troubles.hit(.producerMalformed, at: dueAt) != nil { traits.insert(.malformed) }
    }
    let isHot = !troubles.areNone && troubles.hit(.producerHotKey, at: dueAt) != nil
    let group =
      isHot ? 0 : row?.group ?? (groups == 1 ? 0 : Int(groupKey.bits(for: number) % UInt64(groups)))
    defer { number &+= 1 }
    return Message(
      number: number, intendedAt: dueAt, kind: firstKind &+ UInt16(truncatingIfNeeded: place),
      size: UInt32(clamping: max(1, row?.size ?? size(ofKind: place))),
      group: UInt32(truncatingIfNeeded: group),
      required: kinds[place].required, traits: traits)
  }

  /// The size of the next message, of a kind: drawn, unless all are of one size.
  @inline(__always)
  private func size(ofKind place: Int) -> Int {
    if let size = kinds[place].commonSize { return size }
    return Int(kinds[place].size.quantile(contentKey.uniform(for: number)) + 0.5)
  }

  @inline(__always)
  private var traceRow: Arrivals.Trace.Row? {
    guard case .trace(let trace) = settings.arrivals, number < trace.rows.count else {
      return nil
    }
    return trace.rows[Int(number)]
  }

  /// Counts the sends whose fate is known, and lets closed users think again.
  private mutating func collect(in context: inout Context) {
    while let finished = runs.popFinished() {
      let sending = sendings[finished.owner]
      sendings.remove(finished.owner)
      if finished.outcome == .ok {
        meters.accepted.count()
        meters.latency.record(context.now - sending.dueAt)
        if isCall { context.messages.handled(finished.message, at: context.now) }
      } else {
        meters.failed.count()
        context.messages[finished.message].traits.insert(.dropped)
      }
      context.messages.release(finished.message)
      if case .users(let users) = settings.arrivals {
        think(users, from: context.now, in: &context)
      }
      if !held.isEmpty { sendHeld(in: &context) }
    }
  }

  mutating func sample(at now: Instant) {
    if settings.maximumOutstanding != nil { meters.waiting.record(Int64(held.count)) }
  }

  var unanswered: Int { runs.outstandingCalls }

  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    troubles.strike(faults)
    guard case .users(let users) = settings.arrivals, !haltsUsers(at: context.now) else { return }
    while usersHeld > 0 {
      usersHeld -= 1
      think(users, from: context.now, in: &context)
    }
  }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    if listens {
      // The first attempt of each message, and what the retries add.
      meters.sends.count(times: runs.attempts - retriesBefore)
      retriesBefore = runs.attempts
    }
    meters.noteProtections(runs.protections)
    meters.report(to: &account)
  }
}

/// What a producer counts in a period.
private struct ProducerMeters: Sendable {
  var offered = Tally()
  var sends = Tally()
  var accepted = Tally()
  var failed = Tally()
  var latency = Metric.sendLatency.definition.summary
  var waiting = Metric.producerWaiting.definition.summary
  var retriesDenied = Tally()
  var hedgedCalls = Tally()
  private var protectionsBefore = ProtectionCounts()

  /// Takes over what protection has done so far.
  mutating func noteProtections(_ now: ProtectionCounts) {
    retriesDenied.count(times: now.retriesDenied - protectionsBefore.retriesDenied)
    hedgedCalls.count(times: now.hedges - protectionsBefore.hedges)
    protectionsBefore = now
  }

  mutating func report(to account: inout PeriodAccount) {
    account.take(.offered, &offered)
    account.take(.sends, &sends)
    account.take(.sendsAccepted, &accepted)
    account.take(.sendsFailed, &failed)
    account.take(.sendLatency, &latency)
    account.take(.producerWaiting, &waiting)
    account.take(.retriesDenied, &retriesDenied)
    account.take(.hedgedCalls, &hedgedCalls)
  }
}
