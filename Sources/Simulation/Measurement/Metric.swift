/// Everything that a run measures, one series per component: CloudWatch's metrics under CloudWatch's
/// namespaces, names and units, and the truth that no operator sees under `Faultline/…`.
package enum Metric: UInt16, CaseIterable, Sendable {
  // AWS/SQS
  case messagesSent, sentMessageSize, messagesReceived, emptyReceives, messagesDeleted
  case messagesVisible, messagesNotVisible, messagesDelayed, ageOfOldestMessage
  // AWS/Lambda
  case invocations, errors, throttles, duration, concurrentExecutions
  case provisionedConcurrentExecutions, provisionedConcurrencySpilloverInvocations
  case asyncEventsReceived, asyncEventAge, asyncEventsDropped, deadLetterErrors
  case destinationDeliveryFailures
  case initDuration, coldStarts
  // AWS/ApiGateway
  case apiCount, apiClientErrors, apiServerErrors, apiLatency, apiIntegrationLatency
  // AWS/DynamoDB
  case consumedWriteUnits, consumedReadUnits, throttledRequests, conditionalCheckFailed
  case requestLatency, systemErrors
  // AWS/Scheduler
  case scheduleAttempts, scheduleTargetErrors, scheduleTargetThrottles, scheduleDropped
  case scheduleSentToDLQ, scheduleNotSentToDLQ, scheduleRepeated, scheduleLateness
  // Faultline/Dependency
  case calls, callErrors, callLatency, callsInService, callsWaiting, effects, repeatedEffects
  // Faultline/CircuitBreaker
  case breakerState, breakerOpened, breakerRefused
  // Faultline/Queue: what CloudWatch does not publish
  case deadLettered, expired, redriven
  // Faultline/Producer
  case offered, sends, sendsAccepted, sendsFailed, sendLatency
  // Faultline/Steps
  case functionTimeouts, stepRetries, stepTimeouts
  // Faultline/Messages
  case completed, endToEndLatency, lost
  // Faultline/Cost
  case cost
  // Faultline/Function, Faultline/Shedding, Faultline/Outbox, Faultline/Producer: what patterns do
  case retriesDenied, bulkheadRefused, hedgedCalls, answeredBefore, alreadyInProgress
  case messagesRejected, shed, concurrencyLimit
  case outboxWaiting, outboxPublished, outboxFailed, producerWaiting
  // AWS/SNS, Faultline/Topic
  case messagesPublished, publishSize, notificationsDelivered, notificationsFailed
  case notificationsFilteredOut, notificationsRedriven, notificationsNotRedriven
  case deliveryAttempts, deliveryLatency, publishesThrottled
  // AWS/Events
  case putEvents, putEventsSucceeded, putEventsFailed, putEventsThrottled, putEventsRequestSize
  case putEventsEntries, putEventsFailedEntries, putEventsLatency
  case matchedEvents, triggeredRules, throttledRules, invocationsCreated, busInvocations
  case invocationAttempts, successfulInvocationAttempts, retryInvocationAttempts
  case failedInvocations, invocationsSentToDLQ, invocationsNotSentToDLQ
  case ingestionToStart, ingestionToComplete, ingestionToSuccess
  case eventsArchived, archivedEvents, eventsReplayed

  // AWS/Kinesis, Faultline/Stream, and AWS/Lambda for those who read streams
  case incomingRecords, incomingBytes, writeThroughputExceeded, readThroughputExceeded
  case getRecordsIteratorAge, millisBehindLatest, openShards, unreadRecords
  case unreadInFullestShard, recordsExpired, iteratorAge, failedRecords, droppedRecords

  // AWS/Kafka, Faultline/Kafka
  case offlinePartitions, underReplicatedPartitions, underMinimumPartitions, maximumOffsetLag
  case sumOffsetLag, recordsWritten, recordsLost, recordsDeduplicated, recordsAborted
  case produceErrors, transactionsCommitted, transactionsAborted
  case leaderElections, uncleanElections, rebalances, commitsRejected, brokersUp
  case recordsConsumed, consumerErrors, recordsSkipped, membersUp, recordAge
  case recordsCompacted, recordsSuperseded

  // AWS/Route53, Faultline/Failover, and AWS/DynamoDB for global tables
  case healthCheckStatus, dnsQueries, failoverSwitches
  case replicationLatency, pendingReplications, conflicts

  // AWS/States, Faultline/StateMachine, Faultline/Sagas
  case executionsStarted, executionsSucceeded, executionsFailed, executionsTimedOut
  case executionsAborted, executionThrottled, throttledEvents, executionTime, openExecutions
  case expressBilledDuration, stateTransitions, tasksFailed, tasksTimedOut, taskRetries
  case sagasCommitted, sagasCompensated, sagasInconsistent

  // AWS/SQS, Faultline/Queue: FIFO queues and fair ones
  case messagesDeduplicated, groupsInFlight, queueRequestsThrottled
  case noisyGroups, quietMessagesVisible, quietMessagesNotVisible, quietMessagesDelayed
  case quietAgeOfOldestMessage

  // AWS/ECS, ECS/ContainerInsights, Faultline/Service
  case cpuUtilization, runningTasks, pendingTasks, desiredTasks, tasksStarted, tasksLost
  case messagesHandled, messagesFailed, handlingTime
  case serviceRequests, serviceErrors, serviceLatency, serviceWaiting

  // AWS/Firehose, Faultline/Firehose
  case firehoseRecords, firehoseBytes, firehoseThrottled, deliveredRecords, deliverySuccess
  case dataFreshness, recordsGivenUp

  // AWS/AmazonMQ, Faultline/AmazonMQ
  case mqNodesUp, mqReady, mqUnacknowledged, mqMessageCount, mqConsumerCount
  case mqPublished, mqConfirmed, mqDelivered, mqRedelivered, mqAcknowledged, mqRefused
  case mqUnroutable, mqReturned, mqPublishesLost, mqPublishesBlocked
  case mqDeadLettered, mqRejected, mqExpired, mqOverflowed, mqDeliveryLimitReached, mqDropped
  case mqLost, mqElections, mqChannelsClosed
  case mqConsumed, mqHandlingErrors, mqGivenUp, mqConsumersUp, mqMessageAge
  case mqQueueSize, mqInFlight, mqEnqueued, mqDequeued, mqDispatched, mqExpiredCount, mqForwarded
  case mqFailovers

  // AWS/EventBridge/Pipes, Faultline/Pipe
  case pipeInvocations, pipeConcurrency, pipeDuration, pipeEvents, pipeEventSize, pipeThrottled
  case pipeTimedOut, pipeFailed, pipePartiallyFailed, enrichmentDuration, enrichmentFailed
  case targetDuration, targetFailed, targetPartiallyFailed, targetSkipped
  case pipeFilteredOut, pipeDeadLettered, pipeDropped

  /// The metric's face to the reader.
  package var definition: MetricDefinition { Self.definitions[Int(rawValue)] }

  private static let definitions = allCases.map(\.described)
}

