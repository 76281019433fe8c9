/// A standard queue in a world: the value that knows SQS's rules, wired to its callers.
struct QueueComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// Time alone changes something in the queue.
    case wake
    /// The move task takes its next message.
    case move
  }

  let name: String
  let port: Port<Event>
  private var sendLatency: Timing
  private var receiveLatency: Timing
  private let deadLetterQueue: Address
  /// Whether what lies here was given up by somebody.
  private let holdsDeadLetters: Bool
  /// The queues whose redrive policies lead here.
  let sources: [Address]
  var queue: StandardQueue
  private var armedFor = Instant.never
  var moveTask: MoveTask?
  var moveTarget = Address.nobody
  private var troubles: Troubles
  /// Where the chances of messages and of polls come from, each by its number.
  private let messageChances: RandomKey
  private let pollChances: RandomKey
  private var messageNumber: UInt64 = 0
  private var pollNumber: UInt64 = 0
  var meters = QueueMeters()
  private var stored = TimeWeightedGauge()

  init(_ settings: QueueComponentSettings, name: String, port: Port<Event>, build: WorldBuilder) {
    self.name = name
    self.port = port
    sendLatency = Timing(settings.latency.send, draws: build.stream(name, "send latency"))
    receiveLatency = Timing(
      settings.latency.receive, draws: build.stream(name, "receive latency"))
    deadLetterQueue =
      settings.redrivePolicy.map { build.address(of: $0.deadLetterQueue) } ?? .nobody
    holdsDeadLetters = build.holdsDeadLetters(name)
    sources = build.redriveSources(of: name)
    queue = StandardQueue(settings: settings.attributes(of: name, build))
    troubles = Troubles(draws: build.stream(name, "troubles"))
    messageChances = build.key(name, "messages")
    pollChances = build.key(name, "polls")
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    switch request.operation {
    case Operation.send.rawValue: send(request, in: &context)
    case Operation.receive.rawValue: receive(request, in: &context)
    case Operation.delete.rawValue: delete(request, in: &context)
    case Operation.release.rawValue: releaseVisibility(request, in: &context)
    case Operation.extend.rawValue: extendVisibility(request, in: &context)
    case Operation.countVisible.rawValue: tellBacklog(request, in: &context)
    case Operation.moveIn.rawValue: moveIn(request, in: &context)
    case Operation.moveBack.rawValue: moveBack(request, in: &context)
    case Operation.startMove.rawValue: startMove(request, in: &context)
    case Operation.probe.rawValue:
      answer(request, isUnavailable(at: context.now) ? .unavailable : .ok, in: &context)
    default: preconditionFailure("a queue cannot do operation \(request.operation)")
    }
    settle(in: &context)
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    switch event {
    case .wake:
      if armedFor <= context.now { armedFor = .never }
      queue.advance(to: context.now)
    case .move: moveNext(in: &context)
    }
    settle(in: &context)
  }

  mutating func resume(_ reply: Reply, in context: inout Context) {
    preconditionFailure("'\(name)' asks nobody, but got an answer")
  }
}

// MARK: - Requests

extension QueueComponent {
  @inline(__always)
  private mutating func send(_ request: Request, in context: inout Context) {
    context.arrive()
    let (now, message) = (context.now, request.message)
    let size = Int(context.messages[message].size)
    var delay = request.detail == 0 ? nil : context.intervals[Int(request.detail) - 1]
    meters.requests(forBytes: size)
    if size > queue.settings.maximumMessageSize {
      context.messages.end(message, as: .refused)
      return answer(request, .rejected, in: &context)
    }
    if !troubles.areNone {
      if isUnavailable(at: now) {
        context.messages.end(message, as: .refused)
        return answer(request, .unavailable, in: &context)
      }
      if troubles.hit(.queueMessageLoss, at: now) != nil {
        context.messages.end(message, as: .lostInBroker)
        return acknowledge(request, in: &context)
      }
      if let fault = troubles.hit(.queueDeliveryDelay, at: now) {
        delay = (delay ?? queue.settings.delay) + troubles.draw(fault.delay)
      }
    }
    queue.send(message, delay: delay, draw: nextLot(), at: now)
    meters.sent.count()
    meters.sentSize.record(Int64(size))
    acknowledge(request, in: &context)
  }

