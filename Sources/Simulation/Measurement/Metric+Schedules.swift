/// EventBridge Scheduler:
/// https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html
extension Metric {
  /// The definition of a metric of a schedule.
  var scheduleDefinition: MetricDefinition {
    let (schedule, own) = ("AWS/Scheduler", "Faultline/Schedule")
    return switch self {
    case .scheduleAttempts:
      .init(schedule, "InvocationAttemptCount", "Times the target was invoked.")
    case .scheduleTargetErrors:
      .init(schedule, "TargetErrorCount", "Invocations that the target refused.")
    case .scheduleTargetThrottles:
      .init(
        schedule, "TargetErrorThrottledCount",
        "Invocations that the target throttled; they are among the refused ones, too.")
    case .scheduleDropped:
      .init(schedule, "InvocationDroppedCount", "Invocations given up after retries.")
    case .scheduleSentToDLQ:
      .init(
        schedule, "InvocationsSentToDeadLetterCount",
        "Invocations given up that the dead-letter queue took.")
    case .scheduleNotSentToDLQ:
      .init(
        schedule, "InvocationsFailedToBeSentToDeadLetterCount",
        "Invocations given up that the dead-letter queue did not take.")
    case .scheduleRepeated:
      .init(own, "RepeatedInvocations", "Invocations that came twice.")
    default:
      .init(
        own, "InvocationLateness", .milliseconds, percentiles: true,
        "From the time the schedule was due to the target's acceptance.")
    }
  }
}
