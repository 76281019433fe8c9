/// The nodes of a RabbitMQ broker: whether its queues can be used, and what a failure costs.
///
/// A quorum queue needs a majority of its nodes, and a new leader when its own dies; a classic queue
/// lies on one node. Rules from https://www.rabbitmq.com/docs/quorum-queues and
/// https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-broker-architecture-cluster.html.
package struct RabbitCluster: Hashable, Sendable {
  /// Whether a queue takes and delivers messages.
  package enum Availability: Hashable, Sendable {
    case available
    /// The leader has died, and a new one is being elected.
    case electing(until: Instant)
    /// Too few nodes are up.
    case unavailable
  }

  private let nodes: Int
  private let electionTime: Interval
  private var isUp: [Bool]
  private var leader = 0
  private var electedAt = Instant.start

  /// A broker of so many nodes, 1 or 3, all of them up.
  package init(nodes: Int, electionTime: Interval) {
    self.nodes = nodes
    self.electionTime = electionTime
    isUp = Array(repeating: true, count: nodes)
  }

  /// How many nodes are up.
  package var nodesUp: Int { isUp.count { $0 } }

  /// A node goes down.
  ///
  /// - Returns: Whether it led the queues: its clients' connections are gone in any case.
  package mutating func nodeDown(_ node: Int, at now: Instant) -> Bool {
    isUp[node] = false
    guard node == leader else { return false }
    electIfPossible(at: now)
    return true
  }

  /// A node comes back.
  package mutating func nodeUp(_ node: Int, at now: Instant) {
    isUp[node] = true
    if !isUp[leader] || nodesUp == nodes / 2 + 1 { electIfPossible(at: now) }
  }

  /// Whether queues of a kind can be used.
  package func availability(of kind: RabbitQueue.Kind, at now: Instant) -> Availability {
    switch kind {
    case .classic: return isUp[0] ? .available : .unavailable
    case .quorum:
      guard nodesUp > nodes / 2 else { return .unavailable }
      return electedAt <= now ? .available : .electing(until: electedAt)
    }
  }

  private mutating func electIfPossible(at now: Instant) {
    guard nodesUp > nodes / 2, let next = isUp.firstIndex(of: true) else { return }
    leader = next
    electedAt = now + electionTime
  }
}
