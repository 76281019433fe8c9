extension KafkaTopic {
  /// What a producer waits for before it takes a record for written (`acks`).
  package enum Acknowledgement: String, CaseIterable, Sendable {
    /// Nothing: what goes wrong, goes unnoticed.
    case none = "0"
    /// The leader's own log.
    case leader = "1"
    /// The logs of all in-sync replicas.
    case all
  }

  /// What a topic is made of.
  package struct Settings: Hashable, Sendable {
    /// How many partitions there are.
    package var partitions = 3
    /// How many brokers the cluster has.
    package var brokers = 3
    /// How many brokers keep a copy of each partition.
    package var replicationFactor = 3
    /// How many replicas must be in sync for a write that waits for all of them
    /// (https://docs.aws.amazon.com/msk/latest/developerguide/msk-default-configuration.html).
    package var minInSyncReplicas = 2
    /// Whether a replica that is not in sync may lead when no other is left; MSK says yes.
    package var allowsUncleanElection = true
    /// How long records are kept.
    package var retention = Interval.hours(168)
    /// The largest record that is taken (`message.max.bytes`).
    package var maximumRecordSize = 1_048_588
    /// What producers wait for.
    package var acknowledgement = Acknowledgement.all
    /// Whether the broker knows a record that its producer sends again (`enable.idempotence`).
    package var isIdempotent = true
    /// How long followers lag behind their leader when all is well; a modelling choice.
    package var replicationDelay = Interval.milliseconds(3)
    /// After which time a follower that lags is no longer in sync (`replica.lag.time.max.ms`).
    package var replicaLagLimit = Interval.seconds(30)
    /// How long an election takes once the loss of the leader is known.
    package var electionTime = Interval.milliseconds(500)
    /// How long a replica that comes back takes to be in sync again; a modelling choice.
    package var catchUpTime = Interval.seconds(10)
    /// How many read the topic: consumer groups, and functions.
    package var readers = 0
    /// Which of them see committed records only (`isolation.level`).
    package var readsCommitted: [Bool] = []
    /// How long a transaction may be open (`transaction.timeout.ms`).
    package var transactionTimeout = Interval.minutes(1)
    /// How many bytes a partition keeps at most (`retention.bytes`); `nil` for no limit.
    ///
    /// The service drops whole segments, here it is record by record.
    package var retentionBytes: Int?
    /// What becomes of old records.
    package var cleanupPolicy = CleanupPolicy.delete
    /// How they are compacted, if they are.
    package var compaction = Compaction()

    /// A topic as Amazon MSK makes it in three zones, which nobody reads.
    package init() {}

    /// The most replicas of a partition; a limit of this program.
    package static let replicaLimit = 8

    /// Whether older records of a key go when there is a newer one.
    package var isCompacted: Bool { cleanupPolicy != .delete }

    /// The settings as the policy has them: what is only compacted is kept for ever.
    package var cleanedUp: Settings {
      guard cleanupPolicy == .compact else { return self }
      var settings = self
      settings.retention = .longest
      settings.retentionBytes = nil
      return settings
    }

    /// Traps on settings that the scenario reader must have refused.
    func check() {
      precondition(partitions > 0, "a topic of \(partitions) partitions")
      precondition(
        (1...min(brokers, Self.replicaLimit)).contains(replicationFactor),
        "\(replicationFactor) replicas on \(brokers) brokers")
    }
  }
}
