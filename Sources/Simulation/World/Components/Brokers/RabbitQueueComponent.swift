/// A queue of RabbitMQ in a world: the value that knows its rules, wired to publishers, consumers and
/// nodes.
struct RabbitQueueComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// Time alone changes something in the queue.
    case wake
    /// A consumer connects again.
    case reopen(UInt32)
  }

  /// A message that waits until the queue has a leader.
  struct Pending: Sendable, BitwiseCopyable {
    var message: MessageID
    var publishing: PushQueue.Publishing
  }

  let name: String
  let port: Port<Event>
  let settings: RabbitQueueSettings
  /// The queue's number among all of RabbitMQ, and the publishing of those who send to exchanges.
  private let number: Int
  private let exchanges: [RabbitPublishing]
  private let deadLetters: Address
  private let deadLetterKey: UInt32
  private let keepsDeadLetters: Bool
  var queue: PushQueue
  var cluster: RabbitCluster
  var entrance: RabbitEntrance
  var seats: BrokerSeats
  private var pending = Fifo<Pending>()
  private var wasAway = false
  private var confirming: Timing
  private var delivering: Timing
  var electing: Timing
  private var armedFor = Instant.never
  var meters = RabbitQueueMeters()

  init(_ settings: RabbitQueueSettings, name: String, port: Port<Event>, build: WorldBuilder) {
    self.name = name
    self.port = port
    self.settings = settings
    let broker = build.rabbitBroker(settings.broker)
    number = build.rabbitQueues.firstIndex(of: name) ?? 0
    exchanges = build.rabbitExchanges.map(\.settings.publishing)
    deadLetters = settings.deadLetterExchange.map { build.address(of: $0) } ?? .nobody
    let key = settings.deadLetterRoutingKey.flatMap { build.deadLetterKeys.firstIndex(of: $0) }
    deadLetterKey = key.map { UInt32($0 + 1) } ?? 0
    keepsDeadLetters = build.keepsDeadLetters(name, settings)
    queue = PushQueue(settings.queue)
    cluster = RabbitCluster(
      nodes: broker.nodes, home: settings.node ?? number, kind: settings.queue.kind)
    entrance = RabbitEntrance(settings.publishing, nodes: broker.nodes)
    seats = BrokerSeats(build.brokerConsumers(of: name), nodes: broker.nodes)
    confirming = Timing(settings.latency.confirm, draws: build.stream(name, "confirm latency"))
    delivering = Timing(settings.latency.deliver, draws: build.stream(name, "deliver latency"))
    electing = Timing(broker.election, draws: build.stream(name, "election"))
  }

  mutating func begin(in context: inout Context) {
    for seat in 0..<seats.count { open(seat) }
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    let now = context.now
    if isAvailable(at: now) { queue.advance(to: now) }
    switch request.operation {
    case Operation.send.rawValue:
      context.arrive()
      publish(request, in: &context)
    case Operation.route.rawValue: takeRouted(request, in: &context)
    case Operation.deadLetter.rawValue: takeDeadLetter(request, in: &context)
    case Operation.memberSilent.rawValue:
      leave(seats.place(of: request), in: &context)
    case Operation.memberAwake.rawValue: rejoin(seats.place(of: request))
    case Operation.brokerDown.rawValue: nodeDown(request, in: &context)
    case Operation.brokerUp.rawValue: nodeUp(request, in: &context)
    case Operation.blockPublishers.rawValue:
      entrance.block(request.cargo == 1)
      while let request = entrance.nextReleased() { publish(request, in: &context) }
    default: preconditionFailure("a queue cannot do operation \(request.operation)")
    }
    settle(in: &context)
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    switch event {
    case .wake:
      if armedFor <= context.now { armedFor = .never }
      if isAvailable(at: context.now) { queue.advance(to: context.now) }
    case .reopen(let seat): open(Int(seat))
    }
    settle(in: &context)
  }

  /// A consumer says what has become of a message, or its connection was lost.
  mutating func resume(_ reply: Reply, in context: inout Context) {
    let push = seats.answered(reply.token)
    switch reply.result {
    case .ok:
      if let message = queue.settle(push.tag, .ack) {
        meters.acknowledged.count()
        context.messages.end(message, as: .deleted)
      }
    case .rejected: _ = queue.settle(push.tag, .reject)
    case .failed: _ = queue.settle(push.tag, .requeue)
    case .connectionLost where queue.isOut(push.tag):
      closeChannel(Int(push.seat), in: &context)
      reopen(Int(push.seat), in: &context)
    default: break  // Its channel was closed before, and the message has come back.
    }
    settle(in: &context)
  }

  func isAvailable(at now: Instant) -> Bool { cluster.availability(at: now) == .available }
}

