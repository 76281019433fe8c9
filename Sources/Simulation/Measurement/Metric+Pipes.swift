/// EventBridge Pipes:
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-monitoring.html
extension Metric {
  /// The definition of a metric of a pipe.
  var pipeDefinition: MetricDefinition {
    let (pipes, own) = ("AWS/EventBridge/Pipes", "Faultline/Pipe")
    return switch self {
    case .pipeInvocations: .init(pipes, "Invocations", "Executions, repeated ones included.")
    case .pipeConcurrency:
      .init(pipes, "Concurrency", "Executions under way, sampled every minute.")
    case .pipeDuration:
      .init(pipes, "Duration", .milliseconds, percentiles: true, "The time of an execution.")
    case .pipeEvents: .init(pipes, "EventCount", "Messages in executions, repeated ones included.")
    case .pipeEventSize:
      .init(pipes, "EventSize", .bytes, percentiles: true, "The size of such a message.")
    case .pipeThrottled: .init(pipes, "ExecutionThrottled", "Executions that were throttled.")
    case .pipeTimedOut:
      .init(pipes, "ExecutionTimeout", "Executions in which a stage took too long.")
    case .pipeFailed: .init(pipes, "ExecutionFailed", "Executions that failed for all messages.")
    case .pipePartiallyFailed:
      .init(pipes, "ExecutionPartiallyFailed", "Executions that failed for some messages.")
    case .enrichmentDuration, .enrichmentFailed, .targetDuration, .targetFailed,
      .targetPartiallyFailed, .targetSkipped:
      stageDefinition
    case .pipeFilteredOut:
      .init(own, "FilteredOut", "Messages that did not pass the filter: consumed and dropped.")
    case .pipeDeadLettered:
      .init(own, "DeadLettered", "Records given up, and noted down in the dead-letter queue.")
    default: .init(own, "Dropped", "Records given up without a dead-letter queue.")
    }
  }

  private var stageDefinition: MetricDefinition {
    let pipes = "AWS/EventBridge/Pipes"
    return switch self {
    case .enrichmentDuration:
      .init(
        pipes, "EnrichmentStageDuration", .milliseconds, percentiles: true,
        "The time of the enrichment of an execution.")
    case .enrichmentFailed:
      .init(pipes, "EnrichmentStageFailed", "Executions whose enrichment failed.")
    case .targetDuration:
      .init(
        pipes, "TargetStageDuration", .milliseconds, percentiles: true,
        "The time that the target of an execution took.")
    case .targetFailed:
      .init(pipes, "TargetStageFailed", "Executions whose target failed for all messages.")
    case .targetPartiallyFailed:
      .init(
        pipes, "TargetStagePartiallyFailed", "Executions whose target failed for some messages.")
    default:
      .init(pipes, "TargetStageSkipped", "Executions that ended before they reached the target.")
    }
  }
}
