/// A Firehose stream in a world: takes records in, gathers them, delivers them in batches.
struct FirehoseComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// A batch may be due.
    case wake
    /// A shard of the source is read again after an error.
    case read(shard: UInt32)
  }

  /// The most records of a read.
  private static let readSize = 500
  /// How long a read waits after one that failed.
  private static let pauseAfterError = Interval.seconds(1)

  let name: String
  private let port: Port<Event>
  private let settings: FirehoseSettings
  private let effect: UInt8
  private let source: Address
  /// The stream's place among the consumers of its source.
  private var consumer = 0
  /// Shards that must be read anew behind what was committed, since an answer was lost.
  private var restarts: Set<UInt32> = []
  private var buffer: DeliveryBuffer
  private var runs: HandlerRuns
  private var requests: TokenBucket
  private var bytes: TokenBucket
  private var latency: Timing
  private var troubles: Troubles
  private var armedFor = Instant.never
  private var meters = FirehoseMeters()

  init(_ settings: FirehoseSettings, name: String, port: Port<Event>, build: WorldBuilder) {
    self.name = name
    self.port = port
    self.settings = settings
    effect = build.effectDetail(settings.effect)
    source = settings.source.map { build.address(of: $0) } ?? .nobody
    buffer = DeliveryBuffer(settings.buffer)
    var program = Program()
    program.retries = [settings.retry]
    program.instructions = [
      Instruction(
        action: .ask, operation: .call, target: build.address(of: settings.destination),
        timeout: settings.timeout, retry: 0)
    ]
    runs = HandlerRuns(
      program: program, address: port.address, draws: build.stream(name, "delivery retries"))
    requests = TokenBucket(
      ratePerSecond: settings.rateLimit, burst: max(1, Int(settings.rateLimit)), at: .start)
    bytes = TokenBucket(
      ratePerSecond: Double(settings.throughputLimit), burst: settings.throughputLimit,
      at: .start)
    latency = Timing(settings.latency, draws: build.stream(name, "put latency"))
    troubles = Troubles(draws: build.stream(name, "troubles"))
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    switch request.operation {
    case Operation.send.rawValue: put(request, in: &context)
    case Operation.openShard.rawValue:
      consumer = Int(request.detail)
      read(request.cargo, in: &context)
    default: preconditionFailure("a Firehose stream cannot do operation \(request.operation)")
    }
    deliver(in: &context)
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    switch event {
    case .wake: if armedFor <= context.now { armedFor = .never }
    case .read(let shard): read(shard, in: &context)
    }
    deliver(in: &context)
  }

  mutating func resume(_ reply: Reply, in context: inout Context) {
    if reply.token & FunctionComponent.laneToken == FunctionComponent.laneToken {
      readEnded(reply, in: &context)
    } else {
      runs.resume(reply, in: &context)
    }
    deliver(in: &context)
  }
}

// MARK: - Taking in

extension FirehoseComponent {
  private mutating func put(_ request: Request, in context: inout Context) {
    context.arrive()
    let size = Int(context.messages[request.message].size)
    let outcome = admission(of: size, at: context.now)
    guard outcome == .ok else {
      if outcome == .throttled { meters.throttled.count() }
      context.messages.end(request.message, as: .refused)
      return context.answer(
        Reply(to: request, outcome), from: port.address, to: request.caller)
    }
    take(request.message, size, in: context)
    context.answer(
      Reply(to: request, .ok), from: port.address, to: request.caller, after: latency.next())
  }

  private mutating func admission(of size: Int, at now: Instant) -> Outcome {
    if !troubles.areNone {
      if troubles.hit(.firehoseUnavailable, at: now) != nil { return .unavailable }
      if troubles.hit(.firehoseThrottle, at: now) != nil { return .throttled }
    }
    if size > 1_000 << 10 { return .rejected }
    return requests.take(at: now) && bytes.take(size, at: now) ? .ok : .throttled
  }

  private mutating func take(_ message: MessageID, _ size: Int, in context: borrowing Context) {
    buffer.take(.init(message: message, bytes: size, takenAt: context.now))
    meters.records.count()
    meters.bytes.record(Int64(size))
    meters.billed(bytes: size)
  }

  /// Reads on in a shard of the source.
  private mutating func read(_ shard: UInt32, in context: inout Context) {
    let order = FetchOrder(
      lane: shard, consumer: consumer, maximum: Self.readSize,
      restarts: restarts.remove(shard) != nil, isPrompt: false)
    context.send(order.request(from: port.address), from: port.address, to: source)
  }

