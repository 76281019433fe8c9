/// Where a function's calls come from: the pollers of its queue, and the asynchronous queue.
extension FunctionComponent {
  /// Does what a poller wants done.
  @inline(__always)
  mutating func perform(_ action: QueuePollers.Action, in context: inout Context) {
    switch action {
    case .poll(let poller, let maximum): poll(poller, maximum: maximum, in: &context)
    case .invoke(let poller):
      _ = admit(.poller, origin: poller.slot, message: MessageID(slot: 0), in: &context)
    case .drop(let poller):
      discardBatch(of: poller, in: &context)
      perform(pollers.settled(poller, at: context.now), in: &context)
    case .nothing: break
    }
  }

  @inline(__always)
  private mutating func poll(_ poller: PollerID, maximum: Int, in context: inout Context) {
    while batches.count <= Int(poller.slot) { batches.append(PollerBatch()) }
    let order = ReceiveOrder(
      maximum: maximum, visibilitySeconds: visibilitySeconds,
      waitSeconds: Int(QueuePollers.receiveWait.seconds))
    context.send(
      Request(
        .receive, cargo: order.cargo, detail: order.detail, caller: port.address,
        token: Self.pollerToken | poller.slot),
      from: port.address, to: queue)
  }

  /// The answer to a poller's receive has come.
  @inline(__always)
  mutating func received(_ reply: Reply, _ poller: PollerID, in context: inout Context) {
    guard reply.result == .ok else {
      return perform(pollers.receiveFailed(poller, at: context.now), in: &context)
    }
    var bytes = 0
    if reply.count > 0 {
      var (link, last) = (reply.cargo, reply.cargo)
      while link != ShipmentStore.empty {
        let found = context.shipments.look(at: link)
        bytes &+= Int(context.messages[found.shipped.message].size)
        (last, link) = (link, found.next)
      }
      context.shipments.append(
        contentsOf: Shipment(head: reply.cargo, tail: last),
        to: &batches[Int(poller.slot)].open)
    }
    perform(
      pollers.received(poller, Int(reply.count), bytes: bytes, at: context.now), in: &context)
  }

  /// Deletes what an invocation has done, and lets the rest come back by itself.
  @inline(__always)
  mutating func batchEnded(
    _ poller: PollerID, _ outcome: InvocationOutcome, in context: inout Context
  ) {
    let slot = Int(poller.slot)
    let failed = batches[slot].failedCount
    let result: BatchOutcome =
      outcome == .success ? (failed == 0 ? .success : .partial(failed: failed)) : .failure
    switch pollers.invocationEnded(poller, result, at: context.now) {
    case .deleteAll:
      let batch = batches[slot]
      batches[slot] = PollerBatch()
      delete(batch.open, in: &context)
      delete(batch.done, in: &context)
      context.discard(shipment: batch.failed.head)
    case .deleteExcept:
      delete(batches[slot].done, in: &context)
      batches[slot].done = Shipment()
      discardBatch(of: poller, in: &context)
    case .keepAll: discardBatch(of: poller, in: &context)
    }
    perform(pollers.settled(poller, at: context.now), in: &context)
  }

  @inline(__always)
  private func delete(_ shipment: Shipment, in context: inout Context) {
    guard shipment.head != ShipmentStore.empty else { return }
    context.send(Request(.delete, cargo: shipment.head), from: port.address, to: queue)
  }

  /// Forgets what is left of a poller's batch: the queue still has the messages.
  @inline(never)
  private mutating func discardBatch(of poller: PollerID, in context: inout Context) {
    let batch = batches[Int(poller.slot)]
    batches[Int(poller.slot)] = PollerBatch()
    context.discard(shipment: batch.open.head)
    context.discard(shipment: batch.done.head)
    context.discard(shipment: batch.failed.head)
  }

  mutating func batchThrottled(_ poller: PollerID, in context: inout Context) {
    switch pollers.throttled(poller, at: context.now) {
    case .retry: break
    case .drop: perform(.drop(poller), in: &context)
    }
  }
}

extension FunctionComponent {
  /// Takes an event into the asynchronous queue.
  mutating func take(_ request: Request, in context: inout Context) {
    context.arrive()
    let isSwitchedOff = environments.reservedConcurrency == 0
    switch events.accept(request.message, at: context.now, isSwitchedOff: isSwitchedOff) {
    case .queued: meters.eventsReceived.count()
    case .discarded: discard(request.message, in: &context)
    }
    context.answer(Reply(to: request, .ok), from: port.address, to: request.caller)
  }

  /// Invokes the function for the events that are due.
  mutating func invokeEvents(in context: inout Context) {
    while let effect = events.nextDue(at: context.now) {
      switch effect {
      case .invoke(let event, let message, let enqueuedAt, _):
        meters.eventAge.record(context.now - enqueuedAt)
        _ = admit(.event, origin: event.slot, message: message, in: &context)
      case .discard(let message, _): discard(message, in: &context)
      }
    }
  }

  mutating func eventEnded(
    _ event: UInt32, _ outcome: InvocationOutcome, in context: inout Context
  ) {
    let ended = events.ended(
      .init(slot: event), outcome == .success ? .success : .functionError,
      at: context.now)
    dispose(ended, in: &context)
  }

  mutating func dispose(
    _ disposition: AsynchronousInvocations.Disposition, in context: inout Context
  ) {
    switch disposition {
    case .succeeded(let message): context.messages.end(message, as: .consumed)
    case .retried: break
    case .discarded(let message, _): discard(message, in: &context)
    }
  }

  /// Sends an event that was given up to where such events go, or drops it.
  private mutating func discard(_ message: MessageID, in context: inout Context) {
    meters.eventsDropped.count()
    var isKept = false
    for (target, token) in [
      (deadLetterQueue, Self.deadLetterToken), (destination, Self.destinationToken),
    ] where target != .nobody {
      context.messages.copy(message)
      context.send(
        Request(.send, message, caller: port.address, token: token), from: port.address,
        to: target)
      isKept = true
    }
    if isKept { context.messages[message].traits.insert(.deadLettered) }
    context.messages.end(message, as: isKept ? .consumed : .discarded)
  }

  /// Counts an event that could not even be sent to where given up events go.
  mutating func noteDelivery(
    _ outcome: Outcome, to meter: WritableKeyPath<FunctionMeters, Tally>
  ) {
    if outcome != .ok { meters[keyPath: meter].count() }
  }
}
