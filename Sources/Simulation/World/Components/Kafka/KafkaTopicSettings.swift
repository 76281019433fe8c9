/// A topic of Apache Kafka as a scenario describes it.
package struct KafkaTopicSettings: ComponentSettings {
  /// How long brokers take over each of their operations.
  package struct Latency: Described {
    package var produce = Distribution.lognormal(p50: 0.002, p99: 0.030)
    package var fetch = Distribution.lognormal(p50: 0.002, p99: 0.020)

    package init() {}

    package static var parameters: [Parameter<Latency>] {
      [
        .distribution(
          "produce", \.produce, help: "From a write to its acknowledgement, replication left out."),
        .distribution("fetch", \.fetch, help: "From a read to its records."),
      ]
    }
  }

  package var cluster = ""
  package var topic = KafkaTopic.Settings()
  package var latency = Latency()

  package init() {}

  package var promisesOrder: Bool { true }

  package static let typeName = "kafka-topic"
  package static let help =
    "A topic of Apache Kafka: partitions on the brokers of a cluster, replicated and kept for a time."
  package static var metrics: [Metric] {
    [
      .recordsWritten, .recordsLost, .produceErrors, .recordsDeduplicated, .recordsAborted,
      .leaderElections,
      .uncleanElections, .offlinePartitions, .underReplicatedPartitions,
      .underMinimumPartitions, .recordsExpired, .recordsCompacted, .recordsSuperseded,
      .maximumOffsetLag, .sumOffsetLag, .rebalances,
      .commitsRejected,
    ]
  }

  package static var parameters: [Parameter<KafkaTopicSettings>] {
    replicationParameters + cleanupParameters + clientParameters
  }

  private static var replicationParameters: [Parameter<KafkaTopicSettings>] {
    [
      .component(
        "cluster", \.cluster, of: [KafkaClusterSettings.typeName], required: true,
        help: "The cluster whose brokers keep the topic."),
      .integer(
        "partitions", \.topic.partitions, in: 1...4_000, help: "How many partitions there are."),
      .integer(
        "replicationFactor", \.topic.replicationFactor, in: 1...KafkaTopic.Settings.replicaLimit,
        help: "How many brokers keep a copy of each partition."),
      .integer(
        "minInSyncReplicas", \.topic.minInSyncReplicas, in: 1...KafkaTopic.Settings.replicaLimit,
        help: "How many replicas must be in sync for writes with acks \"all\"."),
      .flag(
        "uncleanLeaderElection", \.topic.allowsUncleanElection,
        help: "Whether a replica that is not in sync may lead when no other is left."),
      .duration(
        "replicationDelay", \.topic.replicationDelay, in: .microseconds(1) ... .minutes(1),
        help: "How long followers are behind their leader."),
    ]
  }

  private static var cleanupParameters: [Parameter<KafkaTopicSettings>] {
    [
      .choice(
        "cleanupPolicy", \.topic.cleanupPolicy,
        help: "What becomes of old records: \"delete\" when their time is over, \"compact\" when "
          + "there is a newer one of their key, or both."),
      .duration(
        "retention", \.topic.retention, in: .minutes(1) ... .longest,
        help: "How long records are kept, whoever has read them."),
      .init(
        "retentionBytes", \.topic.retentionBytes, .size(in: 1 << 10...1 << 50),
        help: "How much a partition keeps at most; left out, whatever the time allows."),
      .duration(
        "minCompactionLag", \.topic.compaction.minCompactionLag, in: .zero ... .longest,
        help: "How long at least a record can be read before a newer one of its key replaces it."),
      .duration(
        "deleteRetention", \.topic.compaction.deleteRetention, in: .zero ... .longest,
        help: "How long a tombstone stays after it was compacted."),
      .share(
        "minCleanableDirtyRatio", \.topic.compaction.minCleanableDirtyRatio,
        help: "What share of the log must be new before it is compacted."),
      .duration(
        "segmentTime", \.topic.compaction.segmentTime, in: .seconds(1) ... .longest,
        help: "After which time a new segment is begun; the last one is never compacted."),
      .size(
        "segmentBytes", \.topic.compaction.segmentBytes, in: 1 << 10...1 << 40,
        help: "At what size a new segment is begun; the last one is never compacted."),
    ]
  }

  private static var clientParameters: [Parameter<KafkaTopicSettings>] {
    [
      .choice(
        "acks", \.topic.acknowledgement,
        help: "What producers wait for: nothing (0), the leader (1) or all replicas in sync."),
      .flag(
        "idempotence", \.topic.isIdempotent,
        help: "Whether a record that its producer sends again is known."),
      .duration(
        "transactionTimeout", \.topic.transactionTimeout, in: .seconds(1) ... .minutes(15),
        help: "How long a transaction may be open before the coordinator aborts it."),
      .object("latency", \.latency, help: "How long brokers take over their operations."),
    ]
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    plan.add(name, type: Self.typeName) { address, builder in
      KafkaTopicComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }
}

extension KafkaTopicSettings {
  /// What the topic is made of in a world.
  func made(in build: WorldBuilder, readers: [KafkaReader]) -> KafkaTopic.Settings {
    var made = topic
    made.brokers = build.brokers(of: cluster)
    made.replicationFactor = min(made.replicationFactor, made.brokers)
    made.minInSyncReplicas = min(made.minInSyncReplicas, made.replicationFactor)
    made.readers = readers.count
    made.readsCommitted = readers.map { $0.consumer?.isolation == .readCommitted }
    return made
  }
}
