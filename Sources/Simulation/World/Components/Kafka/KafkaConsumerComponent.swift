/// A consumer group in a world: each member polls, handles the records one by one, and polls again.
struct KafkaConsumerComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// A member tries its record again, unless it was disturbed meanwhile.
    case retry(member: UInt32, epoch: UInt32)
    /// The transaction that a dead member left open is aborted, unless it was before.
    case abort(member: UInt32, epoch: UInt32)
  }

  /// A member of the group.
  struct Member: Sendable, BitwiseCopyable {
    var batch = Shipment()
    /// What was handled in the open transaction, and since when it is open.
    var done = Shipment()
    var begunAt = Instant.start
    /// What a dead member had in its open transaction.
    var orphans = Shipment()
    /// The run of the handler that is under way.
    var run: UInt32 = 0
    var isRunning = false
    var isUp = true
    var isPaused = false
    /// Whether a poll has not been answered yet.
    var isPolling = false
    /// Whether the next poll must begin behind what was committed, since an answer was lost.
    var restarts = false
    var failures: Int32 = 0
    /// The partition of the batch, and the offset behind the last record that is done.
    var partition: UInt32 = 0
    var offset: UInt32 = 0
    /// Told apart from the member before its last crash.
    var epoch: UInt32 = 0
  }

  /// Tokens with this bit are polls of members.
  static let pollToken: UInt32 = 0x8000_0000
  /// Tokens with both of these bits tell a member how its commit within a transaction went.
  static let commitToken: UInt32 = 0xc000_0000
  private static let deadLetterToken: UInt32 = 0xffff_fffe

  let name: String
  let port: Port<Event>
  let settings: KafkaConsumerSettings
  let topic: Address
  let reader: Int
  private let deadLetters: Address
  /// The topics that members write to within their transactions, and how long one may be open.
  let outputs: [Address]
  let transactionTimeout: Interval
  var members = Buffer<Member>()
  private var runs: HandlerRuns
  private var troubles: Troubles
  var meters = KafkaConsumerMeters()

  init(_ settings: KafkaConsumerSettings, name: String, port: Port<Event>, build: WorldBuilder) {
    self.name = name
    self.port = port
    self.settings = settings
    topic = build.address(of: settings.topic)
    reader = build.place(ofReader: name, of: settings.topic)
    deadLetters = settings.deadLetters.map { build.address(of: $0) } ?? .nobody
    let written = settings.commit == .transaction ? build.topicsWritten(by: settings) : []
    outputs = written.map { build.address(of: $0.name) }
    transactionTimeout = written.map(\.timeout).min() ?? .longest
    runs = HandlerRuns(
      program: build.program(steps: settings.handler, named: name), address: port.address,
      draws: build.stream(name, "handler"))
    troubles = Troubles(draws: build.stream(name, "troubles"))
    for _ in 0..<settings.group.members { members.append(Member()) }
  }

  mutating func begin(in context: inout Context) {
    for member in 0..<members.count { poll(member, in: &context) }
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    preconditionFailure("nobody asks the consumer '\(name)' for anything")
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    switch event {
    case .retry(let member, let epoch):
      guard members[Int(member)].epoch == epoch else { return }
      goOn(Int(member), in: &context)
    case .abort(let member, let epoch):
      guard members[Int(member)].epoch == epoch else { return }
      abortOrphans(of: Int(member), in: &context)
    }
    collect(in: &context)
  }

  mutating func resume(_ reply: Reply, in context: inout Context) {
    switch reply.token {
    case Self.deadLetterToken: return
    case let token where token & Self.commitToken == Self.commitToken:
      committed(Int(token & ~Self.commitToken), reply.result == .ok, in: &context)
    case let token where token & Self.pollToken != 0: answered(reply, in: &context)
    default: runs.resume(reply, in: &context)
    }
    collect(in: &context)
  }
}

// MARK: - Polling

