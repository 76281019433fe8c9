/// A request to the SQS API, with the parameters as they were given.
///
/// What is missing is nil; a number that is none is out of every range. So the service's own checks
/// find both.
package enum QueueRequest: Hashable, Sendable {
  case sendMessage(queue: String?, Send)
  case sendMessageBatch(queue: String?, [BatchEntry<Send>])
  case receiveMessage(queue: String?, Receive)
  case deleteMessage(queue: String?, ReceiptName?)
  case deleteMessageBatch(queue: String?, [BatchEntry<ReceiptName?>])
  case changeMessageVisibility(queue: String?, VisibilityChange)
  case changeMessageVisibilityBatch(queue: String?, [BatchEntry<VisibilityChange>])
  case getQueueAttributes(queue: String?, names: [String])
  case purgeQueue(queue: String?)
  case startMessageMoveTask(source: String?, destination: String?, maxPerSecond: Int?)

  /// A message to be sent.
  package struct Send: Hashable, Sendable {
    package var body: String?
    package var groupID: String?
    package var deduplicationID: String?
    package var delaySeconds: Int?

    /// A message to be sent.
    package init(
      body: String?, groupID: String? = nil, deduplicationID: String? = nil,
      delaySeconds: Int? = nil
    ) {
      self.body = body
      self.groupID = groupID
      self.deduplicationID = deduplicationID
      self.delaySeconds = delaySeconds
    }
  }

  /// What a receive asks for.
  package struct Receive: Hashable, Sendable {
    package var maxMessages: Int?
    package var visibilityTimeout: Int?
    package var waitTimeSeconds: Int?
    package var attemptID: String?

    /// A receive; without arguments that of one message, as the queue is set.
    package init(
      maxMessages: Int? = nil, visibilityTimeout: Int? = nil, waitTimeSeconds: Int? = nil,
      attemptID: String? = nil
    ) {
      self.maxMessages = maxMessages
      self.visibilityTimeout = visibilityTimeout
      self.waitTimeSeconds = waitTimeSeconds
      self.attemptID = attemptID
    }
  }

  /// Which message is to be hidden or shown.
  package struct VisibilityChange: Hashable, Sendable {
    package var receipt: ReceiptName?
    package var visibilityTimeout: Int?

    /// A change to a number of seconds from now.
    package init(receipt: ReceiptName?, visibilityTimeout: Int?) {
      self.receipt = receipt
      self.visibilityTimeout = visibilityTimeout
    }
  }

  /// An entry of a batch, and the name by which the answer speaks of it.
  package struct BatchEntry<Content: Hashable & Sendable>: Hashable, Sendable {
    package var id: String
    package var content: Content

    /// An entry of a batch.
    package init(id: String, _ content: Content) {
      self.id = id
      self.content = content
    }
  }
}

/// A receipt as someone writes it who has not seen the handle: by the receive that gave it.
package enum ReceiptName: Hashable, Sendable {
  /// The first message with a body among those that a request received.
  case body(String, ofRequest: Int)
  /// The message at a place, from zero, among those that a request received.
  case index(Int, ofRequest: Int)
  /// A handle of no request.
  case handle(String)
}

/// What the SQS API answers.
package enum QueueReply: Hashable, Sendable {
  /// The request is done.
  case done
  /// The batch is done but for some of its entries.
  case doneExcept([Failure])
  /// The request is refused.
  case refused(QueueError)
  /// These messages were received; later than asked for, if a time is given.
  case received([Message], returnsAt: Instant?)
  /// So many messages can be received, are in flight and are delayed.
  case counts(visible: Int, notVisible: Int, delayed: Int)

  /// An entry of a batch that is refused.
  package struct Failure: Hashable, Sendable {
    package let id: String
    package let code: QueueError
  }

  /// A message as it was received.
  package struct Message: Hashable, Sendable {
    package let body: String
    package let receiveCount: Int
    package let groupID: String?
  }
}
