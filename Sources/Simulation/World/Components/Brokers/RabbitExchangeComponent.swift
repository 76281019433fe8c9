/// An exchange in a world: takes messages over and hands each to the queues that want it.
struct RabbitExchangeComponent: WorldComponent, ~Copyable {
  typealias Event = NoEvent

  /// A publisher that waits until all queues have its message.
  struct Wait: Sendable, BitwiseCopyable {
    var request: Request
    var outstanding: Int
    var outcome = Outcome.ok
  }

  let name: String
  private let port: Port<NoEvent>
  private let number: Int
  private let kindCount: Int
  /// The queues that get what, by content; and by the keys that dead letters are given, for each
  /// content.
  private let routes: [[Int]]
  private let deadRoutes: [[[Int]]]
  private let queues: [Address]
  private var entrance: RabbitEntrance
  private var waits = Slab<Wait>()
  private var published = Tally()
  private var unroutable = Tally()
  private var returned = Tally()

  init(
    _ settings: RabbitExchangeSettings, name: String, port: Port<NoEvent>, build: WorldBuilder
  ) {
    self.name = name
    self.port = port
    number = build.rabbitExchanges.firstIndex { $0.name == name } ?? 0
    kindCount = build.blueprint.messageKinds.count
    let queueNames = build.rabbitQueues
    queues = queueNames.map { build.address(of: $0) }
    func places(_ key: String?) -> [[Int]] {
      (build.blueprint.contents + [.scheduled]).map { content in
        settings.queues(for: content, routingKey: key)
          .compactMap { queueNames.firstIndex(of: $0) }
      }
    }
    routes = places(nil)
    deadRoutes = build.deadLetterKeys.map { places($0) }
    entrance = RabbitEntrance(
      settings.publishing, nodes: build.rabbitBroker(settings.broker).nodes)
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    switch request.operation {
    case Operation.publish.rawValue, Operation.send.rawValue:
      context.arrive()
      publish(request, in: &context)
    case Operation.deadLetter.rawValue: routeDeadLetter(request, in: &context)
    case Operation.brokerDown.rawValue: entrance.nodeDown(request, at: context.now)
    case Operation.brokerUp.rawValue: entrance.nodeUp(request)
    case Operation.blockPublishers.rawValue:
      entrance.block(request.cargo == 1)
      while let request = entrance.nextReleased() { publish(request, in: &context) }
    default: preconditionFailure("an exchange cannot do operation \(request.operation)")
    }
  }

  mutating func handle(_ event: NoEvent, in context: inout Context) {}

  /// A queue has a message, or will not.
  mutating func resume(_ reply: Reply, in context: inout Context) {
    if reply.result != .ok { waits[reply.token].outcome = reply.result }
    waits[reply.token].outstanding -= 1
    guard waits[reply.token].outstanding == 0 else { return }
    let wait = waits[reply.token]
    waits.remove(reply.token)
    context.answer(
      Reply(to: wait.request, wait.outcome), from: port.address, to: wait.request.caller)
  }

  private mutating func publish(_ request: Request, in context: inout Context) {
    guard let node = entrance.admit(request, from: port.address, in: &context) else { return }
    published.count()
    let content = content(of: request, in: context)
    let wanting = routes[content].count
    if wanting == 0 { return giveBack(request, in: &context) }
    var caller = Address.nobody
    var token: UInt32 = 0
    if entrance.publishing.confirms, request.caller != .nobody {
      caller = port.address
      token = waits.insert(Wait(request: request, outstanding: wanting))
    }
    let detail = RabbitRoute(exchange: number, node: node).detail
    for place in 0..<wanting {
      context.messages.copy(request.message)
      context.pass(
        Request(.route, request.message, detail: detail, caller: caller, token: token),
        to: queues[routes[content][place]])
    }
    context.messages.end(request.message, as: .consumed)
    if caller == .nobody {
      context.answer(Reply(to: request, .ok), from: port.address, to: request.caller)
    }
  }

  /// No queue wants a message: it is returned, or dropped without a word.
  private mutating func giveBack(_ request: Request, in context: inout Context) {
    unroutable.count()
    let isReturned = entrance.publishing.isMandatory
    if isReturned { returned.count() }
    context.messages.end(request.message, as: isReturned ? .refused : .filteredOut)
    context.answer(
      Reply(to: request, isReturned ? .rejected : .ok), from: port.address, to: request.caller)
  }

  private func content(of request: Request, in context: borrowing Context) -> Int {
    if request.operation == Operation.publish.rawValue, request.detail != 0 {
      return kindCount + Int(request.detail) - 1
    }
    return content(of: request.message, in: context)
  }

  private func content(of message: MessageID, in context: borrowing Context) -> Int {
    let kind = Int(context.messages[message].kind)
    return kind < kindCount ? kind : routes.count - 1
  }

  /// Hands a dead letter on, but not to queues where it would go round in a circle.
  private mutating func routeDeadLetter(_ request: Request, in context: inout Context) {
    context.arrive()
    let letter = context.enclosures.open(request.cargo, as: RabbitDeadLetter.self)
    let content = content(of: letter.message, in: context)
    let wanting = letter.key == 0 ? routes[content] : deadRoutes[Int(letter.key) - 1][content]
    let targets = wanting.filter { !letter.deaths.isCycle(to: $0) }
    if targets.isEmpty {
      unroutable.count()
      return context.messages.end(letter.message, as: .discarded)
    }
    for place in targets {
      context.messages.copy(letter.message)
      context.pass(letter, to: queues[place])
    }
    context.messages.end(letter.message, as: .consumed)
  }

  var copiesHeld: Int { entrance.heldCount }
  var unanswered: Int { waits.count }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    account.take(.mqPublished, &published)
    account.take(.mqUnroutable, &unroutable)
    account.take(.mqReturned, &returned)
    account.take(.mqPublishesLost, &entrance.lost)
    account.take(.mqPublishesBlocked, &entrance.blocked)
  }
}

extension WorldBuilder {
  /// The routing keys that queues give their dead letters, each once.
  var deadLetterKeys: [String] {
    blueprint.components.compactMap { ($0.settings as? RabbitQueueSettings)?.deadLetterRoutingKey }
      .reduce(into: []) { keys, key in if !keys.contains(key) { keys.append(key) } }
  }
}
