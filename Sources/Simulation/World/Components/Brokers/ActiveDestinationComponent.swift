/// A queue or topic of ActiveMQ in a world: a line of messages for the consumers of a queue, or for each
/// subscription to a topic.
struct ActiveDestinationComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// Time alone changes something in a line.
    case wake(UInt32)
    /// Time to look for messages that have expired.
    case sweep
    /// The connector of a network tries again.
    case bridge
  }

  /// How often the broker looks for messages that have expired (`expireMessagesPeriod`).
  private static let sweepPeriod = Interval.seconds(30)

  let name: String
  private let port: Port<Event>
  private let settings: ActiveDestinationSettings
  private let deadLetterQueue: Address
  private let remote: Address
  private var lines: Parts<ActiveLine>
  private var isServing = true
  private var isBlocked = false
  /// What producers want to send while nobody serves, or the store is full.
  private var held = Fifo<Request>()
  /// What lies in ActiveMQ.DLQ, from here.
  private var deadLetters = Fifo<MessageID>()
  private let keepsDeadLetters: Bool
  private var storing: Timing
  private var dispatching: Timing
  private var meters = ActiveDestinationMeters()

  init(
    _ settings: ActiveDestinationSettings, name: String, port: Port<Event>, build: WorldBuilder
  ) {
    self.name = name
    self.port = port
    self.settings = settings
    deadLetterQueue = settings.deadLetterQueue.map { build.address(of: $0) } ?? .nobody
    remote = settings.networkTo.map { build.address(of: $0) } ?? .nobody
    let plans = build.activeLines(of: name, settings)
    lines = Parts(capacity: plans.count)
    for plan in plans { lines.append(ActiveLine(plan)) }
    keepsDeadLetters = build.holdsDeadLetters(name) && build.brokerConsumers(of: name).isEmpty
    storing = Timing(settings.latency.store, draws: build.stream(name, "store latency"))
    dispatching = Timing(settings.latency.dispatch, draws: build.stream(name, "dispatch latency"))
  }

  mutating func begin(in context: inout Context) {
    openAll()
    if settings.timeToLive != nil {
      context.schedule(.sweep, for: port, at: context.now + Self.sweepPeriod)
    }
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    switch request.operation {
    case Operation.send.rawValue:
      context.arrive()
      send(request, in: &context)
    case Operation.memberSilent.rawValue: leave(request, in: &context)
    case Operation.memberAwake.rawValue: rejoin(request)
    case Operation.brokerDown.rawValue: goDown(in: &context)
    case Operation.brokerUp.rawValue: comeUp(in: &context)
    case Operation.blockPublishers.rawValue:
      isBlocked = request.cargo == 1
      release(in: &context)
    default: preconditionFailure("a destination cannot do operation \(request.operation)")
    }
    settle(in: &context)
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    switch event {
    case .wake(let line): lines[Int(line)].armedFor = .never
    case .sweep:
      for line in lines.indices where isServing { lines[line].queue.sweepExpired(at: context.now) }
      context.schedule(.sweep, for: port, at: context.now + Self.sweepPeriod)
    case .bridge: if isServing { openBridges() }
    }
    settle(in: &context)
  }

  /// A consumer says what has become of a message, or its connection was lost; or another broker says
  /// whether it has what was forwarded.
  mutating func resume(_ reply: Reply, in context: inout Context) {
    // Each line has its own tokens, told apart by the highest bits.
    let line = Int(reply.token >> ActiveLine.tokenBits)
    let push = lines[line].seats.answered(reply.token & ActiveLine.tokenMask)
    if lines[line].isBridge {
      forwarded(push, reply.result, line, in: &context)
    } else {
      settle(push, reply.result, line, in: &context)
    }
    settle(in: &context)
  }

  private mutating func settle(
    _ push: BrokerSeats.Push, _ outcome: Outcome, _ line: Int, in context: inout Context
  ) {
    switch outcome {
    case .ok: done(push, line, in: &context)
    case .rejected: _ = lines[line].queue.settle(push.tag, .reject)
    case .failed: _ = lines[line].queue.settle(push.tag, .requeue)
    case .connectionLost where lines[line].queue.isOut(push.tag):
      let seat = Int(push.seat)
      lines[line].queue.close(seat, at: context.now)
      lines[line].seats.tellClosed(seat, in: &context)
      if isServing { lines[line].open(seat) }
    default: break  // Its connection was lost before, and the message has come back.
    }
  }

  private mutating func done(
    _ push: BrokerSeats.Push, _ line: Int, in context: inout Context
  ) {
    guard let message = lines[line].queue.settle(push.tag, .ack) else { return }
    meters.dequeued.count()
    context.messages.end(message, as: .deleted)
  }

  /// Another broker has a message, or will not: the connector tries again a little later.
  private mutating func forwarded(
    _ push: BrokerSeats.Push, _ outcome: Outcome, _ line: Int, in context: inout Context
  ) {
    if outcome == .ok {
      meters.forwarded.count()
      return done(push, line, in: &context)
    }
    guard lines[line].queue.settle(push.tag, .requeue) == nil else { return }
    lines[line].queue.close(Int(push.seat), at: context.now)
    context.schedule(.bridge, for: port, at: context.now + .seconds(1))
  }
}

