/// Queues with message groups: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
extension Metric {
  /// The definition of a metric of a FIFO queue.
  var groupDefinition: MetricDefinition {
    let sqs = "AWS/SQS"
    return switch self {
    case .messagesDeduplicated:
      .init(
        sqs, "NumberOfDeduplicatedSentMessages", "Sends to a FIFO queue that repeated another.")
    case .groupsInFlight:
      .init(
        sqs, "ApproximateNumberOfGroupsWithInflightMessages",
        "Message groups of a FIFO queue with messages in flight, sampled every minute.")
    default:
      .init(
        "Faultline/Queue", "RequestsThrottled",
        "Requests to a FIFO queue beyond its quota of requests a second.")
    }
  }
}