// MARK: - Publishers

extension RabbitQueueComponent {
  private mutating func publish(_ request: Request, in context: inout Context) {
    guard let node = entrance.admit(request, from: port.address, in: &context) else { return }
    let profile = entrance.publishing
    var publishing = publishing(profile, node: node)
    if profile.confirms { publishing.waiter = Self.waiter(request) }
    take(request.message, publishing, in: &context)
    if !profile.confirms {
      context.answer(Reply(to: request, .ok), from: port.address, to: request.caller)
    }
  }

  private mutating func takeRouted(_ request: Request, in context: inout Context) {
    context.arrive()
    let route = RabbitRoute(request.detail)
    var publishing = publishing(exchanges[route.exchange], node: route.node)
    publishing.waiter = Self.waiter(request)
    take(request.message, publishing, in: &context)
  }

  private mutating func takeDeadLetter(_ request: Request, in context: inout Context) {
    context.arrive()
    let letter = context.enclosures.open(request.cargo, as: RabbitDeadLetter.self)
    guard !letter.deaths.isCycle(to: number) else {
      meters.dropped.count()
      return context.messages.end(letter.message, as: .discarded)
    }
    var publishing = PushQueue.Publishing()
    publishing.deaths = letter.deaths
    publishing.node = cluster.leader
    take(letter.message, publishing, in: &context)
  }

  private func publishing(_ profile: RabbitPublishing, node: Int) -> PushQueue.Publishing {
    var publishing = PushQueue.Publishing()
    publishing.timeToLive = profile.expiration
    publishing.isPersistent = profile.isPersistent || settings.queue.kind == .quorum
    publishing.node = node
    return publishing
  }

  /// Whom to tell when a message is safe, in one number; zero for nobody.
  private static func waiter(_ request: Request) -> UInt64 {
    guard request.caller != .nobody else { return 0 }
    return 1 << 63 | UInt64(request.caller.index) << 32 | UInt64(request.token)
  }

  private func answer(_ waiter: UInt64, _ outcome: Outcome, in context: inout Context) {
    guard waiter != 0 else { return }
    context.answer(
      Reply(token: UInt32(truncatingIfNeeded: waiter), outcome: outcome.rawValue),
      from: port.address, to: Address(index: UInt16(truncatingIfNeeded: waiter >> 32)))
  }

  /// Takes a message into the queue; while a quorum queue has no leader, it waits outside.
  private mutating func take(
    _ message: MessageID, _ publishing: PushQueue.Publishing, in context: inout Context
  ) {
    guard isAvailable(at: context.now), !wasAway else {
      if settings.queue.kind == .quorum {
        pending.append(Pending(message: message, publishing: publishing))
      } else {
        refuse(message, publishing, .unavailable, in: &context)
      }
      return
    }
    var publishing = publishing
    // What need not be safe is as safe as it gets.
    publishing.safeAt = context.now + (publishing.isPersistent ? confirming.next() : .zero)
    switch queue.publish(message, publishing, at: context.now) {
    case .taken: meters.published.count()
    case .refused: refuse(message, publishing, .throttled, in: &context)
    }
  }

