/// Somebody who reads a topic: a consumer group, or a function.
struct KafkaReader: Sendable {
  var address: Address
  /// How the group is run; `nil` for a function, which reads all partitions.
  var consumer: KafkaConsumerSettings?
}

/// What the topic knows of a group beside its rules.
struct KafkaGroup: ~Copyable, Sendable {
  /// The group's place among the topic's readers.
  let reader: Int
  let settings: KafkaConsumerSettings
  var rules: ConsumerGroup
  /// Per member, the partition after the one it was last given records of, and when its offsets were
  /// last committed for it.
  var cursors: [Int]
  var committedAt: [Instant]
  var armedFor = Instant.never

  init(reader: Int, settings: KafkaConsumerSettings, partitions: Int) {
    self.reader = reader
    self.settings = settings
    rules = ConsumerGroup(settings.group, partitions: partitions)
    cursors = Array(repeating: 0, count: settings.group.members)
    committedAt = Array(repeating: .start, count: settings.group.members)
  }
}

extension WorldBuilder {
  /// Who reads a topic, in the order of the scenario.
  func kafkaReaders(of topic: String) -> [KafkaReader] {
    blueprint.components.compactMap { component in
      guard let settings = component.settings as? any HandlingSettings,
        settings.sources.contains(topic)
      else { return nil }
      return KafkaReader(
        address: address(of: component.name), consumer: settings as? KafkaConsumerSettings)
    }
  }

  /// Which components are producers, by their addresses.
  var areProducers: [Bool] { partTypes.map { $0 == ProducerSettings.typeName } }

  /// Where a group stands among those who read its topic.
  func place(ofReader name: String, of topic: String) -> Int {
    kafkaReaders(of: topic).firstIndex { $0.address == address(of: name) } ?? 0
  }
}
