/// An outbox in a world: takes messages as rows of a table, and publishes them when it next looks.
struct OutboxComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// It is time for the relay to look.
    case look
  }

  /// A row that is being stored for somebody who waits.
  struct Write: Sendable, BitwiseCopyable {
    var message: MessageID
    var caller: Address
    var token: UInt32
  }

  /// What a token stands for, in its two highest bits.
  private enum Errand: UInt32 {
    case write = 0x0000_0000
    case publish = 0x4000_0000
    case mark = 0x8000_0000
    case look = 0xc000_0000
  }

  let name: String
  private let port: Port<Event>
  private let table: Address
  private let target: Address
  /// How the target takes messages over.
  private let handOver: Operation
  private var outbox: Outbox
  private var writes = Slab<Write>()
  /// The marks of a batch that are not answered yet, and whether all answered ones are stored.
  private var marksOpen = 0
  private var areMarksStored = true
  /// The relay's own requests that are not answered yet.
  private var relaying = 0
  private var meters = OutboxMeters()

  init(_ settings: OutboxSettings, name: String, port: Port<Event>, build: WorldBuilder) {
    self.name = name
    self.port = port
    table = build.address(of: settings.table)
    target = build.address(of: settings.target)
    handOver = build.handOver(to: settings.target)
    outbox = Outbox(Outbox.Policy(interval: settings.interval, batch: settings.batch))
  }

  mutating func begin(in context: inout Context) {
    follow(outbox.look(at: context.now), in: &context)
  }

  /// Somebody sends a message: a row is stored, and then it is safe.
  mutating func accept(_ request: Request, in context: inout Context) {
    precondition(
      request.operation == Operation.send.rawValue,
      "an outbox cannot do operation \(request.operation)")
    context.arrive()
    let write = Write(
      message: request.message, caller: request.caller, token: request.token)
    put(request.message, Errand.write.rawValue | writes.insert(write), in: &context)
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    relaying += 1
    context.send(
      Request(
        .readState, cargo: UInt32(port.address.index), caller: port.address,
        token: Errand.look.rawValue),
      from: port.address, to: table)
  }

  mutating func resume(_ reply: Reply, in context: inout Context) {
    let number = reply.token & ~Errand.look.rawValue
    let isWell = reply.result == .ok
    switch Errand(rawValue: reply.token & Errand.look.rawValue) ?? .write {
    case .write: stored(number, reply.result, in: &context)
    case .look:
      relaying -= 1
      if !isWell { meters.failed.record(1) }
      follow(
        isWell ? outbox.look(at: context.now) : outbox.lookFailed(at: context.now), in: &context)
    case .publish:
      relaying -= 1
      if isWell { meters.published.record(1) } else { meters.failed.record(1) }
      follow(
        outbox.published(Int(number), isAccepted: isWell, at: context.now), in: &context)
    case .mark: marked(isWell, in: &context)
    }
  }

  /// The table has answered for a row that somebody waits for.
  private mutating func stored(_ slot: UInt32, _ outcome: Outcome, in context: inout Context) {
    let write = writes[slot]
    writes.remove(slot)
    if outcome == .ok {
      outbox.append(write.message.slot)
    } else {
      context.messages.end(write.message, as: .refused)
    }
    context.answer(
      Reply(token: write.token, outcome: outcome.rawValue), from: port.address, to: write.caller)
  }

  /// The table has answered for one of the rows that are being marked.
  private mutating func marked(_ isStored: Bool, in context: inout Context) {
    relaying -= 1
    marksOpen -= 1
    if !isStored {
      areMarksStored = false
      meters.failed.record(1)
    }
    guard marksOpen == 0 else { return }
    let action = outbox.marked(isStored: areMarksStored, at: context.now)
    while let message = outbox.popMarked() {
      context.messages.end(MessageID(slot: message), as: .deleted)
    }
    follow(action, in: &context)
  }

  /// Does what the relay does next.
  private mutating func follow(_ action: Outbox.Action, in context: inout Context) {
    switch action {
    case .nothing: break
    case .rest(let until): context.schedule(.look, for: port, at: until)
    case .publish(let count):
      for row in 0..<count { publish(row, in: &context) }
    case .mark(let count):
      marksOpen = count
      areMarksStored = true
      mark(in: &context)
    }
  }

  private mutating func publish(_ row: Int, in context: inout Context) {
    relaying += 1
    let message = MessageID(slot: outbox.message(at: row))
    context.messages.copy(message)
    context.send(
      Request(
        handOver, message, caller: port.address, token: Errand.publish.rawValue | UInt32(row)),
      from: port.address, to: target)
  }

  private mutating func mark(in context: inout Context) {
    var row = 0
    for _ in 0..<marksOpen {
      while !outbox.isPublished(row) { row += 1 }
      relaying += 1
      put(MessageID(slot: outbox.message(at: row)), Errand.mark.rawValue, in: &context)
      row += 1
    }
  }

  private func put(_ message: MessageID, _ token: UInt32, in context: inout Context) {
    context.messages.retain(message)
    context.send(
      Request(.put, message, caller: port.address, token: token), from: port.address, to: table)
  }

  var copiesHeld: Int { outbox.waiting + writes.count }
  var unanswered: Int { writes.count * 2 + relaying }

  mutating func sample(at now: Instant) { meters.waiting.record(Int64(outbox.waiting)) }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    account.take(.outboxWaiting, &meters.waiting)
    account.take(.outboxPublished, &meters.published)
    account.take(.outboxFailed, &meters.failed)
  }
}

/// What an outbox counts in a period.
private struct OutboxMeters: Sendable {
  var waiting = Metric.outboxWaiting.definition.summary
  var published = Metric.outboxPublished.definition.summary
  var failed = Metric.outboxFailed.definition.summary
}
