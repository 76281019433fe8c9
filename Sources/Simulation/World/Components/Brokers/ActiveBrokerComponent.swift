/// A broker of ActiveMQ in a world: it tells its destinations when nobody serves, and when clients are
/// connected again.
struct ActiveBrokerComponent: WorldComponent, ~Copyable {
  enum Event: BitwiseCopyable {
    /// Clients are connected again, unless the broker died once more meanwhile.
    case reconnected(epoch: UInt32)
  }

  let name: String
  private let port: Port<Event>
  private let settings: ActiveBrokerSettings
  private let destinations: [Address]
  private var pair: BrokerPair
  private var takingOver: Timing
  private var restarting: Timing
  private var handingOver: Timing
  private var crashed = 0
  private var isRestarting = false
  private var isBlocked = false
  /// When clients lost their connections.
  private var lostAt = Instant.start
  private var isCut = false
  private var epoch: UInt32 = 0
  private var nodesUp = Metric.mqNodesUp.definition.summary
  private var failovers = Tally()

  init(
    _ settings: ActiveBrokerSettings, name: String, port: Port<Event>, build: WorldBuilder
  ) {
    self.name = name
    self.port = port
    self.settings = settings
    destinations = build.destinations(of: name)
    pair = BrokerPair(settings.deployment)
    takingOver = Timing(settings.takeOver, draws: build.stream(name, "take-over"))
    restarting = Timing(settings.restart, draws: build.stream(name, "restart"))
    handingOver = Timing(settings.handOver, draws: build.stream(name, "hand-over"))
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    preconditionFailure("a broker cannot do operation \(request.operation)")
  }
  mutating func resume(_ reply: Reply, in context: inout Context) {
    preconditionFailure("'\(name)' asks nobody, but got an answer")
  }

  mutating func handle(_ event: Event, in context: inout Context) {
    guard case .reconnected(epoch) = event else { return }
    isCut = false
    tell(.brokerUp, 0, in: &context)
  }

  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    let actions = faults.map(\.fault)
    let dead = min(
      settings.brokers,
      actions.filter { $0.action == .activeBrokerCrash }.map(\.count).max() ?? 0)
    while crashed < dead { die(takeOver: takingOver.next(), in: &context) }
    while crashed > dead { comeBack(in: &context) }
    let restarts = actions.contains { $0.action == .activeBrokerRestart }
    if restarts != isRestarting {
      isRestarting = restarts
      if restarts {
        die(takeOver: handingOver.next(), in: &context)
      } else {
        comeBack(in: &context)
      }
    }
    let blocks = actions.contains { $0.action == .activeStoreFull }
    if blocks != isBlocked {
      isBlocked = blocks
      tell(.blockPublishers, blocks ? 1 : 0, in: &context)
    }
  }

  /// The broker that serves goes, and with it all connections.
  private mutating func die(takeOver: Interval, in context: inout Context) {
    crashed += 1
    failovers.count()
    if !isCut {
      isCut = true
      lostAt = context.now
      tell(.brokerDown, 0, in: &context)
    }
    pair.activeFails(takeOver: takeOver, at: context.now)
    awaitService(in: &context)
  }

  private mutating func comeBack(in context: inout Context) {
    crashed -= 1
    pair.comesBack(start: restarting.next(), at: context.now)
    awaitService(in: &context)
  }

  /// Has clients connect at their first attempt after a broker serves.
  private mutating func awaitService(in context: inout Context) {
    guard isCut else { return }
    epoch &+= 1
    guard let serves = pair.servesFrom else { return }
    let delay = FailoverTransport.reconnection(
      after: serves - lostAt, longest: settings.maximumReconnectDelay)
    context.schedule(.reconnected(epoch: epoch), for: port, at: lostAt + delay)
  }

  private func tell(_ operation: Operation, _ cargo: UInt32, in context: inout Context) {
    for destination in destinations {
      context.pass(Request(operation, cargo: cargo), to: destination)
    }
  }

  mutating func sample(at now: Instant) { nodesUp.record(Int64(pair.alive)) }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    account.take(.mqNodesUp, &nodesUp)
    account.take(.mqFailovers, &failovers)
    account.cost =
      settings.instanceType.price.dollars(for: settings.brokers, during: now - .start)
      + settings.storageType.price.dollars(storing: settings.storage, during: now - .start)
  }
}
