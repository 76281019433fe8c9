/// A data stream in a world: the value that knows Kinesis' rules, wired to writers and readers.
struct StreamComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// Time alone changes something in the stream.
    case wake
  }

  let name: String
  private let port: Port<Event>
  private let settings: StreamSettings
  /// The functions that read, in the order of the stream's consumers.
  private let consumers: [StreamReader]
  private let fanOutConsumers: Int
  private var stream: DataStream
  private var keys: PartitionKeyTable
  private var putLatency: Timing
  private var getLatency: Timing
  private var pushLatency: Timing
  private var armedFor = Instant.never
  private var troubles: Troubles
  private var meters = StreamMeters()

  init(_ settings: StreamSettings, name: String, port: Port<Event>, build: WorldBuilder) {
    self.name = name
    self.port = port
    self.settings = settings
    consumers = build.streamReaders(of: name)
    fanOutConsumers = consumers.count { $0.hasFanOut }
    var attributes = settings.stream
    attributes.consumers = consumers.map { .init(lanes: $0.lanes, hasFanOut: $0.hasFanOut) }
    stream = DataStream(attributes)
    keys = PartitionKeyTable(settings.partitionKeys, draws: build.key(name, "partition keys"))
    putLatency = Timing(settings.latency.put, draws: build.stream(name, "put latency"))
    getLatency = Timing(settings.latency.get, draws: build.stream(name, "get latency"))
    pushLatency = Timing(settings.latency.push, draws: build.stream(name, "push latency"))
    troubles = Troubles(draws: build.stream(name, "troubles"))
    meters.usage.mode = settings.stream.mode
  }

  mutating func begin(in context: inout Context) { settle(in: &context) }

  mutating func accept(_ request: Request, in context: inout Context) {
    switch request.operation {
    case Operation.send.rawValue: put(request, in: &context)
    case Operation.fetch.rawValue: fetch(request, in: &context)
    case Operation.commit.rawValue: commit(request, in: &context)
    case Operation.probe.rawValue: probe(request, in: &context)
    default: preconditionFailure("a stream cannot do operation \(request.operation)")
    }
    settle(in: &context)
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    if armedFor <= context.now { armedFor = .never }
    keepAccount(at: context.now)
    stream.advance(to: context.now)
    settle(in: &context)
  }

  mutating func resume(_ reply: Reply, in context: inout Context) {
    preconditionFailure("'\(name)' asks nobody, but got an answer")
  }
}

// MARK: - Writing and reading

extension StreamComponent {
  /// Answers a health check.
  private mutating func probe(_ request: Request, in context: inout Context) {
    let isGone = !troubles.areNone && troubles.hit(.streamUnavailable, at: context.now) != nil
    context.answer(
      Reply(to: request, isGone ? .unavailable : .ok), from: port.address, to: request.caller)
  }

  @inline(__always)
  private mutating func put(_ request: Request, in context: inout Context) {
    context.arrive()
    let (now, message) = (context.now, request.message)
    if !troubles.areNone {
      if troubles.hit(.streamUnavailable, at: now) != nil {
        return refuse(request, .unavailable, in: &context)
      }
      if troubles.hit(.streamThrottle, at: now) != nil {
        meters.writesThrottled.count()
        return refuse(request, .throttled, in: &context)
      }
    }
    let size = Int(context.messages[message].size)
    let key = keys.hash(of: context.messages[message])
    switch stream.put(message, key: key, bytes: size, at: now) {
    case .stored:
      meters.records.count()
      meters.bytes.record(Int64(size))
      meters.usage.put(bytes: size)
      context.answer(
        Reply(to: request, .ok), from: port.address, to: request.caller, after: putLatency.next())
    case .throttled:
      meters.writesThrottled.count()
      refuse(request, .throttled, in: &context)
    case .tooLarge: refuse(request, .rejected, in: &context)
    }
  }

  private mutating func refuse(
    _ request: Request, _ outcome: Outcome, in context: inout Context
  ) {
    context.messages.end(request.message, as: .refused)
    context.answer(Reply(to: request, outcome), from: port.address, to: request.caller)
  }

  private mutating func fetch(_ request: Request, in context: inout Context) {
    let order = FetchOrder(request)
    let lane = lane(order.lane, of: order.consumer)
    if !troubles.areNone, let outcome = readTrouble(at: context.now) {
      return context.answer(
        Reply(to: request, outcome), from: port.address, to: request.caller)
    }
    let answer = stream.read(
      lane, maximum: order.maximum, restarts: order.restarts, mayWait: !order.isPrompt,
      at: context.now)
    reply(answer, to: lane, in: &context)
  }

  private func lane(_ slot: UInt32, of consumer: Int) -> DataStream.Lane {
    let (shard, lane) = Int(slot).quotientAndRemainder(dividingBy: consumers[consumer].lanes)
    return DataStream.Lane(consumer: consumer, shard: shard, lane: lane)
  }

  /// What a fault does to a read, if any.
  private mutating func readTrouble(at now: Instant) -> Outcome? {
    if troubles.hit(.streamUnavailable, at: now) != nil { return .unavailable }
    if troubles.hit(.streamIteratorExpired, at: now) != nil { return .rejected }
    return nil
  }

  private mutating func commit(_ request: Request, in context: inout Context) {
    let order = FetchOrder(request)
    stream.commit(
      lane(order.lane, of: order.consumer), upTo: request.cargo, at: context.now)
  }

