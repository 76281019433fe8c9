/// Amazon MQ:
/// https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/amazon-mq-accessing-metrics.html
extension Metric {
  /// The definition of a metric of a broker, its queues or their consumers.
  var brokerDefinition: MetricDefinition {
    let (mq, own) = ("AWS/AmazonMQ", "Faultline/AmazonMQ")
    return switch self {
    case .mqReady:
      .init(mq, "MessageReadyCount", "Messages that wait to be delivered, sampled every minute.")
    case .mqUnacknowledged:
      .init(
        mq, "MessageUnacknowledgedCount",
        "Messages delivered and not acknowledged, sampled every minute.")
    case .mqMessageCount:
      .init(mq, "MessageCount", "Messages that a queue holds, sampled every minute.")
    case .mqConsumerCount:
      .init(mq, "ConsumerCount", "Consumers that are connected, sampled every minute.")
    case .mqQueueSize:
      .init(mq, "QueueSize", "Messages that a destination holds, sampled every minute.")
    case .mqInFlight:
      .init(mq, "InFlightCount", "Messages dispatched and not acknowledged, sampled every minute.")
    case .mqEnqueued: .init(mq, "EnqueueCount", "Messages that producers sent to a destination.")
    case .mqDequeued: .init(mq, "DequeueCount", "Messages that consumers acknowledged.")
    case .mqDispatched:
      .init(mq, "DispatchCount", "Messages sent to consumers, repeated ones included.")
    case .mqExpiredCount: .init(mq, "ExpiredCount", "Messages that outlived their time to live.")
    case .mqMessageAge:
      .init(
        own, "MessageAge", .milliseconds, percentiles: true,
        "From the moment a message was due to be sent until a consumer begins with it.")
    default: .init(own, ownBrokerName.name, ownBrokerName.help)
    }
  }

  private var ownBrokerName: (name: String, help: String) {
    switch self {
    case .mqForwarded: ("Forwarded", "Messages that another broker has taken over.")
    case .mqFailovers: ("Failovers", "Times the broker that served went.")
    case .mqNodesUp: ("NodesUp", "Nodes or brokers that are up, sampled every minute.")
    case .mqPublished: ("Published", "Messages that a queue or an exchange has taken.")
    case .mqConfirmed: ("Confirmed", "Messages that their publishers were told are safe.")
    case .mqDelivered: ("Delivered", "Messages sent to consumers, repeated ones included.")
    case .mqRedelivered: ("Redelivered", "Of those, messages that had been delivered before.")
    case .mqAcknowledged: ("Acknowledged", "Messages that consumers said are done.")
    case .mqRefused: ("Refused", "Messages not taken: the queue is full, or its node is away.")
    case .mqUnroutable: ("Unroutable", "Messages that no queue wants.")
    case .mqReturned: ("Returned", "Of those, messages returned to their publishers.")
    case .mqPublishesLost: ("PublishesLost", "Messages sent over a connection that was broken.")
    case .mqPublishesBlocked: ("PublishesBlocked", "Messages whose publishers had to wait.")
    case .mqDeadLettered: ("DeadLettered", "Messages sent to a dead-letter exchange or queue.")
    case .mqRejected: ("Rejected", "Messages that consumers gave up.")
    case .mqExpired: ("Expired", "Messages that outlived their time to live.")
    case .mqOverflowed: ("Overflowed", "Messages that made room for others in a full queue.")
    case .mqDeliveryLimitReached:
      ("DeliveryLimitReached", "Messages that were delivered once more than they may come back.")
    case .mqDropped: ("Dropped", "Messages given up with nowhere to go.")
    case .mqLost: ("Lost", "Messages that were gone with a node or broker.")
    case .mqElections: ("Elections", "Times a queue got a new leader.")
    case .mqChannelsClosed:
      ("ChannelsClosed", "Times a consumer had kept a message for too long.")
    case .mqConsumed: ("Consumed", "Messages that consumers have handled.")
    case .mqHandlingErrors: ("Errors", "Messages whose handling failed; each attempt counts.")
    case .mqGivenUp: ("GivenUp", "Messages that consumers gave up.")
    default: ("ConsumersUp", "Consumers that are up, sampled every minute.")
    }
  }
}
