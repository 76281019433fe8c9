/// Nodes that come and go, and the channels of consumers.
extension RabbitQueueComponent {
  mutating func open(_ seat: Int) {
    guard seats[seat].isWanted, let node = entrance.firstUp(from: seats[seat].home) else { return }
    seats.sit(seat, at: node)
    queue.open(seat, prefetch: seats[seat].prefetch)
  }

  /// A consumer's process is gone, and its connection with it.
  mutating func leave(_ seat: Int, in context: inout Context) {
    seats.want(seat, false)
    queue.close(seat, at: context.now)
  }

  mutating func rejoin(_ seat: Int) {
    seats.want(seat, true)
    open(seat)
  }

  mutating func closeChannel(_ seat: Int, in context: inout Context) {
    queue.close(seat, at: context.now)
    seats.tellClosed(seat, in: &context)
  }

  mutating func reopen(_ seat: Int, after delay: Interval = .zero, in context: inout Context) {
    context.schedule(
      .reopen(UInt32(seat)), for: port, at: context.now + max(delay, seats[seat].reconnect))
  }

  mutating func nodeDown(_ request: Request, in context: inout Context) {
    let (node, now) = (Int(request.cargo), context.now)
    let absence = RabbitBrokerComponent.Absence(rawValue: request.detail) ?? .crash
    entrance.nodeDown(request, at: now)
    let isOrderly = absence != .crash
    // Before an orderly shutdown, a node hands its leadership over.
    let election = absence == .restart ? .milliseconds(100) : electing.next()
    let hasLed = cluster.nodeDown(node, electionTime: election, at: now)
    for seat in 0..<seats.count where seats[seat].node == node && seats[seat].isWanted {
      closeChannel(seat, in: &context)
      reopen(seat, after: .milliseconds(Int(request.token)), in: &context)
    }
    guard hasLed else { return }
    switch settings.queue.kind {
    case .quorum: queue.loseUnsafe(from: isOrderly ? .nobody : .node(node))
    case .classic:
      queue.loseUnsafe(from: isOrderly ? .nobody : .everybody)
      if absence != .pause { queue.restart(at: now) }
      for seat in 0..<seats.count where seats[seat].isWanted {
        closeChannel(seat, in: &context)
      }
    }
  }

  mutating func nodeUp(_ request: Request, in context: inout Context) {
    let node = Int(request.cargo)
    entrance.nodeUp(request)
    cluster.nodeUp(node, electionTime: electing.next(), at: context.now)
    // Who found nobody to connect to, or whose queue was gone, tries again.
    for seat in 0..<seats.count where seats[seat].isWanted && !queue.isOpen(seat) {
      reopen(seat, in: &context)
    }
  }
}

/// What a queue of RabbitMQ counts in a period.
struct RabbitQueueMeters: Sendable {
  var published = Tally()
  var confirmed = Tally()
  var delivered = Tally()
  var redelivered = Tally()
  var acknowledged = Tally()
  var refused = Tally()
  var deadLettered = Tally()
  var rejected = Tally()
  var expired = Tally()
  var overflowed = Tally()
  var limited = Tally()
  var dropped = Tally()
  var lost = Tally()
  var elections = Tally()
  var channelsClosed = Tally()
  var ready = Metric.mqReady.definition.summary
  var unacknowledged = Metric.mqUnacknowledged.definition.summary
  var messages = Metric.mqMessageCount.definition.summary
  var consumers = Metric.mqConsumerCount.definition.summary
  private var electionsBefore = 0

  /// Counts a message that was given up.
  mutating func count(_ reason: PushQueue.Reason) {
    switch reason {
    case .rejected: rejected.count()
    case .expired: expired.count()
    case .maxlen: overflowed.count()
    case .deliveryLimit: limited.count()
    }
  }

  /// Takes over how many elections there were so far.
  mutating func note(elections now: Int) {
    elections.count(times: now - electionsBefore)
    electionsBefore = now
  }

  mutating func report(to account: inout PeriodAccount) {
    account.take(.mqReady, &ready)
    account.take(.mqUnacknowledged, &unacknowledged)
    account.take(.mqMessageCount, &messages)
    account.take(.mqConsumerCount, &consumers)
    account.take(.mqPublished, &published)
    account.take(.mqConfirmed, &confirmed)
    account.take(.mqDelivered, &delivered)
    account.take(.mqRedelivered, &redelivered)
    account.take(.mqAcknowledged, &acknowledged)
    account.take(.mqRefused, &refused)
    account.take(.mqDeadLettered, &deadLettered)
    account.take(.mqRejected, &rejected)
    account.take(.mqExpired, &expired)
    account.take(.mqOverflowed, &overflowed)
    account.take(.mqDeliveryLimitReached, &limited)
    account.take(.mqDropped, &dropped)
    account.take(.mqLost, &lost)
    account.take(.mqElections, &elections)
    account.take(.mqChannelsClosed, &channelsClosed)
  }
}