// MARK: - Producers

extension ActiveDestinationComponent {
  private mutating func send(_ request: Request, in context: inout Context) {
    guard isServing, !isBlocked else {
      meters.blocked.count()
      return held.append(request)
    }
    store(request, in: &context)
  }

  private mutating func release(in context: inout Context) {
    while isServing, !isBlocked, let request = held.popFirst() { store(request, in: &context) }
  }

  /// Puts a message into every line; a topic without subscriptions drops it.
  private mutating func store(_ request: Request, in context: inout Context) {
    meters.enqueued.count()
    let waits = settings.isPersistent && request.caller != .nobody
    let safeAt = context.now + (settings.isPersistent ? storing.next() : .zero)
    var publishing = PushQueue.Publishing()
    publishing.timeToLive = settings.timeToLive
    publishing.isPersistent = settings.isPersistent
    publishing.safeAt = safeAt
    var isTaken = false
    for line in lines.indices where settings.kind == .queue || lines[line].wants {
      // Whoever waits is told once, by the first line.
      publishing.waiter = waits && !isTaken ? Self.waiter(request) : 0
      isTaken = true
      context.messages.copy(request.message)
      _ = lines[line].queue.publish(request.message, publishing, at: context.now)
    }
    if !isTaken { meters.unroutable.count() }
    context.messages.end(request.message, as: isTaken ? .consumed : .filteredOut)
    if !waits || !isTaken {
      context.answer(Reply(to: request, .ok), from: port.address, to: request.caller)
    }
  }

  private static func waiter(_ request: Request) -> UInt64 {
    1 << 63 | UInt64(request.caller.index) << 32 | UInt64(request.token)
  }
}

// MARK: - Connections

extension ActiveDestinationComponent {
  private mutating func openAll() {
    for line in lines.indices {
      for seat in 0..<lines[line].seats.count { lines[line].open(seat) }
    }
    openBridges()
  }

  private mutating func openBridges() {
    for line in lines.indices where lines[line].isBridge {
      lines[line].queue.open(0, prefetch: 1_000)
    }
  }

  private mutating func leave(_ request: Request, in context: inout Context) {
    guard let line = lines.indices.first(where: { lines[$0].reads(request) }) else { return }
    let seat = lines[line].seats.place(of: lines[line].local(request))
    lines[line].seats.want(seat, false)
    lines[line].queue.close(seat, at: context.now)
    lines[line].dropUnlessDurable()
  }

  private mutating func rejoin(_ request: Request) {
    guard let line = lines.indices.first(where: { lines[$0].reads(request) }) else { return }
    let seat = lines[line].seats.place(of: lines[line].local(request))
    lines[line].seats.want(seat, true)
    if isServing { lines[line].open(seat) }
  }

