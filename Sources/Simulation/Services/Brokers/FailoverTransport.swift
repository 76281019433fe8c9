/// How clients of ActiveMQ connect again: they try and try, at growing intervals.
///
/// The `failover:` transport begins after 10 ms and doubles the pause up to a limit, 30 s by default, so
/// that a client may notice a broker that is back half a minute late. Rules from
/// https://activemq.apache.org/components/classic/documentation/failover-transport-reference.
package enum FailoverTransport {
  /// The pause before the first attempt (`initialReconnectDelay`).
  package static let initialDelay = Interval.milliseconds(10)

  /// When a client is connected again, counted from the loss of its connection.
  ///
  /// - Parameters:
  ///   - outage: How long nobody takes connections.
  ///   - longest: The longest pause between attempts (`maxReconnectDelay`).
  package static func reconnection(after outage: Interval, longest: Interval) -> Interval {
    var pause = min(initialDelay, longest)
    var attempt = pause
    while attempt < outage {
      pause = min(pause * 2, longest)
      attempt = attempt + pause
    }
    return attempt
  }
}
