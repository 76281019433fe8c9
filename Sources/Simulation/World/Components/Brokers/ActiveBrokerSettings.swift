/// A broker of Amazon MQ for ActiveMQ as a scenario describes it: one, or a pair over shared storage.
package struct ActiveBrokerSettings: ComponentSettings {
  /// Where the broker keeps messages, which has its own price and speed.
  package enum StorageType: String, CaseIterable, Sendable {
    /// A file system over several availability zones.
    case efs
    /// A disk in one of them; a pair cannot share it.
    case ebs

    var price: Price {
      switch self {
      case .efs: Prices.mqSharedStorage
      case .ebs: Prices.mqDiskStorage
      }
    }
  }

  package var deployment = BrokerPair.Deployment.activeStandby
  package var instanceType = BrokerInstance.m5Large
  package var storageType = StorageType.efs
  package var storage = 0
  package var takeOver = Distribution.lognormal(p50: 60, p99: 180)
  package var restart = Distribution.uniform(from: 60, to: 180)
  package var handOver = Distribution.uniform(from: 2, to: 5)
  package var maximumReconnectDelay = Interval.seconds(30)

  package init() {}

  package static let typeName = "activemq-broker"
  package static let help =
    "A broker of Amazon MQ for ActiveMQ: a single one, or an active one and a standby."
  package static var metrics: [Metric] { [.mqNodesUp, .mqFailovers] }
  package static var parameters: [Parameter<ActiveBrokerSettings>] {
    [
      .choice(
        "deployment", \.deployment, help: "One broker, or a pair that shares its storage."),
      .choice(
        "instanceType", \.instanceType, help: "What a broker runs on, which has its own price."),
      .choice("storageType", \.storageType, help: "Where it keeps messages."),
      .size(
        "storage", \.storage, in: 0...1 << 44,
        help: "How much it keeps there, which is charged by the month."),
      .distribution(
        "takeOver", \.takeOver,
        help: "How long the standby takes to serve after the active broker has died."),
      .distribution(
        "restart", \.restart,
        help: "How long a broker takes to serve when it comes back and no other does."),
      .distribution(
        "handOver", \.handOver,
        help: "How long the standby takes after an orderly restart of the active broker."),
      .duration(
        "maxReconnectDelay", \.maximumReconnectDelay, in: .milliseconds(10) ... .hours(1),
        help: "The longest pause between two attempts of a client to connect again."),
    ]
  }

  /// How many brokers there are.
  var brokers: Int { deployment == .activeStandby ? 2 : 1 }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    plan.add(name, type: Self.typeName) { address, builder in
      ActiveBrokerComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }
}

extension WorldBuilder {
  /// The destinations of an ActiveMQ broker.
  func destinations(of broker: String) -> [Address] {
    blueprint.components.compactMap { component in
      (component.settings as? ActiveDestinationSettings)?.broker == broker
        ? address(of: component.name) : nil
    }
  }
}
