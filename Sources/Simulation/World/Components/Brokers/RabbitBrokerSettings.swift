/// A broker of Amazon MQ for RabbitMQ as a scenario describes it: the nodes that queues lie on.
package struct RabbitBrokerSettings: ComponentSettings {
  /// How many nodes there are.
  package enum Deployment: String, CaseIterable, Sendable {
    case singleInstance = "single-instance"
    /// Three nodes in three availability zones.
    case cluster
  }

  package var deployment = Deployment.cluster
  package var instanceType = BrokerInstance.m5Large
  package var storage = 0
  package var election = Distribution.uniform(from: 1, to: 5)
  package var connectionLoss = Distribution.uniform(from: 1, to: 10)
  package var partitionDetection = Distribution.uniform(from: 45, to: 75)

  package init() {}

  package static let typeName = "rabbitmq-broker"
  package static let help = "A broker of Amazon MQ for RabbitMQ: the nodes that queues lie on."
  package static var metrics: [Metric] { [.mqNodesUp] }
  package static var parameters: [Parameter<RabbitBrokerSettings>] {
    [
      .choice(
        "deployment", \.deployment, help: "One node, or a cluster of three in three zones."),
      .choice(
        "instanceType", \.instanceType, help: "What a node runs on, which has its own price."),
      .size(
        "storage", \.storage, in: 0...1 << 44,
        help: "How much each node keeps on its disk, which is charged by the month."),
      .distribution(
        "election", \.election,
        help: "How long a quorum queue takes to get a new leader when its own is gone."),
      .distribution(
        "connectionLoss", \.connectionLoss,
        help: "How long clients take to notice that their node is gone, and to connect to another."),
      .distribution(
        "partitionDetection", \.partitionDetection,
        help: "How long nodes take to notice that they are cut off, and pause (pause_minority)."),
    ]
  }

  /// How many nodes there are.
  var nodes: Int { deployment == .cluster ? 3 : 1 }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    plan.add(name, type: Self.typeName) { address, builder in
      RabbitBrokerComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }
}

/// What a broker runs on.
package enum BrokerInstance: String, CaseIterable, Sendable {
  case m5Large = "mq.m5.large"
  case t3Micro = "mq.t3.micro"

  var price: Price {
    switch self {
    case .m5Large: Prices.mqLargeBroker
    case .t3Micro: Prices.mqMicroBroker
    }
  }
}

extension WorldBuilder {
  /// The settings of a RabbitMQ broker.
  func rabbitBroker(_ name: String) -> RabbitBrokerSettings {
    let settings = blueprint.components.first { $0.name == name }?.settings
    return settings as? RabbitBrokerSettings ?? RabbitBrokerSettings()
  }

  /// The queues of RabbitMQ by name, in the order of the scenario: a queue's number is its place.
  var rabbitQueues: [String] {
    blueprint.components.filter { $0.settings is RabbitQueueSettings }.map(\.name)
  }

  /// The exchanges of RabbitMQ, in the order of the scenario: an exchange's number is its place.
  var rabbitExchanges: [(name: String, settings: RabbitExchangeSettings)] {
    blueprint.components.compactMap { component in
      (component.settings as? RabbitExchangeSettings).map { (component.name, $0) }
    }
  }

  /// The exchanges and queues of a broker.
  func parts(ofRabbitBroker broker: String) -> [Address] {
    blueprint.components.compactMap { component in
      let queue = (component.settings as? RabbitQueueSettings)?.broker
      let exchange = (component.settings as? RabbitExchangeSettings)?.broker
      return queue == broker || exchange == broker ? address(of: component.name) : nil
    }
  }
}
