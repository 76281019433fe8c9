/// Queues: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
extension Metric {
  var queueDefinition: MetricDefinition {
    let sqs = "AWS/SQS"
    let own = "Faultline/Queue"
    return switch self {
    case .messagesSent:
      .init(
        sqs, "NumberOfMessagesSent",
        "Messages sent to the queue, moves by a redrive policy not counted.")
    case .sentMessageSize:
      .init(sqs, "SentMessageSize", .bytes, percentiles: true, "The size of a sent message.")
    case .messagesReceived:
      .init(
        sqs, "NumberOfMessagesReceived",
        "Messages that a receive returned, redeliveries included; one sample a call.")
    case .emptyReceives:
      .init(sqs, "NumberOfEmptyReceives", "Receive calls that returned no message.")
    case .messagesDeleted:
      .init(
        sqs, "NumberOfMessagesDeleted", "Successful deletes with a valid receipt, repeats included."
      )
    case .messagesVisible:
      .init(sqs, "ApproximateNumberOfMessagesVisible", "The backlog, sampled every minute.")
    case .messagesNotVisible:
      .init(
        sqs, "ApproximateNumberOfMessagesNotVisible", "Messages in flight, sampled every minute.")
    case .messagesDelayed:
      .init(sqs, "ApproximateNumberOfMessagesDelayed", "Delayed messages, sampled every minute.")
    case .ageOfOldestMessage:
      .init(
        sqs, "ApproximateAgeOfOldestMessage", .seconds,
        "The age of the oldest message; one received three times or more is passed over, and in "
          + "a dead-letter queue age counts from the move.")
    case .deadLettered:
      .init(own, "MessagesDeadLettered", "Messages moved to the dead-letter queue.")
    case .expired: .init(own, "MessagesExpired", "Messages that outlived the retention period.")
    default: .init(own, "MessagesRedriven", "Messages that a move task took out of the queue.")
    }
  }
}
