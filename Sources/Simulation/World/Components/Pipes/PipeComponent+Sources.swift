/// Where a pipe's messages come from: the pollers of its queue, or the lanes of its stream.
extension PipeComponent {
  /// Does what a poller wants done.
  mutating func perform(_ action: QueuePollers.Action, in context: inout Context) {
    switch action {
    case .poll(let poller, let maximum): poll(poller, maximum: maximum, in: &context)
    case .invoke(let poller):
      let batch = batches[Int(poller.slot)]
      begin(.poller(poller), with: batch.head, count: .max, in: &context)
    case .drop(let poller):
      settle(poller, keeping: .keepAll, in: &context)
      perform(pollers.settled(poller, at: context.now), in: &context)
    case .nothing: break
    }
  }

  private mutating func poll(_ poller: PollerID, maximum: Int, in context: inout Context) {
    while batches.count <= Int(poller.slot) { batches.append(Shipment()) }
    let order = ReceiveOrder(
      maximum: maximum, waitSeconds: Int(QueuePollers.receiveWait.seconds))
    context.send(
      Request(
        .receive, cargo: order.cargo, detail: order.detail, caller: port.address,
        token: FunctionComponent.pollerToken | poller.slot),
      from: port.address, to: source)
  }

  /// The answer to a poller's receive has come: what does not pass the filter is deleted at once.
  mutating func received(_ reply: Reply, _ poller: PollerID, in context: inout Context) {
    guard reply.result == .ok else {
      return perform(pollers.receiveFailed(poller, at: context.now), in: &context)
    }
    var (count, bytes) = (0, 0)
    var unwanted = Shipment()
    if reply.count > 0 {
      var rest = reply.cargo
      while let shipped = context.shipments.popFirst(&rest) {
        guard passes(shipped.message, in: &context) else {
          context.shipments.append(shipped, to: &unwanted)
          continue
        }
        count += 1
        bytes += Int(context.messages[shipped.message].size)
        context.shipments.append(shipped, to: &batches[Int(poller.slot)])
      }
    }
    delete(unwanted, in: &context)
    perform(
      pollers.received(
        poller, count, bytes: bytes, filteredOut: Int(reply.count) - count, at: context.now),
      in: &context)
  }

  /// Whether a message passes the filter; counts and bills it accordingly.
  private mutating func passes(_ message: MessageID, in context: inout Context) -> Bool {
    let kind = min(Int(context.messages[message].kind), wanted.count - 1)
    let isMisled = !troubles.areNone && troubles.hit(.pipeFilterError, at: context.now) != nil
    if wanted[kind], !isMisled {
      meters.requests &+= Price.chunks(bytes: Int(context.messages[message].size))
      return true
    }
    meters.filteredOut.count()
    context.messages[message].traits.insert(.dropped)
    if kind < idle.count, idle[kind], !isMisled {
      context.messages.handled(message, at: context.now)
    }
    return false
  }

  private func delete(_ shipment: Shipment, in context: inout Context) {
    guard shipment.head != ShipmentStore.empty else { return }
    context.send(Request(.delete, cargo: shipment.head), from: port.address, to: source)
  }

  /// A batch of a queue is over: what is done is deleted, the rest comes back by itself.
  mutating func batchEnded(
    _ poller: PollerID, _ execution: PipeExecution, in context: inout Context
  ) {
    let failed = Int(execution.failed)
    let outcome: BatchOutcome =
      failed == 0
      ? .success : failed == Int(execution.count) ? .failure : .partial(failed: failed)
    let settlement = pollers.invocationEnded(poller, outcome, at: context.now)
    settle(poller, keeping: settlement, items: execution.items, in: &context)
    perform(pollers.settled(poller, at: context.now), in: &context)
  }

  private mutating func settle(
    _ poller: PollerID, keeping settlement: QueuePollers.Settlement,
    items first: UInt32 = PipeItem.none, in context: inout Context
  ) {
    let batch = batches[Int(poller.slot)]
    batches[Int(poller.slot)] = Shipment()
    switch settlement {
    case .deleteAll: delete(batch, in: &context)
    case .keepAll: context.discard(shipment: batch.head)
    case .deleteExcept:
      var (rest, item) = (batch.head, first)
      var (done, failed) = (Shipment(), Shipment())
      while let shipped = context.shipments.popFirst(&rest) {
        if items[item].hasFailed {
          context.shipments.append(shipped, to: &failed)
        } else {
          context.shipments.append(shipped, to: &done)
        }
        item = items[item].next
      }
      delete(done, in: &context)
      context.discard(shipment: failed.head)
    }
  }
}

// MARK: - Lanes of a stream

extension PipeComponent {
  /// Does what a lane wants done.
  mutating func perform(_ action: StreamMapping.Action, in context: inout Context) {
    switch action {
    case .read(let lane, let maximum): read(lane, maximum: maximum, in: &context)
    case .invoke(let lane, let count): invoke(lane, count: count, in: &context)
    case .nothing: break
    }
  }

