/// The nodes of a RabbitMQ broker as one of its queues sees them: whether it can be used.
///
/// A quorum queue needs a majority of the nodes, and a new leader when its own is gone; a classic queue
/// lies on one node. Rules from https://www.rabbitmq.com/docs/quorum-queues and
/// https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-broker-architecture-cluster.html.
package struct RabbitCluster: Hashable, Sendable {
  /// Whether a queue takes and delivers messages.
  package enum Availability: Hashable, Sendable {
    case available
    /// The leader is gone, and a new one is being elected.
    case electing(until: Instant)
    /// Too few nodes are up, or not the one that matters.
    case unavailable
  }

  private let kind: PushQueue.Kind
  private var isUp: [Bool]
  /// The node that leads a quorum queue, or keeps a classic one.
  package private(set) var leader: Int
  private var electedAt = Instant.start
  /// How often a quorum queue has got a new leader.
  package private(set) var elections = 0

  /// A queue of a kind on one of so many nodes, 1 or 3, all of them up.
  package init(nodes: Int, home: Int, kind: PushQueue.Kind) {
    self.kind = kind
    isUp = Array(repeating: true, count: nodes)
    leader = home % nodes
  }

  /// How many nodes are up.
  package var nodesUp: Int { isUp.count { $0 } }

  /// A node goes down, or is cut off from the others and pauses.
  ///
  /// - Parameter electionTime: How long an election takes, if there is one.
  /// - Returns: Whether it led or kept the queue.
  package mutating func nodeDown(_ node: Int, electionTime: Interval, at now: Instant) -> Bool {
    isUp[node] = false
    guard node == leader else { return false }
    elect(in: electionTime, at: now)
    return true
  }

  /// A node comes back.
  package mutating func nodeUp(_ node: Int, electionTime: Interval, at now: Instant) {
    isUp[node] = true
    if !isUp[leader] || nodesUp == isUp.count / 2 + 1 { elect(in: electionTime, at: now) }
  }

  /// Whether the queue can be used.
  package func availability(at now: Instant) -> Availability {
    switch kind {
    case .classic: return isUp[leader] ? .available : .unavailable
    case .quorum:
      guard nodesUp > isUp.count / 2 else { return .unavailable }
      return electedAt <= now ? .available : .electing(until: electedAt)
    }
  }

  private mutating func elect(in time: Interval, at now: Instant) {
    guard kind == .quorum, nodesUp > isUp.count / 2,
      let next = isUp.firstIndex(of: true)
    else { return }
    leader = next
    electedAt = now + time
    elections += 1
  }
}
