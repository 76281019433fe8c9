/// A cluster of Amazon MSK as a scenario describes it: the brokers that topics lie on.
package struct KafkaClusterSettings: ComponentSettings {
  /// What a broker runs on, which has its own price.
  package enum BrokerType: String, CaseIterable, Sendable {
    case m5Large = "kafka.m5.large"
    case m7gLarge = "kafka.m7g.large"
    case t3Small = "kafka.t3.small"
    case expressM7gLarge = "express.m7g.large"
    /// No brokers to pay for: the cluster, its partitions and the data have their prices.
    case serverless

    var price: Price {
      switch self {
      case .serverless: Prices.mskServerless
      case .expressM7gLarge: Prices.mskExpressBroker
      case .m5Large: Prices.mskM5Large
      case .m7gLarge: Prices.mskM7gLarge
      case .t3Small: Prices.mskT3Small
      }
    }
  }

  package var brokers = 3
  package var brokerType = BrokerType.m5Large
  package var detection = Distribution.uniform(from: 6, to: 18)

  package init() {}

  package static let typeName = "msk-cluster"
  package static let help = "A cluster of Amazon MSK: the brokers that topics of Kafka lie on."
  package static let habitat = Habitat.zones
  package static var metrics: [Metric] { [.brokersUp] }
  package static var parameters: [Parameter<KafkaClusterSettings>] {
    [
      .integer("brokers", \.brokers, in: 1...90, help: "How many brokers there are."),
      .choice("brokerType", \.brokerType, help: "What they run on, which has its own price."),
      .distribution(
        "detection", \.detection,
        help: "How long the cluster takes to notice that a broker is gone."
      ),
    ]
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    plan.add(name, type: Self.typeName) { address, builder in
      KafkaClusterComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }
}

/// A cluster in a world: it tells its topics which of their brokers come and go.
struct KafkaClusterComponent: WorldComponent, ~Copyable {
  typealias Event = NoEvent

  let name: String
  private let settings: KafkaClusterSettings
  private let topics: [Address]
  private var detection: Timing
  private var isUp: [Bool]
  private var isPaused = false
  private var brokersUp = Metric.brokersUp.definition.summary

  init(
    _ settings: KafkaClusterSettings, name: String, port: Port<NoEvent>, build: WorldBuilder
  ) {
    self.name = name
    self.settings = settings
    topics = build.topics(of: name)
    detection = Timing(settings.detection, draws: build.stream(name, "detection"))
    isUp = Array(repeating: true, count: settings.brokers)
  }

  mutating func accept(_ request: Request, in context: inout Context) {
    preconditionFailure("a cluster cannot do operation \(request.operation)")
  }
  mutating func handle(_ event: NoEvent, in context: inout Context) {}
  mutating func resume(_ reply: Reply, in context: inout Context) {
    preconditionFailure("'\(name)' asks nobody, but got an answer")
  }

  mutating func strike(_ faults: [ActiveFault], in context: inout Context) {
    let actions = faults.map(\.fault)
    let crashes = actions.filter { $0.action == .kafkaBrokerCrash }
    let restarts = actions.filter { $0.action == .kafkaBrokerRestart }
    for broker in isUp.indices {
      let hasCrashed = crashes.contains { $0.strikes(member: broker) }
      let isDown = hasCrashed || restarts.contains { $0.strikes(member: broker) }
      guard isUp[broker] == isDown else { continue }
      isUp[broker] = !isDown
      // One that is shut down in an orderly way hands its partitions over first.
      let isNoticedLate = hasCrashed
      let delay = isNoticedLate ? detection.next() : .zero
      tell(
        isDown ? .brokerDown : .brokerUp, UInt32(broker), UInt32(delay.milliseconds),
        in: &context)
    }
    let pauses = actions.contains { $0.action == .kafkaReplicationPause }
    if pauses != isPaused {
      isPaused = pauses
      tell(.pauseReplication, pauses ? 1 : 0, 0, in: &context)
    }
  }

  private func tell(
    _ operation: Operation, _ cargo: UInt32, _ token: UInt32, in context: inout Context
  ) {
    for topic in topics {
      context.pass(Request(operation, cargo: cargo, token: token), to: topic)
    }
  }

  mutating func sample(at now: Instant) {
    brokersUp.record(Int64(isUp.count { $0 }))
  }

  mutating func report(to account: inout PeriodAccount, at now: Instant) {
    account.take(.brokersUp, &brokersUp)
    let count = settings.brokerType == .serverless ? 1 : settings.brokers
    account.cost = settings.brokerType.price.dollars(for: count, during: now - .start)
  }
}

extension WorldBuilder {
  /// The topics that lie on a cluster.
  func topics(of cluster: String) -> [Address] {
    blueprint.components.compactMap { component in
      (component.settings as? KafkaTopicSettings)?.cluster == cluster
        ? address(of: component.name) : nil
    }
  }

  /// What the brokers of a cluster run on.
  func brokerType(of cluster: String) -> KafkaClusterSettings.BrokerType {
    let settings = blueprint.components.first { $0.name == cluster }?.settings
    return (settings as? KafkaClusterSettings)?.brokerType ?? .m5Large
  }

  /// How many brokers a cluster has.
  func brokers(of cluster: String) -> Int {
    let settings = blueprint.components.first { $0.name == cluster }?.settings
    return (settings as? KafkaClusterSettings)?.brokers ?? 1
  }
}
