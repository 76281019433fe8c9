/// The components of the hand-written storm, and what they ask of one another.
extension StormProbe {
  /// What a request between the storm's components is for; its cargo is a message's slot, its
  /// token the number of the receive.
  enum Errand: UInt8 {
    case send, poll, delete, deliver, deadLetter
  }

  /// Sends messages at random times.
  struct Producer: Component, ~Copyable {
    enum Event: BitwiseCopyable {
      case arrival
    }

    private let port: Port<Event>
    private let queue: Address
    private var gaps: Timing
    private(set) var sent = 0

    init(port: Port<Event>, queue: Address, settings: Settings) {
      self.port = port
      self.queue = queue
      gaps = Timing(
        .exponential(mean: 1 / settings.arrivalsPerSecond),
        draws: RandomStream(key: RandomKey(bits: settings.seed)))
    }

    mutating func begin(in context: inout Context) {
      context.schedule(.arrival, for: port, at: context.now + gaps.next())
    }

    mutating func handle(_ event: Event, in context: inout Context) {
      let message = context.messages.make(
        Message(
          number: UInt64(sent), intendedAt: context.now, kind: 0, size: 0, group: 0,
          required: 0))
      sent &+= 1
      context.send(
        Request(operation: Errand.send.rawValue, cargo: message.slot), from: port.address,
        to: queue)
      begin(in: &context)
    }

    mutating func accept(_ request: Request, in context: inout Context) {}
    mutating func resume(_ reply: Reply, in context: inout Context) {}
  }

  /// Keeps messages until they are deleted; hides those that were received.
  struct Queue: Component, ~Copyable {
    enum Event: BitwiseCopyable {
      case expire(slot: UInt32)
    }

    /// What the queue knows of a message, at the place of the message's slot.
    struct Record: Sendable, BitwiseCopyable {
      var timer = Timer.none
      /// The number of the latest receive.
      var receive: UInt32 = 0
      var receives: UInt16 = 0
      var isInFlight = false
    }

    private let port: Port<Event>
    private let pool: Address
    private let deadLetters: Address
    private let visibilityTimeout: Interval
    private let maximumReceives: UInt16
    private var records = Buffer<Record>()
    private var visible = Fifo<UInt32>()
    /// How many workers wait for a message; which one gets it makes no difference.
    private var polls = 0
    private var lastReceive: UInt32 = 0
    private(set) var inFlight = 0
    private(set) var deliveries = 0
    private(set) var deleted = 0
    var visibleCount: Int { visible.count }

    init(port: Port<Event>, pool: Address, deadLetters: Address, settings: Settings) {
      self.port = port
      self.pool = pool
      self.deadLetters = deadLetters
      visibilityTimeout = settings.visibilityTimeout
      maximumReceives = settings.maximumReceives
    }

    mutating func accept(_ request: Request, in context: inout Context) {
      switch Errand(rawValue: request.operation) {
      case .send:
        while records.count <= Int(request.cargo) { records.append(Record()) }
        records[Int(request.cargo)] = Record()
        visible.append(request.cargo)
      case .poll: polls &+= 1
      default: return delete(request, in: &context)
      }
      match(in: &context)
    }

    mutating func handle(_ event: Event, in context: inout Context) {
      switch event {
      case .expire(let slot):
        records[Int(slot)].isInFlight = false
        inFlight &-= 1
        visible.append(slot)
      }
      match(in: &context)
    }

    mutating func resume(_ reply: Reply, in context: inout Context) {}

    /// Hands visible messages to waiting workers for as long as there are both.
    private mutating func match(in context: inout Context) {
      while polls > 0, let slot = visible.popFirst() {
        if records[Int(slot)].receives >= maximumReceives {
          context.send(
            Request(operation: Errand.deadLetter.rawValue, cargo: slot), from: port.address,
            to: deadLetters)
        } else {
          deliver(slot, in: &context)
        }
      }
    }

    private mutating func deliver(_ slot: UInt32, in context: inout Context) {
      polls &-= 1
      inFlight &+= 1
      deliveries &+= 1
      lastReceive &+= 1
      records[Int(slot)].receives &+= 1
      records[Int(slot)].receive = lastReceive
      records[Int(slot)].isInFlight = true
      records[Int(slot)].timer = context.timer(
        .expire(slot: slot), for: port, at: context.now + visibilityTimeout)
      context.send(
        Request(operation: Errand.deliver.rawValue, cargo: slot, token: lastReceive),
        from: port.address, to: pool)
    }

    /// Forgets a message, unless its visibility timeout came first.
    private mutating func delete(_ request: Request, in context: inout Context) {
      let record = records[Int(request.cargo)]
      guard record.receive == request.token, record.isInFlight else { return }
      records[Int(request.cargo)].isInFlight = false
      context.cancel(record.timer)
      context.messages.release(MessageID(slot: request.cargo))
      inFlight &-= 1
      deleted &+= 1
    }
  }

  /// The workers, and the dependency they call.
  struct Pool: Component, ~Copyable {
    enum Event: BitwiseCopyable {
      case completion(slot: UInt32, receive: UInt32, isWell: Bool)
    }

    private let port: Port<Event>
    private let queue: Address
    private let workers: Int
    private let outage: Range<Instant>
    private let callTimeout: Interval
    private var services: Timing
    private var calls = Metric.callLatency.definition.summary
    private(set) var inService = 0
    private(set) var hung = 0

    init(port: Port<Event>, queue: Address, settings: Settings) {
      self.port = port
      self.queue = queue
      workers = settings.workers
      outage = settings.outage
      callTimeout = settings.callTimeout
      services = Timing(
        .exponential(mean: settings.meanService.seconds),
        draws: RandomStream(key: RandomKey(bits: settings.seed &+ 1)))
    }

    mutating func begin(in context: inout Context) {
      for _ in 0..<workers { poll(in: &context) }
    }

    @inline(__always)
    private mutating func poll(in context: inout Context) {
      context.send(
        Request(operation: Errand.poll.rawValue, cargo: 0), from: port.address, to: queue)
    }

    mutating func accept(_ request: Request, in context: inout Context) {
      inService &+= 1
      let isWell = !outage.contains(context.now)
      let length = isWell ? services.next() : callTimeout
      context.schedule(
        .completion(slot: request.cargo, receive: request.token, isWell: isWell), for: port,
        at: context.now + length)
    }

    mutating func handle(_ event: Event, in context: inout Context) {
      switch event {
      case .completion(let slot, let receive, let isWell):
        inService &-= 1
        if isWell {
          calls.record(context.now - context.messages[MessageID(slot: slot)].intendedAt)
          context.send(
            Request(operation: Errand.delete.rawValue, cargo: slot, token: receive),
            from: port.address, to: queue)
        } else {
          hung &+= 1
        }
        poll(in: &context)
      }
    }

    mutating func resume(_ reply: Reply, in context: inout Context) {}

    /// Hands over the latencies of a period.
    mutating func endPeriod(_ total: inout Summary) {
      total.merge(calls)
      calls.removeAll()
    }
  }

  /// Where messages end that were received too often.
  struct DeadLetters: Component, ~Copyable {
    private var messages = Fifo<UInt32>()
    var count: Int { messages.count }

    mutating func accept(_ request: Request, in context: inout Context) {
      messages.append(request.cargo)
    }

    mutating func handle(_ event: NoEvent, in context: inout Context) {}
    mutating func resume(_ reply: Reply, in context: inout Context) {}
  }
}
