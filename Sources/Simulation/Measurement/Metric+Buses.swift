/// Event buses: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
extension Metric {
  /// The definition of a metric of an event bus.
  var busDefinition: MetricDefinition {
    let (events, own) = ("AWS/Events", "Faultline/Bus")
    return switch self {
    case .putEvents, .putEventsSucceeded, .putEventsFailed, .putEventsThrottled,
      .putEventsRequestSize, .putEventsEntries, .putEventsFailedEntries:
      ingestionDefinition
    case .putEventsLatency, .ingestionToStart, .ingestionToComplete, .ingestionToSuccess:
      latencyDefinition
    case .matchedEvents: .init(events, "MatchedEvents", "Events that matched any rule.")
    case .triggeredRules: .init(events, "TriggeredRules", "Rules that matched an event.")
    case .throttledRules:
      .init(events, "ThrottledRules", "Deliveries delayed since there are too many at a time.")
    case .invocationsCreated:
      .init(events, "InvocationsCreated", "Deliveries that events led to, before their attempts.")
    case .busInvocations:
      .init(events, "Invocations", "Deliveries that ended, well or for good; not their retries.")
    case .invocationAttempts:
      .init(events, "InvocationAttempts", "Attempts at deliveries, repeated ones included.")
    case .successfulInvocationAttempts:
      .init(events, "SuccessfulInvocationAttempts", "Attempts that a target accepted.")
    case .retryInvocationAttempts:
      .init(events, "RetryInvocationAttempts", "Attempts beyond the first.")
    case .failedInvocations: .init(events, "FailedInvocations", "Deliveries given up.")
    case .invocationsSentToDLQ:
      .init(events, "InvocationsSentToDlq", "Deliveries that the dead-letter queue took.")
    case .invocationsNotSentToDLQ:
      .init(
        events, "InvocationsFailedToBeSentToDlq",
        "Deliveries that the dead-letter queue did not take.")
    case .eventsArchived: .init(own, "EventsArchived", "Events that archives took in.")
    case .archivedEvents:
      .init(own, "ArchivedEvents", "Events that archives keep, sampled every minute.")
    default: .init(own, "EventsReplayed", "Events that replays brought back to the bus.")
    }
  }

  private var ingestionDefinition: MetricDefinition {
    let events = "AWS/Events"
    return switch self {
    case .putEvents: .init(events, "PutEventsApproximateCallCount", "Calls of PutEvents.")
    case .putEventsSucceeded:
      .init(events, "PutEventsApproximateSuccessCount", "Calls of PutEvents that succeeded.")
    case .putEventsFailed:
      .init(
        events, "PutEventsApproximateFailedCount",
        "Calls of PutEvents that failed, throttled ones not counted.")
    case .putEventsThrottled:
      .init(events, "PutEventsApproximateThrottledCount", "Calls of PutEvents that were throttled.")
    case .putEventsEntries:
      .init(events, "PutEventsEntriesCount", "Events in calls of PutEvents: one in each.")
    case .putEventsFailedEntries:
      .init(
        events, "PutEventsFailedEntriesCount",
        "Events in calls of PutEvents that were not taken over, whatever the reason.")
    default:
      .init(
        events, "PutEventsRequestSize", .bytes, percentiles: true, "The size of a PutEvents call.")
    }
  }

  private var latencyDefinition: MetricDefinition {
    let events = "AWS/Events"
    return switch self {
    case .putEventsLatency:
      .init(
        events, "PutEventsLatency", .milliseconds, percentiles: true,
        "The time of a call of PutEvents that succeeded.")
    case .ingestionToStart:
      .init(
        events, "IngestionToInvocationStartLatency", .milliseconds, percentiles: true,
        "From PutEvents to the first attempt at a delivery.")
    case .ingestionToComplete:
      .init(
        events, "IngestionToInvocationCompleteLatency", .milliseconds, percentiles: true,
        "From PutEvents to the end of the first attempt at a delivery, well or not.")
    default:
      .init(
        events, "IngestionToInvocationSuccessLatency", .milliseconds, percentiles: true,
        "From PutEvents to the delivery that it led to.")
    }
  }
}
