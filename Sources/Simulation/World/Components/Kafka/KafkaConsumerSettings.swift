/// A consumer group of Apache Kafka as a scenario describes it: members that poll and handle.
package struct KafkaConsumerSettings: ComponentSettings, HandlingSettings {
  /// When offsets are committed, which decides between loss and repetition.
  package enum Commit: String, CaseIterable, Sendable {
    /// The client commits now and then within a poll what earlier polls returned
    /// (`enable.auto.commit`): at least once.
    case auto
    /// The member commits each batch when it is handled: at least once.
    case after
    /// The member commits each batch before it handles it: at most once.
    case before
    /// The commit and all that the handler writes to topics happen together, or not at all:
    /// effectively once, as far as Kafka goes.
    case transaction
  }

  /// Which records a member sees (`isolation.level`).
  package enum Isolation: String, CaseIterable, Sendable {
    case readUncommitted
    /// None behind the first open transaction, and none of an aborted one.
    case readCommitted
  }

  package var topic = ""
  package var group = ConsumerGroup.Settings()
  package var commit = Commit.auto
  package var isolation = Isolation.readUncommitted
  package var autoCommitInterval = Interval.seconds(5)
  package var maxPollRecords = 500
  package var offsetReset = KafkaTopic.OffsetReset.latest
  package var retries: Int?
  package var retryPause = Interval.seconds(1)
  package var deadLetters: String?
  package var handler: [any Described] = []

  package init() {}

  package var sources: [String] { [topic] }

  package static let typeName = "kafka-consumer"
  package static let help = "A consumer group of Kafka: members that share a topic's partitions."
  package static let habitat = Habitat.zones
  package static var metrics: [Metric] {
    [
      .recordsConsumed, .consumerErrors, .recordsSkipped, .membersUp, .recordAge,
      .transactionsCommitted, .transactionsAborted,
    ]
  }

  package static var parameters: [Parameter<KafkaConsumerSettings>] {
    groupParameters + handlingParameters
  }

  private static var groupParameters: [Parameter<KafkaConsumerSettings>] {
    [
      .component(
        "topic", \.topic, of: [KafkaTopicSettings.typeName], required: true,
        help: "The topic that is read."),
      .integer("members", \.group.members, in: 1...1_000, help: "How many members share the work."),
      .choice(
        "assignor", \.group.assignor,
        help: "Whether a rebalance stops all (\"eager\") or what moves (\"cooperative\")."),
      .flag(
        "staticMembership", \.group.isStatic,
        help: "Whether a member that restarts in time keeps its partitions."),
      .duration(
        "sessionTimeout", \.group.sessionTimeout, in: .seconds(1) ... .minutes(30),
        help: "How long a member may be silent."),
      .duration(
        "maxPollInterval", \.group.maximumPollInterval, in: .seconds(1) ... .days(1),
        help: "How long a member may take from one poll to the next."),
      .integer(
        "maxPollRecords", \.maxPollRecords, in: 1...10_000,
        help: "The most records that a poll returns."),
      .choice(
        "commit", \.commit,
        help:
          "When offsets are committed: \"auto\", \"after\" each batch, \"before\" it, or in one "
          + "\"transaction\" with what the handler writes to topics."),
      .choice(
        "isolation", \.isolation,
        help: "Whether members see all records, or none of transactions that are open or aborted."),
      .duration(
        "autoCommitInterval", \.autoCommitInterval, in: .zero ... .hours(1),
        help: "With commit \"auto\": how long at least from one commit to the next."),
      .choice(
        "offsetReset", \.offsetReset,
        help: "Where a member goes on whose place has expired: \"earliest\" or \"latest\"."),
    ]
  }

  private static var handlingParameters: [Parameter<KafkaConsumerSettings>] {
    [
      .init(
        "retries", \.retries, .integer(in: 0...1_000_000),
        help: "How often a record that failed is tried again before it is skipped; left out, for "
          + "ever."),
      .duration(
        "retryPause", \.retryPause, in: .zero ... .hours(1),
        help: "The pause before a record is tried again."),
      .init(
        "deadLetters", \.deadLetters,
        .component(of: ["sqs-queue", KafkaTopicSettings.typeName]),
        help: "Where records go that are skipped."),
      .init(
        "handler", \.handler, StepCatalogue.notation, required: true,
        help: "What a member does with a record, step by step."),
    ]
  }

  package func contribute(to plan: inout WorldPlan, as name: String) {
    if let deadLetters { plan.noteDeadLetterQueue(deadLetters, of: nil) }
    plan.add(name, type: Self.typeName) { address, builder in
      KafkaConsumerComponent(self, name: name, port: Port(address: address), build: builder)
    }
  }
}

/// Whose commit it is and of what, packed into a request's token.
struct KafkaCommit {
  var member: Int
  var partition: Int

  init(member: Int, partition: Int) {
    self.member = member
    self.partition = partition
  }

  init(token: UInt32) {
    member = Int(token >> 16)
    partition = Int(token & 0xffff)
  }

  var token: UInt32 { UInt32(member) << 16 | UInt32(partition) }
}
