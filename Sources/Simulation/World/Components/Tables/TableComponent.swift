/// A table in a world: what it admits is the service's matter, what lies in it the messages'.
///
/// An item belongs to a message, so that whether it exists is told from the effects that have
/// happened for the message; the table itself needs no memory per item.
struct TableComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// A write is due to be sent to a replica.
    case replicate(UInt32)
    /// It is time to see whether a replica takes updates again.
    case retry(replica: UInt8)
  }

  let name: String
  let port: Port<Event>
  private let settings: TableSettings
  var table: Table
  var troubles: Troubles
  private var draws: RandomStream
  private let sizes: RandomKey
  private var meters = TableMeters()
  /// Items that belong to no message.
  private var items = SharedItems()
  /// The records of idempotent functions, and how each function has them kept.
  var records = IdempotencyStore()
  let policies: [IdempotencyPolicy?]
  /// Whose records each function's are found among.
  private let recordOwners: [UInt16]
  var replication: TableReplication
  /// The bytes of a circuit breaker's item, and of a read, names of attributes included.
  private static let smallItem = 100

  init(_ settings: TableSettings, name: String, port: Port<Event>, build: WorldBuilder) {
    self.name = name
    self.port = port
    self.settings = settings
    table = Table(settings.capacity)
    troubles = Troubles(draws: build.stream(name, "troubles"))
    draws = build.stream(name, "latency")
    sizes = build.key(name, "item size")
    policies = build.idempotencyPolicies(keptIn: name)
    recordOwners = build.recordOwners
    replication = TableReplication(settings, name: name, build: build)
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    let outcome = answerTo(request, in: &context)
    if request.cargoKind == .reference { context.messages.release(request.message) }
    var latency = Interval.zero
    if !request.isService,
      outcome == .ok || outcome == .conditionFailed || outcome == .answeredBefore
    {
      latency = self.latency(of: request, at: context.now)
      meters.latency.record(latency)
    }
    var reply = Reply(to: request, outcome)
    if request.operation == Operation.readItem.rawValue {
      reply.detail = items.has(request.cargo, at: context.now) ? 1 : 0
    }
    context.answer(reply, from: port.address, to: request.caller, after: latency)
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    switch event {
    case .replicate(let slot): send(slot, in: &context)
    case .retry(let replica): retry(Int(replica), in: &context)
    }
  }

  mutating func resume(_ reply: Reply, in context: inout Context) { sent(reply, in: &context) }

  /// Carries a request out, or says what keeps it from being carried out.
  private mutating func answerTo(_ request: Request, in context: inout Context) -> Outcome {
    let now = context.now
    if !troubles.areNone {
      if troubles.hit(.tableUnavailable, at: now) != nil {
        // What replicas and health checks ask is not in the metric.
        if !request.isService { meters.systemErrors.record(1) }
        return .unavailable
      }
      if troubles.hit(.tableThrottle, at: now) != nil {
        meters.throttled.record(1)
        return .throttled
      }
    }
    switch request.operation {
    case Operation.put.rawValue: return put(request, in: &context)
    case Operation.probe.rawValue: return .ok
    case Operation.replicate.rawValue: return takeOver(request, in: &context)
    case Operation.get.rawValue:
      return admit(read(Self.smallItem, key: key(of: request, in: context), at: now))
    case Operation.readState.rawValue:
      return admit(read(Self.smallItem, key: UInt64(request.cargo), at: now))
    case Operation.writeState.rawValue:
      return admit(
        table.write(bytes: Self.smallItem, key: UInt64(request.cargo), at: now), isWrite: true)
    case Operation.readItem.rawValue:
      return admit(read(Self.smallItem, key: UInt64(request.cargo), at: now))
    case Operation.writeItem.rawValue, Operation.deleteItem.rawValue:
      return write(item: request, in: context)
    case Operation.claimRecord.rawValue, Operation.completeRecord.rawValue,
      Operation.forgetRecord.rawValue:
      return keepRecord(request, in: &context)
    default: preconditionFailure("a table cannot do operation \(request.operation)")
    }
  }

  /// Stores or deletes an item that belongs to no message.
  private mutating func write(item request: Request, in context: borrowing Context) -> Outcome {
    let now = context.now
    let outcome = admit(
      table.write(bytes: Self.smallItem, key: UInt64(request.cargo), at: now), isWrite: true)
    guard outcome == .ok else { return outcome }
    if request.operation == Operation.deleteItem.rawValue {
      items.delete(request.cargo)
    } else {
      let lasts = request.detail == 0 ? nil : context.intervals[Int(request.detail) - 1]
      items.put(request.cargo, until: lasts.map { now + $0 } ?? .never)
    }
    return .ok
  }

  private mutating func put(_ request: Request, in context: inout Context) -> Outcome {
    let key = key(of: request, in: context)
    let size = size(of: request.message, in: context)
    let detail = PutDetail(request.detail)
    let item = detail.effect == 0 ? nil : self.item(of: detail.effect - 1, in: context)
    let wasPut =
      item.map { context.messages.standing($0, of: request.message) > 0 } == true
      && !settings.isKeyUnique
    // What was put elsewhere is not here until it has been replicated.
    let exists =
      wasPut
      && (!replication.isGlobal
        || replication.has(
          versionKey(.item, of: request.message, part: UInt32(detail.effect), in: context)))
    let answer = table.write(
      bytes: size, key: key, condition: detail.condition.tableCondition, exists: exists,
      at: context.now)
    let outcome = admit(answer, isWrite: true)
    // A second put of the same item overwrites the first: no second effect.
    // To overwrite one that only a replica has comes to the same in the end; to have found it absent
    // does not.
    let takesBack = item.map { $0 != detail.effect - 1 } == true
    if outcome == .ok, detail.effect != 0,
      takesBack || !exists && (!wasPut || detail.condition == .absent)
    {
      context.messages.perform(detail.effect - 1, for: request.message, at: context.now)
    }
    if outcome == .ok {
      replicate(.item, of: request.message, part: UInt32(detail.effect), in: &context)
    }
    return outcome
  }

  /// The effect that stands for the item that a write is about: of one that takes another one back,
  /// the other one's.
  private func item(of effect: UInt8, in context: borrowing Context) -> UInt8 {
    context.messages.compensations.undone(by: effect) ?? effect
  }

  /// Changes the record of a message, as a function asks that keeps its records here.
  private mutating func keepRecord(_ request: Request, in context: inout Context) -> Outcome {
    guard let policy = policies[Int(request.caller.index)] else {
      preconditionFailure("'\(name)' keeps no records of component \(request.caller.index)")
    }
    let now = context.now
    let key = IdempotencyStore.Key(
      owner: request.message.slot, birth: context.messages[request.message].birth,
      part: UInt64(recordOwners[Int(request.caller.index)]) &<< 8 | UInt64(request.detail))
    let isClaim = request.operation == Operation.claimRecord.rawValue
    let standing = isClaim ? records.record(of: key).flatMap { $0.yields(at: now) ? nil : $0 } : nil
    let answer = table.write(
      bytes: IdempotencyRecord.bytes, key: self.key(of: request, in: context),
      condition: isClaim ? .absent : .always, exists: standing != nil, at: now)
    let outcome = admit(answer, isWrite: true)
    if outcome == .conditionFailed {
      // The failed put brings the record along (ReturnValuesOnConditionCheckFailure).
      let decision = policy.decision(after: .conditionFailed(standing), at: now)
      return decision == .answerAsBefore ? .answeredBefore : .conditionFailed
    }
    guard outcome == .ok else { return outcome }
    let write: TableReplication.Write
    switch Operation(rawValue: request.operation) {
    case .claimRecord:
      records.put(policy.begun(at: now), under: key)
      write = .recordBegun
    case .completeRecord:
      records.put(policy.completed(at: now), under: key)
      write = .recordCompleted
    default:
      records.delete(key)
      write = .recordForgotten
    }
    replicate(
      write, of: request.message, part: UInt32(truncatingIfNeeded: key.part),
      owner: request.caller.index, in: &context)
    return .ok
  }

  private mutating func read(_ bytes: Int, key: UInt64, at now: Instant) -> Table.Answer {
    table.read(bytes: bytes, key: key, .strong, at: now)
  }

  /// Meters an answer of the service and translates it.
  mutating func admit(_ answer: Table.Answer, isWrite: Bool = false) -> Outcome {
    switch answer {
    case .accepted(let units):
      meters.consume(units, isWrite: isWrite)
      return .ok
    case .conditionFailed(let units):
      meters.consume(units, isWrite: isWrite)
      meters.conditionFailed.record(1)
      return .conditionFailed
    case .throttled:
      meters.throttled.record(1)
      return .throttled
    case .tooLarge: return .rejected
    }
  }

  /// The number under which a message's item lies, scattered over the partitions.
  private func key(of request: Request, in context: borrowing Context) -> UInt64 {
    key(of: request.message, in: context)
  }

  func key(of message: MessageID, in context: borrowing Context) -> UInt64 {
    sizes.bits(for: context.messages[message].identity)
  }

  /// The bytes of a message's item.
  func size(of message: MessageID, in context: borrowing Context) -> Int {
    Int(max(1, settings.itemSize.quantile(sizes.uniform(for: key(of: message, in: context)))))
  }

  private mutating func latency(of request: Request, at now: Instant) -> Interval {
    let isRead =
      request.operation == Operation.get.rawValue
      || request.operation == Operation.readState.rawValue
    var latency = (isRead ? settings.readLatency : settings.writeLatency).interval(using: &draws)
    if !troubles.areNone, let fault = troubles.hit(.tableLatency, at: now) {
      latency = latency * fault.latencyFactor + troubles.draw(fault.latencyAddition)
    }
    return latency
  }

  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    troubles.strike(faults)
  }

  var unanswered: Int { replication.unanswered }

  mutating func sample(at now: Instant) {
    if replication.isGlobal { replication.pending.record(Int64(replication.pendingCount)) }
  }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.report(to: &account)
    account.take(.replicationLatency, &replication.latency)
    account.take(.pendingReplications, &replication.pending)
    account.take(.conflicts, &replication.conflicts)
    account.cost = meters.cost(of: settings, until: now)
  }
}

