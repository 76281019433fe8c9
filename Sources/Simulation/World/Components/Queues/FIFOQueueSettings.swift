extension QueueComponentSettings {
  /// What makes a queue a FIFO queue, and how it and its senders use deduplication.
  package struct FIFO: Described {
    /// What senders put into `MessageDeduplicationId`.
    package enum DeduplicationID: String, CaseIterable, Sendable {
      /// What tells the message from all others, so that a repeated send adds nothing: an identifier
      /// that the sender makes once, or content-based deduplication of bodies that bear one.
      case message
      /// A new identifier for each send, so that nothing is ever taken for a repetition.
      case send
    }

    package var deduplicationID = DeduplicationID.message
    package var deduplicationScope = FIFOQueue.DeduplicationScope.queue
    package var throughputLimit = FIFOQueue.ThroughputLimit.perQueue

    package init() {}

    package static var parameters: [Parameter<FIFO>] {
      [
        .choice(
          "deduplicationId", \.deduplicationID,
          help: "What senders name a send by: the message, so that repeated sends are dropped for "
            + "five minutes, or each send anew."),
        .choice(
          "deduplicationScope", \.deduplicationScope,
          help: "Where a deduplication ID counts: in the queue, or in the messageGroup."),
        .choice(
          "fifoThroughputLimit", \.throughputLimit,
          help: "What 300 requests a second of each action are for: perQueue, or "
            + "perMessageGroupId in partitions that grow in number."),
      ]
    }
  }

  package var promisesOrder: Bool { fifo != nil }
}
