/// What a message says of its dead-lettering so far (`x-death`), as far as anything depends on it.
///
/// A message that comes to a queue in which it has died before is dropped, unless a consumer rejected
/// it on the way: such a circle would go on by itself. Rules from https://www.rabbitmq.com/docs/dlx.
package struct RabbitDeaths: Hashable, Sendable, BitwiseCopyable {
  /// How often it was dead-lettered.
  package private(set) var count: UInt32 = 0
  /// The queues in which it died since it was last rejected, a bit each.
  private var queues: UInt64 = 0

  /// The most queues that can be told apart.
  package static let queueLimit = 64

  /// Nothing has happened to the message yet.
  package init() {}

  /// Notes that the message died in a queue.
  package mutating func note(_ reason: PushQueue.Reason, in queue: Int) {
    count &+= 1
    queues = reason == .rejected ? 0 : queues | 1 << UInt64(queue % Self.queueLimit)
  }

  /// Whether a queue would close a circle that goes on by itself.
  package func isCycle(to queue: Int) -> Bool {
    queues & 1 << UInt64(queue % Self.queueLimit) != 0
  }
}
