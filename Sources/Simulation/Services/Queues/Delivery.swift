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
