extension RabbitQueue {
  /// Where the messages of a queue are kept.
  package enum Kind: String, CaseIterable, Sendable {
    /// On a majority of the nodes (Raft).
    case quorum
    /// On one node.
    case classic
  }

  /// What becomes of a message that finds the queue full.
  package enum Overflow: String, CaseIterable, Sendable {
    /// The oldest one makes room for it.
    case dropHead = "drop-head"
    /// It is refused.
    case rejectPublish = "reject-publish"
  }

  /// How a queue is declared (https://www.rabbitmq.com/docs/queues).
  package struct Settings: Hashable, Sendable {
    /// Where messages are kept.
    package var kind = Kind.quorum
    /// How often a message may be delivered before it is given up (`x-delivery-limit`); `nil` for
    /// ever.
    ///
    /// RabbitMQ 4 says 20 for quorum queues.
    package var deliveryLimit: Int? = 20
    /// How long a message may wait (`x-message-ttl`).
    package var timeToLive: Interval?
    /// How many messages may wait (`x-max-length`).
    package var maximumLength: Int?
    /// What becomes of a message that finds the queue full.
    package var overflow = Overflow.dropHead
    /// How long a consumer may keep a message without acknowledging it (`consumer_timeout`).
    package var consumerTimeout = Interval.minutes(30)

    /// A quorum queue as RabbitMQ 4 declares it.
    package init() {}
  }
}