extension KafkaConsumerComponent {
  mutating func poll(_ member: Int, in context: inout Context) {
    guard members[member].isUp, !members[member].isPaused, !members[member].isPolling else {
      return
    }
    members[member].isPolling = true
    let cargo: UInt32 = members[member].restarts ? 1 : 0
    members[member].restarts = false
    context.send(
      Request(
        .fetch, cargo: cargo, detail: UInt8(reader), caller: port.address,
        token: Self.pollToken | UInt32(member)),
      from: port.address, to: topic)
  }

  /// The answer to a member's poll has come, maybe for one that is no more.
  private mutating func answered(_ reply: Reply, in context: inout Context) {
    let member = Int(reply.token & ~Self.pollToken)
    guard members[member].isUp else {
      return context.discard(shipment: reply.count > 0 ? reply.cargo : ShipmentStore.empty)
    }
    members[member].isPolling = false
    guard reply.result == .ok else {
      members[member].restarts = true
      return tryLater(member, after: settings.retryPause, in: &context)
    }
    if reply.count > 0 {
      let isFree = members[member].batch.head == ShipmentStore.empty
      context.shipments.append(contentsOf: reply.cargo, to: &members[member].batch)
      if !isFree { return }
    }
    goOn(member, in: &context)
  }

  private mutating func tryLater(
    _ member: Int, after pause: Interval, in context: inout Context
  ) {
    context.schedule(
      .retry(member: UInt32(member), epoch: members[member].epoch), for: port,
      at: context.now + max(pause, .milliseconds(1)))
  }
}

// MARK: - Handling

extension KafkaConsumerComponent {
  /// Handles the member's next record, or ends its batch and polls.
  private mutating func goOn(_ member: Int, in context: inout Context) {
    while members[member].isUp, !members[member].isPaused, !members[member].isRunning {
      let head = members[member].batch.head
      guard head != ShipmentStore.empty else { return endBatch(member, in: &context) }
      let shipped = context.shipments.look(at: head).shipped
      guard context.messages[shipped.message].traits.isDisjoint(with: [.poison, .malformed])
      else {
        guard fails(member, in: &context) else { return }
        continue
      }
      let age = Interval.milliseconds(Int(context.now.milliseconds &- shipped.copy))
      meters.age.record(age)
      beginWriting(shipped.message, member, in: &context)
      members[member].isRunning = true
      members[member].run = runs.start(
        shipped.message, owner: UInt32(member), deadline: .never, in: &context)
      return collect(in: &context)
    }
  }

  private mutating func collect(in context: inout Context) {
    while let finished = runs.popFinished() {
      let member = Int(finished.owner)
      members[member].isRunning = false
      if finished.outcome == .ok { context.messages.handled(finished.message, at: context.now) }
      context.messages.release(finished.message)
      if finished.outcome == .crashed { continue }
      if finished.outcome == .ok {
        meters.consumed.count()
        pass(member, in: &context)
        goOn(member, in: &context)
      } else if fails(member, in: &context) {
        goOn(member, in: &context)
      }
    }
  }

  /// Counts a failure: the record is tried again later, or skipped now.
  ///
  /// - Returns: Whether to go on now.
  private mutating func fails(_ member: Int, in context: inout Context) -> Bool {
    meters.errors.count()
    members[member].failures += 1
    guard let retries = settings.retries, Int(members[member].failures) > retries else {
      if settings.commit == .transaction { startOver(member, in: &context) }
      tryLater(member, after: settings.retryPause, in: &context)
      return false
    }
    skip(member, in: &context)
    return true
  }

  private mutating func skip(_ member: Int, in context: inout Context) {
    meters.skipped.count()
    let message = context.shipments.look(at: members[member].batch.head).shipped.message
    if settings.commit == .transaction { mark(message, .abort, member, in: &context) }
    if deadLetters == .nobody {
      context.messages[message].traits.insert(.dropped)
    } else {
      context.messages[message].traits.insert(.deadLettered)
      context.messages.copy(message)
      context.send(
        Request(.send, message, caller: port.address, token: Self.deadLetterToken),
        from: port.address, to: deadLetters)
    }
    pass(member, in: &context)
  }

