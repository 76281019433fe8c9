/// Advice about queues and how they are read.
package enum QueueAdvice: Hashable, Sendable {
  case visibilityTooShort(queue: String, timeout: String, function: String, functionTimeout: String)
  case visibilityBelowAdvice(queue: String, timeout: String, function: String, advised: String)
  case shortRetention(deadLetterQueue: String, retention: String, source: String)
  case singleReceive(queue: String)
  case fewReceives(queue: String, count: Int, function: String)
  case noDeadLetterQueue(queue: String, function: String)
  case unusedSources(queue: String)
  case notADeadLetterQueue(String)
  case unlimitedPrefetch(consumer: String)
  case messageTooLarge(bytes: Int, queue: String, limit: Int)

  var rule: Lint.Rule {
    switch self {
    case .visibilityTooShort: .visibilityTimeout
    case .visibilityBelowAdvice: .visibilityAdvice
    case .shortRetention: .deadLetterRetention
    case .singleReceive, .fewReceives: .maxReceiveCount
    case .noDeadLetterQueue: .deadLetterQueue
    case .unusedSources: .redriveAllow
    case .notADeadLetterQueue: .redrive
    case .unlimitedPrefetch: .prefetch
    case .messageTooLarge: .messageSize
    }
  }

  /// What is known to hurt; the numbers are those of the service's guides "Using Lambda with Amazon
  /// SQS" and "Amazon SQS dead-letter queues".
  var sentence: String {
    switch self {
    case .visibilityTooShort(let queue, let timeout, let function, let functionTimeout):
      "the visibility timeout of \(queue.named) is \(timeout), shorter than the time-out of "
        + "\(function.named), \(functionTimeout): messages come back while they are being worked "
        + "on, and AWS refuses such an event source mapping"
    case .visibilityBelowAdvice(let queue, let timeout, let function, let advised):
      "the visibility timeout of \(queue.named) is \(timeout); AWS advises six times the time-out "
        + "of \(function.named), here \(advised), so that throttled batches can be tried again"
    case .shortRetention(let queue, let retention, let source):
      "\(queue.named) keeps messages for \(retention), no longer than \(source.named) does, and a "
        + "message's age counts from its first send; give it a longer 'messageRetentionPeriod'"
    case .singleReceive(let queue):
      "a single failure moves a message out of \(queue.named), be it a throttle or a crash; allow "
        + "at least 2 receives"
    case .fewReceives(let queue, let count, let function):
      "messages leave \(queue.named) after \(count) receives, and throttles count as receives: "
        + "with the concurrency of \(function.named) capped, AWS advises at least 5"
    case .noDeadLetterQueue(let queue, let function):
      "\(queue.named) has no dead-letter queue: what \(function.named) cannot process is tried "
        + "again and again until it expires"
    case .unusedSources(let queue):
      "'redriveSources' of \(queue.named) is looked at only with 'redriveAllow' \"byQueue\""
    case .notADeadLetterQueue(let queue):
      "no redrive policy leads to \(queue.named), and messages are moved out of dead-letter queues "
        + "only: the service refuses"
    case .unlimitedPrefetch(let consumer):
      "without a 'prefetch' the first of \(consumer.named) that connects takes the whole backlog; "
        + "RabbitMQ's guide advises 100 to 300, fewer for slow work"
    case .messageTooLarge(let bytes, let queue, let limit):
      "messages have \(SizeText.spelt(bytes)), and \(queue.named) takes up to "
        + "\(SizeText.spelt(limit)): every send is refused"
    }
  }
}
