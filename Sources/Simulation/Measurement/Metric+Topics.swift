/// Topics: https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
extension Metric {
  /// The definition of a metric of a topic.
  var topicDefinition: MetricDefinition {
    let (sns, own) = ("AWS/SNS", "Faultline/Topic")
    return switch self {
    case .messagesPublished:
      .init(sns, "NumberOfMessagesPublished", "Messages that the topic accepted.")
    case .publishSize:
      .init(sns, "PublishSize", .bytes, percentiles: true, "The size of an accepted message.")
    case .notificationsDelivered:
      .init(sns, "NumberOfNotificationsDelivered", "Deliveries that an endpoint accepted.")
    case .notificationsFailed:
      .init(
        sns, "NumberOfNotificationsFailed",
        "Deliveries given up; the service counts every failed attempt of HTTP endpoints, here it "
          + "is one a delivery.")
    case .notificationsFilteredOut:
      .init(
        sns, "NumberOfNotificationsFilteredOut", "Deliveries that a filter policy did not want.")
    case .notificationsRedriven:
      .init(
        sns, "NumberOfNotificationsRedrivenToDlq", "Deliveries that the dead-letter queue took.")
    case .notificationsNotRedriven:
      .init(
        sns, "NumberOfNotificationsFailedToRedriveToDlq",
        "Deliveries that the dead-letter queue did not take.")
    case .deliveryAttempts:
      .init(own, "DeliveryAttempts", "Attempts at deliveries, repeated ones included.")
    case .publishesThrottled:
      .init(
        own, "PublishesThrottled", "Publishes that were throttled; CloudWatch has no such metric.")
    default:
      .init(
        own, "DeliveryLatency", .milliseconds, percentiles: true,
        "From a publish to the delivery that it led to.")
    }
  }
}
