/// Kafka: https://docs.aws.amazon.com/msk/latest/developerguide/metrics-details.html
extension Metric {
  /// The definition of a metric of a topic, a cluster or a consumer group.
  var kafkaDefinition: MetricDefinition {
    let (kafka, own) = ("AWS/Kafka", "Faultline/Kafka")
    return switch self {
    case .offlinePartitions:
      .init(kafka, "OfflinePartitionsCount", "Partitions without a leader, sampled every minute.")
    case .underReplicatedPartitions:
      .init(
        kafka, "UnderReplicatedPartitions",
        "Partitions with a replica that is not in sync, sampled every minute.")
    case .underMinimumPartitions:
      .init(
        kafka, "UnderMinIsrPartitionCount",
        "Partitions with fewer replicas in sync than writes need, sampled every minute.")
    case .maximumOffsetLag:
      .init(
        kafka, "MaxOffsetLag",
        "Records that a reader has not committed in the partition with most, sampled every minute.")
    case .sumOffsetLag:
      .init(
        kafka, "SumOffsetLag",
        "Records that a reader has not committed in all partitions, sampled every minute.")
    case .recordAge:
      .init(
        own, "RecordAge", .milliseconds, percentiles: true,
        "The age of a record when a member begins to handle it.")
    default: .init(own, ownKafkaName.name, ownKafkaName.help)
    }
  }

  private var ownKafkaName: (name: String, help: String) {
    switch self {
    case .recordsWritten: ("RecordsWritten", "Records that a leader has written.")
    case .recordsLost: ("RecordsLost", "Written records that the next leader never had.")
    case .recordsDeduplicated:
      ("RecordsDeduplicated", "Records that their producer had sent before.")
    case .recordsAborted:
      ("RecordsAborted", "Records whose transaction was aborted.")
    case .transactionsCommitted:
      ("TransactionsCommitted", "Transactions of members that were committed.")
    case .transactionsAborted:
      ("TransactionsAborted", "Transactions of members that were aborted.")
    case .recordsCompacted:
      ("RecordsCompacted", "Records that the log cleaner has taken out, read or not.")
    case .recordsSuperseded:
      (
        "RecordsSuperseded",
        "Records that the log cleaner has taken out before every reader had read them."
      )
    case .produceErrors:
      ("ProduceErrors", "Records refused for want of a leader or of replicas in sync.")
    case .leaderElections: ("LeaderElections", "Times a partition got a new leader.")
    case .uncleanElections:
      ("UncleanLeaderElections", "Times a replica came to lead that was not in sync.")
    case .rebalances: ("Rebalances", "Times the members of a group got new shares.")
    case .commitsRejected:
      ("CommitsRejected", "Commits of members that had been put out of their group.")
    case .brokersUp: ("BrokersUp", "Brokers that are up, sampled every minute.")
    case .recordsConsumed: ("RecordsConsumed", "Records that members have handled.")
    case .consumerErrors: ("ConsumerErrors", "Records whose handling failed; each attempt counts.")
    case .recordsSkipped: ("RecordsSkipped", "Records given up after their retries.")
    default: ("MembersUp", "Members that are up, sampled every minute.")
    }
  }
}
