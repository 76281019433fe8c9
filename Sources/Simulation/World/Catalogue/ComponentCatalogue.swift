/// Every type of component there is.
package enum ComponentCatalogue {
  /// The types in the order of the reference.
  package static let types: [any ComponentSettings.Type] = [
    GatewaySettings.self, QueueComponentSettings.self, TopicSettings.self, EventBusSettings.self,
    FunctionComponentSettings.self,
    RedriveSettings.self, DependencySettings.self, TableSettings.self, BreakerSettings.self,
    ScheduleSettings.self, OutboxSettings.self,
    StreamSettings.self, KafkaClusterSettings.self, KafkaTopicSettings.self,
    KafkaConsumerSettings.self, StateMachineSettings.self, FailoverSettings.self,
    ContainerServiceSettings.self, FirehoseSettings.self,
    RabbitBrokerSettings.self, RabbitExchangeSettings.self, RabbitQueueSettings.self,
    RabbitConsumerSettings.self,
    ActiveBrokerSettings.self, ActiveDestinationSettings.self, ActiveConsumerSettings.self,
    PipeSettings.self,
  ]

  /// The type of a name that scenarios use.
  package static func type(named name: String) -> (any ComponentSettings.Type)? {
    types.first { $0.typeName == name }
  }
}
