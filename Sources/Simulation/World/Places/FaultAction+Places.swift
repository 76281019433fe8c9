/// How a fault that takes a place away shows to whoever calls what was there.
package enum OutageSymptom: String, CaseIterable, Sendable {
  /// Nobody answers: calls wait until their caller gives up.
  case hang
  /// Connections are refused at once.
  case refuse
}

extension FaultAction {
  /// The faults by which a component of a type is gone altogether; none for what runs within others.
  static func outage(of type: String, symptom: OutageSymptom) -> [FaultAction] {
    switch type {
    case DependencySettings.typeName: [symptom == .hang ? .dependencyHang : .dependencyOutage]
    case FunctionComponentSettings.typeName: [.functionUnavailable]
    case RedriveSettings.typeName: [.functionUnavailable, .scheduleStop]
    case ScheduleSettings.typeName: [.scheduleStop]
    case PipeSettings.typeName: [.pipeStop]
    case KafkaClusterSettings.typeName: [.kafkaBrokerCrash]
    case RabbitBrokerSettings.typeName: [.rabbitNodeCrash]
    case ActiveBrokerSettings.typeName: [.activeBrokerCrash]
    case KafkaConsumerSettings.typeName, RabbitConsumerSettings.typeName,
      ActiveConsumerSettings.typeName:
      [.consumerCrash]
    case ContainerServiceSettings.typeName: [.consumerCrash, .containerNoCapacity]
    case ProducerSettings.typeName: [.producerStop]
    default:
      allCases.filter { $0.rawValue.hasSuffix(".unavailable") && $0.targets.contains(type) }
    }
  }

  /// Whether the fault strikes the way between places instead of what is there.
  var strikesWays: Bool {
    switch self {
    case .zoneDegraded, .zonePartition, .regionPartition: true
    default: false
    }
  }

  /// Whether the fault strikes a zone or a Region, which are no components.
  package var strikesPlaces: Bool { targets == ["zone"] || targets == ["region"] }
}
