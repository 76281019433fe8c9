/// The consumers of a queue that pushes: where they are connected, and what they have not answered yet.
struct BrokerSeats: ~Copyable, Sendable {
  /// How a message is sent.
  enum Way: Sendable {
    /// To a consumer.
    case dispatch
    /// To another broker, which gets a copy of its own.
    case forwarding
  }

  /// A consumer's place at the queue.
  struct Seat: Sendable, BitwiseCopyable {
    /// The component, its place among those that read the queue, and which of its consumers it is.
    var address: Address
    var reader: Int
    var member: Int
    var prefetch: Int
    /// Whether messages are done as soon as they are sent.
    var isAutomatic: Bool
    /// How long the consumer takes to connect again.
    var reconnect: Interval
    /// The node that it would like to be connected to, and the one that it is.
    var home: Int
    var node: Int
    /// Whether the consumer is there.
    var isWanted = true
  }

  /// A message that a consumer was sent.
  struct Push: Sendable, BitwiseCopyable {
    var tag: PushQueue.Tag
    var seat: UInt32
  }

  private var seats = Buffer<Seat>()
  private var pushes = Slab<Push>()

  /// Seats for all consumers of a queue, spread over the nodes.
  init(_ readers: [BrokerReader], nodes: Int) {
    for (place, reader) in readers.enumerated() {
      for member in 0..<reader.members {
        let home = seats.count % nodes
        seats.append(
          Seat(
            address: reader.address, reader: place, member: member, prefetch: reader.prefetch,
            isAutomatic: reader.isAutomatic, reconnect: reader.reconnect, home: home, node: home))
      }
    }
  }

  var count: Int { seats.count }

  subscript(seat: Int) -> Seat { seats[seat] }

  /// The seat of the consumer that a request speaks of.
  func place(of request: Request) -> Int {
    for place in 0..<seats.count
    where seats[place].reader == Int(request.detail) && seats[place].member == Int(request.cargo) {
      return place
    }
    preconditionFailure("no consumer \(request.cargo) of reader \(request.detail)")
  }

  mutating func want(_ seat: Int, _ isWanted: Bool) { seats[seat].isWanted = isWanted }

  mutating func sit(_ seat: Int, at node: Int) { seats[seat].node = node }

  /// Sends a message to a consumer, which answers with what has become of it.
  ///
  /// - Parameter prefix: What tells the queue's tokens from those of its neighbours.
  mutating func push(
    _ message: MessageID, to seat: Int, _ tag: PushQueue.Tag, from queue: Address,
    as way: Way = .dispatch, prefix: UInt32 = 0, after delay: Interval,
    in context: inout Context
  ) {
    let token = prefix | pushes.insert(Push(tag: tag, seat: UInt32(seat)))
    if case .forwarding = way {
      context.messages.copy(message)
      return context.send(
        Request(.send, message, caller: queue, token: token), from: queue,
        to: seats[seat].address, after: delay)
    }
    context.messages.retain(message)
    var head = ShipmentStore.empty
    context.shipments.push(
      ShippedMessage(message: message, slot: UInt32(seats[seat].member), epoch: token), onto: &head)
    context.send(
      Request(.deliver, cargo: head, caller: queue, token: token), from: queue,
      to: seats[seat].address, after: delay)
  }

  /// What an answer is about.
  mutating func answered(_ token: UInt32) -> Push {
    let push = pushes[token]
    pushes.remove(token)
    return push
  }

  /// Tells a consumer that its channel is closed, so that it forgets what it has not begun with.
  func tellClosed(_ seat: Int, in context: inout Context) {
    context.pass(
      Request(.channelClosed, cargo: UInt32(seats[seat].member)), to: seats[seat].address)
  }
}

/// Somebody who reads a queue that pushes.
struct BrokerReader: Sendable {
  var address: Address
  var members: Int
  var prefetch: Int
  var isAutomatic: Bool
  var reconnect: Interval
}

extension WorldBuilder {
  /// Who reads a queue of a broker, in the order of the scenario.
  func brokerConsumers(of queue: String) -> [BrokerReader] {
    blueprint.components.compactMap { component in
      guard let settings = component.settings as? any BrokerConsumerSettings,
        settings.sources.contains(queue)
      else { return nil }
      return BrokerReader(
        address: address(of: component.name), members: settings.consumers,
        prefetch: settings.prefetch, isAutomatic: settings.isAutomatic,
        reconnect: settings.reconnect)
    }
  }

  /// The place of a consumer among those who read its queue.
  func place(ofBrokerConsumer name: String, of queue: String) -> Int {
    brokerConsumers(of: queue).firstIndex { $0.address == address(of: name) } ?? 0
  }
}
