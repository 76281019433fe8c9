/// A queue as CreateQueue makes it: its name, its type and its attributes.
package struct QueueDescription: Hashable, Sendable {
  /// Where a message goes that was received too often.
  package struct RedrivePolicy: Hashable, Sendable {
    /// The name of the dead-letter queue.
    package var deadLetterTarget: String
    /// After how many receives the next one moves a message.
    package var maxReceiveCount: Int

    /// A policy; without a count the service's default.
    package init(deadLetterTarget: String, maxReceiveCount: Int = 10) {
      self.deadLetterTarget = deadLetterTarget
      self.maxReceiveCount = maxReceiveCount
    }
  }

  /// The queue's name.
  package var name: String
  /// Whether it is a FIFO queue.
  package var isFIFO = false
  /// The attributes of both types of queue.
  package var settings = QueueSettings()
  /// Whether a FIFO queue takes a message's SHA-256 for the deduplication ID that it does not have.
  package var contentBasedDeduplication = false
  /// How far a deduplication ID counts in a FIFO queue.
  package var deduplicationScope = FIFOQueue.DeduplicationScope.queue
  /// Whether a FIFO queue's quota is per message group, which needs the scope to be so, too.
  package var limitsThroughputPerGroup = false
  /// Where messages go that were received too often.
  package var redrivePolicy: RedrivePolicy?

  /// A standard queue with the service's defaults, which leaves nothing to chance.
  package init(name: String) {
    self.name = name
    settings.randomness = .none
  }

  /// An attribute that the service does not take, and how it says so.
  package struct Problem: Error, Hashable, Sendable {
    /// The queue's name.
    package let queue: String
    /// The attribute's name.
    package let attribute: String
    /// What the service answers.
    package let code: QueueError
    /// What it takes.
    package let allowed: String
  }

  /// The first attribute that the service refuses, or nil (APIReference/API_CreateQueue.html).
  package var problem: Problem? {
    let ranges = [
      ("VisibilityTimeout", settings.visibilityTimeout, QueueSettings.visibilityTimeouts),
      ("DelaySeconds", settings.delay, QueueSettings.delays),
      (
        "MessageRetentionPeriod", settings.messageRetentionPeriod,
        QueueSettings.messageRetentionPeriods
      ),
      (
        "ReceiveMessageWaitTimeSeconds", settings.receiveMessageWaitTime,
        QueueSettings.receiveMessageWaitTimes
      ),
    ]
    for (name, value, range) in ranges where !range.contains(value) {
      let (low, high) = (Int(range.lowerBound.seconds), Int(range.upperBound.seconds))
      return Problem(
        queue: self.name, attribute: name, code: .invalidAttributeValue,
        allowed: "a number from \(low) to \(high)")
    }
    let sizes = QueueSettings.maximumMessageSizes
    if !sizes.contains(settings.maximumMessageSize) {
      return Problem(
        queue: name, attribute: "MaximumMessageSize", code: .invalidAttributeValue,
        allowed: "a number from \(sizes.lowerBound) to \(sizes.upperBound)")
    }
    return problemOfType ?? problemOfRedrive
  }

  private var problemOfType: Problem? {
    if !isFIFO {
      let attributes = [
        ("ContentBasedDeduplication", contentBasedDeduplication),
        ("DeduplicationScope", deduplicationScope != .queue),
        ("FifoThroughputLimit", limitsThroughputPerGroup),
      ]
      return attributes.first { $0.1 }.map {
        Problem(
          queue: name, attribute: $0.0, code: .invalidAttributeName, allowed: "FIFO queues only")
      }
    }
    guard limitsThroughputPerGroup, deduplicationScope == .queue else { return nil }
    return Problem(
      queue: name, attribute: "FifoThroughputLimit", code: .invalidAttributeValue,
      allowed: "perMessageGroupId only with the DeduplicationScope messageGroup")
  }

  private var problemOfRedrive: Problem? {
    let counts = QueueSettings.maxReceiveCounts
    guard let redrivePolicy, !counts.contains(redrivePolicy.maxReceiveCount) else { return nil }
    return Problem(
      queue: name, attribute: "RedrivePolicy", code: .invalidParameterValue,
      allowed: "a maxReceiveCount from \(counts.lowerBound) to \(counts.upperBound)")
  }
}
