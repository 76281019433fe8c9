/// A FIFO queue in a world: the value that knows SQS's rules, wired to its callers.
///
/// A message's group is its `MessageGroupId`, on every queue it comes to.
struct FIFOQueueComponent: WorldComponent, ~Copyable {
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
  private let deduplicationID: QueueComponentSettings.FIFO.DeduplicationID
  var queue: FIFOQueue
  private var throughput: FIFOThroughput
  private var armedFor = Instant.never
  var moveTask: MoveTask?
  var moveTarget = Address.nobody
  private var troubles: Troubles
  /// How many polls there were: each asks the partition that is next.
  private var pollNumber: UInt32 = 0
  var meters = QueueMeters()
  private var stored = TimeWeightedGauge()

  init(
    _ settings: QueueComponentSettings, _ fifo: QueueComponentSettings.FIFO, name: String,
    port: Port<Event>, build: WorldBuilder
  ) {
    self.name = name
    self.port = port
    sendLatency = Timing(settings.latency.send, draws: build.stream(name, "send latency"))
    receiveLatency = Timing(
      settings.latency.receive, draws: build.stream(name, "receive latency"))
    deadLetterQueue =
      settings.redrivePolicy.map { build.address(of: $0.deadLetterQueue) } ?? .nobody
    holdsDeadLetters = build.holdsDeadLetters(name)
    sources = build.redriveSources(of: name)
    deduplicationID = fifo.deduplicationID
    queue = FIFOQueue(
      settings: settings.attributes(of: name, build), deduplicationScope: fifo.deduplicationScope)
    throughput = FIFOThroughput(fifo.throughputLimit)
    troubles = Troubles(draws: build.stream(name, "troubles"))
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
    default: preconditionFailure("a FIFO queue cannot do operation \(request.operation)")
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

extension FIFOQueueComponent {
  private mutating func send(_ request: Request, in context: inout Context) {
    context.arrive()
    let (now, message) = (context.now, request.message)
    let (size, group) = (Int(context.messages[message].size), context.messages[message].group)
    meters.requests(forBytes: size)
    if let outcome = refusal(of: request, bytes: size, group: group, at: now) {
      if outcome == .throttled { meters.throttled.count() }
      context.messages.end(message, as: .refused)
      return answer(request, outcome, in: &context)
    }
    if !troubles.areNone, troubles.hit(.queueMessageLoss, at: now) != nil {
      context.messages.end(message, as: .lostInBroker)
      return acknowledge(request, in: &context)
    }
    let id = deduplicationID == .message ? context.messages[message].birth : nil
    switch queue.send(message, group: group, deduplication: id, lag: lag(at: now), at: now) {
    case .accepted:
      meters.sent.count()
      meters.sentSize.record(Int64(size))
    case .duplicate:
      meters.deduplicated.count()
      context.messages.end(message, as: .deduplicated)
    }
    acknowledge(request, in: &context)
  }

  /// How much later than it should the service shows a message that comes now.
  private mutating func lag(at now: Instant) -> Interval {
    guard !troubles.areNone, let fault = troubles.hit(.queueDeliveryDelay, at: now) else {
      return .zero
    }
    return troubles.draw(fault.delay)
  }

  /// Why a send is refused, or nothing.
  ///
  /// A delay of a message's own is an invalid parameter: the queue's holds for all of them
  /// (APIReference/API_SendMessage.html).
  private mutating func refusal(
    of request: Request, bytes: Int, group: UInt32, at now: Instant
  ) -> Outcome? {
    if bytes > queue.settings.maximumMessageSize || request.detail != 0 { return .rejected }
    if !troubles.areNone, isUnavailable(at: now) { return .unavailable }
    return throughput.takes(.send, group: group, at: now) ? nil : .throttled
  }

  private mutating func acknowledge(_ request: Request, in context: inout Context) {
    guard request.caller != .nobody else { return }
    context.answer(
      Reply(to: request, .ok), from: port.address, to: request.caller,
      after: sendLatency.next())
  }

  private mutating func receive(_ request: Request, in context: inout Context) {
    pollNumber &+= 1
    if !troubles.areNone, isUnavailable(at: context.now) {
      meters.requests &+= 1
      return answer(request, .unavailable, in: &context)
    }
    guard throughput.takes(.receive, group: pollNumber, at: context.now) else {
      meters.requests &+= 1
      meters.throttled.count()
      return answer(request, .throttled, in: &context)
    }
    let order = ReceiveOrder(request)
    queue.poll(
      by: UInt64(request.caller.index) &<< 32 | UInt64(request.token),
      maximum: order.maximum, wait: order.waitSeconds.map { .seconds($0) },
      visibilityTimeout: order.visibilitySeconds == 0 ? nil : .seconds(order.visibilitySeconds),
      at: context.now)
  }

  /// Deletes what its receipts still hold: those whose visibility timeout is over are refused.
  private mutating func delete(_ request: Request, in context: inout Context) {
    if let outcome = refusalOfDelete(request, in: context) {
      meters.requests &+= 1
      context.discard(shipment: request.cargo)
      return answer(request, outcome, in: &context)
    }
    var head = request.cargo
    var (count, asked): (Int64, Int) = (0, 0)
    while let shipped = context.shipments.popFirst(&head) {
      let receipt = Receipt(slot: shipped.slot, epoch: shipped.epoch)
      switch queue.delete(receipt, at: context.now) {
      case .deleted(let message):
        context.messages.end(message, as: .deleted)
        count &+= 1
      case .alreadyGone: count &+= 1
      case .refused: break
      }
      asked &+= 1
      context.messages.release(shipped.message)
    }
    if count > 0 { meters.deleted.record(count) }
    // DeleteMessageBatch takes at most ten receipts.
    meters.requests &+= (asked &+ 9) / 10
    answer(request, count > 0 || asked == 0 ? .ok : .rejected, in: &context)
  }

  /// Why a delete is refused, or nothing; pollers, who want no answer, ask again until it is taken,
  /// so that theirs are not throttled.
  private mutating func refusalOfDelete(
    _ request: Request, in context: borrowing Context
  ) -> Outcome? {
    if !troubles.areNone, isUnavailable(at: context.now) { return .unavailable }
    guard request.caller != .nobody, request.cargo != ShipmentStore.empty else { return nil }
    let message = context.shipments.look(at: request.cargo).shipped.message
    if throughput.takes(.delete, group: context.messages[message].group, at: context.now) {
      return nil
    }
    meters.throttled.count()
    return .throttled
  }

  private mutating func moveIn(_ request: Request, in context: inout Context) {
    context.arrive()
    let transfer = context.enclosures.open(request.cargo, as: Transfer.self)
    queue.moveIn(transfer, group: context.messages[transfer.message].group, at: context.now)
  }

  /// Takes in what a move task brings, as a new message that repeats none.
  private mutating func moveBack(_ request: Request, in context: inout Context) {
    context.arrive()
    let message = request.message
    _ = queue.send(message, group: context.messages[message].group, at: context.now)
    meters.sent.count()
    meters.sentSize.record(Int64(context.messages[message].size))
  }

  private mutating func isUnavailable(at now: Instant) -> Bool {
    troubles.hit(.queueUnavailable, at: now) != nil
  }
}

// MARK: - What follows from every event

extension FIFOQueueComponent {
  /// Hands out what polls got, passes on what is dead-lettered, books what is gone, sets the timer.
  mutating func settle(in context: inout Context) {
    let now = context.now
    while let answer = queue.nextAnswer(at: now) {
      switch answer {
      case .handed(let waiter): hand(to: waiter, in: &context)
      case .empty(let waiter):
        meters.requests &+= 1
        meters.emptyReceives.count()
        context.answer(
          Reply(token: UInt32(truncatingIfNeeded: waiter)), from: port.address,
          to: Address(index: UInt16(truncatingIfNeeded: waiter &>> 32)))
      case .deadLetter(let moved):
        meters.deadLettered.count()
        context.messages[moved.transfer.message].traits.insert(.deadLettered)
        context.send(carrying: moved.transfer, to: deadLetterQueue)
      }
    }
    while let notice = queue.nextNotice(at: now) { book(notice, in: &context) }
    let count = queue.visibleCount &+ queue.inFlightCount &+ queue.delayedCount
    if count != stored.value { stored.set(count, at: now) }
    if let due = queue.nextWakeUp, due < armedFor {
      armedFor = due
      context.schedule(.wake, for: port, at: due)
    }
  }

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

  private mutating func book(_ notice: FIFOQueue.Notice, in context: inout Context) {
    switch notice {
    case .expired(let message):
      meters.expired.count()
      context.messages.end(message, as: .expired)
    case .purged(let message): context.messages.end(message, as: .purged)
    }
  }
}

// MARK: - Faults and measurement

extension FIFOQueueComponent {
  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    troubles.strike(faults)
  }

  mutating func sample(at now: Instant) {
    meters.visible.record(Int64(queue.visibleCount))
    meters.notVisible.record(Int64(queue.inFlightCount))
    meters.delayed.record(Int64(queue.delayedCount))
    meters.age.record(queue.ageOfOldestHeld(at: now))
    meters.groupsInFlight.record(Int64(queue.groupsInFlight))
  }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.report(to: &account)
    account.cost = Prices.sqsFIFO.dollars(for: meters.requests)
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
