/// Where messages of publishers come in: over connections that may be broken, unless an alarm keeps
/// them out.
struct RabbitEntrance: ~Copyable {
  let publishing: RabbitPublishing
  private var connections: BrokerConnections
  private var isBlocked = false
  /// What publishers wanted to send while they were blocked.
  private var held = Fifo<Request>()
  /// What was lost on broken connections, and how often publishers had to wait.
  var lost = Tally()
  var blocked = Tally()

  init(_ publishing: RabbitPublishing, nodes: Int) {
    self.publishing = publishing
    connections = BrokerConnections(nodes: nodes)
  }

  /// How many messages wait for an alarm to end.
  var heldCount: Int { held.count }

  mutating func nodeDown(_ request: Request, at now: Instant) {
    connections.nodeDown(
      Int(request.cargo), noticedAfter: .milliseconds(Int(request.token)), at: now)
  }

  mutating func nodeUp(_ request: Request) { connections.nodeUp(Int(request.cargo)) }

  /// The node that a client connects to who would like a certain one; `nil` if none is up.
  func firstUp(from node: Int) -> Int? { connections.firstUp(from: node) }

  /// An alarm begins or ends.
  mutating func block(_ isBlocked: Bool) { self.isBlocked = isBlocked }

  /// What waited for the alarm's end, one after the other.
  mutating func nextReleased() -> Request? { isBlocked ? nil : held.popFirst() }

  /// The node by which a message comes in; `nil` if it does not, in which case all has been said.
  mutating func admit(
    _ request: Request, from address: Address, in context: inout Context
  ) -> Int? {
    if isBlocked {
      held.append(request)
      blocked.count()
      return nil
    }
    let number = context.messages[request.message].number
    switch connections.way(ofMessage: number, at: context.now) {
    case .node(let node): return node
    case .lost(let noticedAt):
      lost.count()
      context.messages.end(request.message, as: .lostInBroker)
      let outcome = publishing.confirms ? Outcome.connectionLost : .ok
      context.answer(
        Reply(to: request, outcome), from: address, to: request.caller,
        after: publishing.confirms ? noticedAt - context.now : .zero)
    case .refused:
      context.messages.end(request.message, as: .refused)
      context.answer(Reply(to: request, .unavailable), from: address, to: request.caller)
    }
    return nil
  }
}

/// A message on its way to a dead-letter exchange.
struct RabbitDeadLetter: BitwiseCopyable {
  var message: MessageID
  var deaths: RabbitDeaths
  /// The place of its new routing key among those of the scenario plus one, or zero.
  var key: UInt32
}

/// By which exchange and node a message came to a queue, packed into the detail of a request.
///
/// Scenarios have at most as many exchanges as queues whose deaths can be told apart, 64.
struct RabbitRoute {
  var exchange: Int
  var node: Int

  init(exchange: Int, node: Int) {
    self.exchange = exchange
    self.node = node
  }

  init(_ detail: UInt8) {
    exchange = Int(detail >> 2)
    node = Int(detail & 3)
  }

  var detail: UInt8 { UInt8(exchange << 2 | node) }
}

extension Context {
  /// Moves a copy on within the broker.
  mutating func pass(_ letter: RabbitDeadLetter, to target: Address) {
    copiesOnWires &+= 1
    pass(Request(.deadLetter, cargo: enclosures.enclose(letter)), to: target)
  }
}
