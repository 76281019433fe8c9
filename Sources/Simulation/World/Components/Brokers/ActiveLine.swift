/// The messages of a queue of ActiveMQ, or of one subscription to a topic, and who gets them.
struct ActiveLine: ~Copyable, Sendable {
  /// What a line is for.
  struct Plan: Sendable {
    /// Who reads it; the place of the first among all readers of the destination.
    var readers: [BrokerReader] = []
    var firstReader = 0
    /// Whether it is kept while nobody reads it.
    var isDurable = true
    /// Whether it leads to another broker.
    var isBridge = false
  }

  /// The highest bits of a token name the line, the others what was sent.
  static let tokenBits: UInt32 = 24
  static let tokenMask: UInt32 = 1 << 24 - 1

  var queue: PushQueue
  var seats: BrokerSeats
  let isBridge: Bool
  private let isDurable: Bool
  private let readers: Range<Int>
  var armedFor = Instant.never

  init(_ plan: Plan) {
    var settings = PushQueue.Settings()
    settings.kind = .classic
    settings.consumerTimeout = .longest
    queue = PushQueue(settings)
    seats = BrokerSeats(plan.readers, nodes: 1)
    isBridge = plan.isBridge
    isDurable = plan.isDurable
    readers = plan.firstReader..<plan.firstReader + plan.readers.count
  }

  /// Whether a topic keeps a message for the subscription.
  var wants: Bool { isDurable || queue.consumerCount > 0 }

  mutating func open(_ seat: Int) {
    guard seats[seat].isWanted, !isBridge else { return }
    queue.open(seat, prefetch: seats[seat].prefetch)
  }

  /// Whether it is one of the line's readers that a request speaks of.
  func reads(_ request: Request) -> Bool { !isBridge && readers.contains(Int(request.detail)) }

  /// The request with the reader counted among those of the line.
  func local(_ request: Request) -> Request {
    var request = request
    request.detail -= UInt8(readers.lowerBound)
    return request
  }

  /// Forgets all messages of a subscription that ends with its connection.
  mutating func dropUnlessDurable() {
    if !isDurable, queue.consumerCount == 0 { queue.empty() }
  }
}

extension WorldBuilder {
  /// What the lines of a destination are for.
  func activeLines(
    of name: String, _ settings: ActiveDestinationSettings
  ) -> [ActiveLine.Plan] {
    let readers = brokerConsumers(of: name)
    var lines: [ActiveLine.Plan] = []
    switch settings.kind {
    case .queue:
      if settings.networkTo == nil || !readers.isEmpty {
        lines.append(ActiveLine.Plan(readers: readers))
      }
    case .topic:
      for (place, reader) in readers.enumerated() {
        lines.append(
          ActiveLine.Plan(
            readers: [reader], firstReader: place, isDurable: isDurable(reader.address)))
      }
    }
    if let remote = settings.networkTo, settings.kind == .topic || readers.isEmpty {
      let connector = BrokerReader(
        address: address(of: remote), members: 1, prefetch: 1_000, isAutomatic: false,
        reconnect: .seconds(1))
      lines.append(ActiveLine.Plan(readers: [connector], isBridge: true))
    }
    return lines
  }

  /// Whether a subscription outlives its connection.
  private func isDurable(_ consumer: Address) -> Bool {
    blueprint.components.contains { component in
      address(of: component.name) == consumer
        && (component.settings as? ActiveConsumerSettings)?.isDurable == true
    }
  }
}

/// What a destination of ActiveMQ counts in a period.
struct ActiveDestinationMeters: Sendable {
  var enqueued = Tally()
  var dequeued = Tally()
  var dispatched = Tally()
  var expired = Tally()
  var redelivered = Tally()
  var forwarded = Tally()
  var deadLettered = Tally()
  var dropped = Tally()
  var lost = Tally()
  var unroutable = Tally()
  var blocked = Tally()
  var size = Metric.mqQueueSize.definition.summary
  var inFlight = Metric.mqInFlight.definition.summary
  var consumers = Metric.mqConsumerCount.definition.summary

  mutating func report(to account: inout PeriodAccount) {
    account.take(.mqQueueSize, &size)
    account.take(.mqInFlight, &inFlight)
    account.take(.mqConsumerCount, &consumers)
    account.take(.mqEnqueued, &enqueued)
    account.take(.mqDequeued, &dequeued)
    account.take(.mqDispatched, &dispatched)
    account.take(.mqExpiredCount, &expired)
    account.take(.mqRedelivered, &redelivered)
    account.take(.mqForwarded, &forwarded)
    account.take(.mqDeadLettered, &deadLettered)
    account.take(.mqDropped, &dropped)
    account.take(.mqLost, &lost)
    account.take(.mqUnroutable, &unroutable)
    account.take(.mqPublishesBlocked, &blocked)
  }
}
