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