  /// Refuses a message, of which its publisher hears only if it asked for confirms.
  private mutating func refuse(
    _ message: MessageID, _ publishing: PushQueue.Publishing, _ outcome: Outcome,
    in context: inout Context
  ) {
    meters.refused.count()
    context.messages.end(message, as: publishing.waiter == 0 ? .lostInBroker : .refused)
    answer(publishing.waiter, outcome, in: &context)
  }
}

// MARK: - What follows from every event

extension RabbitQueueComponent {
  private mutating func settle(in context: inout Context) {
    let availability = cluster.availability(at: context.now)
    if availability == .available, wasAway { comeBack(in: &context) }
    if availability != .available { wasAway = true }
    while let effect = queue.nextEffect(delivers: !wasAway, at: context.now) {
      carryOut(effect, in: &context)
    }
    var due = wasAway ? .never : queue.nextWakeUp
    if case .electing(let until) = availability { due = until }
    if due < armedFor {
      armedFor = due
      context.schedule(.wake, for: port, at: due)
    }
  }

  /// The queue can be used again: what waited for that comes in.
  private mutating func comeBack(in context: inout Context) {
    wasAway = false
    queue.thaw(at: context.now + confirming.next())
    while let next = pending.popFirst() { take(next.message, next.publishing, in: &context) }
    queue.advance(to: context.now)
  }

  private mutating func carryOut(_ effect: PushQueue.Effect, in context: inout Context) {
    switch effect {
    case .confirm(let waiter):
      meters.confirmed.count()
      answer(waiter, .ok, in: &context)
    case .deliver(let message, let seat, let tag, let isRedelivered):
      push(message, to: seat, tag, in: &context)
      if isRedelivered { meters.redelivered.count() }
    case .giveUp(let message, let reason, let deaths):
      giveUp(message, reason, deaths, in: &context)
    case .lose(let message, let waiter):
      meters.lost.count()
      context.messages.end(message, as: .lostInBroker)
      answer(waiter, .connectionLost, in: &context)
    case .closeChannel(let seat):
      meters.channelsClosed.count()
      seats.tellClosed(seat, in: &context)
      reopen(seat, in: &context)
    }
  }

  private mutating func push(
    _ message: MessageID, to seat: Int, _ tag: PushQueue.Tag, in context: inout Context
  ) {
    meters.delivered.count()
    seats.push(
      message, to: seat, tag, from: port.address, after: delivering.next(), in: &context)
    // Without acknowledgements, a message is done as soon as it is on its way.
    if seats[seat].isAutomatic, let message = queue.settle(tag, .ack) {
      context.messages.end(message, as: .deleted)
    }
  }

  private mutating func giveUp(
    _ message: MessageID, _ reason: PushQueue.Reason, _ deaths: RabbitDeaths,
    in context: inout Context
  ) {
    meters.count(reason)
    guard deadLetters != .nobody else {
      if reason != .expired { meters.dropped.count() }
      return context.messages.end(message, as: reason == .expired ? .expired : .discarded)
    }
    meters.deadLettered.count()
    context.messages[message].traits.insert(.deadLettered)
    var deaths = deaths
    deaths.note(reason, in: number)
    context.pass(
      RabbitDeadLetter(message: message, deaths: deaths, key: deadLetterKey), to: deadLetters)
  }

  mutating func sample(at now: Instant) {
    meters.ready.record(Int64(queue.readyCount))
    meters.unacknowledged.record(Int64(queue.unacknowledgedCount))
    meters.messages.record(Int64(queue.count))
    meters.consumers.record(Int64(queue.consumerCount))
  }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.note(elections: cluster.elections)
    account.take(.mqPublishesLost, &entrance.lost)
    account.take(.mqPublishesBlocked, &entrance.blocked)
    meters.report(to: &account)
  }

  var copiesHeld: Int { queue.count + pending.count + entrance.heldCount }

  func visitDeadLetters(_ body: (MessageID) -> Void) {
    if keepsDeadLetters { queue.visit(body) }
  }
}
