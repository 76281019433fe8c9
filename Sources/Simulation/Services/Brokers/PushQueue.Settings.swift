extension PushQueue {
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
    /// How often a message may be delivered again before it is given up (`x-delivery-limit`); `nil` for
    /// ever.
    ///
    /// RabbitMQ 4 says 20 for quorum queues; classic queues do not count.
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

  /// What is published, beside the message itself.
  package struct Publishing: Hashable, Sendable, BitwiseCopyable {
    /// How long the message may wait, if shorter than the queue's own time (`expiration`).
    package var timeToLive: Interval?
    /// Whether it outlives a restart of a classic queue's node (`delivery_mode` 2).
    package var isPersistent = true
    /// When it is safe with the queue: on disk, or on a majority of the nodes.
    package var safeAt = Instant.start
    /// The node by which it came.
    package var node = 0
    /// Whom to tell when it is safe, or will never be; zero for nobody.
    package var waiter: UInt64 = 0
    /// What has happened to it in other queues.
    package var deaths = RabbitDeaths()

    /// A persistent message that is safe at once.
    package init() {}
  }
}
