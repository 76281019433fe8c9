/// Consumers of a broker that pushes: each handles what it was sent, one message after the other, and
/// answers with what has become of it.
struct BrokerConsumerComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// A consumer tries a message again, unless it was disturbed meanwhile.
    case retry(member: UInt32, epoch: UInt32)
  }

  /// One consumer.
  struct Member: Sendable, BitwiseCopyable {
    /// What it was sent and has not handled, and what it has handled and not acknowledged.
    var line = Shipment()
    var done = Shipment()
    var doneCount: Int32 = 0
    /// The run of the handler that is under way.
    var run: UInt32 = 0
    var isRunning = false
    /// Whether the channel by which the message came was closed while it was handled.
    var isOrphaned = false
    var isUp = true
    var isPaused = false
    /// Whether it waits before it tries a message again.
    var isWaiting = false
    var failures: Int32 = 0
    var lastPause = Interval.zero
    /// Told apart from the member before its last disturbance.
    var epoch: UInt32 = 0
  }

  let name: String
  private let port: Port<Event>
  private let queue: Address
  private let place: UInt8
  private let habits: BrokerConsumerHabits
  private var members = Buffer<Member>()
  private var runs: HandlerRuns
  private var draws: RandomStream
  private var meters = BrokerConsumerMeters()

  init(
    _ settings: some BrokerConsumerSettings, of queue: String, name: String, port: Port<Event>,
    build: WorldBuilder
  ) {
    self.name = name
    self.port = port
    self.queue = build.address(of: queue)
    place = UInt8(build.place(ofBrokerConsumer: name, of: queue))
    habits = settings.habits
    runs = HandlerRuns(
      program: build.program(steps: settings.handler, named: name), address: port.address,
      draws: build.stream(name, "handler"))
    draws = build.stream(name, "redelivery")
    for _ in 0..<settings.consumers { members.append(Member()) }
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    switch request.operation {
    case Operation.deliver.rawValue: take(request, in: &context)
    case Operation.channelClosed.rawValue: forget(Int(request.cargo), in: &context)
    default: preconditionFailure("a consumer cannot do operation \(request.operation)")
    }
    collect(in: &context)
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    switch event {
    case .retry(let member, let epoch):
      guard members[Int(member)].epoch == epoch else { return }
      members[Int(member)].isWaiting = false
      goOn(Int(member), in: &context)
    }
    collect(in: &context)
  }

  mutating func resume(_ reply: Reply, in context: inout Context) {
    runs.resume(reply, in: &context)
    collect(in: &context)
  }
}

// MARK: - Handling

extension BrokerConsumerComponent {
  private mutating func take(_ request: Request, in context: inout Context) {
    let member = Int(context.shipments.look(at: request.cargo).shipped.slot)
    guard members[member].isUp else {
      return dismiss(request.cargo, .crashed, in: &context)
    }
    context.shipments.append(contentsOf: request.cargo, to: &members[member].line)
    goOn(member, in: &context)
  }

  /// Handles the member's next message, if it is free to; whoever calls this collects afterwards.
  private mutating func goOn(_ member: Int, in context: inout Context) {
    while members[member].isUp, !members[member].isPaused, !members[member].isRunning,
      !members[member].isWaiting
    {
      let head = members[member].line.head
      guard head != ShipmentStore.empty else { return idle(member, in: &context) }
      let message = context.shipments.look(at: head).shipped.message
      guard context.messages[message].traits.allowProcessing else {
        fails(member, in: &context)
        continue
      }
      meters.age.record(context.now - context.messages[message].intendedAt)
      members[member].isRunning = true
      members[member].run = runs.start(
        message, owner: UInt32(member), deadline: .never, in: &context)
    }
  }

  private mutating func collect(in context: inout Context) {
    while let finished = runs.popFinished() {
      let member = Int(finished.owner)
      let isOrphan = members[member].isOrphaned
      if finished.outcome == .ok {
        context.messages.handled(finished.message, at: context.now)
        meters.consumed.count()
      }
      context.messages.release(finished.message)
      if finished.outcome == .crashed { continue }
      members[member].isRunning = false
      members[member].isOrphaned = false
      if isOrphan {
        // Nobody waits for what becomes of it: the message has gone back to its queue.
      } else if finished.outcome == .ok {
        succeeds(member, in: &context)
      } else {
        fails(member, in: &context)
      }
      goOn(member, in: &context)
    }
  }

  private mutating func succeeds(_ member: Int, in context: inout Context) {
    guard let shipped = popFirst(of: member, in: &context) else { return }
    if !habits.rollsBack { members[member].failures = 0 }
    context.shipments.append(shipped, to: &members[member].done)
    members[member].doneCount += 1
    if Int(members[member].doneCount) >= habits.batch { acknowledge(member, in: &context) }
  }

  private mutating func popFirst(of member: Int, in context: inout Context) -> ShippedMessage? {
    defer {
      if members[member].line.head == ShipmentStore.empty { members[member].line = Shipment() }
    }
    return context.shipments.popFirst(&members[member].line.head)
  }

  private mutating func idle(_ member: Int, in context: inout Context) {
    if habits.acknowledgesWhenIdle { acknowledge(member, in: &context) }
  }

  private mutating func acknowledge(_ member: Int, in context: inout Context) {
    if habits.rollsBack { members[member].failures = 0 }
    dismissDone(of: member, .ok, in: &context)
  }