  private mutating func reply(
    _ answer: DataStream.ReadAnswer, to lane: DataStream.Lane, in context: inout Context
  ) {
    let reader = consumers[lane.consumer]
    let slot = UInt32(truncatingIfNeeded: lane.shard &* reader.lanes &+ lane.lane)
    let token = FunctionComponent.laneToken | slot
    switch answer {
    case .waits: break
    case .nothing, .endOfShard:
      if !reader.hasFanOut { meters.age.record(0) }
      let isEnd = answer == .endOfShard
      context.answer(
        Reply(token: token, detail: isEnd ? 1 : 0), from: port.address, to: reader.address,
        after: isEnd ? .zero : getLatency.next())
    case .throttled:
      meters.readsThrottled.count()
      context.answer(
        Reply(token: token, outcome: Outcome.throttled.rawValue), from: port.address,
        to: reader.address)
    case .records(let at): hand(to: lane, token: token, from: at, in: &context)
    }
  }

  /// Sends the records that were read on their way.
  private mutating func hand(
    to lane: DataStream.Lane, token: UInt32, from start: Instant, in context: inout Context
  ) {
    var shipment = Shipment()
    let count = stream.handed.count
    for place in 0..<count {
      let record = stream.handed[place]
      context.messages.retain(record.message)
      context.shipments.append(
        ShippedMessage(
          message: record.message, slot: UInt32(truncatingIfNeeded: record.number),
          epoch: UInt32(truncatingIfNeeded: lane.shard), copy: record.writtenAt.milliseconds),
        to: &shipment)
    }
    let reader = consumers[lane.consumer]
    let age = context.now - stream.handed[count - 1].writtenAt
    if reader.hasFanOut { meters.behind.record(age) } else { meters.age.record(age) }
    var delay = start - context.now + (reader.hasFanOut ? pushLatency.next() : getLatency.next())
    if !troubles.areNone, let fault = troubles.hit(.streamDeliveryDelay, at: context.now) {
      delay = delay + troubles.draw(fault.delay)
    }
    countRead(shipment.head, isPushed: reader.hasFanOut, in: context)
    context.answer(
      Reply(token: token, cargo: shipment.head, count: UInt16(truncatingIfNeeded: count)),
      from: port.address, to: reader.address, after: delay)
  }

  /// Counts the bytes that a consumer was given, where it is billed for them.
  private mutating func countRead(
    _ head: UInt32, isPushed: Bool, in context: borrowing Context
  ) {
    guard isPushed || settings.stream.mode == .onDemand else { return }
    var bytes = 0
    var link = head
    while link != ShipmentStore.empty {
      let found = context.shipments.look(at: link)
      bytes &+= Int(context.messages[found.shipped.message].size)
      link = found.next
    }
    if isPushed { meters.usage.pushedBytes &+= bytes } else { meters.usage.readBytes &+= bytes }
  }
}

// MARK: - What follows from every event

extension StreamComponent {
  /// Pushes to whoever waits, books what is gone, lets consumers begin with shards, sets the timer.
  @inline(__always)
  private mutating func settle(in context: inout Context) {
    while let lane = stream.nextReady() {
      reply(stream.read(lane, maximum: 10_000, at: context.now), to: lane, in: &context)
    }
    while let notice = stream.nextNotice() {
      switch notice {
      case .passed(let message): context.messages.end(message, as: .consumed)
      case .expired(let message):
        meters.expired.count()
        context.messages.end(message, as: .expired)
      }
    }
    while let opening = stream.nextOpening() {
      context.pass(
        Request(
          .openShard, cargo: UInt32(opening.shard), detail: UInt8(opening.consumer)),
        to: consumers[opening.consumer].address)
    }
    let due = stream.nextWakeUp
    if due < armedFor {
      armedFor = due
      context.schedule(.wake, for: port, at: due)
    }
  }

  private mutating func keepAccount(at now: Instant) {
    meters.usage.keep(
      shards: stream.openShards, fanOutConsumers: fanOutConsumers, retention: stream.retention,
      until: now)
  }

  mutating func perform(_ action: ManualAction, in context: inout Context) -> String? {
    let now = context.now
    defer { settle(in: &context) }
    let problem: DataStream.ReshardProblem?
    switch action.deed {
    case .reshard: problem = stream.reshard(to: action.shards ?? stream.openShards, at: now)
    case .splitShard: problem = stream.split(shard: stream.fullestShard, at: now)
    case .mergeShards: problem = stream.mergeEmptiest(at: now)
    case .setRetention:
      keepAccount(at: now)
      return stream.keep(for: action.retentionPeriod ?? stream.retention, at: now)
        .map { "'\(name)': \($0.rawValue)" }
    default: return "a stream cannot do '\(action.deed.rawValue)'"
    }
    return problem.map { "'\(name)': \($0.rawValue)" }
  }

  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    troubles.strike(faults)
  }

  mutating func sample(at now: Instant) {
    meters.shards.record(Int64(stream.openShards))
    meters.unread.record(Int64(stream.kept))
    meters.unreadInFullest.record(Int64(stream.unreadInFullestShard))
  }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    keepAccount(at: now)
    meters.report(to: &account)
    account.cost = meters.usage.cost
  }

  var copiesHeld: Int { stream.kept }
}

extension Instant {
  /// The milliseconds since the start, as far as 32 bits hold them: enough for ages up to 49 days.
  @inline(__always)
  var milliseconds: UInt32 { UInt32(truncatingIfNeeded: nanoseconds / 1_000_000) }
}
