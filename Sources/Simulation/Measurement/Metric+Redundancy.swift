/// DNS: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html; global
/// tables: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
extension Metric {
  /// The definition of a metric of redundant parts.
  var redundancyDefinition: MetricDefinition {
    let (names, tables) = ("AWS/Route53", "AWS/DynamoDB")
    return switch self {
    case .healthCheckStatus:
      .init(
        names, "HealthCheckStatus",
        "1 for a healthy target, 0 for another; a sample at each check of each target.")
    case .dnsQueries: .init(names, "DNSQueries", "Queries for the name.")
    case .failoverSwitches:
      .init(
        "Faultline/Failover", "Switches",
        "Times a client's cache got another target for the name than before.")
    case .replicationLatency:
      .init(
        tables, "ReplicationLatency", .milliseconds, percentiles: true,
        "The time from a write here to its arrival in a replica.")
    case .pendingReplications:
      .init(
        tables, "PendingReplicationCount",
        "Writes that replicas do not have yet, sampled every minute: what a loss of the Region costs."
      )
    default:
      .init(
        "Faultline/Table", "ReplicationConflicts",
        "Writes that came from a replica for an item that had been written here in the meantime.")
    }
  }
}
