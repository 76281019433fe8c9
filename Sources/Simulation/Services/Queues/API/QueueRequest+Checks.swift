extension QueueRequest.Send {
  /// Why a queue refuses the message, or nil (APIReference/API_SendMessage.html).
  func problem(in queue: QueueDescription) -> QueueError? {
    let body = body ?? ""
    let delay = delaySeconds.map { seconds in
      (0...900).contains(seconds) ? Interval.seconds(seconds) : .seconds(-1)
    }
    if let problem = SendRequest(size: body.utf8.count, delay: delay).problem(in: queue.settings)
      ?? SendRequest.problem(inBody: body)
    {
      return problem
    }
    guard [groupID, deduplicationID].allSatisfy({ $0.map(Self.isIdentifier) ?? true }) else {
      return .invalidParameterValue
    }
    return queue.isFIFO ? problem(inFIFO: queue) : problemInStandard
  }

  /// A standard queue knows groups, for fairness alone, but no deduplication.
  private var problemInStandard: QueueError? {
    deduplicationID == nil ? nil : .invalidParameterValue
  }

  /// A FIFO queue delays all messages alike; zero is taken to mean that.
  private func problem(inFIFO queue: QueueDescription) -> QueueError? {
    if let delaySeconds, delaySeconds > 0 { return .invalidParameterValue }
    if groupID == nil { return .missingParameter }
    return deduplicationID == nil && !queue.contentBasedDeduplication ? .invalidParameterValue : nil
  }

  /// Whether a text has 1 to 128 letters, digits and punctuation marks of ASCII.
  private static func isIdentifier(_ text: String) -> Bool {
    (1...128).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7e).contains($0) }
  }
}

extension QueueDescription {
  /// The attributes that GetQueueAttributes knows (APIReference/API_GetQueueAttributes.html).
  package static let attributeNames: Set<String> = [
    "All", "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesDelayed",
    "ApproximateNumberOfMessagesNotVisible", "ContentBasedDeduplication", "CreatedTimestamp",
    "DeduplicationScope", "DelaySeconds", "FifoQueue", "FifoThroughputLimit",
    "KmsDataKeyReusePeriodSeconds", "KmsMasterKeyId", "LastModifiedTimestamp",
    "MaximumMessageSize", "MessageRetentionPeriod", "Policy", "QueueArn",
    "ReceiveMessageWaitTimeSeconds", "RedriveAllowPolicy", "RedrivePolicy",
    "SqsManagedSseEnabled", "VisibilityTimeout",
  ]

  /// The queue among others: without a dead-letter queue its messages stay where they are, as
  /// `QueueSettings` has it.
  func settled(among queues: [QueueDescription]) -> QueueDescription {
    var settled = self
    let target = queues.contains {
      $0.name.utf8.elementsEqual(redrivePolicy?.deadLetterTarget.utf8 ?? "".utf8)
        && $0.isFIFO == isFIFO
    }
    if !target { settled.redrivePolicy = nil }
    settled.settings.maxReceiveCount = settled.redrivePolicy?.maxReceiveCount
    return settled
  }
}
