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

  /// The definition of a metric of a fair queue.
  var fairnessDefinition: MetricDefinition {
    let sqs = "AWS/SQS"
    return switch self {
    case .noisyGroups:
      .init(
        sqs, "ApproximateNumberOfNoisyGroups",
        "Message groups of a fair queue that are noisy, sampled every minute.")
    case .quietMessagesVisible:
      .init(
        sqs, "ApproximateNumberOfMessagesVisibleInQuietGroups",
        "The backlog of a fair queue without its noisy groups.")
    case .quietMessagesNotVisible:
      .init(
        sqs, "ApproximateNumberOfMessagesNotVisibleInQuietGroups",
        "Messages in flight of a fair queue without its noisy groups.")
    case .quietMessagesDelayed:
      .init(
        sqs, "ApproximateNumberOfMessagesDelayedInQuietGroups",
        "Delayed messages of a fair queue without its noisy groups.")
    default:
      .init(
        sqs, "ApproximateAgeOfOldestMessageInQuietGroups", .seconds,
        "The age of the oldest message of a fair queue that is of no noisy group.")
    }
  }
}
