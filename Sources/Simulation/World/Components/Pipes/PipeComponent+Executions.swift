/// The executions of a pipe: a batch through its enrichment, if there is one, to its target.
///
/// An enrichment that fails for one message fails for all of the batch; a target may fail for some
/// (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html).
extension PipeComponent {
  /// Begins with the messages of a batch that passed the filter; one without any is done at once.
  mutating func begin(
    _ origin: PipeExecution.Origin, with head: UInt32, count: Int, in context: inout Context
  ) {
    let now = context.now
    var record = PipeExecution(origin: origin, startedAt: now, stageStartedAt: now)
    let wanted = take(count, from: head, of: origin, into: &record, in: context)
    guard wanted > 0 else { return settle(record, in: &context) }
    meters.invocations.count()
    if !troubles.areNone, let refusal = refusal(at: now) {
      (record.failed, record.firstFailed) = (record.count, 0)
      return refuse(record, refusal, in: &context)
    }
    let execution = executions.insert(record)
    var item = record.items
    while item != PipeItem.none {
      items[item].execution = execution
      item = items[item].next
    }
    enter(hasEnrichment ? .enrichment : .target, execution, in: &context)
  }

  /// Makes an item for each message that passed the filter.
  private mutating func take(
    _ count: Int, from head: UInt32, of origin: PipeExecution.Origin,
    into record: inout PipeExecution, in context: borrowing Context
  ) -> Int {
    let isQueue = if case .poller = origin { true } else { false }
    var (link, place, last) = (head, 0, PipeItem.none)
    while link != ShipmentStore.empty, place < count {
      let found = context.shipments.look(at: link)
      if isQueue || found.shipped.epoch == 1 {
        let item = items.insert(
          PipeItem(execution: 0, message: found.shipped.message, place: Int32(place)))
        if last == PipeItem.none { record.items = item } else { items[last].next = item }
        last = item
        record.count += 1
        meters.events.count()
        meters.eventSize.record(Int64(context.messages[found.shipped.message].size))
      }
      place += 1
      link = found.next
    }
    return Int(record.count)
  }

  /// How a fault ends an execution before anybody is asked, if one does.
  private mutating func refusal(at now: Instant) -> FaultAction? {
    [.pipeThrottle, .pipeErrors].first { troubles.hit($0, at: now) != nil }
  }

  /// Ends an execution at its beginning; being throttled uses up none of a stream's attempts.
  private mutating func refuse(
    _ record: PipeExecution, _ refusal: FaultAction, in context: inout Context
  ) {
    meters.targetSkipped.count()
    guard refusal == .pipeThrottle else {
      meters.failed.count()
      return settle(record, in: &context)
    }
    meters.throttled.count()
    guard case .lane(let lane) = record.origin else { return settle(record, in: &context) }
    streams.throttled(lane, draw: laneDraws.uniform(), at: context.now)
    forgetItems(of: record)
  }

  /// Asks for all messages of a batch at the same time.
  private mutating func enter(
    _ stage: PipeExecution.Stage, _ execution: UInt32, in context: inout Context
  ) {
    executions[execution].stage = stage
    executions[execution].pending = executions[execution].count
    executions[execution].stageStartedAt = context.now
    var item = executions[execution].items
    while item != PipeItem.none {
      _ = runs.start(
        items[item].message, owner: item, deadline: .never,
        at: stage == .enrichment ? Self.enrichmentPlace : Self.targetPlace, in: &context)
      item = items[item].next
    }
  }

  /// The enrichment or the target has answered for a message.
  mutating func stepEnded(_ finished: HandlerRuns.Finished, in context: inout Context) {
    let item = finished.owner
    let execution = items[item].execution
    let isTarget = executions[execution].stage == .target
    if finished.outcome == .ok {
      if isTarget, endsAtTarget { context.messages.handled(finished.message, at: context.now) }
    } else {
      items[item].hasFailed = true
      executions[execution].failed += 1
      executions[execution].firstFailed = min(
        executions[execution].firstFailed, items[item].place)
      if finished.cause == .timedOut { executions[execution].hasTimedOut = true }
    }
    context.messages.release(finished.message)
    executions[execution].pending -= 1
    if executions[execution].pending == 0 { stageEnded(execution, in: &context) }
  }

  private mutating func stageEnded(_ execution: UInt32, in context: inout Context) {
    let record = executions[execution]
    let duration = context.now - record.stageStartedAt
    switch record.stage {
    case .enrichment:
      meters.enrichmentDuration.record(duration)
      guard record.failed > 0 else { return enter(.target, execution, in: &context) }
      meters.enrichmentFailed.count()
      meters.targetSkipped.count()
      executions[execution].failed = record.count
      executions[execution].firstFailed = 0
    case .target:
      meters.targetDuration.record(duration)
      if record.failed == record.count {
        meters.targetFailed.count()
      } else if record.failed > 0 {
        meters.targetPartiallyFailed.count()
      }
    }
    end(execution, in: &context)
  }

  private mutating func end(_ execution: UInt32, in context: inout Context) {
    let record = executions[execution]
    executions.remove(execution)
    meters.duration.record(context.now - record.startedAt)
    if record.hasTimedOut {
      meters.timedOut.count()
    } else if record.failed == record.count {
      meters.failed.count()
    } else if record.failed > 0 {
      meters.partiallyFailed.count()
    }
    settle(record, in: &context)
  }

  /// Tells the source how a batch went, and forgets its items.
  private mutating func settle(_ record: PipeExecution, in context: inout Context) {
    switch record.origin {
    case .poller(let poller): batchEnded(poller, record, in: &context)
    case .lane(let lane): batchEnded(lane, record, in: &context)
    }
    forgetItems(of: record)
  }

  private mutating func forgetItems(of record: PipeExecution) {
    var item = record.items
    while item != PipeItem.none {
      let next = items[item].next
      items.remove(item)
      item = next
    }
  }
}