  @inline(__always)
  private mutating func acknowledge(_ request: Request, in context: inout Context) {
    guard request.caller != .nobody else { return }
    context.answer(
      Reply(to: request, .ok), from: port.address, to: request.caller,
      after: sendLatency.next())
  }

  @inline(__always)
  private mutating func receive(_ request: Request, in context: inout Context) {
    if !troubles.areNone, isUnavailable(at: context.now) {
      meters.requests &+= 1
      return answer(request, .unavailable, in: &context)
    }
    let order = ReceiveOrder(request)
    queue.poll(
      by: UInt64(request.caller.index) &<< 32 | UInt64(request.token),
      maximum: order.maximum, wait: order.waitSeconds.map { .seconds($0) },
      visibilityTimeout: order.visibilitySeconds == 0 ? nil : .seconds(order.visibilitySeconds),
      draw: pollChances.bits(for: pollNumber), at: context.now)
    pollNumber &+= 1
  }

  /// Random bits of the next message alone.
  @inline(__always)
  private mutating func nextLot() -> UInt64 {
    messageNumber &+= 1
    return messageChances.bits(for: messageNumber)
  }

  @inline(__always)
  private mutating func delete(_ request: Request, in context: inout Context) {
    if !troubles.areNone, isUnavailable(at: context.now) {
      meters.requests &+= 1
      context.discard(shipment: request.cargo)
      return answer(request, .unavailable, in: &context)
    }
    var head = request.cargo
    var count: Int64 = 0
    while let shipped = context.shipments.popFirst(&head) {
      let receipt = Receipt(slot: shipped.slot, epoch: shipped.epoch)
      switch queue.delete(receipt, at: context.now) {
      case .deleted(let message): context.messages.end(message, as: .deleted)
      case .missed(let message):
        // The queue still has the record, so the message must outlive the deleted copy.
        context.messages.retain(message)
        context.messages.end(message, as: .deleted)
      case .stale, .alreadyGone: break
      }
      count &+= 1
      context.messages.release(shipped.message)
    }
    meters.deleted.record(count)
    // DeleteMessageBatch takes at most ten receipts.
    meters.requests &+= (Int(count) &+ 9) / 10
    answer(request, .ok, in: &context)
  }

  private mutating func releaseVisibility(_ request: Request, in context: inout Context) {
    meters.requests &+= 1
    var head = request.cargo
    while let shipped = context.shipments.popFirst(&head) {
      let receipt = Receipt(slot: shipped.slot, epoch: shipped.epoch)
      _ = queue.changeVisibility(receipt, to: .zero, at: context.now)
      context.messages.release(shipped.message)
    }
    answer(request, .ok, in: &context)
  }

  private mutating func moveIn(_ request: Request, in context: inout Context) {
    context.arrive()
    let transfer = context.enclosures.open(request.cargo, as: Transfer.self)
    queue.moveIn(transfer, draw: nextLot(), at: context.now)
  }

  /// Takes in what a move task brings, as a new message; nothing can refuse it within the service.
  private mutating func moveBack(_ request: Request, in context: inout Context) {
    context.arrive()
    let message = request.message
    queue.send(message, draw: nextLot(), at: context.now)
    meters.sent.count()
    meters.sentSize.record(Int64(context.messages[message].size))
  }

  private mutating func isUnavailable(at now: Instant) -> Bool {
    troubles.hit(.queueUnavailable, at: now) != nil
  }
}

// MARK: - What follows from every event

extension QueueComponent {
  /// Hands out what polls got, passes on what is dead-lettered, books what is gone, sets the timer.
  @inline(__always)
  mutating func settle(in context: inout Context) {
    let now = context.now
    if queue.mayHaveNews(at: now) { tellNews(in: &context) }
    let count = queue.visibleCount &+ queue.inFlightCount &+ queue.delayedCount
    if count != stored.value { stored.set(count, at: now) }
    if let due = queue.nextWakeUp, due < armedFor {
      wake(at: due, in: &context)
    }
  }

