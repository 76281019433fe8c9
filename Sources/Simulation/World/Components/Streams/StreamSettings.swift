/// A data stream of Amazon Kinesis as a scenario describes it.
package struct StreamSettings: ComponentSettings {
  /// What stands in for the partition key of a record.
  package enum PartitionKeys: String, CaseIterable, Sendable {
    /// The message's group, so that a group keeps its order.
    case group
    /// The message itself, so that records spread evenly and have no order.
    case message
  }

  /// How long the service takes over each of its operations.
  package struct Latency: Described {
    package var put = Distribution.lognormal(p50: 0.012, p99: 0.080)
    package var get = Distribution.lognormal(p50: 0.010, p99: 0.060)
    package var push = Distribution.lognormal(p50: 0.070, p99: 0.200)

    package init() {}

    package static var parameters: [Parameter<Latency>] {
      [
        .distribution("put", \.put, help: "From a put to its acknowledgement."),
        .distribution("get", \.get, help: "From a consumer's read to its records."),
        .distribution(
          "push", \.push, help: "From a put to a consumer with enhanced fan-out."),
      ]
    }
  }

  package var stream = DataStream.Settings()
  package var partitionKeys = PartitionKeys.group
  package var latency = Latency()

  package init() {}

  package var promisesOrder: Bool { partitionKeys == .group }

  package static let typeName = "kinesis-stream"
  package static let help =
    "A data stream of Amazon Kinesis: records in shards, kept for a time, read by many in order."
  package static var metrics: [Metric] {
    [
      .incomingRecords, .incomingBytes, .writeThroughputExceeded, .readThroughputExceeded,
      .getRecordsIteratorAge, .millisBehindLatest, .openShards, .unreadRecords,
      .unreadInFullestShard, .recordsExpired,
    ]
  }

  package static var parameters: [Parameter<StreamSettings>] {
    [
      .choice(
        "streamMode", \.stream.mode,
        help: "Whether you say how many shards there are (\"PROVISIONED\"), or the service follows "
          + "the traffic (\"ON_DEMAND\")."),
      .integer(
        "shards", \.stream.shards, in: 1...10_000,
        help: "How many shards a provisioned stream has at first."),
      .duration(
        "retentionPeriod", \.stream.retention, in: DataStream.Settings.retentions,
        help: "How long records are kept, whoever has read them."),
      .choice(
        "partitionKeys", \.partitionKeys,
        help: "What records of one key have in common: the \"group\", or nothing, each \"message\" "
          + "being a key of its own."),
      .size(
        "maximumRecordSize", \.stream.maximumRecordSize, in: 1 << 20...10 << 20,
        help: "The largest record that is taken."),
      .duration(
        "reshardingTime", \.stream.reshardingTimePerShard, in: .zero ... .hours(1),
        help: "How long a resharding takes for each new shard."),
      .object("latency", \.latency, help: "How long the service takes over its operations."),
    ]
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    plan.add(name, type: Self.typeName) { address, builder in
      StreamComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }
}
