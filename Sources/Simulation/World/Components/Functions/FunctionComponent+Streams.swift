/// The lanes of a function's stream: what is read, tried, passed and given up.
extension FunctionComponent {
  /// What a lane of the stream has in hand.
  struct LaneBatch: Sendable, BitwiseCopyable {
    var records = Shipment()
    /// Whether the next read must begin behind what was passed, since an answer was lost.
    var restarts = false
  }

  /// Does what a lane wants done.
  mutating func perform(_ action: StreamMapping.Action, in context: inout Context) {
    switch action {
    case .read(let lane, let maximum): read(lane, maximum: maximum, in: &context)
    case .invoke(let lane, let count): invoke(lane, count: count, in: &context)
    case .nothing: break
    }
  }

  /// A shard of the stream can be read from now on.
  mutating func openShard(_ request: Request, in context: inout Context) {
    streamConsumer = Int(request.detail)
    streams.open(shard: Int(request.cargo), at: context.now)
  }

  private mutating func read(_ lane: LaneID, maximum: Int, in context: inout Context) {
    let slot = Int(lane.slot)
    while laneBatches.count <= slot { laneBatches.append(LaneBatch()) }
    let order = FetchOrder(
      lane: lane.slot, consumer: streamConsumer, maximum: maximum,
      restarts: laneBatches[slot].restarts,
      isPrompt: laneBatches[slot].records.head != ShipmentStore.empty)
    laneBatches[slot].restarts = false
    context.send(order.request(from: port.address), from: port.address, to: stream)
  }

  /// The answer to a lane's read has come.
  mutating func readEnded(_ reply: Reply, _ lane: LaneID, in context: inout Context) {
    let slot = Int(lane.slot)
    guard reply.result == .ok else {
      if reply.result != .throttled { laneBatches[slot].restarts = true }
      return perform(streams.readFailed(lane, at: context.now), in: &context)
    }
    guard reply.detail == 0 else { return streams.shardEnded(lane) }
    var bytes = 0
    if reply.count > 0 {
      var link = reply.cargo
      while link != ShipmentStore.empty {
        let found = context.shipments.look(at: link)
        bytes &+= Int(context.messages[found.shipped.message].size)
        link = found.next
      }
      context.shipments.append(contentsOf: reply.cargo, to: &laneBatches[slot].records)
    }
    perform(
      streams.received(lane, Int(reply.count), bytes: bytes, at: context.now), in: &context)
  }

  /// Calls the function with the first records of a lane, unless they have become too old.
  private mutating func invoke(_ lane: LaneID, count: Int, in context: inout Context) {
    let now = context.now
    var link = laneBatches[Int(lane.slot)].records.head
    var stale = 0
    var age = Interval.zero
    for _ in 0..<count {
      let found = context.shipments.look(at: link)
      age = .milliseconds(Int(now.milliseconds &- found.shipped.copy))
      if streams.isTooOld(age: age) { stale += 1 }
      link = found.next
    }
    guard stale == 0 else {
      giveUp(stale, of: lane, in: &context)
      return perform(streams.gaveUp(lane, stale, at: now), in: &context)
    }
    meters.iteratorAge.record(age)
    laneCount = UInt16(truncatingIfNeeded: count)
    _ = admit(.stream, origin: lane.slot, message: MessageID(slot: 0), in: &context)
  }

  /// An invocation for a lane has ended.
  mutating func laneEnded(
    _ record: Invocation, _ outcome: InvocationOutcome, in context: inout Context
  ) {
    let lane = LaneID(slot: record.origin)
    let result: StreamMapping.Outcome =
      outcome != .success
      ? .failure
      : record.remaining == 0 ? .success : .partial(done: Int(record.size - record.remaining))
    if result != .success { meters.failedRecords.count(times: Int(record.remaining)) }
    let settlement = streams.invocationEnded(
      lane, result, draw: laneDraws.uniform(), at: context.now)
    pass(settlement.passed, of: lane, in: &context)
    giveUp(settlement.givenUp, of: lane, in: &context)
    perform(settlement.next, in: &context)
  }

  mutating func laneThrottled(_ lane: LaneID, in context: inout Context) {
    streams.throttled(lane, draw: laneDraws.uniform(), at: context.now)
  }

  /// Lets go of records that are done.
  private mutating func pass(_ count: Int, of lane: LaneID, in context: inout Context) {
    guard count > 0 else { return }
    var last: UInt32 = 0
    for _ in 0..<count {
      guard
        let record = context.shipments.popFirst(&laneBatches[Int(lane.slot)].records.head)
      else { break }
      last = record.slot
      context.messages.release(record.message)
    }
    noteProgress(of: lane, past: last, in: &context)
  }

  /// Notes records down that were tried often enough, or are too old, and lets go of them.
  ///
  /// The service writes one note for a batch, with its place in the stream but not its records; here
  /// each record has a note of its own, which leads to its message.
  private mutating func giveUp(_ count: Int, of lane: LaneID, in context: inout Context) {
    guard count > 0 else { return }
    meters.droppedRecords.count(times: count)
    var last: UInt32 = 0
    for _ in 0..<count {
      guard
        let record = context.shipments.popFirst(&laneBatches[Int(lane.slot)].records.head)
      else { break }
      last = record.slot
      if streamDestination == .nobody {
        context.messages[record.message].traits.insert(.dropped)
      } else {
        context.messages[record.message].traits.insert(.deadLettered)
        context.messages.copy(record.message)
        context.send(
          Request(
            .send, record.message, caller: port.address, token: Self.streamDestinationToken),
          from: port.address, to: streamDestination)
      }
      context.messages.release(record.message)
    }
    noteProgress(of: lane, past: last, in: &context)
  }

  /// Tells the stream how far a lane has come: the mapping's own book, which no link carries.
  private mutating func noteProgress(
    of lane: LaneID, past last: UInt32, in context: inout Context
  ) {
    context.pass(
      Request(
        .commit, cargo: last &+ 1, detail: UInt8(streamConsumer),
        token: Self.laneToken | lane.slot),
      to: stream)
  }
}