  @inline(never)
  private mutating func tellNews(in context: inout Context) {
    let now = context.now
    while let answer = queue.nextAnswer(at: now) {
      switch answer {
      case .handed(let waiter): hand(to: waiter, in: &context)
      case .empty(let waiter):
        meters.requests &+= 1
        meters.emptyReceives.count()
        reply(.ok, to: waiter, in: &context)
      case .overLimit(let waiter):
        meters.requests &+= 1
        reply(.throttled, to: waiter, in: &context)
      case .deadLetter(let transfer): deadLetter(transfer, in: &context)
      }
    }
    while let notice = queue.nextNotice(at: now) { book(notice, in: &context) }
  }

  @inline(never)
  private mutating func wake(at due: Instant, in context: inout Context) {
    armedFor = due
    context.schedule(.wake, for: port, at: due)
  }

  @inline(__always)
  private mutating func hand(to waiter: UInt64, in context: inout Context) {
    var shipment = Shipment()
    var bytes = 0
    let count = queue.handed.count
    for index in 0..<count {
      let delivery = queue.handed[index]
      context.messages.retain(delivery.message)
      bytes &+= Int(context.messages[delivery.message].size)
      context.shipments.append(
        ShippedMessage(
          message: delivery.message, slot: delivery.receipt.slot, epoch: delivery.receipt.epoch,
          copy: queue.identity(of: delivery.receipt)),
        to: &shipment)
      if !troubles.areNone, !delivery.isDuplicate,
        troubles.hit(.queueDuplicateDelivery, at: context.now) != nil
      {
        queue.duplicate(delivery.receipt)
      }
    }
    meters.requests(forBytes: bytes)
    meters.received.record(Int64(count))
    context.answer(
      Reply(
        token: UInt32(truncatingIfNeeded: waiter), cargo: shipment.head,
        count: UInt16(truncatingIfNeeded: count)),
      from: port.address, to: Address(index: UInt16(truncatingIfNeeded: waiter &>> 32)),
      after: receiveLatency.next())
  }

  @inline(never)
  private func reply(_ outcome: Outcome, to waiter: UInt64, in context: inout Context) {
    context.answer(
      Reply(token: UInt32(truncatingIfNeeded: waiter), outcome: outcome.rawValue),
      from: port.address, to: Address(index: UInt16(truncatingIfNeeded: waiter &>> 32)))
  }

  @inline(never)
  private mutating func deadLetter(_ transfer: Transfer, in context: inout Context) {
    meters.deadLettered.count()
    context.messages[transfer.message].traits.insert(.deadLettered)
    context.send(carrying: transfer, to: deadLetterQueue)
  }

  @inline(never)
  private mutating func book(_ notice: StandardQueue.Notice, in context: inout Context) {
    switch notice {
    case .expired(let message):
      meters.expired.count()
      context.messages.end(message, as: .expired)
    case .purged(let message): context.messages.end(message, as: .purged)
    case .resurrected(let message): context.messages.turnHoldIntoDuplicate(message)
    }
  }
}

extension Context {
  /// Moves a copy to the queue behind another one, within the service.
  mutating func send(carrying transfer: Transfer, to queue: Address) {
    copiesOnWires &+= 1
    pass(Request(.moveIn, cargo: enclosures.enclose(transfer)), to: queue)
  }
}

// MARK: - Faults and measurement

extension QueueComponent {
  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    troubles.strike(faults)
  }

  mutating func sample(at now: Instant) {
    meters.visible.record(Int64(queue.visibleCount))
    meters.notVisible.record(Int64(queue.inFlightCount))
    meters.delayed.record(Int64(queue.delayedCount))
    // What expires at this very instant is booked with the instant's events, which come after.
    meters.age.record(queue.ageOfOldestHeld(at: now))
  }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.report(to: &account)
    account.cost = Prices.sqsStandard.dollars(for: meters.requests)
  }

  var copiesHeld: Int { queue.visibleCount + queue.inFlightCount + queue.delayedCount }

  var imbalance: String? {
    queue.booksBalance ? nil : "the books of queue '\(name)' do not balance: \(queue.books)"
  }

  func visitDeadLetters(_ body: (MessageID) -> Void) {
    if holdsDeadLetters { queue.visit(body) }
  }

  func averages(at now: Instant) -> [WorldAverage] {
    let seconds = Double(stored.area(at: now)) / 1e9
    return [
      WorldAverage(
        name: "stored", mean: stored.average(at: now), arrivals: queue.books.arrivals,
        timeInside: seconds)
    ]
  }
}
