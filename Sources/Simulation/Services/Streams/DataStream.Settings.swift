extension DataStream {
  /// Who reads a stream: an application or an event source mapping with its own position.
  package struct Consumer: Hashable, Sendable {
    /// How many batches of a shard are worked on at a time, each with keys of its own.
    package var lanes: Int
    /// Whether the consumer has read throughput of its own, and is pushed what comes.
    package var hasFanOut: Bool

    /// A consumer.
    package init(lanes: Int = 1, hasFanOut: Bool = false) {
      self.lanes = lanes
      self.hasFanOut = hasFanOut
    }
  }

  /// Who sees to it that there are enough shards.
  package enum Mode: String, CaseIterable, Sendable {
    /// Whoever runs the stream.
    case provisioned = "PROVISIONED"
    /// The service, which follows the traffic.
    case onDemand = "ON_DEMAND"
  }

  /// What a stream is made of.
  package struct Settings: Hashable, Sendable {
    /// Who sees to the number of shards.
    package var mode = Mode.provisioned
    /// How many shards there are at first, if that is for the user to say.
    package var shards = 1
    /// How long records are kept.
    package var retention = Interval.hours(24)
    /// The largest record that is taken
    /// (https://docs.aws.amazon.com/streams/latest/dev/large-records.html).
    package var maximumRecordSize = 1 << 20
    /// How long a resharding takes for each shard that is made; a modelling choice.
    package var reshardingTimePerShard = Interval.seconds(30)
    /// Who reads.
    package var consumers: [Consumer] = []

    /// A stream of one shard that nobody reads.
    package init() {}

    /// How long records may be kept
    /// (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_IncreaseStreamRetentionPeriod.html).
    package static let retentions = Interval.hours(24) ... .hours(8_760)
    /// The shards that an on-demand stream begins with: 4 MB or 4,000 records a second
    /// (https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html).
    package static let onDemandShards = 4
    /// How many shards there are at first.
    package var shardsAtFirst: Int { mode == .onDemand ? Self.onDemandShards : shards }
    /// The shards that a run may make, closed ones among them; a limit of this program.
    package static let shardLimit = 16_384
  }
}
