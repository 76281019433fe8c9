/// How a consumer of ActiveMQ has a message delivered again that it failed on.
///
/// The client's matter: it keeps the message, waits, and tries again, up to a number of times; then
/// it sends a poison acknowledgement and the broker moves the message to its dead-letter queue. Rules
/// and defaults from https://activemq.apache.org/components/classic/documentation/redelivery-policy.
package struct JMSRedelivery: Hashable, Sendable {
  /// How often a message is delivered again at most; -1 for ever.
  ///
  /// Six make seven deliveries.
  package var maximumRedeliveries = 6
  /// The pause before the first redelivery.
  package var initialRedeliveryDelay = Interval.seconds(1)
  /// The pause before the others, where they do not grow.
  package var redeliveryDelay = Interval.seconds(1)
  /// Whether pauses grow.
  package var usesExponentialBackOff = false
  /// How many times longer each pause is than the one before.
  package var backOffMultiplier = 5.0
  /// The longest pause; `nil` for none.
  package var maximumRedeliveryDelay: Interval?
  /// The share by which pauses are spread to both sides; zero for none (`useCollisionAvoidance` says
  /// 15 %).
  package var collisionAvoidance = 0.0

  /// The client's own policy.
  package init() {}

  /// What the client does with a message that it has failed on so many times.
  package enum Decision: Hashable, Sendable {
    /// It tries again after a pause, before it takes any other message.
    case redeliver(after: Interval)
    /// It gives the message up.
    case giveUp
  }

  /// What becomes of a message after a failure.
  ///
  /// - Parameters:
  ///   - failures: How often it has failed, this time among them.
  ///   - previous: The pause before this delivery, `nil` if it was the first.
  ///   - draw: A uniform number, which spreads the pause.
  package func decision(
    afterFailures failures: Int, previous: Interval?, draw: Double
  ) -> Decision {
    if maximumRedeliveries >= 0, failures > maximumRedeliveries { return .giveUp }
    var pause = previous == nil ? initialRedeliveryDelay : redeliveryDelay
    if let previous, usesExponentialBackOff { pause = previous * backOffMultiplier }
    if let longest = maximumRedeliveryDelay { pause = min(pause, longest) }
    if collisionAvoidance > 0 { pause = pause * (1 + collisionAvoidance * (2 * draw - 1)) }
    return .redeliver(after: pause)
  }
}