/// How a metric is called and what it means.
package struct MetricDefinition: Sendable {
  /// What a number of the metric counts.
  package enum Unit: String, Sendable {
    case count = "Count"
    case milliseconds = "Milliseconds"
    case seconds = "Seconds"
    case bytes = "Bytes"
    case dollars = "Dollars"
    case percent = "Percent"

    /// How many of a summary's raw integers make one unit.
    package var scale: Int64 {
      switch self {
      case .count, .bytes: 1
      case .percent: 1_000
      case .milliseconds: 1_000_000
      case .seconds: 1_000_000_000
      case .dollars: 1_000_000_000_000
      }
    }
  }

  /// CloudWatch's namespace, or one of `Faultline/…`.
  package let namespace: String
  /// CloudWatch's name.
  package let name: String
  /// The unit of every statistic but the sample count.
  package let unit: Unit
  /// Whether percentiles are kept.
  package let keepsPercentiles: Bool
  /// What one sample is, and the metric's quirks.
  package let help: String

  init(_ namespace: String, _ name: String, _ help: String) {
    self.init(namespace, name, .count, help)
  }

  init(
    _ namespace: String, _ name: String, _ unit: Unit, percentiles: Bool = false, _ help: String
  ) {
    self.namespace = namespace
    self.name = name
    self.unit = unit
    keepsPercentiles = percentiles
    self.help = help
  }

  /// An empty summary that fits the metric.
  package var summary: Summary { Summary(keepsPercentiles: keepsPercentiles) }
}

