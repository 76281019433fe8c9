/// The connections of publishers to the nodes of a broker, and what becomes of what is sent over them.
///
/// Publishers keep a connection to each node and send over them in turn. Those to a node that dies
/// swallow what is sent until the publisher notices; then it connects to another one. A load balancer
/// in front does as much (https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/
/// rabbitmq-broker-architecture-cluster.html); that it spreads messages and not only connections is a
/// simplification.
package struct BrokerConnections: Hashable, Sendable {
  /// Where a message goes.
  package enum Way: Hashable, Sendable {
    /// To a node.
    case node(Int)
    /// Nowhere: the connection is broken, which the publisher will notice at a time.
    case lost(noticedAt: Instant)
    /// Nowhere: no node takes connections.
    case refused
  }

  private var isUp: [Bool]
  private var noticedAt: [Instant]

  /// Connections to so many nodes, all of them up.
  package init(nodes: Int) {
    isUp = Array(repeating: true, count: nodes)
    noticedAt = Array(repeating: .start, count: nodes)
  }

  /// Where the message of a number goes.
  package func way(ofMessage number: UInt64, at now: Instant) -> Way {
    let node = Int(number % UInt64(isUp.count))
    if isUp[node] { return .node(node) }
    if now < noticedAt[node] { return .lost(noticedAt: noticedAt[node]) }
    for offset in 1..<max(2, isUp.count) where isUp[(node + offset) % isUp.count] {
      return .node((node + offset) % isUp.count)
    }
    return .refused
  }

  /// A node goes down, which publishers notice after a while.
  package mutating func nodeDown(_ node: Int, noticedAfter delay: Interval, at now: Instant) {
    isUp[node] = false
    noticedAt[node] = now + delay
  }

  /// A node comes back.
  package mutating func nodeUp(_ node: Int) { isUp[node] = true }

  /// The first node that is up, counted from one of them; `nil` if none is.
  package func firstUp(from node: Int) -> Int? {
    isUp.indices.map { (node + $0) % isUp.count }.first { isUp[$0] }
  }
}