  /// Lets go of the first record of a batch.
  private mutating func pass(_ member: Int, in context: inout Context) {
    if settings.commit != .transaction { members[member].failures = 0 }
    guard let record = context.shipments.popFirst(&members[member].batch.head) else { return }
    members[member].partition = record.epoch
    members[member].offset = record.slot &+ 1
    if settings.commit == .transaction {
      return context.shipments.append(record, to: &members[member].done)
    }
    context.messages.release(record.message)
    if settings.commit == .after, members[member].batch.head == ShipmentStore.empty {
      commit(member, in: &context)
    }
  }

  private mutating func commit(_ member: Int, in context: inout Context) {
    let token = KafkaCommit(member: member, partition: Int(members[member].partition)).token
    context.send(
      Request(
        .commit, cargo: members[member].offset, detail: UInt8(reader), token: token),
      from: port.address, to: topic)
  }

  private mutating func endBatch(_ member: Int, in context: inout Context) {
    members[member].batch = Shipment()
    guard members[member].done.head == ShipmentStore.empty else {
      return askToCommit(member, in: &context)
    }
    poll(member, in: &context)
  }
}

// MARK: - Faults and measurement

extension KafkaConsumerComponent {
  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    let actions = faults.map(\.fault)
    let crashes = actions.filter { $0.action == .consumerCrash }
    let pauses = actions.filter { $0.action == .consumerPause }
    for member in 0..<members.count {
      let hasCrashed = crashes.contains { $0.strikes(member: member) }
      if members[member].isUp, hasCrashed { crash(member, in: &context) }
      if !members[member].isUp, !hasCrashed { restart(member, in: &context) }
      let isPaused = pauses.contains { $0.strikes(member: member) }
      if isPaused != members[member].isPaused { pause(member, isPaused, in: &context) }
    }
    collect(in: &context)
  }

  /// A member dies with all that it has in hand.
  private mutating func crash(_ member: Int, in context: inout Context) {
    members[member].isUp = false
    members[member].epoch &+= 1
    members[member].failures = 0
    if members[member].isRunning { runs.abort(members[member].run, in: &context) }
    orphan(member, in: &context)
    context.discard(shipment: members[member].batch.head)
    members[member].batch = Shipment()
    tell(.memberSilent, member, in: &context)
  }

  private mutating func restart(_ member: Int, in context: inout Context) {
    members[member].isUp = true
    members[member].isPolling = false
    abortOrphans(of: member, in: &context)
    poll(member, in: &context)
  }

  private mutating func pause(_ member: Int, _ isPaused: Bool, in context: inout Context) {
    members[member].isPaused = isPaused
    if isPaused {
      members[member].epoch &+= 1
      tell(.memberSilent, member, in: &context)
    } else {
      tell(.memberAwake, member, in: &context)
      members[member].isPolling = false
      goOn(member, in: &context)
    }
  }

  private func tell(_ operation: Operation, _ member: Int, in context: inout Context) {
    context.pass(Request(operation, cargo: UInt32(member), detail: UInt8(reader)), to: topic)
  }

  var unanswered: Int { runs.outstandingCalls }

  mutating func sample(at now: Instant) {
    var up = 0
    for member in 0..<members.count where members[member].isUp { up += 1 }
    meters.members.record(Int64(up))
  }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.report(to: &account)
  }
}

/// What a consumer group counts in a period.
struct KafkaConsumerMeters: Sendable {
  var commits = Tally()
  var aborts = Tally()
  var consumed = Tally()
  var errors = Tally()
  var skipped = Tally()
  var members = Metric.membersUp.definition.summary
  var age = Metric.recordAge.definition.summary

  mutating func report(to account: inout PeriodAccount) {
    account.take(.recordsConsumed, &consumed)
    account.take(.consumerErrors, &errors)
    account.take(.recordsSkipped, &skipped)
    account.take(.membersUp, &members)
    account.take(.recordAge, &age)
    account.take(.transactionsCommitted, &commits)
    account.take(.transactionsAborted, &aborts)
  }
}