extension Metric {
  private var described: MetricDefinition {
    switch self {
    case .messagesSent, .sentMessageSize, .messagesReceived, .emptyReceives, .messagesDeleted,
      .messagesVisible, .messagesNotVisible, .messagesDelayed, .ageOfOldestMessage,
      .deadLettered, .expired, .redriven:
      queueDefinition
    case .messagesDeduplicated, .groupsInFlight, .queueRequestsThrottled: groupDefinition
    case .noisyGroups, .quietMessagesVisible, .quietMessagesNotVisible, .quietMessagesDelayed,
      .quietAgeOfOldestMessage:
      fairnessDefinition
    case .invocations, .errors, .throttles, .duration, .concurrentExecutions,
      .provisionedConcurrentExecutions,
      .provisionedConcurrencySpilloverInvocations, .asyncEventsReceived, .asyncEventAge,
      .asyncEventsDropped, .deadLetterErrors, .destinationDeliveryFailures, .initDuration,
      .coldStarts, .functionTimeouts, .stepRetries, .stepTimeouts:
      functionDefinition
    case .apiCount, .apiClientErrors, .apiServerErrors, .apiLatency, .apiIntegrationLatency,
      .consumedWriteUnits, .consumedReadUnits, .throttledRequests, .conditionalCheckFailed,
      .requestLatency, .systemErrors:
      platformDefinition
    case .pipeInvocations, .pipeConcurrency, .pipeDuration, .pipeEvents, .pipeEventSize,
      .pipeThrottled, .pipeTimedOut, .pipeFailed, .pipePartiallyFailed, .enrichmentDuration,
      .enrichmentFailed, .targetDuration, .targetFailed, .targetPartiallyFailed, .targetSkipped,
      .pipeFilteredOut, .pipeDeadLettered, .pipeDropped:
      pipeDefinition
    case .scheduleAttempts, .scheduleTargetErrors, .scheduleTargetThrottles, .scheduleDropped,
      .scheduleSentToDLQ, .scheduleNotSentToDLQ, .scheduleRepeated, .scheduleLateness:
      scheduleDefinition
    case .calls, .callErrors, .callLatency, .callsInService, .callsWaiting, .effects,
      .repeatedEffects, .breakerState, .breakerOpened, .breakerRefused, .offered, .sends,
      .sendsAccepted, .sendsFailed, .sendLatency, .completed, .endToEndLatency, .lost, .cost:
      groundTruthDefinition
    case .retriesDenied, .bulkheadRefused, .hedgedCalls, .answeredBefore, .alreadyInProgress,
      .messagesRejected, .shed, .concurrencyLimit, .outboxWaiting, .outboxPublished,
      .outboxFailed, .producerWaiting:
      protectionDefinition
    case .messagesPublished, .publishSize, .notificationsDelivered, .notificationsFailed,
      .notificationsFilteredOut, .notificationsRedriven, .notificationsNotRedriven,
      .deliveryAttempts, .deliveryLatency, .publishesThrottled:
      topicDefinition
    case .putEvents, .putEventsSucceeded, .putEventsFailed, .putEventsThrottled,
      .putEventsRequestSize, .putEventsEntries, .putEventsFailedEntries, .putEventsLatency,
      .matchedEvents, .triggeredRules, .throttledRules, .invocationsCreated, .busInvocations,
      .invocationAttempts, .successfulInvocationAttempts, .retryInvocationAttempts,
      .failedInvocations, .invocationsSentToDLQ, .invocationsNotSentToDLQ, .ingestionToStart,
      .ingestionToComplete, .ingestionToSuccess, .eventsArchived, .archivedEvents,
      .eventsReplayed:
      busDefinition
    case .incomingRecords, .incomingBytes, .writeThroughputExceeded, .readThroughputExceeded,
      .getRecordsIteratorAge, .millisBehindLatest, .openShards, .unreadRecords,
      .unreadInFullestShard, .recordsExpired, .iteratorAge, .failedRecords, .droppedRecords:
      streamDefinition
    case .offlinePartitions, .underReplicatedPartitions, .underMinimumPartitions,
      .maximumOffsetLag, .sumOffsetLag, .recordsWritten, .recordsLost, .recordsDeduplicated,
      .recordsAborted, .transactionsCommitted, .transactionsAborted, .produceErrors,
      .leaderElections, .uncleanElections, .rebalances, .commitsRejected,
      .brokersUp, .recordsConsumed, .consumerErrors, .recordsSkipped, .membersUp, .recordAge,
      .recordsCompacted, .recordsSuperseded:
      kafkaDefinition
    case .healthCheckStatus, .dnsQueries, .failoverSwitches, .replicationLatency,
      .pendingReplications, .conflicts:
      redundancyDefinition
    case .executionsStarted, .executionsSucceeded, .executionsFailed, .executionsTimedOut,
      .executionsAborted, .executionThrottled, .throttledEvents, .executionTime,
      .openExecutions, .expressBilledDuration, .stateTransitions, .tasksFailed,
      .tasksTimedOut, .taskRetries, .sagasCommitted, .sagasCompensated, .sagasInconsistent:
      stateMachineDefinition
    case .cpuUtilization, .runningTasks, .pendingTasks, .desiredTasks, .tasksStarted, .tasksLost,
      .messagesHandled, .messagesFailed, .handlingTime, .serviceRequests, .serviceErrors,
      .serviceLatency, .serviceWaiting:
      containerDefinition
    case .firehoseRecords, .firehoseBytes, .firehoseThrottled, .deliveredRecords,
      .deliverySuccess, .dataFreshness, .recordsGivenUp:
      firehoseDefinition
    case .mqNodesUp, .mqReady, .mqUnacknowledged, .mqMessageCount, .mqConsumerCount,
      .mqPublished, .mqConfirmed, .mqDelivered, .mqRedelivered, .mqAcknowledged, .mqRefused,
      .mqUnroutable, .mqReturned, .mqPublishesLost, .mqPublishesBlocked,
      .mqDeadLettered, .mqRejected, .mqExpired, .mqOverflowed, .mqDeliveryLimitReached,
      .mqDropped, .mqLost, .mqElections, .mqChannelsClosed,
      .mqConsumed, .mqHandlingErrors, .mqGivenUp, .mqConsumersUp, .mqMessageAge,
      .mqQueueSize, .mqInFlight, .mqEnqueued, .mqDequeued, .mqDispatched, .mqExpiredCount,
      .mqForwarded, .mqFailovers:
      brokerDefinition
    }
  }
}

