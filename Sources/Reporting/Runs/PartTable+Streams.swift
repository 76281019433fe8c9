internal import Simulation

extension PartTable {
  static let pipes = PartTable(
    type: PipeSettings.typeName, title: "Pipes",
    columns: [
      .count("executions", .pipeInvocations, rank: 3), .count("messages", .pipeEvents, rank: 2),
      .count("filtered out", .pipeFilteredOut, rank: 2), .count("failed", .pipeFailed, rank: 3),
      .count("in part", .pipePartiallyFailed, rank: 2, optional: true),
      .count("throttled", .pipeThrottled, rank: 2, optional: true),
      .count("to DLQ", .pipeDeadLettered, rank: 2, optional: true),
      .count("dropped", .pipeDropped, rank: 3, optional: true),
      .statistic("p50", .pipeDuration, .p50), .statistic("p99", .pipeDuration, .p99, rank: 2),
      .cost,
    ])

  static let streams = PartTable(
    type: StreamSettings.typeName, title: "Streams",
    columns: [
      .count("put", .incomingRecords, rank: 3),
      .count("refused", .writeThroughputExceeded, rank: 3),
      .count("reads refused", .readThroughputExceeded, optional: true),
      .statistic("most unread", .unreadRecords, .maximum, rank: 3),
      .statistic("oldest read", .getRecordsIteratorAge, .maximum, rank: 2),
      .count("expired", .recordsExpired, rank: 3, optional: true),
      .statistic("shards", .openShards, .maximum, rank: 2), .cost,
    ])

  static let kafkaTopics = PartTable(
    type: KafkaTopicSettings.typeName, title: "Topics of Kafka",
    columns: [
      .count("written", .recordsWritten, rank: 3),
      .count("refused", .produceErrors, rank: 3),
      .count("lost", .recordsLost, rank: 3), .count("elections", .leaderElections, rank: 2),
      .count("unclean", .uncleanElections, rank: 2, optional: true),
      .statistic("longest lag", .sumOffsetLag, .maximum, rank: 3),
      .count("rebalances", .rebalances, rank: 2),
      .count("late commits", .commitsRejected, rank: 2, optional: true),
      .count("expired", .recordsExpired, rank: 3, optional: true),
    ])

  static let consumers = PartTable(
    type: KafkaConsumerSettings.typeName, title: "Consumer groups",
    columns: [
      .count("handled", .recordsConsumed, rank: 3), .count("errors", .consumerErrors, rank: 3),
      .count("skipped", .recordsSkipped, rank: 2, optional: true),
      .statistic("p50 age", .recordAge, .p50), .statistic("p99 age", .recordAge, .p99, rank: 2),
      .statistic("oldest", .recordAge, .maximum, rank: 2),
    ])
}