extension Request {
  /// Whether the service itself asks.
  fileprivate var isService: Bool {
    operation == Operation.probe.rawValue || operation == Operation.replicate.rawValue
  }
}

extension PutStep.Condition {
  /// The condition as the table knows it.
  fileprivate var tableCondition: Table.Condition {
    switch self {
    case .none: .always
    case .absent: .absent
    case .present: .present
    }
  }
}

/// What a table counts in a period, and the units used so far.
private struct TableMeters: Sendable {
  var writeUnits = Metric.consumedWriteUnits.definition.summary
  var readUnits = Metric.consumedReadUnits.definition.summary
  var throttled = Metric.throttledRequests.definition.summary
  var conditionFailed = Metric.conditionalCheckFailed.definition.summary
  var latency = Metric.requestLatency.definition.summary
  var systemErrors = Metric.systemErrors.definition.summary
  private var halvesWritten = 0
  private var halvesRead = 0

  mutating func consume(_ units: CapacityUnits, isWrite: Bool) {
    // Whole units: the table reads strongly consistent, so there are no halves.
    if isWrite {
      writeUnits.record(Int64(units.halves / 2))
      halvesWritten += units.halves
    } else {
      readUnits.record(Int64(units.halves / 2))
      halvesRead += units.halves
    }
  }

  mutating func report(to account: inout PeriodAccount) {
    account.take(.consumedWriteUnits, &writeUnits)
    account.take(.consumedReadUnits, &readUnits)
    account.take(.throttledRequests, &throttled)
    account.take(.conditionalCheckFailed, &conditionFailed)
    account.take(.requestLatency, &latency)
    account.take(.systemErrors, &systemErrors)
  }

  func cost(of settings: TableSettings, until now: Instant) -> Dollars {
    switch settings.billing {
    case .onDemand:
      Prices.dynamoDBWrite.dollars(for: halvesWritten / 2)
        + Prices.dynamoDBRead.dollars(for: halvesRead / 2)
    case .provisioned:
      Prices.dynamoDBProvisionedWrite.dollars(for: settings.writeCapacity, during: now - .start)
        + Prices.dynamoDBProvisionedRead.dollars(for: settings.readCapacity, during: now - .start)
    }
  }
}