  /// The broker is gone: all connections are, and what lay in its memory only.
  private mutating func goDown(in context: inout Context) {
    isServing = false
    for line in lines.indices {
      lines[line].queue.loseUnsafe(from: .nobody)
      lines[line].queue.restart(at: context.now)
      for seat in 0..<lines[line].seats.count where !lines[line].isBridge {
        lines[line].seats.tellClosed(seat, in: &context)
      }
      lines[line].dropUnlessDurable()
    }
  }

  private mutating func comeUp(in context: inout Context) {
    isServing = true
    for line in lines.indices { lines[line].queue.thaw(at: context.now + storing.next()) }
    openAll()
    release(in: &context)
  }
}

// MARK: - What follows from every event

extension ActiveDestinationComponent {
  private mutating func settle(in context: inout Context) {
    for line in lines.indices {
      if isServing { lines[line].queue.advance(to: context.now) }
      while let effect = lines[line].queue.nextEffect(delivers: isServing, at: context.now) {
        carryOut(effect, line, in: &context)
      }
      let due = isServing ? lines[line].queue.nextWakeUp : .never
      guard due < lines[line].armedFor else { continue }
      lines[line].armedFor = due
      context.schedule(.wake(UInt32(line)), for: port, at: due)
    }
  }

  private mutating func carryOut(
    _ effect: PushQueue.Effect, _ line: Int, in context: inout Context
  ) {
    switch effect {
    case .confirm(let waiter):
      context.answer(
        Reply(token: UInt32(truncatingIfNeeded: waiter)), from: port.address,
        to: Address(index: UInt16(truncatingIfNeeded: waiter >> 32)))
    case .deliver(let message, let seat, let tag, let isRedelivered):
      meters.dispatched.count()
      if isRedelivered { meters.redelivered.count() }
      let isBridge = lines[line].isBridge
      lines[line].seats.push(
        message, to: seat, tag, from: port.address,
        as: isBridge ? .forwarding : .dispatch, prefix: UInt32(line) << ActiveLine.tokenBits,
        after: dispatching.next(), in: &context)
    case .giveUp(let message, let reason, _): giveUp(message, reason, in: &context)
    case .lose(let message, _):
      meters.lost.count()
      context.messages.end(message, as: .lostInBroker)
    case .closeChannel: break  // A broker of ActiveMQ has all patience.
    }
  }

  /// Sends a message to its dead-letter queue; one that is not persistent is dropped instead.
  private mutating func giveUp(
    _ message: MessageID, _ reason: PushQueue.Reason, in context: inout Context
  ) {
    if reason == .expired { meters.expired.count() }
    guard settings.isPersistent else {
      meters.dropped.count()
      return context.messages.end(message, as: reason == .expired ? .expired : .discarded)
    }
    meters.deadLettered.count()
    context.messages[message].traits.insert(.deadLettered)
    if deadLetterQueue == .nobody {
      deadLetters.append(message)
    } else {
      context.pass(Request(.send, message), to: deadLetterQueue)
    }
  }

  mutating func sample(at now: Instant) {
    var (size, inFlight, consumers) = (0, 0, 0)
    for line in lines.indices {
      size += lines[line].queue.count
      inFlight += lines[line].queue.unacknowledgedCount
      consumers += lines[line].queue.consumerCount
    }
    meters.size.record(Int64(size))
    meters.inFlight.record(Int64(inFlight))
    meters.consumers.record(Int64(consumers))
  }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.report(to: &account)
  }

  var copiesHeld: Int {
    var count = held.count + deadLetters.count
    for line in lines.indices { count += lines[line].queue.count }
    return count
  }

  func visitDeadLetters(_ body: (MessageID) -> Void) {
    for offset in 0..<deadLetters.count { body(deadLetters[offset]) }
    guard keepsDeadLetters else { return }
    for line in lines.indices { lines[line].queue.visit(body) }
  }
}