/// Functions: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
extension Metric {
  private var functionDefinition: MetricDefinition {
    let lambda = "AWS/Lambda"
    return switch self {
    case .invocations:
      .init(
        lambda, "Invocations", "Times the code ran, well or not; throttles are not among them.")
    case .errors:
      .init(
        lambda, "Errors", "Exceptions, time-outs and crashes; one sample an invocation, 0 or 1.")
    case .throttles: .init(lambda, "Throttles", "Invocations refused with 429.")
    case .duration:
      .init(
        lambda, "Duration", .milliseconds, percentiles: true,
        "The time the handler ran, initialisation not included; a time-out lasts the time-out.")
    case .concurrentExecutions:
      .init(lambda, "ConcurrentExecutions", "Environments at work; the maximum is what counts.")
    case .provisionedConcurrentExecutions:
      .init(lambda, "ProvisionedConcurrentExecutions", "Provisioned environments at work.")
    case .provisionedConcurrencySpilloverInvocations:
      .init(
        lambda, "ProvisionedConcurrencySpilloverInvocations",
        "Invocations that ran on demand since all provisioned environments were busy.")
    case .asyncEventsReceived:
      .init(lambda, "AsyncEventsReceived", "Events taken into the asynchronous queue.")
    case .asyncEventAge:
      .init(
        lambda, "AsyncEventAge", .milliseconds, percentiles: true,
        "The time from taking an event in to the invocation that tries it.")
    case .asyncEventsDropped:
      .init(lambda, "AsyncEventsDropped", "Events given up after age or attempts ran out.")
    case .deadLetterErrors:
      .init(lambda, "DeadLetterErrors", "Events that could not be sent to the dead-letter queue.")
    case .destinationDeliveryFailures:
      .init(
        lambda, "DestinationDeliveryFailures", "Events that could not be sent to a destination.")
    case .initDuration:
      .init(
        "Faultline/Function", "InitDuration", .milliseconds, percentiles: true,
        "How long a cold start took (CloudWatch has it in the logs only).")
    case .coldStarts:
      .init("Faultline/Function", "ColdStarts", "Invocations that had to start an environment.")
    case .functionTimeouts:
      .init(
        "Faultline/Function", "Timeouts",
        "Invocations that the function's time-out ended; Errors counts them, too.")
    case .stepRetries:
      .init("Faultline/Function", "StepRetries", "Attempts of handler steps beyond the first.")
    default:
      .init(
        "Faultline/Function", "StepTimeouts",
        "Handler steps whose time-out ended before the answer came.")
    }
  }
}

/// API Gateway and DynamoDB:
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html,
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
extension Metric {
  private var platformDefinition: MetricDefinition {
    let (api, table) = ("AWS/ApiGateway", "AWS/DynamoDB")
    return switch self {
    case .apiCount: .init(api, "Count", "Requests to the API.")
    case .apiClientErrors:
      .init(api, "4XXError", "Requests answered with 4XX, throttled ones (429) among them; 0 or 1.")
    case .apiServerErrors: .init(api, "5XXError", "Requests answered with 5XX; 0 or 1.")
    case .apiLatency:
      .init(
        api, "Latency", .milliseconds, percentiles: true, "From the request to the answer.")
    case .apiIntegrationLatency:
      .init(
        api, "IntegrationLatency", .milliseconds, percentiles: true,
        "From the call of the integration to its answer.")
    case .consumedWriteUnits:
      .init(table, "ConsumedWriteCapacityUnits", "Write units used; divide the sum by the period.")
    case .consumedReadUnits:
      .init(table, "ConsumedReadCapacityUnits", "Read units used; divide the sum by the period.")
    case .throttledRequests:
      .init(table, "ThrottledRequests", "Requests refused for lack of throughput.")
    case .conditionalCheckFailed:
      .init(
        table, "ConditionalCheckFailedRequests", "Conditional writes whose condition was false.")
    case .requestLatency:
      .init(
        table, "SuccessfulRequestLatency", .milliseconds, percentiles: true,
        "The time of a successful request, inside the service.")
    default: .init(table, "SystemErrors", "Requests that failed with HTTP 500.")
    }
  }
}
