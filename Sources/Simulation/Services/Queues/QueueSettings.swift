/// How a standard queue is set up: the attributes of SQS, with its defaults.
///
/// Attribute names, defaults and ranges are those of the service's CreateQueue page
/// (docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html). Whether the
/// dead-letter queue exists and lets itself be named is the owner's matter: if not, it leaves
/// `maxReceiveCount` empty, and messages stay where they are, as on the service.
package struct QueueSettings: Hashable, Sendable {
  /// How long a received message is hidden when the receive does not say otherwise.
  package var visibilityTimeout = Interval.seconds(30)
  /// How long after its enqueue time a message is dropped, wherever it is by then.
  package var messageRetentionPeriod = Interval.days(4)
  /// How long a new message is held back when its send does not say otherwise.
  package var delay = Interval.zero
  /// How long a poll waits when it does not say otherwise; zero makes it a short poll.
  package var receiveMessageWaitTime = Interval.zero
  /// The most bytes a message, or all entries of a batch together, may have.
  package var maximumMessageSize = 1_048_576
  /// After how many receives the next one moves a message to the dead-letter queue; nil for never.
  package var maxReceiveCount: Int?
  /// How many messages may be in flight at a time.
  package var inFlightLimit = 120_000
  /// What the queue leaves to chance.
  package var randomness = Randomness()

  /// The defaults of the service.
  package init() {}

  /// The values a visibility timeout may have.
  package static let visibilityTimeouts = Interval.zero...Interval.hours(12)
  /// The values a message retention period may have.
  package static let messageRetentionPeriods = Interval.seconds(60)...Interval.days(14)
  /// The values a delay may have.
  package static let delays = Interval.zero...Interval.minutes(15)
  /// The values the wait of a poll may have.
  package static let receiveMessageWaitTimes = Interval.zero...Interval.seconds(20)
  /// The values a maximum message size may have.
  package static let maximumMessageSizes = 1_024...1_048_576
  /// The values a maximum receive count may have.
  package static let maxReceiveCounts = 1...1_000
  /// How many messages a poll may ask for, and entries a batch may have.
  package static let batchSizes = 1...10
}

extension QueueSettings {
  /// What a standard queue does by chance, because it is spread over many hosts.
  ///
  /// The service documents that these things happen, not how often: every number is a modelling
  /// choice and can be set.
  package struct Randomness: Hashable, Sendable {
    /// The share of messages that are put before others sent earlier.
    package var misorderingProbability = 0.01
    /// How far such a message comes forward, at most.
    package var misorderingSpread = Interval.seconds(1)
    /// Whether short polls ask four of eight hosts, of which three hold each message.
    package var shortPollsSampleHosts = true
    /// The share of receives after which the same stored message is delivered once more.
    package var duplicateDeliveryProbability = 1e-6
    /// The share of deletes which a host misses, so that the message comes back.
    package var resurrectionProbability = 1e-6
    /// When a message whose delete was missed comes back, uniformly drawn.
    package var resurrectionDelays = Interval.seconds(1)...Interval.minutes(10)

    /// The modelling choices made here.
    package init() {}

    /// Nothing is left to chance: a queue on one host.
    package static let none = {
      var randomness = Randomness()
      randomness.misorderingProbability = 0
      randomness.shortPollsSampleHosts = false
      randomness.duplicateDeliveryProbability = 0
      randomness.resurrectionProbability = 0
      return randomness
    }()
  }
}