  private mutating func read(_ lane: LaneID, maximum: Int, in context: inout Context) {
    let slot = Int(lane.slot)
    while lanes.count <= slot { lanes.append(LaneBatch()) }
    let order = FetchOrder(
      lane: lane.slot, consumer: streamConsumer, maximum: maximum,
      restarts: lanes[slot].restarts, isPrompt: lanes[slot].records.head != ShipmentStore.empty)
    lanes[slot].restarts = false
    context.send(order.request(from: port.address), from: port.address, to: source)
  }

  /// The answer to a lane's read has come.
  mutating func readEnded(_ reply: Reply, _ lane: LaneID, in context: inout Context) {
    let slot = Int(lane.slot)
    guard reply.result == .ok else {
      if reply.result != .throttled { lanes[slot].restarts = true }
      return perform(streams.readFailed(lane, at: context.now), in: &context)
    }
    guard reply.detail == 0 else { return streams.shardEnded(lane) }
    var bytes = 0
    if reply.count > 0 {
      var rest = reply.cargo
      while var shipped = context.shipments.popFirst(&rest) {
        bytes += Int(context.messages[shipped.message].size)
        shipped.epoch = passes(shipped.message, in: &context) ? 1 : 0
        context.shipments.append(shipped, to: &lanes[slot].records)
      }
    }
    perform(
      streams.received(lane, Int(reply.count), bytes: bytes, at: context.now), in: &context)
  }

  /// Takes the first records of a lane through the pipe, unless they have become too old.
  private mutating func invoke(_ lane: LaneID, count: Int, in context: inout Context) {
    let now = context.now
    let head = lanes[Int(lane.slot)].records.head
    var (link, stale) = (head, 0)
    for _ in 0..<count {
      let found = context.shipments.look(at: link)
      let age = Interval.milliseconds(Int(now.milliseconds &- found.shipped.copy))
      if streams.isTooOld(age: age) { stale += 1 }
      link = found.next
    }
    guard stale == 0 else {
      giveUp(stale, of: lane, in: &context)
      return perform(streams.gaveUp(lane, stale, at: now), in: &context)
    }
    begin(.lane(lane), with: head, count: count, in: &context)
  }

  /// A batch of a stream is over: the lane goes on behind what is done, or tries again.
  mutating func batchEnded(
    _ lane: LaneID, _ execution: PipeExecution, in context: inout Context
  ) {
    let outcome: StreamMapping.Outcome =
      execution.failed == 0
      ? .success
      : execution.failed == execution.count
        ? .failure : .partial(done: Int(execution.firstFailed))
    let settlement = streams.invocationEnded(
      lane, outcome, draw: laneDraws.uniform(), at: context.now)
    pass(settlement.passed, of: lane, in: &context)
    giveUp(settlement.givenUp, of: lane, in: &context)
    perform(settlement.next, in: &context)
  }

  /// Lets go of records that are done, or were filtered out.
  private mutating func pass(_ count: Int, of lane: LaneID, in context: inout Context) {
    guard count > 0 else { return }
    var last: UInt32 = 0
    for _ in 0..<count {
      guard let record = context.shipments.popFirst(&lanes[Int(lane.slot)].records.head)
      else { break }
      last = record.slot
      context.messages.release(record.message)
    }
    noteProgress(of: lane, past: last, in: &context)
  }

  /// Notes records down that were tried often enough, or are too old, and lets go of them.
  ///
  /// The service writes one note for a batch, without its records; here each record that passed the
  /// filter has a note of its own, which leads to its message.
  private mutating func giveUp(_ count: Int, of lane: LaneID, in context: inout Context) {
    guard count > 0 else { return }
    var last: UInt32 = 0
    for _ in 0..<count {
      guard let record = context.shipments.popFirst(&lanes[Int(lane.slot)].records.head)
      else { break }
      last = record.slot
      if record.epoch == 1 { setAside(record.message, in: &context) }
      context.messages.release(record.message)
    }
    noteProgress(of: lane, past: last, in: &context)
  }

  private mutating func setAside(_ message: MessageID, in context: inout Context) {
    guard deadLetterQueue != .nobody else {
      meters.dropped.count()
      context.messages[message].traits.insert(.dropped)
      return
    }
    meters.deadLettered.count()
    context.messages[message].traits.insert(.deadLettered)
    context.messages.copy(message)
    context.send(
      Request(
        .send, message, caller: port.address, token: FunctionComponent.streamDestinationToken),
      from: port.address, to: deadLetterQueue)
  }

  /// Tells the stream how far a lane has come: the pipe's own book, which no link carries.
  private mutating func noteProgress(
    of lane: LaneID, past last: UInt32, in context: inout Context
  ) {
    context.pass(
      Request(
        .commit, cargo: last &+ 1, detail: UInt8(streamConsumer),
        token: FunctionComponent.laneToken | lane.slot),
      to: source)
  }
}
