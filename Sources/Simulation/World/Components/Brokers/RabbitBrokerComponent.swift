/// A broker in a world: it tells its queues and exchanges which nodes come and go.
struct RabbitBrokerComponent: WorldComponent, ~Copyable {
  typealias Event = NoEvent

  /// Why a node cannot be reached.
  enum Absence: UInt8 {
    /// It died.
    case crash
    /// It was shut down in an orderly way.
    case restart
    /// It is cut off from the others and pauses, so that the two sides do not go apart.
    case pause
  }

  let name: String
  private let settings: RabbitBrokerSettings
  private let parts: [Address]
  private var noticing: Timing
  private var detecting: Timing
  private var absences: [Absence?]
  private var isBlocked = false
  private var nodesUp = Metric.mqNodesUp.definition.summary

  init(
    _ settings: RabbitBrokerSettings, name: String, port: Port<NoEvent>, build: WorldBuilder
  ) {
    self.name = name
    self.settings = settings
    parts = build.parts(ofRabbitBroker: name)
    noticing = Timing(settings.connectionLoss, draws: build.stream(name, "connection loss"))
    detecting = Timing(settings.partitionDetection, draws: build.stream(name, "detection"))
    absences = Array(repeating: nil, count: settings.nodes)
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    preconditionFailure("a broker cannot do operation \(request.operation)")
  }
  mutating func handle(_ event: NoEvent, in context: inout Context) {}
  mutating func resume(_ reply: Reply, in context: inout Context) {
    preconditionFailure("'\(name)' asks nobody, but got an answer")
  }

  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    let actions = faults.map(\.fault)
    for node in absences.indices {
      let absence = absence(of: node, by: actions)
      guard absence != absences[node] else { continue }
      if absences[node] != nil { tell(.brokerUp, UInt32(node), in: &context) }
      absences[node] = absence
      if let absence { leave(node, absence, in: &context) }
    }
    let blocks = actions.contains { $0.action == .rabbitResourceAlarm }
    if blocks != isBlocked {
      isBlocked = blocks
      tell(.blockPublishers, blocks ? 1 : 0, in: &context)
    }
  }

  /// Why a node is away while such faults hold; nothing if it is not.
  private func absence(of node: Int, by faults: [Fault]) -> Absence? {
    for fault in faults {
      switch fault.action {
      case .rabbitNodeCrash where node < fault.count: return .crash
      case .rabbitNodeRestart where node < fault.count: return .restart
      case .rabbitPartition where isInMinority(node, of: fault.count): return .pause
      default: continue
      }
    }
    return nil
  }

  /// Whether a node is on the smaller side, which pauses, when so many are cut off from the others.
  private func isInMinority(_ node: Int, of count: Int) -> Bool {
    guard count < absences.count else { return false }
    return count <= absences.count / 2 ? node < count : node >= count
  }

  private mutating func leave(_ node: Int, _ absence: Absence, in context: inout Context) {
    let delay: Interval =
      switch absence {
      case .crash: noticing.next()
      case .restart: .zero
      case .pause: detecting.next()
      }
    tell(
      .brokerDown, UInt32(node), detail: absence.rawValue, UInt32(delay.milliseconds),
      in: &context)
  }

  private func tell(
    _ operation: Operation, _ cargo: UInt32, detail: UInt8 = 0, _ token: UInt32 = 0,
    in context: inout Context
  ) {
    for part in parts {
      context.pass(Request(operation, cargo: cargo, detail: detail, token: token), to: part)
    }
  }

  mutating func sample(at now: Instant) {
    nodesUp.record(Int64(absences.count { $0 == nil }))
  }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    account.take(.mqNodesUp, &nodesUp)
    account.cost =
      settings.instanceType.price.dollars(for: settings.nodes, during: now - .start)
      + Prices.mqDiskStorage.dollars(
        storing: settings.nodes * settings.storage, during: now - .start)
  }
}