  private mutating func readEnded(_ reply: Reply, in context: inout Context) {
    let shard = reply.token & ~FunctionComponent.laneToken
    guard reply.result == .ok else {
      if reply.result != .throttled { restarts.insert(shard) }
      return context.schedule(
        .read(shard: shard), for: port, at: context.now + Self.pauseAfterError)
    }
    guard reply.detail == 0 else { return }
    var last: UInt32?
    var rest = reply.count > 0 ? reply.cargo : ShipmentStore.empty
    while let shipped = context.shipments.popFirst(&rest) {
      last = shipped.slot
      context.messages.copy(shipped.message)
      take(shipped.message, Int(context.messages[shipped.message].size), in: context)
      context.messages.release(shipped.message)
    }
    if let last {
      context.pass(
        Request(.commit, cargo: last &+ 1, detail: UInt8(consumer), token: reply.token),
        to: source)
    }
    read(shard, in: &context)
  }
}

// MARK: - Delivering

extension FirehoseComponent {
  /// Ends deliveries that are over, and begins those that are due.
  private mutating func deliver(in context: inout Context) {
    repeat {
      while let finished = runs.popFinished() { ended(finished, in: &context) }
      if buffer.leaves(at: context.now), let first = buffer.first {
        _ = runs.start(first.message, owner: 0, deadline: .never, in: &context)
      }
    } while runs.hasFinished
    if buffer.due < armedFor {
      armedFor = max(buffer.due, context.now)
      context.schedule(.wake, for: port, at: armedFor)
    }
  }

  private mutating func ended(
    _ finished: HandlerRuns.Finished, in context: inout Context
  ) {
    context.messages.release(finished.message)
    let isDelivered = finished.outcome == .ok
    if isDelivered { meters.success.count() }
    while let record = buffer.popUnderWay() {
      if isDelivered {
        meters.delivered.count()
        if effect != 0 {
          context.messages.perform(effect - 1, for: record.message, at: context.now)
        }
        context.messages.handled(record.message, at: context.now)
      } else {
        meters.givenUp.count()
      }
      context.messages.end(record.message, as: isDelivered ? .consumed : .discarded)
    }
  }

  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    troubles.strike(faults)
  }

  var copiesHeld: Int { buffer.count }
  var unanswered: Int { runs.outstandingCalls }

  mutating func sample(at now: Instant) { meters.freshness.record(buffer.age(at: now)) }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    meters.report(attempts: runs.attempts, isUnderWay: runs.count > 0, to: &account)
  }
}

/// What a Firehose stream counts in a period, and what it is billed for in the whole run.
private struct FirehoseMeters: Sendable {
  var records = Tally()
  var bytes = Metric.firehoseBytes.definition.summary
  var throttled = Tally()
  var delivered = Tally()
  var success = Tally()
  var freshness = Metric.dataFreshness.definition.summary
  var givenUp = Tally()
  private var billedBytes = 0
  private var attemptsBefore = 0
  private var wasUnderWay = false

  /// Each record is billed in steps of 5 KB (https://aws.amazon.com/firehose/pricing/).
  mutating func billed(bytes: Int) {
    let step = 5 << 10
    billedBytes += max(1, (bytes + step - 1) / step) * step
  }

  /// An attempt is over when the next one begins or its batch ends; those that did not succeed failed.
  mutating func report(attempts: Int, isUnderWay: Bool, to account: inout PeriodAccount) {
    var success = success.samples(of: .deliverySuccess)
    let over = attempts - attemptsBefore + (wasUnderWay ? 1 : 0) - (isUnderWay ? 1 : 0)
    success.record(0, times: max(0, over - success.sampleCount))
    (attemptsBefore, wasUnderWay) = (attempts, isUnderWay)
    account.take(.firehoseRecords, &records)
    account.take(.firehoseBytes, &bytes)
    account.take(.firehoseThrottled, &throttled)
    account.take(.deliveredRecords, &delivered)
    account.take(.deliverySuccess, &success)
    account.take(.dataFreshness, &freshness)
    account.take(.recordsGivenUp, &givenUp)
    account.cost =
      Prices.firehoseData.dollars(bytes: billedBytes) + Prices.s3Put.dollars(for: attempts)
  }
}
