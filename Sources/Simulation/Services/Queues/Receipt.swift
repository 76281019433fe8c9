/// What a consumer shows to delete a message or to change how long it is hidden.
///
/// It names one receive of one stored message: the record's slot, and the number of the receive in
/// the life of the queue. A later receive makes it an older receipt of the same message.
package struct Receipt: Hashable, Sendable, BitwiseCopyable {
  /// Where the queue keeps the message.
  package let slot: UInt32
  /// The receive that the receipt stands for.
  package let epoch: UInt32

  /// The receipt of a receive.
  @inline(__always)
  package init(slot: UInt32, epoch: UInt32) {
    self.slot = slot
    self.epoch = epoch
  }
}

/// A message as it is handed to a consumer.
package struct Delivery: Hashable, Sendable, BitwiseCopyable {
  /// The message.
  package var message: MessageID
  /// How often it was received, in all queues it has been in, this time included.
  package var receiveCount: Int
  /// What to show in order to delete it.
  package var receipt: Receipt
  /// When it was sent; a dead-letter queue keeps the time of the first queue.
  package var enqueuedAt: Instant
  /// When it was received for the first time.
  package var firstReceivedAt: Instant
  /// When it becomes visible again unless it is deleted.
  package var visibleAgainAt: Instant
  /// Whether a running lease is handed out once more, through a fault of the queue alone.
  package var isDuplicate: Bool

  /// A message on its way to a consumer.
  @inline(__always)
  package init(
    message: MessageID, receiveCount: Int, receipt: Receipt, enqueuedAt: Instant,
    firstReceivedAt: Instant, visibleAgainAt: Instant, isDuplicate: Bool = false
  ) {
    self.message = message
    self.receiveCount = receiveCount
    self.receipt = receipt
    self.enqueuedAt = enqueuedAt
    self.firstReceivedAt = firstReceivedAt
    self.visibleAgainAt = visibleAgainAt
    self.isDuplicate = isDuplicate
  }
}

/// A message on its way out of a queue into another, with all that it takes along.
package struct Transfer: Hashable, Sendable, BitwiseCopyable {
  /// The message.
  package var message: MessageID
  /// How often it was received so far, in all queues it has been in.
  package var receiveCount: UInt32
  /// When it was sent, which a dead-letter queue's retention counts from.
  package var enqueuedAt: Instant
  /// When it was received for the first time, `never` if it was not.
  package var firstReceivedAt: Instant

  /// What a message takes along.
  package init(
    message: MessageID, receiveCount: UInt32, enqueuedAt: Instant, firstReceivedAt: Instant
  ) {
    self.message = message
    self.receiveCount = receiveCount
    self.enqueuedAt = enqueuedAt
    self.firstReceivedAt = firstReceivedAt
  }
}