  private mutating func dismissDone(
    of member: Int, _ outcome: Outcome, in context: inout Context
  ) {
    let done = members[member].done.head
    members[member].done = Shipment()
    members[member].doneCount = 0
    dismiss(done, outcome, in: &context)
  }

  /// Answers for all messages of a chain, and lets go of them.
  private func dismiss(_ head: UInt32, _ outcome: Outcome, in context: inout Context) {
    var rest = head
    while let shipped = context.shipments.popFirst(&rest) {
      settle(shipped, outcome, in: &context)
    }
  }

  private func settle(
    _ shipped: ShippedMessage, _ outcome: Outcome, in context: inout Context
  ) {
    if habits.isAutomatic, outcome != .ok {
      context.messages[shipped.message].traits.insert(.dropped)
    }
    context.messages.release(shipped.message)
    context.answer(
      Reply(token: shipped.epoch, outcome: outcome.rawValue), from: port.address, to: queue)
  }
}

// MARK: - Failures

extension BrokerConsumerComponent {
  private mutating func fails(_ member: Int, in context: inout Context) {
    meters.errors.count()
    switch habits.failure {
    case .requeue: giveUp(member, .failed, in: &context)
    case .reject:
      meters.givenUp.count()
      giveUp(member, .rejected, in: &context)
    case .redeliver(let policy): redeliver(member, by: policy, in: &context)
    }
  }

  private mutating func giveUp(
    _ member: Int, _ outcome: Outcome, in context: inout Context
  ) {
    guard let shipped = popFirst(of: member, in: &context) else { return }
    members[member].failures = 0
    settle(shipped, outcome, in: &context)
  }

  /// Keeps the message and tries again later, or gives it up; in a transaction, with all before it.
  private mutating func redeliver(
    _ member: Int, by policy: JMSRedelivery, in context: inout Context
  ) {
    members[member].failures += 1
    let failures = Int(members[member].failures)
    let previous = failures == 1 ? nil : members[member].lastPause
    switch policy.decision(
      afterFailures: failures, previous: previous, draw: draws.uniform())
    {
    case .redeliver(let pause):
      if habits.rollsBack { rollBack(member, in: &context) }
      members[member].lastPause = pause
      members[member].isWaiting = true
      context.schedule(
        .retry(member: UInt32(member), epoch: members[member].epoch), for: port,
        at: context.now + pause)
    case .giveUp:
      meters.givenUp.count(times: 1 + Int(habits.rollsBack ? members[member].doneCount : 0))
      if habits.rollsBack {
        dismissDone(of: member, .rejected, in: &context)
      }
      giveUp(member, .rejected, in: &context)
    }
  }

  /// Puts what the transaction has handled back before what it has not.
  private mutating func rollBack(_ member: Int, in context: inout Context) {
    var line = members[member].done
    context.shipments.append(contentsOf: members[member].line.head, to: &line)
    members[member].line = line
    members[member].done = Shipment()
    members[member].doneCount = 0
  }

  /// A member's channel was closed: what it has in hand goes back to the queue.
  private mutating func forget(_ member: Int, in context: inout Context) {
    members[member].epoch &+= 1
    members[member].isWaiting = false
    members[member].failures = 0
    members[member].isOrphaned = members[member].isRunning
    dismissDone(of: member, .crashed, in: &context)
    let line = members[member].line.head
    members[member].line = Shipment()
    dismiss(line, .crashed, in: &context)
  }
}

// MARK: - Faults and measurement

extension BrokerConsumerComponent {
  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    let actions = faults.map(\.fault)
    let crashed = actions.filter { $0.action == .consumerCrash }.map(\.count).max() ?? 0
    let paused = actions.filter { $0.action == .consumerPause }.map(\.count).max() ?? 0
    for member in 0..<members.count {
      if members[member].isUp, member < crashed { crash(member, in: &context) }
      if !members[member].isUp, member >= crashed { restart(member, in: &context) }
      members[member].isPaused = member < paused
      goOn(member, in: &context)
    }
    collect(in: &context)
  }

  /// A consumer dies with all that it has in hand.
  private mutating func crash(_ member: Int, in context: inout Context) {
    members[member].isUp = false
    if members[member].isRunning { runs.abort(members[member].run, in: &context) }
    members[member].isRunning = false
    forget(member, in: &context)
    tell(.memberSilent, member, in: &context)
  }

  private mutating func restart(_ member: Int, in context: inout Context) {
    members[member].isUp = true
    tell(.memberAwake, member, in: &context)
  }

  private func tell(_ operation: Operation, _ member: Int, in context: inout Context) {
    context.pass(Request(operation, cargo: UInt32(member), detail: place), to: queue)
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

/// What consumers count in a period.
struct BrokerConsumerMeters: Sendable {
  static let metrics: [Metric] = [
    .mqConsumed, .mqHandlingErrors, .mqGivenUp, .mqConsumersUp, .mqMessageAge,
  ]

  var consumed = Tally()
  var errors = Tally()
  var givenUp = Tally()
  var members = Metric.mqConsumersUp.definition.summary
  var age = Metric.mqMessageAge.definition.summary

  mutating func report(to account: inout PeriodAccount) {
    account.take(.mqConsumed, &consumed)
    account.take(.mqHandlingErrors, &errors)
    account.take(.mqGivenUp, &givenUp)
    account.take(.mqConsumersUp, &members)
    account.take(.mqMessageAge, &age)
  }
}
