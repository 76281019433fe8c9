/// What came into a queue and what left it, since the start of the run.
package struct QueueBooks: Hashable, Sendable, BitwiseCopyable {
  /// Messages sent to it.
  package internal(set) var sent = 0
  /// Messages that redrive policies of other queues moved here; the service does not count them as
  /// sent (SQSDeveloperGuide/sqs-dead-letter-queues.html).
  package internal(set) var movedIn = 0
  /// Deleted messages that came back because a host had missed the delete.
  package internal(set) var resurrected = 0
  /// Messages deleted; a delete that found nothing does not count.
  package internal(set) var deleted = 0
  /// Messages dropped by retention.
  package internal(set) var expired = 0
  /// Messages dropped by a purge.
  package internal(set) var purged = 0
  /// Messages moved to the dead-letter queue.
  package internal(set) var deadLettered = 0
  /// Messages that a move task took away.
  package internal(set) var redriven = 0
  /// Receives, first ones and repeated ones.
  package internal(set) var received = 0
  /// Deliveries of a lease that was running already; they are in no balance.
  package internal(set) var duplicateDeliveries = 0

  /// Sends to a FIFO queue that repeated another and added nothing; they are in no balance.
  package internal(set) var deduplicated = 0

  /// All that came in.
  package var arrivals: Int { sent + movedIn + resurrected }
  /// All that left.
  package var departures: Int { deleted + expired + purged + deadLettered + redriven }
}
