/// All that a component may touch beside itself: the clock, the wires, the messages.
package struct Context: ~Copyable {
  var events = FutureEvents()
  /// The messages of the run and the books about them.
  package var messages = MessageStore()
  /// Messages on their way in batches.
  package var shipments = ShipmentStore()
  /// What the links between components do to requests and replies just now.
  package var wires = Wires()
  /// Records that travel beside requests that are too small for them.
  package var enclosures = Enclosures()
  /// Copies of messages that have been sent and have not arrived yet.
  package internal(set) var copiesOnWires = 0
  /// The places that several components share, some of them set aside for single ones.
  package var concurrency = ConcurrencyPool()
  /// The intervals that requests name by their place, so that they fit a byte.
  package var intervals: ContiguousArray<Interval> = []

  /// A context at the start of the clock, with nothing in it.
  package init() {}

  /// The time.
  @inline(__always)
  package var now: Instant { events.now }

  /// Schedules one of a component's own events.
  @inline(__always)
  package mutating func schedule<Event>(_ event: Event, for port: Port<Event>, at time: Instant) {
    events.insert(Parcel(event: event, to: port.address), at: max(time, now))
  }

  /// Schedules one of a component's own events so that it can be withdrawn.
  @inline(__always)
  package mutating func timer<Event>(_ event: Event, for port: Port<Event>, at time: Instant)
    -> Timer
  {
    events.arm(Parcel(event: event, to: port.address), at: max(time, now))
  }

  /// Withdraws a timer.
  @inline(__always)
  package mutating func cancel(_ timer: Timer) { events.cancel(timer) }

  /// Sends a request over the link from one component to another.
  @inline(__always)
  package mutating func send(
    _ request: Request, from sender: Address, to target: Address, after delay: Interval = .zero
  ) {
    if request.carries(.copy) { copiesOnWires &+= 1 }
    if wires.areClear {
      insert(Parcel(request, to: target), after: delay)
    } else {
      sendOverFaultyLink(request, from: sender, to: target, after: delay)
    }
  }

  /// Notes that a copy of a message has arrived with a request.
  @inline(__always)
  package mutating func arrive() { copiesOnWires &-= 1 }

  /// Sends a request to another part of the same service: no link lies between.
  package mutating func pass(_ request: Request, to target: Address) {
    if request.carries(.copy) { copiesOnWires &+= 1 }
    events.insertNow(Parcel(request, to: target))
  }

  @inline(__always)
  private mutating func insert(_ parcel: Parcel, after delay: Interval) {
    if delay == .zero { events.insertNow(parcel) } else { events.insert(parcel, at: now + delay) }
  }

  /// Answers a request, over the link back to its caller; a request without caller gets nothing.
  @inline(__always)
  package mutating func answer(
    _ reply: Reply, from sender: Address, to caller: Address, after delay: Interval = .zero
  ) {
    guard caller != .nobody else { return }
    if wires.areClear {
      insert(Parcel(reply, to: caller), after: delay)
    } else {
      answerOverFaultyLink(reply, from: sender, to: caller, after: delay)
    }
  }

  /// Lets a component hear a reply at a later time without any link between: its own alarm clock.
  @inline(__always)
  package mutating func remind(_ reply: Reply, to address: Address, at time: Instant) {
    events.insert(Parcel(reply, to: address), at: max(time, now))
  }

  @inline(never)
  private mutating func sendOverFaultyLink(
    _ request: Request, from sender: Address, to target: Address, after delay: Interval
  ) {
    if !wires.distances.areNone {
      wires.carry(bytes: size(of: request), from: sender, to: target)
    }
    switch wires.passage(from: sender, to: target) {
    case .passes(let extra):
      events.insert(Parcel(request, to: target), at: now + delay + extra)
    case .lost(let noticedAfter):
      lose(request)
      if request.caller != .nobody {
        events.insert(
          Parcel(Reply(token: request.token, outcome: Wires.connectionLost), to: request.caller),
          at: now + noticedAfter)
      }
    }
  }

  @inline(never)
  private mutating func answerOverFaultyLink(
    _ reply: Reply, from sender: Address, to caller: Address, after delay: Interval
  ) {
    if !wires.distances.areNone, reply.count > 0 {
      wires.carry(bytes: size(ofShipment: reply.cargo), from: sender, to: caller)
    }
    switch wires.passage(from: sender, to: caller) {
    case .passes(let extra):
      events.insert(Parcel(reply, to: caller), at: now + delay + extra)
    case .lost(let noticedAfter):
      if reply.count > 0 { discard(shipment: reply.cargo) }
      events.insert(
        Parcel(Reply(token: reply.token, outcome: Wires.connectionLost), to: caller),
        at: now + noticedAfter)
    }
  }

  /// The bytes of the messages that a request carries or is about.
  private func size(of request: Request) -> Int {
    switch request.cargoKind {
    case .reference, .copy: Int(messages[MessageID(slot: request.cargo)].size)
    case .number, .shipment: 0
    }
  }

  private func size(ofShipment head: UInt32) -> Int {
    var (bytes, place) = (0, head)
    while place != ShipmentStore.empty {
      let (shipped, next) = shipments.look(at: place)
      bytes += Int(messages[shipped.message].size)
      place = next
    }
    return bytes
  }

  /// Writes off what a lost request carried.
  private mutating func lose(_ request: Request) {
    switch request.cargoKind {
    case .number: break
    case .reference: messages.release(MessageID(slot: request.cargo))
    case .copy:
      copiesOnWires &-= 1
      messages.end(MessageID(slot: request.cargo), as: .lostOnLink)
    case .shipment: discard(shipment: request.cargo)
    }
  }

  /// Drops a shipment whose messages are still in somebody else's books.
  @inline(__always)
  package mutating func discard(shipment head: UInt32) {
    var rest = head
    while let shipped = shipments.popFirst(&rest) { messages.release(shipped.message) }
  }
}
